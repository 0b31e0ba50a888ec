"""What the writer of a comment is asked where it leads to persons, and what is marked for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ethreader.i18n.texts import LazyText, lazy_gettext
from ethreader.screening.flags import Flag
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.passages import Passage, passages_of

AROUND = 24  # Characters shown on either side of what is marked.
_KINDS = {
    Flag.EMAIL: lazy_gettext("Email address"),
    Flag.PHONE_NUMBER: lazy_gettext("Phone number"),
    Flag.STREET_ADDRESS: lazy_gettext("Street address"),
    Flag.BANK_ACCOUNT: lazy_gettext("Bank account (IBAN)"),
    Flag.CITIZEN_NUMBER: lazy_gettext("Identity number (JMBG)"),
    Flag.NUMBER_PLATE: lazy_gettext("Number plate of a car"),
    Flag.SOCIAL_HANDLE: lazy_gettext("Social media or messenger profile"),
    Flag.NAMED_PERSON: lazy_gettext("A person’s name beside it"),
}


@dataclass(frozen=True, kw_only=True)
class NamedPassage:
    """What leads to a person: its kind in words, and where it stands, marked."""

    kind: LazyText
    marked: Markup


class PersonalDataTyped(Exception):
    """The writer is asked whether everybody is to read what leads to persons."""

    status = 422
    sentence = lazy_gettext("Everyone could read this. It can tell who or where somebody is:")
    is_asked = True

    def __init__(self, found: Sequence[NamedPassage]) -> None:
        super().__init__("What was typed leads to persons.")
        self.found = found


class PersonalDataTakenOut(PersonalDataTyped):
    """It was taken out as the writer wanted, who reads the text again before it is sent."""

    status = 200
    sentence = lazy_gettext(
        "We took this out and put […] in its place. Read your text again, then send it:"
    )
    is_asked = False


def named_passages(*texts: str, own: OwnContacts) -> list[NamedPassage]:
    """Return what leads to persons in some texts, none of it the site's own, as it is shown."""
    return [
        NamedPassage(kind=_KINDS[each.kind], marked=_marked(text, each))
        for text in texts
        for each in passages_of(text, own=own)
    ]


def _marked(text: str, passage: Passage) -> Markup:
    """Return a passage with what stands around it, in one line."""
    before = _one_line(text[max(passage.start - AROUND, 0) : passage.start])
    after = _one_line(text[passage.end : passage.end + AROUND])
    more_before = "…" if passage.start > AROUND else ""
    more_after = "…" if passage.end + AROUND < len(text) else ""
    found = _one_line(text[passage.start : passage.end])
    mark = Markup("<mark>{}</mark>").format(found)
    return escape(more_before + before) + mark + escape(after + more_after)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
