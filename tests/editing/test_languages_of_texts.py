"""The languages of texts are called as the CLDR calls them."""

import pytest
from babel import Locale

from ethreader.editing.languages import LANGUAGES


@pytest.mark.parametrize("tag", LANGUAGES)
def test_called_as_it_calls_itself(tag: str) -> None:
    assert LANGUAGES[tag] == Locale.parse(tag, sep="-").get_display_name()
