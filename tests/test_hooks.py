"""One hook of Flask's for all parts: who looks at a request when, and who at its response."""

import pytest
from flask import Flask, Request, Response

from ethreader.base.errors import NotFound
from ethreader.web.hooks import hooks


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.register_error_handler(NotFound, lambda _: ("not found", 404))
    app.add_url_rule("/<word>", "view", lambda word: f"view of {word}")
    return app


def test_guards_are_asked_in_their_order_until_one_responds(app: Flask) -> None:
    asked = []

    def note(name: str) -> None:
        asked.append(name)

    def refuse(request: Request) -> None:
        note("second")
        if request.path == "/bad":
            raise NotFound

    def respond(request: Request) -> Response | None:
        note("third")
        return Response("instead") if request.path == "/other" else None

    hooks(app).add_guard(lambda _: note("first"))
    hooks(app).add_guard(refuse)
    hooks(app).add_guard(respond)
    hooks(app).add_guard(lambda _: note("last"))
    client = app.test_client()

    said = [client.get(path).text for path in ("/bad", "/other", "/good")]

    assert said == ["not found", "instead", "view of good"]
    before_the_view = ["first", "second", "third"]
    assert asked == ["first", "second", *before_the_view, *before_the_view, "last"]


def test_who_comes_last_dresses_a_response_first(app: Flask) -> None:
    def say(word: str, request: Request, response: Response) -> None:
        response.headers["Said"] = f"{response.headers.get('Said', request.path)} {word}"

    hooks(app).add_dresser(lambda *of: say("first", *of))
    hooks(app).add_dresser(lambda *of: say("second", *of))

    assert app.test_client().get("/good").headers["Said"] == "/good second first"


def test_refusal_of_a_guard_is_dressed_as_well(app: Flask) -> None:
    def refuse(_request: Request) -> None:
        raise NotFound

    hooks(app).add_guard(refuse)
    hooks(app).add_dresser(lambda _request, response: response.headers.set("Said", "something"))

    response = app.test_client().get("/good")

    assert (response.status_code, response.headers["Said"]) == (404, "something")


def test_application_has_one_hook_of_ours_for_all_parts(app: Flask) -> None:
    for _ in range(3):
        hooks(app).add_guard(lambda _: None)

    assert {name: len(found) for name, found in app.before_request_funcs.items()} == {None: 1}
    assert {name: len(found) for name, found in app.after_request_funcs.items()} == {None: 1}
