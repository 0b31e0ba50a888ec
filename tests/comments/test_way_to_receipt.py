"""The path that is found out once is the one that Flask finds each time."""

import pytest
from flask import Flask, request, url_for

from ethreader.comments.received_page import path_of_receipt

ENDPOINT = "received.show"
SLUGS = ("winter-meeting", "summer-meeting", "winter-meeting")


@pytest.mark.parametrize("root", ["/", "/de/", "/our/events/", "/our/events/sr-latn/"])
def test_path_lies_under_the_root_of_its_request(app: Flask, root: str) -> None:
    with app.test_request_context(base_url=f"http://localhost{root}"):
        found = [path_of_receipt(request.root_path, slug) for slug in SLUGS]

        assert found == [url_for(ENDPOINT, slug=slug) for slug in SLUGS]
        assert found[0] == f"{root}events/winter-meeting/comments/received"
