"""Of what Babel knows, only that is kept which a page may say."""

import os
import subprocess
import sys

import pytest
from babel import Locale, localedata
from babel.core import get_global

from ethreader.base.countries import country_codes, meant_country, meant_language
from ethreader.i18n.languages import LANGUAGES, Language
from ethreader.i18n.locale_data import names_in
from tests.conftest import ROOT

ALONE = """
from babel import localedata
from ethreader.base.countries import meant_country
from ethreader.i18n.languages import ENGLISH
assert (meant_country("Serbien"), ENGLISH.locale.territories["RS"]) == ("RS", "Serbia")
print(*sorted(localedata._cache))
"""


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda each: each.code)
def test_locale_keeps_what_pages_say_and_nothing_else(language: Language) -> None:
    locale = language.locale

    assert locale.territories["RS"]
    assert locale.months["format"]["wide"][4]
    assert locale.meta_zones["Europe_Central"]["long"]
    for name in (str(locale), "root"):
        assert "unit_patterns" not in localedata.load(name)
    assert get_global("likely_subtags")["sr"] == "sr_Cyrl_RS"
    assert get_global("territory_languages") == {}


@pytest.mark.parametrize("kind", ["territories", "languages"])
@pytest.mark.parametrize("name", ["en", "de", "sr", "sr_Latn"])
def test_names_are_those_that_a_locale_has(name: str, kind: str) -> None:
    assert names_in(name, kind) == dict(getattr(Locale.parse(name), kind))


def test_countries_of_four_languages_are_known_and_only_the_spoken_one_is_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.split() == ["en", "en_001", "en_GB", "root"]


def test_countries_and_languages_are_told_by_their_names() -> None:
    assert {"RS", "DE"} <= country_codes()
    assert (meant_country("Србија"), meant_language("Nemački")) == ("RS", "de")
