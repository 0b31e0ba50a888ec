"""The catalogs' care: what the code says is gathered, and one Serbian script is made of the other.

For whoever changes texts or translates them: `make words`. The site itself reads catalogs only,
see `languages`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ethreader.i18n.languages import GERMAN, SERBIAN, SERBIAN_CYRILLIC, Language
from ethreader.i18n.serbian import to_latin

ROOT = Path(__file__).resolve().parents[2]  # `base` knows it as well, but stands above.

BY_HAND = (SERBIAN_CYRILLIC, GERMAN)

# A date that changes at each writing says nothing that the history does not.
NO_DATE = datetime(2026, 11, 24, tzinfo=UTC)


HEADER = """\
# Words of the interface. docs/languages.md says how to change them."""


DERIVED = """\
# Made from sr_Cyrl by `make words`: change that one."""


KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "plural_forms": (1, 2),
    "lazy_gettext": None,
}


METHODS = [("ethreader/**.py", "python"), ("templates/**", "jinja2")]


OPTIONS = {"templates/**": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def gathered(root: Path = ROOT) -> Catalog:
    """Return the texts of the code, as the catalogs must have them."""
    found = Catalog(charset="utf-8")
    for name, line, text, comments, context in extract_from_dir(
        root, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        found.add(text, None, [(name, line)], auto_comments=comments, context=context)
    return found


def read(path: Path) -> Catalog:
    """Return the catalog of a file."""
    with path.open("rb") as file:
        return read_po(file)


def as_file(catalog: Catalog) -> bytes:
    """Return a catalog as it stands in its file: no line numbers, which change without need."""
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.last_translator = catalog.language_team = catalog.project = "ethreader"
    catalog.version = "1"
    catalog.msgid_bugs_address = ""
    content = BytesIO()
    write_po(
        content, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True
    )
    return content.getvalue()


def bring_up_to_date(catalog: Catalog, texts: Catalog) -> None:
    """Give a catalog the texts of the code; what is new in it is empty, the rest stays.

    A text that changed is a new one: a likeness to an old one would say the wrong thing.
    """
    catalog.update(texts, no_fuzzy_matching=True)
    catalog.header_comment, catalog.fuzzy = HEADER, False


def in_latin(cyrillic: Catalog) -> Catalog:
    """Return the Serbian catalog in its other script."""
    latin = Catalog(locale=SERBIAN.locale, charset="utf-8", header_comment=DERIVED, fuzzy=False)
    for message in messages(cyrillic):
        said = tuple(map(to_latin, forms(message)))
        string = said if message.pluralizable else said[0]
        latin.add(message.id, string, message.locations, context=message.context)
    return latin


def update() -> dict[str, int]:
    """Bring all catalogs up to date; return how many texts each has yet to say."""
    texts = gathered()
    missing = {each.code: _update_file(each, texts) for each in BY_HAND}
    if SERBIAN.catalog is not None and SERBIAN_CYRILLIC.catalog is not None:
        _write(SERBIAN.catalog, in_latin(read(SERBIAN_CYRILLIC.catalog)))
    return missing


def messages(catalog: Catalog) -> Iterator[Message]:
    """Yield the texts of a catalog, without its head."""
    return (message for message in catalog if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Return what is said for a text: once, or once for each form of the number."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _update_file(language: Language, texts: Catalog) -> int:
    if language.catalog is None:
        return 0
    is_known = language.catalog.exists()
    catalog = read(language.catalog) if is_known else Catalog(locale=language.locale)
    bring_up_to_date(catalog, texts)
    _write(language.catalog, catalog)
    return sum(each.fuzzy or not all(forms(each)) for each in messages(catalog))


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_file(catalog))


if __name__ == "__main__":
    for code, count in update().items():
        print(f"{code}: {count} texts to translate" if count else f"{code}: complete")
