"""What is shown of the sums: nothing below five, and no way to work it out."""

from datetime import date, timedelta
from itertools import product

import pytest

from ethreader.audience.figures import STUB, Figures, figures, shown

FIRST = date(2026, 2, 1)


def made(*days: tuple[int, int], **pages: int) -> Figures:
    """Return the figures of days (views, visitors) and of pages."""
    by_day = {FIRST + timedelta(days=number): sums for number, sums in enumerate(days)}
    by_path = {f"/{name}/": views for name, views in pages.items()}
    return figures(list(by_day), by_day=by_day, by_path=by_path)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, None), (1, None), (4, None), (5, 5), (9, 5), (10, 10), (23, 20), (1234, 1230)],
)
def test_numbers_are_rounded_down_and_small_ones_hidden(number: int, expected: int | None) -> None:
    assert shown(number) == expected


def test_a_day_without_readers_looks_like_one_with_four() -> None:
    none, four = made((50, 20), (0, 0)), made((50, 20), (4, 4))

    assert none.days == four.days
    assert none.bars == four.bars


def test_no_hidden_number_can_be_worked_out_from_the_total() -> None:
    """Whatever is shown of two days and their total, several numbers fit the hidden day."""
    fits: dict[tuple[int | None, ...], set[int]] = {}
    for known, hidden in product(range(5, 60), range(5)):
        told = made((known, 0), (hidden, 0))
        seen = (*(day.views for day in told.days), told.views)
        fits.setdefault(seen, set()).add(hidden)

    assert min(len(hidden) for hidden in fits.values()) >= 4


def test_no_hidden_page_can_be_worked_out_from_the_days() -> None:
    fits: dict[tuple[object, ...], set[int]] = {}
    for known, hidden in product(range(5, 60), range(5)):
        told = made((known + hidden, 0), a=known, b=hidden)
        seen = (told.days, told.pages, told.views)
        fits.setdefault(seen, set()).add(hidden)

    assert min(len(hidden) for hidden in fits.values()) >= 4


def test_pages_stand_in_the_order_of_what_is_shown_of_them() -> None:
    told = made((100, 9), b=24, a=20, c=31, d=4)

    assert [(page.path, page.views) for page in told.pages] == [
        ("/c/", 30),
        ("/a/", 20),
        ("/b/", 20),
    ]


def test_ten_pages_are_shown_at_most() -> None:
    many = {f"page{number:02}": 50 for number in range(12)}

    assert len(made((600, 9), **many).pages) == 10


def test_bars_stand_side_by_side_on_the_ground() -> None:
    told = made((50, 40), (50, 20), (2, 2))

    assert [(bar.left, bar.top, bar.height) for bar in told.bars] == [
        (0, 0, 120),
        (14, 60, 60),
        (28, 120 - STUB, STUB),
    ]
    assert (told.width, told.highest) == (38, 40)


def test_a_picture_without_a_shown_number_has_stubs_only() -> None:
    told = made((9, 4), (0, 0))

    assert {bar.height for bar in told.bars} == {STUB}
    assert told.highest is None


def test_without_any_day_it_is_empty() -> None:
    told = figures([FIRST], by_day={}, by_path={})

    assert (told.is_empty, made((1, 1)).is_empty) == (True, False)
