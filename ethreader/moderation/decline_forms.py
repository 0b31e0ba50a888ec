"""The shape of what a moderator says when they decline a comment."""

from collections.abc import Iterator
from dataclasses import dataclass

from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from ethreader.base.invisible import clean_line
from ethreader.comments.log import Reason
from ethreader.comments.outcomes import Outcome
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.messages.forms import OptionalMessageForm
from ethreader.moderation.decline_service import Refusal
from ethreader.moderation.forms import DAMAGED, NOTE_LIMIT, TOO_LONG, UndoForm

REFUSAL_REASONS = (Reason.OFF_TOPIC, Reason.HURTFUL, Reason.PRIVATE, Reason.DANGER)
NO_REASON = "none"  # What a form sends for it: sending nothing means that nobody has chosen.
STEPS = ("show", "change", "decline")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A reason that can be chosen, or that there is to be none."""

    value: str
    label: Text
    outcome: Outcome  # What the author is told.


def choices() -> Iterator[Choice]:
    """Yield all that can be chosen."""
    for reason in REFUSAL_REASONS:
        outcome = Outcome(is_published=False, reason=reason)
        yield Choice(value=reason.value, label=reason.label, outcome=outcome)
    none = Outcome(is_published=False)
    yield Choice(value=NO_REASON, label=lazy_gettext("No reason"), outcome=none)


class DeclineForm(UndoForm, OptionalMessageForm):
    """Why a comment is declined, with a message to its author and a note, if there are any."""

    note_limit = NOTE_LIMIT
    do = StringField(validators=[AnyOf(STEPS, message=DAMAGED)])
    reason = StringField(
        validators=[
            AnyOf(
                [*(reason.value for reason in REFUSAL_REASONS), NO_REASON],
                message=lazy_gettext("Choose a reason, or “No reason”"),
            )
        ]
    )
    note = StringField(filters=[clean_line], validators=[Length(max=NOTE_LIMIT, message=TOO_LONG)])
    # The last message that the page told, or 0.
    seen_message = IntegerField(validators=[InputRequired(DAMAGED)])

    @property
    def chosen(self) -> Choice | None:
        """What is chosen, if anything is."""
        return next((each for each in choices() if each.value == self.reason.data), None)

    @property
    def refusal(self) -> Refusal:
        """What a valid form says."""
        reason = None if self.reason.data == NO_REASON else Reason(str(self.reason.data))
        return Refusal(reason=reason, message=self.words, note=str(self.note.data or "").strip())
