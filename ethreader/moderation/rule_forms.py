"""The shape of a rule that new comments are compared with."""

import hashlib

from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from ethreader.base.invisible import clean_line
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.moderation.forms import DAMAGED
from ethreader.screening.models import ScreeningRule
from ethreader.screening.rules import Rule, RuleKind, phrases_of
from ethreader.web.forms import PostedForm

MOST_LINKS = 20
LONGEST_LIST = 20_000  # Characters.

NO_LABEL = lazy_gettext("Enter what moderators will read at the comment")
LONG_LABEL = lazy_gettext("Shorten what moderators will read: it can have 120 characters")
LONG_LIST = lazy_gettext(
    "Shorten the list, or split it into two rules: it can have 20,000 characters"
)
LINK_COUNT = lazy_gettext("Enter a number of links from 1 to 20")


class RuleForm(PostedForm):
    """A rule as it was typed, and what was tried of it. The blueprint checks the token."""

    version = IntegerField(validators=[InputRequired(DAMAGED)], default=0)
    kind = StringField(
        validators=[AnyOf([each.value for each in RuleKind], message=DAMAGED)],
        default=RuleKind.WORDS.value,
    )
    label = StringField(
        filters=[clean_line],
        validators=[DataRequired(NO_LABEL), Length(max=120, message=LONG_LABEL)],
    )
    phrases = StringField(validators=[Length(max=LONGEST_LIST, message=LONG_LIST)], default="")
    fewest_links = IntegerField(
        validators=[Optional(), NumberRange(1, MOST_LINKS, message=LINK_COUNT)], default=2
    )
    is_on = BooleanField(default=True)
    tried = StringField(default="")

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for what this kind of rule needs, too."""
        is_sound: bool = super().validate(extra_validators)
        if self.kind.data == RuleKind.WORDS and not phrases_of(self.phrases.data or ""):
            self.phrases.errors = [gettext("Enter at least one word, one a line")]
            return False
        if self.kind.data == RuleKind.LINKS and self.fewest_links.data is None:
            self.fewest_links.errors = [LINK_COUNT]
            return False
        return is_sound

    @property
    def rule(self) -> Rule:
        """What was typed, as new comments would be compared with it."""
        return Rule(
            kind=RuleKind(str(self.kind.data)),
            label=str(self.label.data),
            phrases=phrases_of(self.phrases.data or ""),
            fewest_links=int(self.fewest_links.data or 1),
        )

    @property
    def digest(self) -> str:
        """What a page carries to tell that this very rule was tried there."""
        looked_for = (self.rule.kind, self.rule.phrases, self.rule.fewest_links)
        return hashlib.sha256(repr(looked_for).encode()).hexdigest()[:32]

    @property
    def was_tried(self) -> bool:
        """Whether the page has shown what this rule would have held."""
        return str(self.tried.data) == self.digest

    def write_to(self, row: ScreeningRule) -> None:
        """Put what was typed into a row."""
        row.kind, row.label = self.rule.kind, self.rule.label
        row.phrases = "\n".join(self.rule.phrases)
        row.fewest_links, row.is_on = self.rule.fewest_links, bool(self.is_on.data)
