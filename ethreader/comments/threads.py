"""A thread as readers see it: values, without a field for anything private."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

# Deeper answers stand beside their parent at this depth, with a word about whom they answer:
# four steps of indentation are what 320 px can bear.
MAX_DEPTH = 4


@dataclass(frozen=True, kw_only=True)
class PublicComment:
    """A comment as the public sees it.

    One that is not shown any more, but has answers, is a stub: `is_stub`, and neither
    name nor text.
    """

    id: str
    parent: str | None
    name: str
    html: str
    day: date
    is_stub: bool = False


@dataclass(kw_only=True)
class Node:
    """A comment in its place: `depth` counts from 0, `answers` names a parent that the
    indentation does not show.
    """

    comment: PublicComment
    depth: int
    answers: PublicComment | None
    replies: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """All that readers wrote under an event."""

    roots: tuple[Node, ...]
    count: int


def arrange(comments: Iterable[PublicComment]) -> Thread:
    """Put comments, parents before their answers, into a thread.

    Never recursive: a thread may be deeper than Python's stack.
    """
    nodes: dict[str, Node] = {}
    shelves: dict[str, list[Node]] = {}  # Where the answers to a comment go.
    roots: list[Node] = []
    count = 0
    for comment in comments:
        parent = nodes.get(comment.parent) if comment.parent else None
        if parent is None:
            node, shelf = Node(comment=comment, depth=0, answers=None), roots
        else:
            depth = min(parent.depth + 1, MAX_DEPTH)
            hidden = parent.comment if parent.depth == MAX_DEPTH else None
            node = Node(comment=comment, depth=depth, answers=hidden)
            shelf = shelves[parent.comment.id]
        shelf.append(node)
        nodes[comment.id] = node
        # At the last depth, answers share the shelf that their parent stands on.
        shelves[comment.id] = shelf if node.depth == MAX_DEPTH else node.replies
        count += not comment.is_stub
    return Thread(roots=tuple(roots), count=count)


def walk(thread: Thread) -> Iterator[PublicComment]:
    """Yield the comments of a thread in reading order."""
    waiting = list(reversed(thread.roots))
    while waiting:
        node = waiting.pop()
        yield node.comment
        waiting.extend(reversed(node.replies))
