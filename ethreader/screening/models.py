"""What moderators tell screening to look for."""

from datetime import date

from sqlalchemy import SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model, choice
from ethreader.screening.rules import Rule, RuleKind, phrases_of


class ScreeningRule(Model):
    """A rule as moderators wrote it."""

    __tablename__ = "screening_rule"

    id: Mapped[Key]
    kind: Mapped[RuleKind] = mapped_column(choice(RuleKind))
    label: Mapped[str] = mapped_column(String(120))
    phrases: Mapped[str] = mapped_column(Text)  # One a line, as typed.
    fewest_links: Mapped[int] = mapped_column(SmallInteger)
    is_on: Mapped[bool]
    changed_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

    @property
    def rule(self) -> Rule:
        """What it looks for."""
        return Rule(
            kind=self.kind,
            label=self.label,
            phrases=phrases_of(self.phrases),
            fewest_links=self.fewest_links,
        )
