"""Slips of an editor that no single field shows."""

from collections.abc import Iterable

from ethreader.i18n.texts import gettext


def refuse_twice(field: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Raise `ValueError` where something stands twice in the same role."""
    seen = set()
    for number, (slug, role) in enumerate(pairs, start=1):
        if (slug, role) in seen:
            said = gettext(
                "“%(slug)s” stands there already in the role “%(role)s”; delete one of the two",
                slug=slug,
                role=role,
            )
            raise ValueError(f"{field}.{number}: {said}")
        seen.add((slug, role))
