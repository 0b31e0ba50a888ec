"""How two texts differ, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethreader.editing.differences import Change, Piece, difference


def shown(pieces: list[Piece]) -> str:
    marks = {Change.SAME: "{}", Change.ADDED: "+{}+", Change.REMOVED: "-{}-", Change.GAP: "…"}
    return "".join(marks[each.change].format(each.text) for each in pieces)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param("a", "a", "", id="nothing differs"),
        pytest.param("", "new", "+new+", id="all is new"),
        pytest.param("old", "", "-old-", id="all is gone"),
        pytest.param("She helps them.", "She heard them.", "She -helps-+heard+ them.", id="a word"),
        pytest.param("a\nb\nc\nd\ne", "a\nb\nc\nd\nX", "…d\n-e-+X+", id="what is far is left out"),
        pytest.param("1\n2\n3\n4", "1\nnew\n2\n3\n4", "1\n+new\n+2\n…", id="a line more"),
        pytest.param("Жена\n", "Жене\n", "-Жена\n-+Жене\n+", id="a whole line"),
    ],
)
def test_texts_differ_word_by_word(old: str, new: str, wanted: str) -> None:
    found = shown(difference(old, new))

    assert found == wanted


@given(st.text("ab \n.", max_size=60), st.text("ab \n.", max_size=60))
def test_both_texts_can_be_read_from_what_is_shown(old: str, new: str) -> None:
    pieces = difference(old, new)

    if any(each.change is Change.GAP for each in pieces) or old == new:
        return
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == old
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == new


def test_long_texts_that_share_nothing_are_compared_in_no_time() -> None:
    old, new = " ".join(["old, and"] * 20_000), " ".join(["new and,"] * 20_000)

    assert [each.change for each in difference(old, new)] == [Change.REMOVED, Change.ADDED]
