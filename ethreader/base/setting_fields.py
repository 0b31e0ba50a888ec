"""How a setting is declared: a field of a frozen dataclass, whose type says how a text is read.

    port: Annotated[int, whole_number(1, 65535)] = setting(8000, variable="PORT")

Where a type and a default say all, `setting` is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Annotated, Any, get_args, get_origin

from ethreader.base.setting_errors import PREFIX, sentence_about

Values = Mapping[str, Any]  # What settings are, by the names of their fields.


def setting(
    default: object = MISSING,
    *,
    written: str = "",
    follows: Callable[[Values], object] | None = None,
    variable: str = "",
    is_private: bool = False,
) -> Any:
    """Declare a setting that has more than a type and a default.

    Its default is a value, or is `written` as an operator would, or `follows` from settings above.
    """
    more = {"written": written, "follows": follows, "variable": variable}
    return field(default=default, repr=not is_private, metadata=more)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A setting as it is declared."""

    name: str
    variable: str
    read: Callable[[str], object]
    is_private: bool
    default: object
    written: str
    follows: Callable[[Values], object] | None

    def value(self, text: str, above: Values) -> object:
        """Return what `text` means; where it is empty, the default.

        Raises `ValueError` with a sentence for the operator.
        """
        if not text and self.follows:
            return self.follows(above)
        text = text or self.written
        if not text:
            return self.default
        try:
            return self.read(text)
        except ValueError as advice:
            message = sentence_about(self.variable, text, str(advice), is_private=self.is_private)
            raise ValueError(message) from None


def settings_of(cls: type[Any]) -> list[Setting]:
    """Return the settings of a class, in the order in which they are declared."""
    return [
        Setting(
            name=each.name,
            variable=each.metadata.get("variable") or f"{PREFIX}{each.name.upper()}",
            read=get_args(each.type)[1],
            is_private=not each.repr,
            default=None if each.default is MISSING else each.default,
            written=each.metadata.get("written", ""),
            follows=each.metadata.get("follows"),
        )
        for each in fields(cls)
        if get_origin(each.type) is Annotated
    ]


def values_of(cls: type[Any], given: Mapping[str, str]) -> Values:
    """Return what the settings of a class are, by the texts that are `given` for variables.

    Raises `ValueError` with a sentence about the first that is wrong.
    """
    values: dict[str, Any] = {}
    for each in settings_of(cls):
        values[each.name] = each.value(given.get(each.variable, ""), values)
    return values
