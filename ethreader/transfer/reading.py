"""One content file as the fields that it gives, and all that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ethreader.base.field_problems import MISSING, FieldProblem
from ethreader.base.markup import article_html
from ethreader.base.markup_article_tokens import written_tokens
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.pictures.saving import Ready
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.speakers.fields import SpeakerFields
from ethreader.transfer.beside_reading import FilesBeside
from ethreader.transfer.byte_reading import NoText, read_text
from ethreader.transfer.draft_reading import draft_finding, forget_harmless
from ethreader.transfer.field_reading import FieldNames, texts_in, with_fields
from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.front_matter import FrontMatter, split
from ethreader.transfer.hour_reading import coming_day, consent_over, repeated_hours
from ethreader.transfer.kind_reading import AnyFields, kind_of, named_translation
from ethreader.transfer.markdown_marks import marks_in_line
from ethreader.transfer.markdown_reading import WrittenText
from ethreader.transfer.slug_reading import slug_of
from ethreader.transfer.value_reading import validated
from ethreader.translations.text_fields import TextFields


@dataclass(kw_only=True)
class ContentFile:
    """A file as it was read; whether what it names exists is another matter."""

    path: Path
    kind: type[AnyFields] | None = None
    slug: str | None = None
    fields: AnyFields | None = None  # None where they cannot be stored.
    read: FrontMatter = field(default_factory=FrontMatter)
    findings: list[Finding] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)  # To the site's pages, by line.
    beside: list[Ready] = field(default_factory=list)  # Pictures and documents, made ready.

    @property
    def is_refused(self) -> bool:
        """Whether anything is wrong that a reader would come to see or to miss."""
        return any(each.weight is Weight.REFUSES for each in self.findings)

    @property
    def is_left_out(self) -> bool:
        """Whether it is not meant to be imported."""
        return any(each.weight is Weight.LEAVES_OUT for each in self.findings)

    def refuse(self, problem: FieldProblem) -> None:
        """Add what is wrong with one field."""
        self.findings.append(
            Finding(
                line=_line(self.read, problem.field), field=problem.field, sentence=problem.reason
            )
        )


def read_file(path: Path, *, names: dict[str, str] | None = None) -> ContentFile:
    """Read one file and all that is wrong with it.

    `names` remembers by digest what lies beside the files that are read with it.
    """
    try:
        return parse_file(path, read_text(path), names=names)
    except NoText as problem:
        finding = Finding(line=problem.line, field="file", sentence=str(problem))
        return ContentFile(path=path, findings=[finding])


def parse_file(path: Path, text: str, *, names: dict[str, str] | None = None) -> ContentFile:
    """Read the text of one file, and all that is wrong with it."""
    read = split(text)
    if draft := draft_finding(read):
        return ContentFile(path=path, read=read, findings=[draft])
    forget_harmless(read)
    file = ContentFile(path=path, read=read, findings=list(read.findings))
    beside = FilesBeside(path, {} if names is None else names)
    file.beside = beside.ready
    read.body = beside.in_text(read.body, written_tokens(read.body)[0])
    if read.fields or not read.findings:
        _read_fields(file, beside)
    _read_body(file, refused=beside.refused)
    return file


def _read_fields(file: ContentFile, beside: FilesBeside) -> None:
    read = file.read
    file.kind, problems = kind_of(file.path, read)
    names = FieldNames(read, file.kind)
    values = {name: value for name, value in names.values.items() if name != "kind"}
    file.findings += [*problems, *names.findings, *_marks(read)]
    _name(file, values)
    _add_body(file, values)
    fields, wrong = validated(file.kind, beside.in_fields(values))
    wrong += beside.problems
    is_sure = read.is_whole and not problems  # Else a field may stand where we cannot see it.
    for problem in wrong:
        if is_sure or problem.reason != MISSING:
            file.refuse(with_fields(problem))
    if isinstance(fields, EventFields):
        file.findings += [*repeated_hours(fields, read), *coming_day(fields, read)]
    if isinstance(fields, SpeakerFields):
        file.findings += consent_over(fields, read)
    file.read.fields = names.values
    file.fields = fields


def _name(file: ContentFile, values: dict[str, Any]) -> None:
    """Say what a file is called: by its slug, or by that of the original and a language."""
    if file.kind is not None and issubclass(file.kind, TextFields):
        slug, language = named_translation(file.path) or (None, None)
        if slug and language:
            values |= {"translation_of": slug, "language": language} | values
        file.slug = f"{values.get('translation_of')}.{values.get('language')}"
        return
    line = _line(file.read, "slug")
    file.slug, findings = slug_of(file.path, values.get("slug"), line=line)
    file.findings += findings
    values["slug"] = file.slug or "x"


def _read_body(file: ContentFile, *, refused: Mapping[str, str]) -> None:
    read = file.read
    title = str(read.fields.get("headline") or read.fields.get("name") or "")
    match file.fields:
        case (
            EventFields() | SpeakerFields() | TextFields() | SitePageFields() | SiteFields()
        ) as fields:
            html = fields.body_html  # Rendered once, and kept for the table.
        case _:
            html = article_html(read.body)
    text = WrittenText(read.body, html=html, first=read.body_line, refused=refused)
    file.findings += text.findings(title=title)
    file.links = text.links()


def _add_body(file: ContentFile, values: dict[str, Any]) -> None:
    if file.kind is not OrganisationFields:
        values["body"] = file.read.body
    elif file.read.body:
        said = "an organisation has no text below its front matter; use “description”, or delete it"
        file.findings.append(Finding(line=file.read.body_line, field="text", sentence=said))


def _marks(read: FrontMatter) -> list[Finding]:
    return [
        Finding(
            line=_line(read, place),
            field=place,
            sentence=f"“{words}”: {mark.sentence}",
            weight=mark.weight,
        )
        for place, text in texts_in(read.fields)
        for mark, words in marks_in_line(text)
    ]


def _line(read: FrontMatter, place: str) -> int:
    """Return the line of a field, or of what it would stand in."""
    while place and place not in read.lines:
        place = place.rpartition(".")[0]
    return read.lines.get(place, read.head_line)
