"""Who is told that something was deleted for good, registered where the parts meet.

Features that stand above know what else belongs to it: comments, drafts, pictures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ethreader.base.content_state import ContentKind


@dataclass(frozen=True, kw_only=True)
class Removed:
    """What is about to be deleted for good; its row is still there."""

    kind: ContentKind
    item_id: int
    slugs: tuple[str, ...]  # Its own first, then those that it had before.


# Deletes what else there is of it. It may be told twice of the same: after a crash, or a restore.
OnRemoved = Callable[[Removed], None]

_followers: list[OnRemoved] = []


def register_on_removed(followers: Iterable[OnRemoved]) -> None:
    """Take who is told, in place of what was registered before."""
    _followers[:] = followers


def tell_of_removal(removed: Removed) -> None:
    """Let all features delete what they have of it."""
    for follower in _followers:
        follower(removed)
