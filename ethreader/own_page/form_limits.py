"""How often a comment may be edited: by one visitor, and by all who hold its link."""

from ethreader.web.admission import count_under_name
from ethreader.web.limits import EDITS, EDITS_OF_COMMENT, limited


@limited(EDITS)
def _admit_edit_of_visitor() -> None:
    """Count an edit that is about to be stored."""


def admit_edit(public_id: str) -> None:
    """Count an edit of a comment; raise `RateLimited` when there are too many."""
    _admit_edit_of_visitor()
    count_under_name(EDITS_OF_COMMENT, public_id, kind="edits")
