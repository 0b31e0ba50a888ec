"""The languages that the interface speaks: how each is called, in URLs and by itself."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from ethreader.i18n.locale_data import lean_locale

CATALOGS = Path(__file__).parent / "translations"


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language of the interface; articles and comments have languages of their own.

    `code` stands in URLs and settings, `tag` (BCP 47) in pages, `formats` is the locale
    that dates and numbers follow. The source language of all texts has no catalog.
    """

    code: str
    tag: str
    formats: str
    name: str
    catalog: Path | None

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of it."""
        return lean_locale(self.formats)

    @cached_property
    def translations(self) -> NullTranslations:
        """Its catalog, compiled in memory when it is first needed: no step to forget."""
        if self.catalog is None:
            return NullTranslations()
        with self.catalog.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        return Translations(compiled)


def catalog_of(folder: str) -> Path:
    """Return where a catalog lies."""
    return CATALOGS / folder / "LC_MESSAGES" / "messages.po"


ENGLISH = Language(code="en", tag="en", formats="en_GB", name="English", catalog=None)


SERBIAN = Language(
    code="sr", tag="sr-Latn", formats="sr_Latn", name="Srpski", catalog=catalog_of("sr_Latn")
)


SERBIAN_CYRILLIC = Language(
    code="sr-Cyrl", tag="sr-Cyrl", formats="sr_Cyrl", name="Српски", catalog=catalog_of("sr_Cyrl")
)


GERMAN = Language(code="de", tag="de", formats="de", name="Deutsch", catalog=catalog_of("de"))


LANGUAGES = {each.code: each for each in (ENGLISH, SERBIAN, SERBIAN_CYRILLIC, GERMAN)}


def page_language(tag: str) -> Language | None:
    """Return the language in whose pages a text of a language tag is at home, if there is one."""
    language, *rest = tag.split("-")
    script = "-Cyrl" if "Cyrl" in rest else ""
    return LANGUAGES.get(f"{language}{script}")


def tag_with_script(tag: str) -> str:
    """Return the tag that a text's language has in pages: it says the script of Serbian."""
    home = page_language(tag)
    return home.tag if home is not None and tag == home.code else tag


def languages_named(text: str) -> tuple[Language, ...]:
    """Return the languages of a list of codes; raise `ValueError` with what to write instead."""
    codes = [code.strip() for code in text.split(",")]
    if not set(codes) <= set(LANGUAGES) or len(set(codes)) < len(codes):
        message = f"give codes among {', '.join(LANGUAGES)}, each once, with commas between them"
        raise ValueError(message)
    return tuple(LANGUAGES[code] for code in codes)
