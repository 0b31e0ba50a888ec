"""The rules as this process holds them: read by housekeeping, not while somebody waits."""

from ethreader.base.per_database import PerDatabase
from ethreader.screening.queries import rules_that_are_on
from ethreader.screening.rules import Rule

held_rules: PerDatabase[tuple[Rule, ...]] = PerDatabase(tuple)


def refresh_rules() -> None:
    """Read the rules anew."""
    held_rules.put_here(rules_that_are_on())
