"""From which state to which a comment may move, for which cause, and who is told of it."""

from enum import StrEnum

from ethreader.comments.log import Cause
from ethreader.comments.models import State

PENDING, PUBLISHED, REJECTED, SPAM, WITHDRAWN = State


class Told(StrEnum):
    """Who is told of a move, if they wished to be told anything."""

    AUTHOR = "author"  # Where the comment stands now.
    PARENT_AUTHOR = "parent-author"  # That there is a reply.


NOBODY = frozenset[Told]()
AUTHOR = frozenset({Told.AUTHOR})
PARENT_AUTHOR = frozenset({Told.PARENT_AUTHOR})
BOTH = AUTHOR | PARENT_AUTHOR

# A move that is not here is not allowed.
MOVES: dict[Cause, dict[tuple[State, State], frozenset[Told]]] = {
    Cause.OPEN_EVENT: {(PENDING, PUBLISHED): PARENT_AUTHOR},  # The receipt told its author.
    Cause.OFFICIAL_REPLY: {(PENDING, PUBLISHED): PARENT_AUTHOR},
    Cause.COMMAND: {(PENDING, PUBLISHED): BOTH},
    # That readers reported it is nothing that its author learns.
    Cause.REPORTS: {(PUBLISHED, PENDING): NOBODY},
    Cause.EDIT: {
        (PENDING, PENDING): NOBODY,  # Other words than the queue has shown.
        (PUBLISHED, PENDING): NOBODY,
        (REJECTED, PENDING): NOBODY,
        (SPAM, PENDING): NOBODY,
    },
    Cause.WITHDRAWAL: {
        (PENDING, WITHDRAWN): NOBODY,
        (PUBLISHED, WITHDRAWN): NOBODY,
        (REJECTED, WITHDRAWN): NOBODY,
        (SPAM, WITHDRAWN): NOBODY,
    },
    Cause.DECISION: {
        (PENDING, PUBLISHED): BOTH,
        (PENDING, REJECTED): AUTHOR,
        (PENDING, SPAM): AUTHOR,
        (PUBLISHED, PUBLISHED): NOBODY,  # Kept, though readers reported it.
        (PUBLISHED, REJECTED): AUTHOR,
        (PUBLISHED, SPAM): AUTHOR,
        (REJECTED, PUBLISHED): BOTH,
        (REJECTED, SPAM): AUTHOR,
        (SPAM, PUBLISHED): BOTH,
        (SPAM, REJECTED): AUTHOR,
    },
    # What is shown again was shown before, and its parent's author was told then.
    Cause.UNDO: {
        (PUBLISHED, PENDING): AUTHOR,
        (PUBLISHED, PUBLISHED): NOBODY,
        (PUBLISHED, REJECTED): AUTHOR,
        (PUBLISHED, SPAM): AUTHOR,
        (REJECTED, PENDING): AUTHOR,
        (REJECTED, PUBLISHED): AUTHOR,
        (REJECTED, SPAM): AUTHOR,
        (SPAM, PENDING): AUTHOR,
        (SPAM, PUBLISHED): AUTHOR,
        (SPAM, REJECTED): AUTHOR,
    },
}
