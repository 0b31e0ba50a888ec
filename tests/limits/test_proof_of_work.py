"""The proof of work: right once, for one event, in time; and nothing else passes for it."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from altcha import v1

from ethreader.web.proof_of_work import LIFETIME, LONGEST, new_challenge, solved_challenge
from tests.conftest import FORENOON
from tests.limits.solving import packed, solution_of

SECRET = "a secret of this site"
SLUG = "winter-meeting"
Solution = dict[str, Any]

CHALLENGE = new_challenge(SLUG, secret=SECRET, now=FORENOON)
RIGHT = solution_of(CHALLENGE)
# Taken for “…&4” and “2” by who reads “…&” and “42” carelessly: an end of its own choice.
LONGER = {"salt": f"{RIGHT['salt']}{str(RIGHT['number'])[:1]}", "number": 0}


def solved(text: str, about: str = SLUG, *, later: timedelta = timedelta(0)) -> str | None:
    return solved_challenge(text, about, secret=SECRET, now=FORENOON + later)


def test_a_right_solution_tells_its_challenge() -> None:
    assert solved(packed(RIGHT)) == CHALLENGE["challenge"]
    assert solved(packed(RIGHT), later=LIFETIME - timedelta(seconds=1)) == CHALLENGE["challenge"]
    assert solved(packed({**RIGHT, "took": 812})) == CHALLENGE["challenge"]


def test_the_makers_own_library_takes_it_as_well() -> None:
    key = "of another site"

    ours = v1.verify_solution(packed(RIGHT), key, check_expires=False)

    assert ours == (False, None)  # It reads all of it, and the key alone is wrong.
    assert v1.extract_params({"salt": RIGHT["salt"]})["expires"] == [  # type: ignore[typeddict-item]
        str(int((FORENOON + LIFETIME).timestamp()))
    ]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"number": (RIGHT["number"] + 1) % 100_000}, id="another number"),
        pytest.param({"number": -1}, id="a number below nought"),
        pytest.param({"number": 10**30}, id="a number beyond all that are asked for"),
        pytest.param({"number": str(RIGHT["number"])}, id="a number as text"),
        pytest.param({"number": True}, id="yes instead of a number"),
        pytest.param({"number": [RIGHT["number"]]}, id="a list instead of a number"),
        pytest.param({"number": None}, id="no number"),
        pytest.param({"algorithm": "SHA-1"}, id="another algorithm"),
        pytest.param({"challenge": "0" * 64}, id="another challenge"),
        pytest.param({"challenge": "ž" * 64}, id="a challenge of other letters"),
        pytest.param({"signature": "0" * 64}, id="a signature that nobody made"),
        pytest.param({"signature": ""}, id="no signature"),
        pytest.param({"signature": "\ud800" * 64}, id="half of a letter"),
        pytest.param({"salt": "00" * 12}, id="a salt without an end"),
        pytest.param({"salt": RIGHT["salt"].replace("expires=1", "expires=9")}, id="a later end"),
        pytest.param({"salt": f"{RIGHT['salt']}\n"}, id="a line end behind the salt"),
        pytest.param(LONGER, id="a digit of the number behind the salt"),
    ],
)
def test_a_changed_solution_is_none(changed: Solution) -> None:
    assert solved(packed({**RIGHT, **changed})) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("none", id="the word of a browser that cannot"),
        pytest.param("%%%", id="no Base64"),
        pytest.param("ž", id="no ASCII"),
        pytest.param(packed(5), id="a number, on which the makers' library fails"),
        pytest.param(packed([RIGHT]), id="a list"),
        pytest.param(packed(None), id="null"),
        pytest.param(base64.b64encode(b"\xff\xfe").decode(), id="no text"),
        pytest.param(base64.b64encode(b"[" * 700).decode(), id="a deep one"),
        pytest.param(packed({**RIGHT, "took": "1" * LONGEST}), id="an oversized one"),
        pytest.param("A" * 1_000_000, id="a million letters"),
    ],
)
def test_what_is_no_solution_is_none(text: str) -> None:
    assert solved(text) is None


def of_another_site() -> str:
    return packed(solution_of(new_challenge(SLUG, secret="another", now=FORENOON)))


def with_a_made_up_signature() -> str:
    """Return a solution whose maker knows all but the secret."""
    made = v1.create_challenge(
        hmac_key="guessed", number=1, salt=RIGHT["salt"], **v1_defaults()
    ).to_dict()
    return packed({**RIGHT, **{k: made[k] for k in ("challenge", "signature")}, "number": 1})


def v1_defaults() -> dict[str, Any]:
    return {
        "algorithm": "SHA-256",
        "max_number": 9,
        "salt_length": 12,
        "expires": None,
        "params": None,
    }


@pytest.mark.parametrize("make", [of_another_site, with_a_made_up_signature])
def test_what_this_site_did_not_sign_is_none(make: Callable[[], str]) -> None:
    assert solved(make()) is None


def test_a_solution_belongs_to_its_event_and_ends_in_time() -> None:
    text = packed(RIGHT)

    assert solved(text, "summer-meeting") is None
    assert solved(text, later=LIFETIME) is None
    assert solved(text, later=timedelta(days=365)) is None


def test_each_challenge_is_another_and_says_what_the_protocol_asks_for() -> None:
    other = new_challenge(SLUG, secret=SECRET, now=FORENOON)

    assert set(other) == {"algorithm", "challenge", "maxnumber", "salt", "signature"}
    assert (other["algorithm"], other["maxnumber"]) == ("SHA-256", 100_000)
    assert other["salt"] != CHALLENGE["salt"]
    assert len(json.dumps(other)) < 500
