"""What moderators do with the rules that new comments are compared with."""

from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.screening.models import ScreeningRule
from ethreader.screening.queries import all_rules, rule_by_id
from ethreader.screening.rules import Rule


class RuleChanged(Conflict):
    """Somebody else changed or deleted it meanwhile."""

    title = lazy_gettext("This rule has changed")
    sentence = lazy_gettext(
        "Somebody else has changed or deleted this rule since you opened the page. Nothing was "
        "saved. What you typed is still here: check it against the list and save it as a new rule."
    )


class RuleExists(Conflict):
    """There is a rule that looks for the same."""

    title = lazy_gettext("There is such a rule already")

    def __init__(self, label: str) -> None:
        sentence = gettext(
            "The rule “%(label)s” already looks for the same, so nothing was saved. Change that "
            "one, or look for something else here.",
            label=label,
        )
        super().__init__(sentence)


def ensure_only_one(rule: Rule, *, rule_id: int | None) -> None:
    """Raise `RuleExists` where another row than `rule_id` looks for the same, on or off."""
    for row in all_rules():
        if row.id != rule_id and row.rule.looked_for == rule.looked_for:
            raise RuleExists(row.label)


def rule_as_seen(rule_id: int, *, version: int) -> ScreeningRule:
    """Return a rule in the version that a page told; raise `RuleChanged`."""
    row = rule_by_id(rule_id)
    if row is None or row.version != version:
        raise RuleChanged
    return row


def delete_rule(rule_id: int) -> bool:
    """Delete a rule; tell whether it was there."""
    row = rule_by_id(rule_id)
    if row is None:
        return False
    db.session.delete(row)
    db.session.flush()
    return True
