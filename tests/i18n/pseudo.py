"""A language that nobody speaks: every text of the code in brackets, so that others stand out.

Its dates and numbers are written as in Serbian, in Cyrillic. In a site whose content is Greek,
a Latin letter outside brackets is a word that nobody translated.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from babel.messages import Catalog

from ethreader.i18n.catalogs import as_file
from ethreader.i18n.languages import Language

OPEN, CLOSE = "⟦", "⟧"
WORDS_IN_ATTRIBUTES = ("title", "aria-label", "aria-description", "placeholder", "alt", "label")
# What scripts say, and what a machine reads.
DATA_FOR_MACHINES = (
    *(
        "data-hx-",
        "data-comment-",
        "data-news",
        "data-count",
        "data-limit",
        "data-opens",
        "data-tables",
    ),
    *(
        "data-visit",
        "data-method",
        "data-path",
        "data-fields",
        "data-mark",
        "data-make",
        "data-place-in",
    ),
    *("data-passkey", "data-options", "data-told", "data-challenge", "data-worker"),
)
# Names in Latin script, in whatever language the page is.
NAMES = {"CET", "CEST", "UTC"}
# Where the Unicode Consortium knows no other name of a city, the English one stands.
LISTS_OF_NAMES = {"zones"}


def pseudo_language(texts: Catalog, folder: Path) -> Language:
    """Write the catalog of the code's own texts, bracketed, and return its language."""
    path = folder / "pseudo.po"
    catalog = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for message in texts:
        if message.id:
            said = (
                _bracketed(message.id)
                if isinstance(message.id, str)
                else tuple(_bracketed(form) for form in message.id)
            )
            catalog.add(message.id, said, context=message.context)
    path.write_bytes(as_file(catalog))
    return Language(code="xa", tag="en-XA", formats="sr_Cyrl", name="⟦Pseudo⟧", catalog=path)


def _bracketed(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"


def bare_words(page: Element, tag: str = "en-XA") -> list[str]:
    """Return what a page says, shows or reads aloud in Latin letters outside brackets.

    What stands in another language than the page is content, and so is code.
    """
    return [
        f"<{where}> {bare}"
        for where, text in _texts(page, own=True, tag=tag)
        if (bare := outside_brackets(text))
    ]


# A run of texts around inline elements is one sentence, and is looked at as one.
INLINE = {"a", "strong", "em", "bdi", "time", "del", "span", "code", "q", "b"}


def _texts(element: Element, *, own: bool, tag: str) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "code", "textarea"}:
        return
    if element.get("id") in LISTS_OF_NAMES:
        return
    lang = element.get("lang")
    own = own if lang is None else lang == tag
    if own:
        yield from _attributes(element)
    if own and len(element) and all(child.tag in INLINE for child in element):
        yield from _texts_of_sentence(element, tag=tag)
        return
    if own and element.text:
        yield element.tag, element.text
    for child in element:
        yield from _texts(child, own=own, tag=tag)
        if own and child.tail:
            yield element.tag, child.tail


def _texts_of_sentence(element: Element, *, tag: str) -> Iterator[tuple[str, str]]:
    yield element.tag, _sentence(element, tag)
    for child in element.iter():
        if child is not element and child.get("lang") in {None, tag}:
            yield from _attributes(child)


def _sentence(element: Element, tag: str) -> str:
    if element.tag == "code" or element.get("lang") not in {None, tag}:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_sentence(child, tag), child.tail or ""]
    return "".join(parts)


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        is_for_scripts = name.startswith("data-") and not name.startswith(DATA_FOR_MACHINES)
        if name in WORDS_IN_ATTRIBUTES or (is_for_scripts and not value.startswith("/")):
            yield f"{element.tag} {name}", value
    if element.tag == "meta" and element.get("name") == "description":
        yield "meta", element.get("content", "")


def outside_brackets(text: str) -> str:
    """Return the words of a text in Latin letters that no brackets are around."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth == 0 and letter != CLOSE:
            kept.append(letter)
    bare = "".join(kept)
    words = "".join(each if each.isascii() and each.isalpha() else " " for each in bare).split()
    return " ".join(word for word in words if word not in NAMES)
