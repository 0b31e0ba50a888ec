"""A request is bound to the routes as Flask binds it, with fewer steps."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import BadHost

REQUESTS: list[Any] = [
    pytest.param({}, id="the root"),
    pytest.param(
        {"PATH_INFO": "/events/a-day/", "QUERY_STRING": "order=new&after=%C3"}, id="a page"
    ),
    pytest.param({"PATH_INFO": "//events//\xc3\xa4\xff/"}, id="an odd path"),
    pytest.param({"PATH_INFO": "", "SCRIPT_NAME": "/de"}, id="nothing below a root"),
    pytest.param({"PATH_INFO": "/events/", "SCRIPT_NAME": "/site/sr-Cyrl"}, id="two roots"),
    pytest.param({"QUERY_STRING": "a=\xc3\xa4&b=\xff"}, id="a query of damaged text"),
    pytest.param({"HTTP_HOST": "Example.ORG:8000"}, id="a host in capitals, with a port"),
    pytest.param({"HTTP_HOST": "example.org:443", "wsgi.url_scheme": "https"}, id="the usual port"),
    pytest.param({"HTTP_HOST": "[::1]:8000"}, id="an IP of version 6"),
    pytest.param({"HTTP_HOST": "b\xfccher.example"}, id="a host that is no ASCII"),
    pytest.param({"HTTP_HOST": "no host <"}, id="a host that is none"),
    pytest.param({"HTTP_HOST": ""}, id="an empty host"),
    pytest.param({"SERVER_NAME": "::1", "SERVER_PORT": "8000"}, id="the server's own name"),
    pytest.param({"REQUEST_METHOD": "POST"}, id="a post"),
    pytest.param({"HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "Upgrade"}, id="a web socket"),
    pytest.param({"HTTP_UPGRADE": "h2c", "HTTP_CONNECTION": "Upgrade"}, id="another upgrade"),
]


@pytest.mark.parametrize("said", REQUESTS)
def test_request_is_bound_as_flask_binds_it(app: Flask, said: dict[str, str]) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        **said,
    }
    ours, theirs = app.request_class({**environ}), app.request_class({**environ})

    bound = app.create_url_adapter(ours)

    assert vars(bound) == vars(Flask.create_url_adapter(app, theirs))
    assert ours.host == theirs.host


def test_host_that_no_name_can_be_is_refused_as_by_flask(app: Flask) -> None:
    host = {"HTTP_HOST": f"{'a' * 64}.example"}
    with app.test_request_context("/", environ_overrides=host) as context:
        assert isinstance(context.request.routing_exception, BadHost)
