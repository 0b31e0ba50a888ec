"""Reads of the rules that moderators wrote."""

from collections.abc import Sequence

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.screening.models import ScreeningRule
from ethreader.screening.rules import Rule


def all_rules() -> Sequence[ScreeningRule]:
    """Return all rules, on or off, in the order in which they were made."""
    return db.session.scalars(select(ScreeningRule).order_by(ScreeningRule.id)).all()


def rule_by_id(rule_id: int) -> ScreeningRule | None:
    """Return one rule."""
    return db.session.get(ScreeningRule, rule_id)


def rules_that_are_on() -> tuple[Rule, ...]:
    """Return what new comments are compared with."""
    query = select(ScreeningRule).where(ScreeningRule.is_on).order_by(ScreeningRule.id)
    return tuple(each.rule for each in db.session.scalars(query))
