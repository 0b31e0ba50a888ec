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

from ethreader.i18n.languages import GERMAN, SERBIAN, SERBIAN_CYRILLIC

ROOT = Path(__file__).resolve().parents[2]  # `base` knows it as well, but stands above.

BY_HAND = (SERBIAN_CYRILLIC, GERMAN)


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


# One letter of the Cyrillic script is one or two of the Latin one, so the way there is sure; the
# way back is not: “nj” is two letters in “injekcija” and one in “knjiga”.
CYRILLIC_LETTERS = "абвгдђежзијклмнопрстћуфхцчш"


LATIN_LETTERS = "abvgdđežzijklmnoprstćufhcčš"


LATIN = dict(zip(CYRILLIC_LETTERS, LATIN_LETTERS, strict=True)) | {"љ": "lj", "њ": "nj", "џ": "dž"}


def to_latin(text: str) -> str:
    """Return Serbian text in Latin script. What is no Cyrillic letter stays as it is.

    Names in Latin script, addresses, elements and placeholders therefore stay.
    """
    return "".join(_letter(text, place) for place in range(len(text)))


def _letter(text: str, place: int) -> str:
    letter = text[place]
    latin = LATIN.get(letter.lower(), letter)
    if letter.lower() == letter or len(latin) == 1:
        return latin if letter.lower() == letter else latin.upper()
    # ЊУЈОРК is NJUJORK and Њујорк is Njujork.
    beside = text[place + 1 : place + 2] or text[max(place - 1, 0) : place]
    return latin.upper() if beside.isupper() else latin.capitalize()


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
    content = BytesIO()
    write_po(
        content, catalog, width=100, sort_output=True, include_previous=False, include_lineno=False
    )
    return content.getvalue()


def brought_up(old: Catalog, texts: Catalog) -> Catalog:
    """Return a catalog with the texts of the code; what is new in it is empty, the rest stays."""
    new = Catalog(locale=old.locale, charset="utf-8", header_comment=HEADER, fuzzy=False)
    for message in _messages(texts):
        known = old.get(message.id, message.context)
        said = known.string if known is not None and not known.fuzzy else None
        new.add(
            message.id,
            said,
            [(name, 0) for name in sorted({name for name, _ in message.locations})],
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return _plain_header(new)


def in_latin(cyrillic: Catalog) -> Catalog:
    """Return the Serbian catalog in its other script."""
    latin = Catalog(locale=SERBIAN.locale, charset="utf-8", header_comment=DERIVED, fuzzy=False)
    for message in _messages(cyrillic):
        forms = tuple(map(to_latin, _forms(message)))
        said = forms if message.pluralizable else forms[0]
        latin.add(message.id, said, message.locations, context=message.context)
    return _plain_header(latin)


def update() -> dict[str, int]:
    """Bring all catalogs up to date; return how many texts each has yet to say."""
    texts = gathered()
    missing: dict[str, int] = {}
    for language in BY_HAND:
        if language.catalog is None:
            continue
        known = language.catalog.exists()
        old = read(language.catalog) if known else Catalog(locale=language.locale)
        new = brought_up(old, texts)
        language.catalog.parent.mkdir(parents=True, exist_ok=True)
        language.catalog.write_bytes(as_file(new))
        missing[language.code] = sum(not all(_forms(each)) for each in _messages(new))
    if SERBIAN.catalog is not None and SERBIAN_CYRILLIC.catalog is not None:
        SERBIAN.catalog.parent.mkdir(parents=True, exist_ok=True)
        SERBIAN.catalog.write_bytes(as_file(in_latin(read(SERBIAN_CYRILLIC.catalog))))
    return missing


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _plain_header(catalog: Catalog) -> Catalog:
    """Leave out of a file's head what would change at each writing; the history knows dates."""
    catalog.creation_date = catalog.revision_date = datetime(2026, 11, 24, tzinfo=UTC)
    catalog.last_translator = catalog.language_team = catalog.project = "ethreader"
    catalog.version = "1"
    catalog.msgid_bugs_address = ""
    return catalog


if __name__ == "__main__":
    for code, count in update().items():
        print(f"{code}: {count} texts to translate" if count else f"{code}: complete")
