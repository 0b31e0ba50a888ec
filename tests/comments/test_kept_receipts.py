"""A receipt is rendered once, and tells each writer what is theirs."""

import pytest
from flask import Flask, render_template

from ethreader.comments.receipt_page import SHAPES, ReceiptPage, receipt_html, request_mail

ODD = '"><b>&amp;'
KINDS = [
    {"shown_id": None, "own_link": None},
    {"shown_id": "0123456789abcdef", "own_link": "http://localhost/mine/abc"},
    {"shown_id": None, "own_link": f"http://localhost/mine/{ODD}", "change_pass": ODD},
    {"shown_id": None, "own_link": "own_link", "change_pass": "change_pass", "is_change": True},
    {"shown_id": "shown_id", "own_link": "slug", "change_pass": "place", "place": "fedcba98"},
]


@pytest.mark.parametrize("path", ["/events/a/comments", "/de/events/a/comments"])
@pytest.mark.parametrize("given", KINDS)
def test_a_receipt_is_what_its_template_says(app: Flask, given: dict[str, str], path: str) -> None:
    with app.test_request_context(path, method="POST"):
        for slug in ("winter-meeting", "summer-meeting"):
            for mail in (None, request_mail()):
                page = ReceiptPage(slug=slug, request_mail=mail, **given)  # type: ignore[arg-type]
                plain = render_template("comments/_receipt.html", **page.context()).strip()
                assert [receipt_html(page), receipt_html(page)] == [plain, plain]


def test_what_is_kept_of_receipts_is_nobodys_and_has_an_end(app: Flask) -> None:
    with app.test_request_context("/events/a/comments", method="POST"):
        for number in range(3 * SHAPES):
            page = ReceiptPage(
                slug="a", shown_id="f" * 16, own_link="/mine/secret", change_seconds=number
            )
            assert "/mine/secret" in receipt_html(page)

    kept = app.extensions["receipts"]
    assert 0 < len(kept) <= SHAPES
    assert not any(
        word in f"{key}{html}" for key, html in kept.items() for word in ("secret", "f" * 16)
    )
