"""Signing in is limited per visitor, beside the counting of guesses at a name."""

from collections import Counter

from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from tests.accounts.signing_in import SIGN_IN, guess, is_in
from tests.conftest import PASSWORD
from tests.limits.many_visitors import addresses, visitor


def test_thirty_sign_ins_in_a_quarter_of_an_hour_and_no_more(client: FlaskClient) -> None:
    """Forms without a password: they are no guesses, which are slowed down much sooner."""
    taken = [client.post(SIGN_IN, data={"name": "Ana"}).status_code for _ in range(30)]

    refused = client.post(SIGN_IN, data={"name": "Ana"})

    assert (taken, refused.status_code) == ([422] * 30, 429)
    assert refused.headers["Retry-After"] == "900"
    assert "Please wait about 15 minutes and try again." in refused.text


def test_the_right_password_has_to_wait_and_is_then_taken(
    app: Flask, clock: Traveller, moderator: str
) -> None:
    client = visitor(app, "203.0.113.77")
    for _ in range(30):
        client.post(SIGN_IN, data={"name": moderator})
    refused = guess(client, moderator, PASSWORD)
    assert (refused.status_code, is_in(client)) == (429, False)

    clock.shift(int(refused.headers["Retry-After"]) + 1)
    guess(client, moderator, PASSWORD)

    assert is_in(client)


def test_a_flood_from_elsewhere_does_not_keep_a_moderator_out(app: Flask, moderator: str) -> None:
    flood = visitor(app, "203.0.113.77")
    for _ in range(40):
        flood.post(SIGN_IN, data={"name": moderator})

    client = visitor(app, "203.0.113.78")
    guess(client, moderator, PASSWORD)

    assert is_in(client)


def test_the_whole_site_has_a_limit_for_signing_in(app: Flask) -> None:
    taken: Counter[int] = Counter()
    for address in addresses(10):
        client = visitor(app, address)
        taken.update(client.post(SIGN_IN, data={"name": "Ana"}).status_code for _ in range(30))

    quiet = visitor(app, "203.0.113.77").post(SIGN_IN, data={"name": "Ana"})
    refused = client.post(SIGN_IN, data={"name": "Ana"})

    assert (taken, quiet.status_code, refused.status_code) == ({422: 227, 429: 73}, 422, 429)
    assert "Please wait about 15 minutes and try again." in refused.text


def test_opening_the_sign_in_page_is_not_counted(client: FlaskClient) -> None:
    assert Counter(client.get(SIGN_IN).status_code for _ in range(60)) == {200: 60}
