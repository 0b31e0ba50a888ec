"""Whether a password is one that others would try first.

zxcvbn knows the lists of what people choose, keyboard rows and repetitions. It is asked about what
is left when the words of this site, which a guesser knows too, and all signs between words are
gone.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from ethreader.i18n.serbian import to_latin

GUESSES = 10**10  # What a password has to withstand.
LOOKED_AT = 40  # Characters: what is longer is judged by its beginning, or it takes seconds.
# What zxcvbn does not know: rows of the keyboards of our languages, and their first ideas.
ROWS = ("qwertzuiopšđ", "asdfghjklčćž", "yxcvbnm", "љњертзуиопшђ", "йцукенгшщзхъ")
FIRST_IDEAS = (
    *("lozinka", "sifra", "tajna", "beograd", "srbija", "zdravo", "dobrodosli"),
    *("kennwort", "willkommen", "moderator", "moderacija", "moderation", "ethreader"),
    "correcthorsebatterystaple",
)


def own_words(*names: str, url: str) -> frozenset[str]:
    """Return the words that a guesser of this site tries: of its name, its host, a moderator."""
    host = urlsplit(url).hostname or ""
    return frozenset(word for name in (*names, host) for word in re.split(r"\W+", _plain(name)))


def is_easy_to_guess(password: str, own: Iterable[str]) -> bool:
    """Tell whether a password is common, made of `own` words, a keyboard row or a repetition."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists are large, and few starts need them

    rest = _plain(password)
    for word in sorted((word for word in own if len(word) > 2), key=len, reverse=True):
        rest = rest.replace(word, " ")
    rest = re.sub(r"[\W_]+", "", rest)[:LOOKED_AT]
    return not rest or zxcvbn(rest, user_inputs=_known())["guesses"] < GUESSES


def _known() -> list[str]:
    rows = [_plain(row) for row in ROWS]
    parts = [row[start:end] for row in rows for start in range(3) for end in range(start + 4, 13)]
    return [*FIRST_IDEAS, *parts]


def _plain(text: str) -> str:
    """Return text in small Latin letters without accents, as far as that is sure."""
    latin = to_latin(unicodedata.normalize("NFKC", text).casefold()).replace("đ", "dj")
    letters = unicodedata.normalize("NFD", latin)
    return "".join(each for each in letters if not unicodedata.combining(each))
