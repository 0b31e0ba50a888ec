"""Rules that keep the index: within the transaction that changes what it is made of."""

from collections.abc import Collection, Iterable
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import delete, func, select

from ethreader.base.db import connection, db, table_of
from ethreader.base.folding import VERSION, folded_text
from ethreader.base.prepared import Prepared
from ethreader.base.upserts import insert_for
from ethreader.base.written_rows import Written
from ethreader.search.documents import Document, new_document
from ethreader.search.findable import FINDABLE, Findable, Kind
from ethreader.search.models import SearchEntry, entry_id, range_of
from ethreader.search.vectors import count_tables_anew, write_vectors
from ethreader.search.written_queries import (
    build,
    entries_between,
    entries_of,
    events_touched,
    ids_after,
)

TEXT_LIMIT = 100_000  # Characters of one text that can be found.
BATCH = 500
LOCK = 0x5EA6C4  # Any number that nobody else takes.


@cache
def _upsert(dialect: str) -> Prepared:
    new = insert_for(dialect, table_of(SearchEntry))
    words = {name: new.excluded[name] for name in ("title", "words")}
    return Prepared(new.on_conflict_do_update(index_elements=["id"], set_=words))


def follow(written: Written) -> None:
    """Index anew what a transaction has written."""
    for findable in FINDABLE:
        if _is_any_written(findable, written):
            index_all(findable)
            continue
        if ids := _ids_written(findable, written):
            index_some(findable, ids)
        if new := [
            (item, text) for (model, item), text in written.new.items() if model is findable.model
        ]:
            _replace(findable, {}, starmap(new_document, new))


def index_some(findable: Findable, ids: Collection[int]) -> None:
    """Index some things of a kind as readers see them now, or not at all."""
    _take_turn(findable)
    known = entries_of(entry_id(findable.number, each) for each in ids)
    _replace(findable, known, findable.documents(ids))


def index_all(findable: Findable) -> None:
    """Index all things of a kind, in one transaction."""
    last: int | None = 0
    while last is not None:
        last = index_batch(findable, after=last)


def index_batch(findable: Findable, *, after: int) -> int | None:
    """Index some things of a kind whose keys follow; return the last one's, or none at the end."""
    _take_turn(findable)
    ids = ids_after(findable.model, after, limit=BATCH)
    _, end = range_of(findable.number)
    last = ids[-1] if len(ids) == BATCH else None
    until = end if last is None else entry_id(findable.number, last + 1)
    known = entries_between(entry_id(findable.number, after + 1), until)
    _replace(findable, known, findable.documents(ids))
    return last


def begin_build() -> None:
    """Say that the index is not whole from now on."""
    _say(folding=0)


def end_build() -> None:
    """Say that the index is whole."""
    _say(folding=VERSION)
    tables = {table_of(each.model).name for each in FINDABLE}
    count_tables_anew(db.session.connection(), {*tables, "search_index"})


def _say(*, folding: int) -> None:
    build().folding = folding
    db.session.flush()


def _is_any_written(findable: Findable, written: Written) -> bool:
    return not written.models.isdisjoint(findable.made_of)


def _ids_written(findable: Findable, written: Written) -> set[int]:
    if findable.kind is Kind.EVENT:
        return events_touched(written.rows)
    return {number for model, number in written.rows if model is findable.model}


def _take_turn(findable: Findable) -> None:
    """Let one at a time index what is made of many rows, or the last one would miss another's."""
    if findable.kind is not Kind.COMMENT and db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _replace(
    findable: Findable, known: dict[int, tuple[str, str]], found: Iterable[Document]
) -> None:
    rows = {row["id"]: row for row in (_row(findable, each) for each in found)}
    gone = [key for key in known if key not in rows]
    if gone:
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(gone)))
    changed = [row for row in rows.values() if known.get(row["id"]) != (row["title"], row["words"])]
    if changed:
        on = connection()
        _upsert(on.dialect.name).run_each(changed)
        write_vectors(on, changed)


def _row(findable: Findable, document: Document) -> dict[str, Any]:
    return {
        "id": entry_id(findable.number, document.item),
        "comment_id": document.item if findable.kind is Kind.COMMENT else None,
        "title": folded_text(f"{document.title} {document.name}", limit=TEXT_LIMIT),
        "words": folded_text(document.text, limit=TEXT_LIMIT),
    }
