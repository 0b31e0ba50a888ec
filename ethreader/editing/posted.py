"""What a form of an editor's brings back, read from the request that carries it."""

import re
from collections.abc import Mapping

from ethreader.base.content_state import ContentKind
from ethreader.base.errors import Invalid
from ethreader.editing.all_kinds import desk_kind_of
from ethreader.editing.kinds import DeskKind
from ethreader.editing.typed import posted_values
from ethreader.publishing.draft_service import Typed

_NUMBER = re.compile(r"[0-9]{1,9}")
_WINDOW = re.compile(r"[0-9a-f]{16}")


def read_posted(public_id: str, form: Mapping[str, str]) -> tuple[DeskKind, Typed]:
    """Return what was typed, and what it is; raise `Invalid` where the form is none of ours."""
    kind = _kind(form.get("kind", ""))
    item_id = _number(form.get("item", "")) or None
    window = form.get("window", "")
    if not _WINDOW.fullmatch(window):
        raise Invalid
    return kind, Typed(
        public_id=public_id,
        kind=kind.kind,
        item_id=item_id,
        based_on=_number(form.get("based_on", "")),
        save_number=_number(form.get("save_number", "")),
        window=window,
        values=posted_values(kind.shapes.values(), form),
    )


def _kind(name: str) -> DeskKind:
    kind = desk_kind_of(ContentKind(name)) if name in set(ContentKind) else None
    if kind is None:
        raise Invalid
    return kind


def _number(text: str) -> int:
    if text and not _NUMBER.fullmatch(text):
        raise Invalid
    return int(text or 0)
