"""What a file is about: an event, a speaker, an organisation, a page, or the site itself."""

from pathlib import Path

from ethreader.base.content_state import ContentKind
from ethreader.base.slugs import is_slug
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.text_fields import EventTextFields
from ethreader.i18n.languages import page_language
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.transfer.findings import Finding
from ethreader.transfer.front_matter import FrontMatter

AnyFields = (
    OrganisationFields
    | SpeakerFields
    | SpeakerTextFields
    | EventFields
    | EventTextFields
    | SitePageFields
    | SiteFields
)
KINDS: dict[str, type[AnyFields]] = {
    "organisation": OrganisationFields,
    "speaker": SpeakerFields,
    "event": EventFields,
    "page": SitePageFields,
    "site": SiteFields,
}
# What is said of a kind in one more language.
TEXTS: dict[str, type[EventTextFields | SpeakerTextFields]] = {
    "event": EventTextFields,
    "speaker": SpeakerTextFields,
}
CONTENT_KINDS = {fields: ContentKind(name) for name, fields in KINDS.items()}
_OTHERS = {
    "organization": "organisation",
    "org": "organisation",
    "person": "speaker",
    "people": "speaker",
    "author": "speaker",
    "post": "event",
    "meeting": "event",
    "article": "event",
}
_DAYS_OF_EVENTS = {"starts", "start_date", "event_date", "event_start", "date_start"}


def kind_of(path: Path, read: FrontMatter) -> tuple[type[AnyFields], list[Finding]]:
    """Return what a file is about, guessed where it does not say so, and what is wrong with it."""
    said = read.fields.get("kind")
    if isinstance(said, str) and said in KINDS:
        is_text = said in TEXTS and is_translation(path, read)
        return TEXTS[said] if is_text else KINDS[said], []
    guess = _guess(path, read)
    hint = f"; here perhaps “kind: {guess}”" if guess else ""
    finding = Finding(
        line=read.lines.get("kind", read.head_line),
        field="kind",
        sentence=f"say event, speaker, organisation, page or site{hint}",
    )
    return KINDS[guess or "event"], [finding]


def is_translation(path: Path, read: FrontMatter) -> bool:
    """Tell whether a file says something in one more language: by its head, or by its name."""
    return "translation_of" in read.fields or named_translation(path) is not None


def named_translation(path: Path) -> tuple[str, str] | None:
    """Return the slug and the language of a name like `meeting.de`."""
    slug, _, language = path.stem.rpartition(".")
    return (slug, language) if is_slug(slug) and page_language(language) else None


def _guess(path: Path, read: FrontMatter) -> str | None:
    given = {each.casefold() for each in read.fields}
    if given & _DAYS_OF_EVENTS:  # “layout: page” may stand above anything.
        return "event"
    names = [str(read.fields.get(name, "")) for name in ("kind", "type", "layout")]
    names += [folder.name for folder in path.parents[:2]]
    for name in names:
        plain = name.strip().casefold()
        for word in (plain, plain.removesuffix("s")):
            if (guess := (_OTHERS.get(word) or word)) and guess in KINDS:
                return guess
    return "event" if given & {"date", "start"} else None
