"""How a protected name may be written, and what only looks like it."""

import pytest

from ethreader.screening.protected_names import (
    Protected,
    digest_of,
    key_of,
    mark_of,
    words_of,
)

SECRET = "the site's secret"
NAMES = ("Ana Petrović", "Đorđe Živković", "Müller Anna-Lena", "Марија Николић", "O'Neill Sue")
WRITTEN = """
Ana Petrović
ana petrovic
ANA PETROVIC
Petrović Ana
Petrović, Ana
Ана Петровић
ана петровић
Петровић Ана
Sreo sam Anu Petrović juče.
Rekla sam Ani Petrović.
Bila sam sa Anom Petrović.
That is Ana Petrović's story.
Pričao sam sa Đorđem Živkovićem.
Djordje Zivkovic
Dorde Zivkovic
Ђорђе Живковић
Ђорђа Живковића
Zivkovic, Djordje
Anna-Lena Müller
Anna Lena Mueller
Anna Lena Muller
Marija Nikolić
Marije Nikolić
Nikolić Marija
Марију Николић
Марије Николић
Ａｎａ Ｐｅｔｒｏｖｉć
Petrovich Ana
Sue O’Neill
SUE ONEILL
"""
NOBODYS = """
Ana
Petrović
Ana and Mira Petrović
Ana Marković
Ana, Petrovićeva drugarica
Anđela Petrović
Marija Petrović
Đorđe Petrović
Lena Müller
A woman named Anna
Ana. A Petrović was there, too.
Nikola Marić
Živko Đorđević
Well said.
"""


def protected(*names: str, secret: str = SECRET) -> Protected:
    key = key_of(SECRET)
    words = [words_of(name) for name in names]
    rows = [(digest_of(each, key=key), len(each), mark_of(key)) for each in words]
    return Protected.known_to(secret, rows)


@pytest.mark.parametrize("text", WRITTEN.strip().splitlines())
def test_however_it_is_written_it_is_told(text: str) -> None:
    assert protected(*NAMES).are_named_in(text)


@pytest.mark.parametrize("text", NOBODYS.strip().splitlines())
def test_others_are_not(text: str) -> None:
    assert not protected(*NAMES).are_named_in(text)


def test_who_holds_the_rows_without_the_secret_can_try_no_name() -> None:
    assert not protected(*NAMES, secret="another").are_named_in("Ana Petrović")


def test_nothing_shown_of_the_key_in_a_traceback() -> None:
    assert "key" not in repr(protected(*NAMES))
