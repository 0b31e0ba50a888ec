"""What the filter says of a text, and how what was learned takes its place."""

from datetime import date

from sqlalchemy import delete

from ethreader.base.db import db
from ethreader.learning.features import VERSION, look_at
from ethreader.learning.held_weights import held_weights
from ethreader.learning.models import FILTER, LearnedFilter
from ethreader.learning.queries import learned_filter, learned_number
from ethreader.learning.weights import Verdict, Weights, packed


def looks_like_spam(text: str) -> bool:
    """Tell whether a text looks like what moderators took for spam; never where it is unknown."""
    weights = held_weights.here()
    return weights is not None and weights.verdict(look_at(text)) is Verdict.SPAM


def words_for_spam(text: str) -> list[str]:
    """Return the words of a text that speak most for spam, by what is known now."""
    weights = held_weights.here()
    return weights.words_for_spam(look_at(text)) if weights is not None else []


def signs_for_spam(text: str) -> list[str]:
    """Return what in the making of a text speaks for spam, by what is known now."""
    weights = held_weights.here()
    return weights.signs_for_spam(look_at(text)) if weights is not None else []


def store_learned(weights: Weights, *, published: int, spam: int, today: date) -> None:
    """Put what was learned in the place of what was learned before."""
    number = learned_number() + 1
    forget_learned()
    db.session.add(
        LearnedFilter(
            id=FILTER,
            number=number,
            features=VERSION,
            trained_on=today,
            published=published,
            spam=spam,
            bias=weights.bias,
            threshold=weights.threshold,
            weights=packed(weights.by_number),
        )
    )
    db.session.flush()


def forget_learned() -> None:
    """Delete what was learned."""
    db.session.execute(delete(LearnedFilter))
    if (learned := learned_filter()) is not None:
        db.session.expunge(learned)
