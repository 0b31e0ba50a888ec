"""The shape of a decision."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from ethreader.comments.models import State
from ethreader.moderation.models import Reason

REASON_LABELS = {
    Reason.FITS: "Fits the house rules",
    Reason.OFF_TOPIC: "Not about this event",
    Reason.HURTFUL: "Hurts or threatens somebody",
    Reason.PRIVATE: "Gives away private details",
    Reason.DANGER: "Could put somebody in danger",
    Reason.ADVERTISING: "Advertising",
    Reason.UNDONE: "Decision taken back",
}
REFUSAL_REASONS = (Reason.OFF_TOPIC, Reason.HURTFUL, Reason.PRIVATE, Reason.DANGER)

DECISIONS = {
    "publish": State.PUBLISHED,
    "reject": State.REJECTED,
    "spam": State.SPAM,
}


class UndoForm(FlaskForm):
    """Which version of the comment the moderator looks at. The blueprint checks the token."""

    class Meta:
        csrf = False

    version = IntegerField(validators=[InputRequired()])


class DecisionForm(UndoForm):
    """What to do with a comment, and why."""

    decision = StringField(validators=[InputRequired(), AnyOf(list(DECISIONS))])
    reason = SelectField(
        choices=[(reason.value, REASON_LABELS[reason]) for reason in REFUSAL_REASONS],
        validators=[Optional()],
        default=Reason.OFF_TOPIC.value,
    )
    note = StringField(
        validators=[Length(max=300, message="Keep the note under 300 characters.")],
        default="",
    )

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
