"""One content file as the fields that it gives, or as the reason why it is refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ethreader.base.field_problems import field_problems
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.speakers.fields import SpeakerFields
from ethreader.transfer.front_matter import Unreadable, split

AnyFields = OrganisationFields | SpeakerFields | EventFields

KINDS: dict[str, type[AnyFields]] = {
    "organisation": OrganisationFields,
    "speaker": SpeakerFields,
    "event": EventFields,
}
SIZE_LIMIT = 1_000_000  # Bytes of one file.


class FileRefused(Exception):
    """A file that was not imported: which field, and why."""

    def __init__(self, path: Path, field: str, reason: str) -> None:
        super().__init__(f"{path}: {field}: {reason}.")


@dataclass(frozen=True, kw_only=True)
class ContentFile:
    """A file whose shape is good; whether what it names exists is another matter."""

    path: Path
    fields: AnyFields


def content_paths(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the given files, and the Markdown files below the given folders."""
    for place in places:
        if place.is_dir():
            yield from sorted(place.rglob("*.md"))
        else:
            yield place


def read_file(path: Path) -> ContentFile:
    """Read one file; raise `FileRefused` with the field and the reason."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise FileRefused(path, "file", f"it is larger than {SIZE_LIMIT:,} bytes")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FileRefused(path, "file", "it is not UTF-8 text") from None
    except OSError as problem:
        raise FileRefused(path, "file", f"it cannot be read ({problem.strerror})") from None
    return parse_file(path, text)


def parse_file(path: Path, text: str) -> ContentFile:
    """Read the text of one file; raise `FileRefused` with the field and the reason."""
    if "\0" in text:
        raise FileRefused(path, "file", "it contains NUL characters")
    try:
        return ContentFile(path=path, fields=_fields(text, default_slug=path.stem))
    except Unreadable as problem:
        raise FileRefused(path, problem.field, problem.reason) from None
    except ValidationError as error:
        first = field_problems(error)[0]
        raise FileRefused(path, first.field, first.reason) from None


def _fields(text: str, *, default_slug: str) -> AnyFields:
    front_matter, body = split(text)
    kind = KINDS.get(str(front_matter.pop("kind", None)))
    if kind is None:
        raise Unreadable("kind", "say event, speaker or organisation")
    if "body" in front_matter:
        raise Unreadable("body", "there is no such field")
    if "body" in kind.model_fields:
        return kind.model_validate({"slug": default_slug, **front_matter, "body": body})
    if body:
        raise Unreadable("text", "an organisation has no text below its front matter")
    return kind.model_validate({"slug": default_slug, **front_matter})
