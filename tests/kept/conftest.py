"""A site behind its border."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.kept.asking import Site


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """The site, asked through its border."""
    site = Site(app)
    yield site
    site.close()
