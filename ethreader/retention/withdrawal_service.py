"""What was withdrawn stays so after a restore: the ledger of erasures knows it, too.

Withdrawing can be undone, so a line of the ledger is undone by another one with the same name. Both
are digests of slugs, as those of what is deleted for good.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.db import db
from ethreader.publishing.queries import MODELS, item_named
from ethreader.publishing.removal_names import is_removal_name_of, removal_name
from ethreader.retention import ledger
from ethreader.retention.ledger import UNDONE, Entry
from ethreader.retention.registry import Eraser

log = logging.getLogger(__name__)

# What the ledger calls each kind of thing that was withdrawn.
NAMES = {kind: f"{kind.value}off" for kind in MODELS}


def record_withdrawal(kind: ContentKind, slugs: tuple[str, ...], *, ledger_folder: Path) -> None:
    """Write down what is withdrawn, by its slug of now and those before."""
    _record([Entry(NAMES[kind], removal_name(slug)) for slug in slugs], ledger_folder)


def record_showing(kind: ContentKind, slugs: tuple[str, ...], *, ledger_folder: Path) -> None:
    """Undo what was written down of something that is shown again."""
    try:
        standing = ledger.read(ledger_folder).entries
    except OSError as problem:
        _tell(problem)
        return
    undone = {each.name for each in standing if each.kind == UNDONE}
    ended = [
        Entry(UNDONE, each.name)
        for each in standing
        if each.kind == NAMES[kind] and each.name not in undone
        if any(is_removal_name_of(each.name, slug) for slug in slugs)
    ]
    _record(ended, ledger_folder)


def withdraw_again(kind: ContentKind, name: str, _now: datetime) -> bool:
    """Take off what an older database shows again; tell whether it did."""
    item = item_named(kind, name)
    if item is None or not item.is_published:
        return False
    item.state, item.publish_at = ContentState.WITHDRAWN, None
    db.session.flush()
    return True


ERASERS: dict[str, Eraser] = {name: partial(withdraw_again, kind) for kind, name in NAMES.items()}


def _record(entries: Sequence[Entry], folder: Path) -> None:
    try:
        if entries:
            ledger.record(folder, *entries)
    except OSError as problem:
        _tell(problem)


def _tell(problem: OSError) -> None:
    log.error(
        "The ledger of erasures cannot be read or written (%s): a backup that is restored now "
        "would show again what was just withdrawn.",
        problem.strerror,
    )
