"""The names that stay in Latin script within Serbian text, registered where the parts meet."""

from collections.abc import Callable, Sequence

Names = Callable[[], Sequence[str]]

_providers: list[Names] = []


def register_names_that_stay(providers: Sequence[Names]) -> None:
    """Take who knows such names, in place of what was registered before."""
    _providers[:] = providers


def names_that_stay() -> tuple[str, ...]:
    """Return the names that no machine turns into another script."""
    return tuple(name for provider in _providers for name in provider())
