"""The shape of a decision."""

from wtforms import IntegerField, StringField, ValidationError
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from ethreader.comments.forms import TextForm
from ethreader.comments.models import State, Voice
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.moderation.models import Reason
from ethreader.web.forms import PostedForm

REFUSAL_REASONS = (Reason.OFF_TOPIC, Reason.HURTFUL, Reason.PRIVATE, Reason.DANGER)

DECISIONS = {
    "publish": State.PUBLISHED,  # Also to keep what readers have reported.
    "reject": State.REJECTED,
    "spam": State.SPAM,
}


# Nobody who presses a button of ours meets it.
DAMAGED = lazy_gettext("Something is missing in what was sent.")


class OfficialReplyForm(TextForm):
    """A reply that is published in the name of the moderators or of the organisation."""

    name = None
    voice = StringField(validators=[AnyOf([each.value for each in Voice], message=DAMAGED)])

    @property
    def voice_given(self) -> Voice:
        """The name in which it speaks."""
        return Voice(str(self.voice.data))


class UndoForm(PostedForm):
    """Which version of the comment the moderator looks at. The blueprint checks the token."""

    version = IntegerField(validators=[InputRequired(DAMAGED)])


class DecisionForm(UndoForm):
    """What to do with a comment, and why."""

    decision = StringField(
        validators=[InputRequired(DAMAGED), AnyOf(list(DECISIONS), message=DAMAGED)]
    )
    reason = StringField(
        validators=[
            Optional(),
            AnyOf([reason.value for reason in REFUSAL_REASONS], message=DAMAGED),
        ],
        default=Reason.OFF_TOPIC.value,
    )
    note = StringField(
        validators=[Length(max=300, message=lazy_gettext("Keep the note under 300 characters."))],
        default="",
    )

    def validate_note(self, field: StringField) -> None:
        """Refuse what no record can show."""
        if not (field.data or "").isprintable():
            message = gettext("Write the note on one line, without control characters.")
            raise ValidationError(message)

    # The last report that the page told; a later one is not answered by this decision.
    seen_until = IntegerField(validators=[Optional(), NumberRange(0, 2**31 - 1, message=DAMAGED)])

    @property
    def after(self) -> State:
        """The state that the decision leads to."""
        return DECISIONS[str(self.decision.data)]

    @property
    def why(self) -> Reason:
        """The reason on record: a rejection's is chosen, the others speak for themselves."""
        if self.after is State.PUBLISHED:
            return Reason.FITS
        if self.after is State.SPAM:
            return Reason.ADVERTISING
        return Reason(self.reason.data or Reason.OFF_TOPIC)
