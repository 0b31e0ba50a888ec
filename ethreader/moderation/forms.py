"""The shape of what moderators send. Every form carries what its page told."""

from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from ethreader.base.errors import Invalid
from ethreader.base.invisible import clean_line
from ethreader.comments.drafts import BODY_LIMIT, TypedText
from ethreader.comments.forms import TextForm
from ethreader.comments.log import Reason
from ethreader.comments.models import State, Voice
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext, lazy_gettext, ngettext
from ethreader.messages.forms import MessageForm
from ethreader.moderation.message_service import SeenConversation
from ethreader.moderation.service import Seen
from ethreader.web.forms import PostedForm

DECISIONS = {
    "publish": State.PUBLISHED,  # Also to keep what readers have reported.
    "reject": State.REJECTED,
    "spam": State.SPAM,
}
OWN_REASONS = {State.PUBLISHED: Reason.FITS, State.SPAM: Reason.ADVERTISING}


NOTE_LIMIT = 300  # Characters.
TOO_LONG = lazy_gettext("Shorten the note: it can have 300 characters")
# Nobody who presses a button of ours meets it.
DAMAGED = lazy_gettext("Something is missing from the form. Reload the page and try again")


class SeenForm(PostedForm):
    """Which version of a comment the page told. The blueprint checks the token."""

    version = IntegerField(validators=[InputRequired(DAMAGED)])

    @property
    def seen_version(self) -> int:
        """The version that the moderator looked at."""
        return int(self.version.data or 0)


class UndoForm(SeenForm):
    """What the page told of a comment and of the reports about it."""

    # The last report that the page told, or 0; a later one is not settled by what is done here.
    seen_report = IntegerField(
        validators=[InputRequired(DAMAGED), NumberRange(0, 2**31 - 1, message=DAMAGED)]
    )

    @property
    def seen(self) -> Seen:
        """What the moderator looked at."""
        return Seen(version=self.seen_version, report=int(self.seen_report.data or 0))


class PinForm(SeenForm):
    """Whether a comment is to stand before all others."""

    pin = StringField(validators=[AnyOf(["yes", "no"], message=DAMAGED)])


class MessageToAuthorForm(SeenForm, MessageForm):
    """A message to a comment's author."""

    # The last message that the page told.
    seen_message = IntegerField(validators=[InputRequired(DAMAGED)])

    @property
    def seen(self) -> SeenConversation:
        """What the moderator looked at."""
        return SeenConversation(version=self.seen_version, message=int(self.seen_message.data or 0))


class OfficialReplyForm(SeenForm, TextForm):
    """A reply that is published in the name of the moderators or of the organisation."""

    name = None
    voice = StringField(validators=[AnyOf([each.value for each in Voice], message=DAMAGED)])

    @property
    def words(self) -> TypedText:
        """What is to be published."""
        return TypedText(body=self.typed_body)

    def words_for_nothing(self) -> str:
        """Ask for the reply."""
        return gettext("Enter a reply")

    def words_for_too_much(self, excess: int) -> str:
        """Say how much of the reply is too much."""
        return ngettext(
            "Shorten the reply by %(num)s character: it can have %(limit)s",
            "Shorten the reply by %(num)s characters: it can have %(limit)s",
            excess,
            limit=format_number(BODY_LIMIT),
        )

    @property
    def voice_given(self) -> Voice:
        """The name in which it speaks."""
        return Voice(str(self.voice.data))


class DecisionForm(UndoForm):
    """What to do with a comment; to decline it with a reason has a page of its own."""

    decision = StringField(
        validators=[InputRequired(DAMAGED), AnyOf(list(DECISIONS), message=DAMAGED)]
    )
    note = StringField(
        filters=[clean_line], validators=[Length(max=NOTE_LIMIT, message=TOO_LONG)], default=""
    )

    @property
    def to_state(self) -> State:
        """The state that the decision leads to."""
        return DECISIONS[str(self.decision.data)]

    @property
    def note_given(self) -> str:
        """The note for the record."""
        return str(self.note.data or "").strip()

    @property
    def why(self) -> Reason | None:
        """The reason on record: to be declined has none, the others speak for themselves."""
        return OWN_REASONS.get(self.to_state)


def refuse_if_damaged(form: SeenForm, *, typed: str = "") -> None:
    """Raise `Invalid` where a form lacks what its page put into it, whatever else is wrong.

    What was `typed`, names with blanks between them, is the moderator's to correct.
    """
    errors = [errors[0] for name, errors in form.errors.items() if name not in typed.split()]
    if errors:
        way_on = gettext("Go back, reload the page and try again.")
        sentence = f"{errors[0]} {way_on}"
        raise Invalid(sentence)
