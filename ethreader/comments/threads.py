"""A thread as readers see it: values, without a field for anything private."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext

# Deeper replies stand beside their parent at this depth, with a word about whom they reply to:
# four steps of indentation are what 320 px can bear.
MAX_DEPTH = 4
# Of each branch, as many replies stand in a page of the thread; more stand behind a link.
REPLIES_SHOWN = 5
# In a page of 40 branches, as many comments in all.
COMMENTS_SHOWN = 100


class Order(LabelledEnum):
    """In which order a thread's own comments stand; replies always follow as they came."""

    OLDEST = "oldest", lazy_gettext("Oldest first")
    NEWEST = "newest", lazy_gettext("Newest first")
    REPLIES = "replies", lazy_gettext("Most replies")


class PublicComment(NamedTuple):
    """A comment as the public sees it; a tuple, for a page makes a hundred of them.

    One that is not shown any more, but has replies, is a stub: `is_stub`, and neither
    name nor text.
    """

    id: str
    parent: str | None
    name: str
    html: str
    day: date
    is_stub: bool = False
    is_edited: bool = False
    is_pinned: bool = False
    voice: str | None = None  # "moderator" or "organisation": an official reply.
    root: str | None = None  # The comment that began its branch.
    reply_count: int = 0  # Published ones, at any depth below.


@dataclass(kw_only=True)
class Node:
    """A comment in its place.

    `depth` counts from 0; `replies_to` names a parent that the indentation does not show.
    `rest` replies more stand below it than are here; they go on after the one of the id `last`.
    """

    comment: PublicComment
    depth: int
    replies_to: PublicComment | None
    replies: list["Node"] = field(default_factory=list)
    rest: int = 0
    last: str | None = None


class Together(Protocol):
    """Comments that stand together, which are put in their places when somebody looks at them."""

    @property
    def id(self) -> int:
        """What the first of them is told apart by, within the site."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The comments in their places."""


@dataclass(frozen=True, kw_only=True)
class Thread:
    """What readers wrote under an event, or one page of it.

    `count` counts all that is published there. `more` is where the next page begins, for
    whoever asks for it; nothing on the last page.
    """

    branches: tuple[Together, ...]
    count: int
    order: Order = Order.OLDEST
    more: str | None = None
    orders: tuple[Order, ...] = tuple(Order)

    @cached_property
    def roots(self) -> tuple[Node, ...]:
        """What stands at the top."""
        return tuple(node for branch in self.branches for node in branch.nodes)


class Branch(Protocol):
    """What begins a branch: how many published replies stand below it."""

    @property
    def reply_count(self) -> int:
        """Published ones, at any depth."""


B = TypeVar("B", bound=Branch)


def branches_that_fit(roots: Sequence[B], *, size: int) -> Sequence[B]:
    """Return the branches of one page: `size` of them, fewer where much was replied.

    So a page weighs the same in a thread of any length. One branch is always among them.
    """
    room = max(COMMENTS_SHOWN, size * COMMENTS_SHOWN // 40)
    for number, root in enumerate(roots[:size]):
        room -= 1 + min(root.reply_count, REPLIES_SHOWN)
        if room < 0:
            return roots[: max(number, 1)]
    return roots[:size]


@dataclass(frozen=True, kw_only=True)
class News:
    """What was published lately, up to the publication of the number `until`."""

    nodes: tuple[Node, ...]
    until: int


def arrange(
    comments: Iterable[PublicComment], beside: Mapping[str, PublicComment] | None = None
) -> tuple[Node, ...]:
    """Put comments, parents before their replies, in their places.

    A reply whose parent is not among them stands at the top, or below the comment that began
    its branch; `beside` has the parents that are to be named then. Never recursive: a thread
    may be deeper than Python's stack.
    """
    nodes: dict[str, Node] = {}
    shelves: dict[str, list[Node]] = {}  # Where the replies to a comment go.
    roots: list[Node] = []
    for comment in comments:
        parent = nodes.get(comment.parent) if comment.parent else None
        if parent is None:
            node, shelf = _at_the_top(comment, nodes, roots, beside or {})
        else:
            node, shelf = _below(parent, comment), shelves[parent.comment.id]
        shelf.append(node)
        nodes[comment.id] = node
        # At the last depth, replies share the shelf that their parent stands on.
        shelves[comment.id] = shelf if node.depth == MAX_DEPTH else node.replies
        _note_rest(comment, node, nodes)
    return tuple(roots)


def _below(parent: Node, comment: PublicComment) -> Node:
    hidden = parent.comment if parent.depth == MAX_DEPTH else None
    return Node(comment=comment, depth=min(parent.depth + 1, MAX_DEPTH), replies_to=hidden)


def _at_the_top(
    comment: PublicComment,
    nodes: dict[str, Node],
    roots: list[Node],
    beside: Mapping[str, PublicComment],
) -> tuple[Node, list[Node]]:
    named = beside.get(comment.parent) if comment.parent else None
    root = nodes.get(comment.root) if comment.root else None
    depth = 1 if comment.root else 0
    return Node(comment=comment, depth=depth, replies_to=named), root.replies if root else roots


def _note_rest(comment: PublicComment, node: Node, nodes: dict[str, Node]) -> None:
    """Count down, at the beginning of the branch, what of it is not here yet."""
    if comment.root is None:
        node.rest = comment.reply_count
    elif root := nodes.get(comment.root):
        root.rest -= not comment.is_stub
        root.last = comment.id


def walk(nodes: Sequence[Node]) -> Iterator[PublicComment]:
    """Yield comments and their replies in reading order."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node.comment
        waiting.extend(reversed(node.replies))
