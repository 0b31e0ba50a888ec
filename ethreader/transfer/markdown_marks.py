r"""Marks of other programs: readers would see them as they are typed.

They are looked for in the words that are shown, so code and what is escaped with “\\” is let be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ethreader.transfer.findings import Weight


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark that is not read here: how it looks, and what to do about it."""

    looks: re.Pattern[str]
    sentence: str
    in_lines: bool = False  # Whether it is one in a field of one line, too.
    weight: Weight = Weight.REFUSES


def _mark(looks: str, sentence: str, *, weight: Weight = Weight.REFUSES) -> Mark:
    return Mark(looks=re.compile(looks, re.MULTILINE), sentence=sentence, weight=weight)


def _anywhere(looks: str, sentence: str, *, weight: Weight = Weight.REFUSES) -> Mark:
    looked_for = re.compile(looks, re.MULTILINE)
    return Mark(looks=looked_for, sentence=sentence, in_lines=True, weight=weight)


_REMARK = (
    "this looks like a remark, which is not hidden here, readers would see it; delete it, or put "
    "“\\” before its first sign"
)
_UNFINISHED = (
    r"\b(?:TODO|FIXME|TBC|TBD|XXX)\b|(?i:\blorem ipsum\b|\bdo not publish\b|\bnot for publication\b"
    r"|\bnicht veröffentlichen\b|\bne objavljivati\b|\bне објављивати\b)"  # noqa: RUF001 - Serbian
)
MARKS = (
    _anywhere(
        r"<!--",
        "a remark in “<!-- … -->” is not hidden here, readers would see it; delete it, and keep "
        "notes in a file that is not imported",
    ),
    _anywhere(
        r"%%",
        "a remark in “%% … %%” is not hidden here, readers would see it; delete it, and keep "
        "notes in a file that is not imported",
    ),
    _anywhere(
        r"\{>>|\{\+\+|\{--|\{?/\*\s[^*]*\*/\}?|\{#[^{}#]*#\}|@\*\s[^*]*\*@",
        _REMARK,
    ),
    # At the beginning of a line; the last one is how Google Docs exports what others remarked.
    _mark(r"^\.\. (?![\w-]+::)\w|^//\s|^/{4,}$|^%\s|^\[[a-z]{1,2}\](?=\w)", _REMARK),
    _mark(
        r"^(?i:draft|private): *(?i:true|yes)$"
        r"|^(?i:status|state|visibility): *(?i:draft|private)\b(?! \w)",
        "this says that the text is not to be published, and counts in the front matter alone; "
        "put it there, or delete it",
    ),
    _mark(
        r"^={2,6} (?=\S)|'''|^h[1-6]\. |^bq\. "
        r"|\{(?:panel|color|code|quote|noformat|expand)\b[^{}\n]*\}",
        "signs of a wiki are not read, readers would see them; write Markdown: “## ” before a "
        "heading, **…** to stress words",
    ),
    _mark(
        r"\{ ?(?:HYPERLINK|PAGEREF|INCLUDEPICTURE)\b|Error! (?:Reference source|Bookmark)"
        r"|^(?:import|export) [\w{ },*]+ (?:from [\"']|= ).*",
        "what a word processor or a program fills in stays as it is here; delete it",
    ),
    _mark(
        r"^[•▪◦‣●○\uf0b7](?=\s?\w)",
        "this makes no list, readers would see all in one line; begin each item with “- ”",
        weight=Weight.WARNS,
    ),
    _mark("[\u202d\u202e]", "this sign is not seen and turns the letters round; type them anew"),
    _anywhere(
        _UNFINISHED,
        "readers would see this; finish the text, or write “draft: true” into the front matter",
        weight=Weight.WARNS,
    ),
    _anywhere(
        r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|<[!?][A-Za-z]\w*",
        "HTML is not read, readers would see the tag; write it in Markdown, or the words alone",
    ),
    _anywhere(
        r"\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}|<%[^\n]{0,200}?%>|\{\{|\{%|<%|%\}|\}\}",
        "a shortcode or placeholder is not filled in, readers would see it; write what it stands "
        "for, or delete it",
    ),
    _anywhere(
        r"!\[\[[^\[\]\n]*\]\]",
        "an embedded note is not shown; put its text here, or a link: [words](https://…)",
    ),
    _anywhere(
        r"(?<!!)\[\[[^\[\]\n]+\]\]",
        "a link in [[…]] is not read; write [words](/events/its-slug/) or [words](https://…)",
    ),
    _mark(r"^\.\. [\w-]+::", "directives like “.. note::” are not read; write a paragraph"),
    _mark(r"^:::", "blocks in “:::” are not read; delete these lines, the text within can stay"),
    _mark(r"^(?:!!!|\?\?\?\+?) \w+", "notes with “!!!” are not read; write a paragraph or a quote"),
    _mark(r"^\[![A-Za-z-]+\][+-]?", "“[!note]” is not read; delete it, the quote can stay"),
    _anywhere(
        r"\[\^[^\]\n]+\]|\^\[",
        "footnotes are not read; put the note into the text, in brackets, or at its end",
    ),
    _mark(r"==[^=\s](?:[^=\n]*[^=\s])?==", "“==…==” is not read; write **…** to stress words"),
    _mark(r"^\[[ xX/-]\] ", "boxes to tick are not read; delete “[ ]”, the list can stay"),
    _mark(
        r"\$\$|\$(?=\S)[^$\n]{0,200}[\\^_{}][^$\n]{0,200}\$|\\(?:begin|end|frac|cite\w*|footnote|newpage"
        r"|pagebreak|text\w+|emph|includegraphics|noindent|section)\b",
        "formulas and LaTeX are not read; write them in words, or with signs like x²",
    ),
    _mark(r"^: +\S.*", "lists of definitions are not read; write “**word**: what it means”"),
    _mark(
        r"\{[:#.][\w .#=:\"'-]*\}", "“{: … }” and “{#…}” are not read; delete them from the text"
    ),
    _mark(
        r"^\[\[?_?(?:TOC|toc)_?\]?\]$|^(?:NO|FORCE)?TOC$",
        "there are no tables of contents; delete the line",
    ),
    _anywhere(
        r"(?<!\[)\[/[a-z][\w-]*\]|(?<!\[)\[[a-z][\w-]* [\w-]+=[^\]\n]*\]"
        r"|(?<!\[)\[(?:gallery|caption|embed|audio|video|playlist|more)\b[^\]\n]*\](?!\()"
        r"|(?<!\[)\[[a-z]+(?:_[a-z]+)+\](?!\()",
        "shortcodes like [gallery] are not read, readers would see them; write what they stand for",
    ),
    _mark(
        r"(?:\[[^\[\]\n]*)?\]\[[^\]\n]*\]",
        "what this link leads to is said nowhere; write [words](https://…)",
    ),
    _anywhere(
        r"(?:\[[^\[\]\n]*)?(?:\]\(\S*|\] \(https?://\S*)|\[https?://[^\s\]]+ [^\]\n]+\]"
        r"|<https?://[^\s|>]+\|[^>\n]+>|\":https?://\S+",
        "this is no whole link; write [words](https://…), without blanks, with both brackets, and "
        "with https://, http://, mailto: or tel: before it",
    ),
    _mark(r"^\*\[[^\]\n]+\]:", "abbreviations are not read; write out what the letters stand for"),
    _mark(r"\[-?@[\w:-]+", "references like [@smith] are not read; write out who said it"),
    _mark(r" \^[\w-]+$", "a block's name like “^a1b2” is not read; delete it"),
    _mark(r"\w\^[^\s^]+\^|\w~[^\s~]+~", "“^…^” and “~…~” are not read; use signs like ² and ₂"),
    _mark(r"^\w[\w -]*:: ", "“field:: value” is not read; put it into the front matter, or delete"),
    _mark(
        r"^\|.*\|\s*$",
        "this is no whole table; its second line must be “| --- | --- |”, with as many columns",
    ),
    _mark(r"^#{2,6}[^\s#]\S*", "a heading needs a blank behind “##”"),
    _mark(
        r"^#[\w+]\S*",
        "readers see “#” and the word as typed; a heading needs a blank behind “#”, and there are "
        "no tags here",
        weight=Weight.WARNS,
    ),
    _mark(
        r"(?<![\w:]):[a-z][a-z_+-]{2,}:(?![\w:/])",
        "a smiley's name is not read; type the smiley itself",
        weight=Weight.WARNS,
    ),
    _anywhere(
        r"Ã[\u0080-\u00bf\u0152-\u0178]|â€[™œ\u009d“”–¦\u009c\u0099]|\ufffd",
        "letters look broken, as after saving with a wrong encoding; type them anew",
    ),
    _anywhere(
        r"&(?:[A-Za-z]{2,31}|#x?\w{1,7});",
        "this name of a sign is not known; type the sign itself, or “\\&”",
        weight=Weight.WARNS,
    ),
)
_MARKUP_IN_A_LINE = Mark(
    looks=re.compile(r"\*\*\S[^*]*\*{0,2}|__\S+__|`\S[^`]*`"),
    sentence="this field is plain text, readers would see the signs; write it without them",
)
_MOST_WORDS = 60


def marks_in(text: str) -> Iterator[tuple[int, Mark, str]]:
    """Yield on which line of a text marks of other programs stand, and how they begin."""
    seen = set()
    for mark in MARKS:
        for found in mark.looks.finditer(text):
            line = text.count("\n", 0, found.start())
            if (line, mark.sentence) not in seen:  # Once a line is enough.
                seen.add((line, mark.sentence))
                yield line, mark, found[0].strip()[:_MOST_WORDS]


def marks_in_line(text: str) -> Iterator[tuple[Mark, str]]:
    """Yield the marks in a field of one line, in which no Markdown is read."""
    for mark in (*(mark for mark in MARKS if mark.in_lines), _MARKUP_IN_A_LINE):
        if found := mark.looks.search(text):
            yield mark, found[0].strip()[:_MOST_WORDS]
