"""Reads for the editors' pages. They show what readers do not see: nothing here is for readers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, literal, select

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.base.paging import BEGINNING, Order, Page, Position, read_page
from ethreader.base.slugs import proposed_slug
from ethreader.editing.kinds import DeskKind
from ethreader.editing.listing import Item, Standing, Wanted
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import drafts_of, drafts_of_new, items_with_drafts
from ethreader.publishing.naming_queries import withdrawn_people_named_in


def item_by_id(kind: DeskKind, item_id: int | None) -> Any:
    """Return something that is on the site, or was."""
    return db.session.get(kind.model, item_id) if item_id is not None else None


def held_item(kind: DeskKind, item_id: int | None) -> Any:
    """Return something as it is now; other writers of it wait until this transaction ends."""
    if item_id is None:
        return None
    query = select(kind.model).where(kind.model.id == item_id)
    of_row = query.with_for_update(of=kind.model).execution_options(populate_existing=True)
    return db.session.scalar(of_row)


def id_under(kind: DeskKind, slug: str) -> int | None:
    """Return the number of what stands under a slug."""
    return db.session.scalar(select(kind.model.id).where(kind.model.slug == slug))


def listed(kind: DeskKind, wanted: Wanted, at: Position = BEGINNING) -> Page[Item]:
    """Return a page of what is on the site, the latest first."""
    query = _narrowed(kind, wanted, select(kind.model))
    page = read_page(query, kind.model.id, order=Order.NEWEST_FIRST, at=at)
    drafts = _by_item(drafts_of(kind.kind, [row.id for row in page.rows]))
    naming = withdrawn_people_named_in(page.rows)
    rows = [
        replace(_item(kind, row, drafts.get(row.id, [])), naming=naming.get(row.id, ()))
        for row in page.rows
    ]
    return Page(rows=rows, older=page.older, newer=page.newer)


def listed_new(kind: DeskKind, wanted: Wanted) -> Sequence[Item]:
    """Return the drafts of what is not on the site yet, the latest first."""
    if wanted.standing not in {None, Standing.DRAFT}:
        return []
    items = [_new_item(kind, draft) for draft in drafts_of_new(kind.kind)]
    return [item for item in items if _fits(wanted.words, item.title)]


def _narrowed(kind: DeskKind, wanted: Wanted, query: Select[Any]) -> Select[Any]:
    model = kind.model
    if wanted.words:
        query = query.where(model.id.in_(_ids_found(kind, wanted.words)))
    if wanted.standing is Standing.DRAFT:
        query = query.where(model.id.in_(items_with_drafts(kind.kind)))
    elif wanted.standing is not None and hasattr(model, "state"):
        query = query.where(model.state == ContentState(wanted.standing.value))
    elif wanted.standing is not None and wanted.standing is not Standing.PUBLISHED:
        query = query.where(literal(value=False))
    return query


def _ids_found(kind: DeskKind, words: str) -> Sequence[int]:
    """Return what is called so: letters without their marks are the same, and so are scripts."""
    names = ("slug", *kind.listed_by, "name")
    columns = [getattr(kind.model, name) for name in dict.fromkeys(names)]
    rows = db.session.execute(select(kind.model.id, *columns))
    return [row[0] for row in rows if any(_fits(words, text) for text in row[1:])]


def _fits(words: str, text: str) -> bool:
    return all(word in _folded(text) for word in _folded(words).split("-"))


def _folded(text: str) -> str:
    return proposed_slug(f" {text}") or text.casefold()


def _by_item(drafts: Sequence[ContentDraft]) -> Mapping[int | None, Sequence[ContentDraft]]:
    found: dict[int | None, list[ContentDraft]] = {}
    for draft in drafts:
        found.setdefault(draft.item_id, []).append(draft)
    return found


def _item(kind: DeskKind, row: Any, drafts: Sequence[ContentDraft]) -> Item:
    return Item(
        item_id=row.id,
        title=kind.title_of(row),
        slug=row.slug,
        language=getattr(row, "language", ""),
        standing=Standing(getattr(row, "state", ContentState.PUBLISHED).value),
        publish_at=getattr(row, "publish_at", None),
        day=getattr(row, "first_day", None),
        drafts=drafts,
    )


def _new_item(kind: DeskKind, draft: ContentDraft) -> Item:
    return Item(
        item_id=None,
        title=kind.title_typed(draft.values),
        slug=str(draft.values.get("slug", "")),
        language=str(draft.values.get("language", "")),
        standing=Standing.DRAFT,
        publish_at=None,
        day=None,
        drafts=[draft],
    )
