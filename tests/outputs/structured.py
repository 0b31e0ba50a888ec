"""What schema.org and search engines ask of structured data: a schema, and who breaks it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import extruct

Data = dict[str, Any]

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
DAY_OR_MOMENT = re.compile(rf"{DAY}(?:T[0-9]{{2}}:[0-9]{{2}}(?:[+-][0-9]{{2}}:[0-9]{{2}}))?")
URL = re.compile(r"https?://\S+")
SCHEMA_URL = re.compile(r"https://schema\.org/[A-Za-z]+")
WORDS = re.compile(r".+", re.DOTALL)


@dataclass(frozen=True)
class Kind:
    """What a thing has to say, what it should say, and what else it may."""

    required: tuple[str, ...]
    recommended: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


KINDS = {
    "Event": Kind(
        ("name", "startDate", "location"),
        ("description", "endDate", "eventStatus", "image", "organizer", "performer"),
        (
            *("url", "alternateName", "inLanguage", "eventAttendanceMode", "previousStartDate"),
            *("superEvent", "subEvent", "sponsor", "funder"),
        ),
    ),
    "Place": Kind(("address",), ("name",)),
    "PostalAddress": Kind((), (), ("streetAddress", "addressLocality", "addressCountry")),
    "VirtualLocation": Kind(("url",)),
    "Organization": Kind(("name",), ("url",)),
    "Person": Kind(("name",), ("url",), ("description", "sameAs", "image")),
    "ProfilePage": Kind(("mainEntity",), (), ("url", "inLanguage")),
    "BreadcrumbList": Kind(("itemListElement",)),
    "ListItem": Kind(("position", "name", "item")),
}
SHAPES = {
    **dict.fromkeys(("startDate", "endDate", "previousStartDate"), DAY_OR_MOMENT),
    **dict.fromkeys(("url", "image", "item", "sameAs"), URL),
    **dict.fromkeys(("eventStatus", "eventAttendanceMode"), SCHEMA_URL),
    **dict.fromkeys(("name", "description", "alternateName", "addressLocality"), WORDS),
}
REACHING = {"email", "telephone", "faxNumber", "contactPoint"}


def things_on(page: str) -> list[Data]:
    """Return what an independent reader finds on a page."""
    blocks = extruct.extract(page, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert [block["@context"] for block in blocks] == ["https://schema.org"] * len(blocks)
    return [thing for block in blocks for thing in block["@graph"]]


def thing_on(page: str, kind: str) -> Data:
    """Return the only thing of a kind at the top of a page's data."""
    [found] = [thing for thing in things_on(page) if thing["@type"] == kind]
    return found


def faults(thing: Any, where: str = "") -> Iterator[str]:
    """Yield what is missing, unknown, empty or of a wrong shape, at any depth."""
    if not isinstance(thing, dict):
        return
    kind, here = KINDS[thing["@type"]], f"{where}{thing['@type']}"
    allowed = {"@type", *kind.required, *kind.recommended, *kind.others}
    yield from (f"{here}: no {name}" for name in kind.required if not thing.get(name))
    yield from (f"{here}: {name}" for name in thing if name not in allowed or name in REACHING)
    for name, value in thing.items():
        for each in value if isinstance(value, list) else [value]:
            if name in SHAPES and not (isinstance(each, str) and SHAPES[name].fullmatch(each)):
                yield f"{here}.{name}: {each!r}"
            yield from faults(each, f"{here}.{name}.")


def missing_advice(thing: Data) -> set[str]:
    """Return what search engines would like to be told as well."""
    return {name for name in KINDS[thing["@type"]].recommended if not thing.get(name)}
