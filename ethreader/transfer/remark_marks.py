"""Words that were not meant for readers: remarks, drafts, what is still to be written."""

from ethreader.transfer.findings import Weight
from ethreader.transfer.mark_shapes import anywhere, in_texts

_REMARK = (
    "this looks like a remark, which is not hidden here, readers would see it; delete it, or put "
    "“\\” before its first sign"
)
_UNFINISHED = (
    r"\b(?:TODO|FIXME|TBC|TBD|XXX)\b|^(?i:todo|fixme):|^\W*(?:DRAFT|ENTWURF|NACRT|НАЦРТ)\W*$"
    r"|\b(?:CONFIDENTIAL|VERTRAULICH|POVERLJIVO|ПОВЕРЉИВО)\b|\[(?i:note|notiz|insert|einfügen)\b"
    r"|\[\?{2,}|(?i:\bnote to self\b|\bdo not share\b|\bnicht weitergeben\b)"
    r"|(?i:\bne deliti\b|\bне делити\b)"  # noqa: RUF001 - Serbian
    r"|(?i:\blorem ipsum\b|\bdo not publish\b|\bnot for publication\b"
    r"|\bnicht veröffentlichen\b|\bne objavljivati\b|\bне објављивати\b)"  # noqa: RUF001 - Serbian
)
REMARKS = (
    anywhere(
        r"<!--",
        "a remark in “<!-- … -->” is not hidden here, readers would see it; delete it, and keep "
        "notes in a file that is not imported",
    ),
    anywhere(
        r"%%",
        "a remark in “%% … %%” is not hidden here, readers would see it; delete it, and keep "
        "notes in a file that is not imported",
    ),
    anywhere(
        r"\{>>|\{\+\+|\{--|\{[^{}\n]*~>|\{?/\*\s[^*]*\*/\}?|\{#[^{}#]*#\}|@\*\s[^*]*\*@"
        r"|<#[^#\n]*#>|<#--|\{- [^{}\n]* -\}",
        _REMARK,
    ),
    # How word processors write what others remarked, when a document is saved as text.
    in_texts(
        r"^(?:Comment(?:ed)?|Kommentar|Kommentiert|Komentar|Коментар) ?\[\w{1,6}\]:",
        _REMARK,
    ),
    in_texts(
        r"^#\+\w+.*|^:PROPERTIES:$|\\iffalse\b|^(?:ifn?def|ifeval)::"
        r"|^\[(?://|[_#%]|(?i:comment|hidden|remark))?\]:",
        _REMARK,
    ),
    # At the beginning of a line; the last two are what others remarked in Google Docs and in Word.
    in_texts(
        r"^\.\. (?![\w-]+::)\w|^//\s|^/{4,}$|^%\s|^\[(?![bisu]\][^\n]*\[/)[a-z]{1,2}\](?=\w)"
        r"|^\[[A-Z]{1,4}\d{1,3}\](?=\w|:\s)|\\todo\b",
        _REMARK,
    ),
    in_texts(
        r"\|\|(?=\S)[^|\n]+\|\|",
        "words in “|| … ||” are not hidden here, readers would see them; delete them",
    ),
    # The properties of a page of Notion, whose export puts them above the text.
    in_texts(
        r"^(?:Status|Owner|Assignee|Priority|(?:Created|Last edited)(?: by| time)?): \S.*",
        "this looks like a note for those who write the text, readers would see it; delete it",
        weight=Weight.WARNS,
    ),
    in_texts(
        r"^(?i:draft|private): *(?i:true|yes)$"
        r"|^(?i:status|state|visibility): *(?i:draft|private)\b(?! \w)",
        "this says that the text is not to be published, and counts in the front matter alone; "
        "put it there, or delete it",
    ),
    anywhere(
        _UNFINISHED,
        "readers would see this; finish the text, or write “draft: true” into the front matter",
        weight=Weight.WARNS,
    ),
)
