"""What the log says of a failure: its kind and its place, and no word that was typed."""

import logging
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Response, render_template_string, request
from flask.testing import FlaskClient
from sqlalchemy import text

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.web.logging import RedactingFormatter
from tests.visitors import both_ways

MARK = "marked-word-of-a-survivor"
TYPED = {"name": MARK, "body": f"It was {MARK}.", "email": f"{MARK}@example.org"}


class MarkedKind(Exception):
    """A failure whose kind is to be found."""


def typed() -> str:
    return request.form.get("body", request.path)


def raise_in_view() -> str:
    raise MarkedKind(typed())


def raise_from_another() -> str:
    try:
        int(typed())
    except ValueError as error:
        raise MarkedKind(typed()) from error
    return ""


def raise_while_handling() -> str:
    return {"a": 1}[typed()].to_bytes().decode()


def raise_many() -> str:
    raise ExceptionGroup(typed(), [MarkedKind(typed()), ValueError(typed())])


def raise_with_notes() -> str:
    error = MarkedKind(typed())
    error.add_note(typed())
    raise error


def raise_in_template() -> str:
    return render_template_string("{{ what.nothing }} {{ undefined_name }}", what=typed())


def raise_in_template_rule() -> str:
    return render_template_string("{{ fail() }}", fail=raise_in_view)


def raise_in_sql() -> str:
    db.session.execute(text("SELECT :typed FROM no_such_table"), {"typed": typed()})
    return ""


def raise_in_recursion() -> str:
    return raise_in_recursion() + typed()


def raise_unreadable() -> str:
    class Unreadable(Exception):
        def __str__(self) -> str:
            raise MarkedKind(self.args[0])

    raise Unreadable(typed())


PLACES: list[Any] = [
    pytest.param(raise_in_view, "MarkedKind", id="a view"),
    pytest.param(raise_from_another, "builtins.ValueError", id="a cause"),
    pytest.param(raise_while_handling, "builtins.KeyError", id="a key that was typed"),
    pytest.param(raise_many, "builtins.ExceptionGroup", id="several at once"),
    pytest.param(raise_with_notes, "MarkedKind", id="an exception with notes"),
    pytest.param(raise_in_template, "jinja2.exceptions.UndefinedError", id="a template"),
    pytest.param(raise_in_template_rule, "MarkedKind", id="a rule that a template calls"),
    pytest.param(raise_in_sql, "sqlalchemy.exc.OperationalError", id="the database"),
    pytest.param(raise_in_recursion, "builtins.RecursionError", id="a recursion without end"),
    pytest.param(raise_unreadable, "Unreadable", id="an exception that cannot be printed"),
]


def codes_in(said: str) -> list[str]:
    """Return the codes by which a visitor and the log name failures."""
    return re.findall(r"ode: ([2-9A-Z]{4}-[2-9A-Z]{4})\b", said)


def test_each_failure_has_a_code_of_its_own(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/fail", "fail", raise_in_view, methods=["POST"])

    codes = {code for _ in range(20) for code in codes_in(client.post("/fail", data=TYPED).text)}

    assert len(codes) == 20


def test_what_is_no_failure_has_no_code(client: FlaskClient, caplog: Any) -> None:
    assert codes_in(client.get("/no-such-page").text) == []
    assert caplog.text == ""


@both_ways
@pytest.mark.parametrize(("fail", "kind"), PLACES)
def test_a_failure_is_logged_by_kind_and_place_alone(
    app: Flask,
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    fail: Callable[[], str],
    kind: str,
    headers: dict[str, str],
) -> None:
    app.add_url_rule(f"/{MARK}", "fail", fail, methods=["POST"])

    response = client.post(f"/{MARK}", data=TYPED, headers=headers)

    said = caplog.text
    assert response.status_code == 500
    assert "Something went wrong on our end" in response.text
    assert f"{kind}\n" in said
    assert said.count("A request failed.") == 1
    assert codes_in(response.text) == codes_in(said) != []
    assert __file__ in said
    assert said.count("in full_dispatch_request") <= 4 * said.count(f"{kind}\n")
    assert len(said) < 20_000
    assert MARK not in said + response.text + str(response.headers)


def fail_before(app: Flask) -> None:
    app.before_request(raise_in_view)


def fail_after(app: Flask) -> None:
    def after(_response: Response) -> Response:
        raise MarkedKind(typed())

    app.after_request(after)


def fail_at_the_end(app: Flask) -> None:
    def end(_error: BaseException | None) -> None:
        raise MarkedKind(typed())

    app.teardown_request(end)


def fail_in_the_error_page(app: Flask) -> None:
    def page(_refusal: NotFound) -> Response:
        raise MarkedKind(typed())

    app.register_error_handler(NotFound, page)


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(fail_before, id="before every request"),
        pytest.param(fail_after, id="after every request"),
        pytest.param(fail_at_the_end, id="when a request is cleared away"),
        pytest.param(fail_in_the_error_page, id="in an error page"),
    ],
)
def test_a_failure_around_the_views_is_logged_likewise(
    app: Flask,
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    prepare: Callable[[Flask], None],
) -> None:
    prepare(app)

    response = client.post(f"/events/{MARK}/comments", data=TYPED)

    said = caplog.text
    assert response.status_code == 500
    assert "went wrong on our end" in response.text
    assert f"{__name__}.MarkedKind\n" in said
    assert said.count("A request failed") == 1
    assert codes_in(response.text) == codes_in(said) != []
    assert MARK not in said + str(response.headers)


def test_a_planted_word_is_found_in_the_log(
    app: Flask,
    client: FlaskClient,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The tests above would pass on a log that nobody reads."""

    def careless() -> str:
        try:
            return raise_in_view()
        except MarkedKind:
            logging.getLogger("careless").exception("A line of another log.")
            raise

    app.add_url_rule("/careless", "careless", careless, methods=["POST"])

    client.post("/careless", data=TYPED)

    assert f"MarkedKind: It was {MARK}." in caplog.text


def caught(fail: Callable[[], object]) -> BaseException:
    try:
        fail()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


def test_the_formatter_of_the_server_writes_no_message(app: Flask) -> None:
    with app.test_request_context(method="POST", data=TYPED):
        error = caught(raise_from_another)
    info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("library", logging.ERROR, __file__, 1, "It broke.", (), info)
    careless = logging.Formatter().format(record)  # And leaves its text in the record.

    discreet = RedactingFormatter("[%(levelname)s] %(message)s").format(record)

    assert careless.count(MARK) > 1
    assert discreet.startswith("[ERROR] It broke.\nbuiltins.ValueError\n")
    assert discreet.count(f"  {__file__}:") == 3
    assert MARK not in discreet


def test_an_account_names_each_place_of_the_way() -> None:
    line = sys._getframe().f_lineno + 1
    error = caught(lambda: raise_on_line(MARK))

    kind, *places = written(error).splitlines()

    assert kind == f"{__name__}.MarkedKind"
    assert [place.rpartition(" in ")[2] for place in places] == [
        "caught",
        "<lambda>",
        "raise_on_line",
    ]
    assert places[1] == f"  {__file__}:{line} in <lambda>"


def test_exceptions_that_cause_each_other_are_told_once() -> None:
    one, other = MarkedKind(MARK), ValueError(MARK)
    one.__cause__, other.__cause__ = other, one

    assert written(one).splitlines() == ["builtins.ValueError", f"{__name__}.MarkedKind"]


def raise_on_line(word: str) -> None:
    raise MarkedKind(word)


def written(error: BaseException) -> str:
    return RedactingFormatter().formatException((type(error), error, error.__traceback__))
