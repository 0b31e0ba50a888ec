"""How much may be sent with the comment form, and what is asked of those who send more.

Forty people in a hall have one IP, as a flood has. From the eleventh comment on their browsers are
asked for a proof of work. What comes without one is taken as well, and read before it appears.
"""

import json
from collections.abc import Sequence

from ethreader.base.errors import RateLimited
from ethreader.comments.forms import CommentForm
from ethreader.screening.flags import Flag
from ethreader.web.admission import RateLimit, admit, has_room, is_first_use
from ethreader.web.current import Current, now, secret
from ethreader.web.http import wants_partial
from ethreader.web.limits import (
    COMMENTS,
    FORMS,
    FREE_COMMENTS,
    ONE_USE,
    PROVEN_COMMENTS,
    PROVEN_FORMS,
    WISHES,
    limited,
)
from ethreader.web.proof_of_work import new_challenge, solved_challenge


class ProofAsked(Exception):
    """The form has to be sent once more, with the solution of a challenge."""

    def __init__(self, challenge: str) -> None:
        super().__init__("A proof of work is asked for.")
        self.challenge = challenge


def admit_form(form: CommentForm, slug: str, current: Current) -> str | None:
    """Count a form that was sent, and return which challenge it brings the solution of.

    No database is asked. What brings one is counted apart, or a flood of forms would keep it out.
    Raises `RateLimited` or `ProofAsked`.
    """
    solution = form.altcha.data or ""
    solved = solved_challenge(solution, slug, secret=current.secret, now=current.now)
    if solved is None:
        _ask_unless_room(form, slug, FORMS)
    admit(PROVEN_FORMS if solved else FORMS)
    return solved


def ask_for_proof(form: CommentForm, slug: str, flags: Sequence[Flag]) -> None:
    """Raise `ProofAsked` where a script can work it out and the comment would wait without it.

    Who may be in danger is kept waiting by nothing.
    """
    if Flag.DANGER not in flags:
        _ask_unless_room(form, slug, FREE_COMMENTS, COMMENTS)


def count_comment(solved: str | None) -> tuple[Flag, ...]:
    """Count a comment that is about to be stored, and return what is to be noted of it.

    Raises `RateLimited`.
    """
    if solved and is_first_use(solved, ONE_USE, kind="proofs"):
        admit(PROVEN_COMMENTS)
        return ()
    admit(COMMENTS)
    try:
        admit(FREE_COMMENTS)
    except RateLimited:
        return (Flag.CROWDED,)
    return ()


@limited(WISHES)
def count_wish() -> None:
    """Count a wish for news that is about to be stored; raise `RateLimited` beyond."""


def _ask_unless_room(form: CommentForm, slug: str, *limits: RateLimit) -> None:
    """Ask for a proof where it helps; nothing is counted.

    Without scripts, and from scripts that say they cannot, it is not asked.
    """
    can_work = wants_partial() and not form.altcha.data
    if can_work and not all(map(has_room, limits)) and has_room(PROVEN_COMMENTS):
        raise ProofAsked(json.dumps(new_challenge(slug, secret=secret(), now=now())))
