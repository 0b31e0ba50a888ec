"""The texts of the code, gathered once: it takes a second."""

import pytest
from babel.messages import Catalog

from ethreader.i18n.catalogs import gathered


@pytest.fixture(scope="session")
def texts() -> Catalog:
    """All that the code says; not to be changed."""
    return gathered()
