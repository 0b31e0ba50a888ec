"""Enums whose members say what people call them."""

from enum import StrEnum
from typing import Self

from ethreader.i18n.texts import LazyText


class LabelledEnum(StrEnum):
    """A choice: its value is stored, its `label` is read, in the reader's language."""

    label: LazyText

    def __new__(cls, value: str, *label: LazyText) -> Self:
        """Make a member, or find one: then there is a value alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        (member.label,) = label
        return member
