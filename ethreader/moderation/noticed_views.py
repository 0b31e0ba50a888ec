"""Why screening has noticed a comment: which words, which rule.

It is found anew from the text whenever the comment is shown, and stored nowhere: so it goes with
the text, and says what is known now.
"""

from ethreader.comments.models import Comment
from ethreader.i18n.texts import LazyText, lazy_gettext
from ethreader.learning.service import signs_for_spam, words_for_spam
from ethreader.moderation.blueprint import bp
from ethreader.moderation.rule_queries import read_text
from ethreader.screening.danger import dangers_in, telling_words
from ethreader.screening.danger_kinds import DangerKind
from ethreader.screening.flags import Flag
from ethreader.screening.held_rules import held_rules

MOST_SIGNS = 2
# Those that people can see; the others are combinations of what the words say.
SIGNS: dict[str, LazyText] = {
    "link": lazy_gettext("a link"),
    "loud": lazy_gettext("capital letters"),
    "exclaiming": lazy_gettext("exclamation marks"),
    "handle": lazy_gettext("an account name"),
    "tag": lazy_gettext("hashtags"),
    "money sign": lazy_gettext("prices or percentages"),
    "digits": lazy_gettext("many digits"),
    "code": lazy_gettext("program code"),
}


@bp.app_template_global()
def spam_words(comment: Comment) -> list[str]:
    """Return the words of a comment for which it looks like advertising."""
    return words_for_spam(comment.body) if Flag.SPAM_LIKE in comment.flags else []


@bp.app_template_global()
def spam_signs(comment: Comment) -> list[LazyText]:
    """Return what beside its words makes a comment look like advertising."""
    if Flag.SPAM_LIKE not in comment.flags:
        return []
    found = [SIGNS[sign] for sign in signs_for_spam(comment.body) if sign in SIGNS]
    return found[:MOST_SIGNS]


@bp.app_template_global()
def dangers_noticed(comment: Comment) -> tuple[DangerKind, ...]:
    """Return what kinds of danger a comment tells of, as far as this version knows them."""
    return dangers_in(comment.body) if Flag.DANGER in comment.flags else ()


@bp.app_template_global()
def danger_words(comment: Comment) -> tuple[str, ...]:
    """Return the words for which a comment is like those that tell of danger."""
    return telling_words(comment.body) if Flag.DANGER in comment.flags else ()


@bp.app_template_global()
def rules_met(comment: Comment) -> list[str]:
    """Return the words of the rules that a comment meets now."""
    if Flag.RULE not in comment.flags:
        return []
    text = read_text(comment)
    return [rule.label for rule in held_rules.here() if rule.is_met_by(text)]
