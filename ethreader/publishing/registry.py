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

# Takes note of what is withdrawn, or of what is shown again: before the transaction ends.
OnState = Callable[[ContentKind, tuple[str, ...]], None]

_followers: list[OnRemoved] = []
_withdrawn: list[OnState] = []
_shown: list[OnState] = []


def register_on_removed(followers: Iterable[OnRemoved]) -> None:
    """Take who is told, in place of what was registered before."""
    _followers[:] = followers


def register_on_state(*, withdrawn: Iterable[OnState], shown: Iterable[OnState]) -> None:
    """Take who is told when something is withdrawn or shown, in place of what was registered."""
    _withdrawn[:], _shown[:] = withdrawn, shown


def tell_of_withdrawal(kind: ContentKind, slugs: tuple[str, ...]) -> None:
    """Say that something, by its slugs, is to be seen by no reader."""
    for follower in _withdrawn:
        follower(kind, slugs)


def tell_of_showing(kind: ContentKind, slugs: tuple[str, ...]) -> None:
    """Say that something, by its slugs, is to be seen by readers."""
    for follower in _shown:
        follower(kind, slugs)


def tell_of_removal(removed: Removed) -> None:
    """Let all features delete what they have of it."""
    for follower in _followers:
        follower(removed)
