"""The slug of a file: its own, or the name of the file, or what it could be."""

from pathlib import Path

from ethreader.base.slugs import is_slug, proposed_slug
from ethreader.transfer.findings import Finding

_NAMELESS = {"index", "_index", "readme"}
_RULE = "small letters a to z, digits and single hyphens, 120 at most"


def slug_of(path: Path, given: object, *, line: int | None) -> tuple[str | None, list[Finding]]:
    """Return the slug, or none and what is wrong with it."""
    if given is not None:
        if isinstance(given, str) and is_slug(given):
            return given, []
        proposal = proposed_slug(given) if isinstance(given, str) else None
        hint = f"; for “{given}” perhaps {proposal}" if proposal else ""
        return None, [Finding(line=line, field="slug", sentence=f"use {_RULE}{hint}")]
    is_nameless = path.stem.casefold() in _NAMELESS
    if is_slug(path.stem) and not is_nameless:
        return path.stem, []
    proposal = proposed_slug(path.absolute().parent.name if is_nameless else path.stem)
    why = "says nothing" if is_nameless else f"may have only {_RULE}"
    said = (
        f"the file's name, “{path.stem}”, would be the last part of the page's URL, which {why}; "
        f"add the line “slug: {proposal or 'meeting-2026'}”"
    )
    return None, [Finding(line=1, field="slug", sentence=said)]
