"""The languages of texts are called as the CLDR calls them."""

import pytest
from babel import Locale

from ethreader.editing.languages import LANGUAGES
from ethreader.i18n.languages import tag_with_script


@pytest.mark.parametrize("tag", LANGUAGES)
def test_called_as_it_calls_itself(tag: str) -> None:
    assert LANGUAGES[tag] == Locale.parse(tag_with_script(tag), sep="-").get_display_name()
