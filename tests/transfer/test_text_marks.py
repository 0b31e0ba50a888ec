"""What is written in a text is what readers see, or it is told with its line."""

from pathlib import Path

import pytest

from ethreader.base.markup import article_html
from ethreader.transfer.findings import Weight
from ethreader.transfer.reading import parse_file
from tests.content_files import event_file

FIRST = 7  # The line of a text's first line, in these files.


def told(body: str) -> list[str]:
    file = parse_file(Path("meeting.md"), event_file(body=body))
    assert file.fields is not None
    return [
        f"{(each.line or 0) - FIRST + 1} {each.weight.name[0]} {each.sentence}"
        for each in file.findings
    ]


REFUSED = {
    "a <!-- private --> b": "1 R “<!--”",
    "<!--\nprivate\n-->": "1 R “<!--”",
    "    <!-- private -->": "1 R “<!--”",
    "```\n<!-- private -->\n```": "2 R “<!--”",
    "`<!-- private -->`": "1 R “<!--”",
    "\\<!-- private -->": "1 R “<!--”",
    "> <!-- private -->": "1 R “<!--”",
    "- a\n- <!-- private -->": "2 R “<!--”",
    "One.\n\n<!--more-->": "3 R “<!--”",
    "%% private %%": "1 R “%%”",
    "a\n%%\nprivate\n%%": "2 R “%%”",
    "![Hall](hall.png)": "1 R “Hall”: there is no such file",
    "![](https://example.org/x.png)": "1 R “https://example.org/x.png”: only pictures",
    "[![a](b.png)](https://example.org)": "1 R “a”: there is no such file",
    "![a][img]\n\n[img]: x.png": "1 R “a”: there is no such file",
    "a<br>b": "1 R “<br>”: HTML",
    "<iframe src='x'></iframe>": "1 R “<iframe src='x'>”: HTML",
    "<script>alert(1)</script>": "1 R “<script>”: HTML",
    "<?php echo 1 ?>": "1 R “<?php”: HTML",
    "a\n\n<div>\n\nb": "3 R “<div>”: HTML",
    "{{< youtube x >}}": "1 R “{{< youtube x >}}”: a shortcode",
    "{{% note %}}": "1 R “{{% note %}}”: a shortcode",
    "{% include x %}": "1 R “{% include x %}”: a shortcode",
    "{{ title }}": "1 R “{{ title }}”: a shortcode",
    "<%= x %>": "1 R “<%= x %>”: a shortcode",
    '[gallery ids="1,2"]': '1 R “[gallery ids="1,2"]”: shortcodes',
    "[caption]A hall[/caption]": "1 R “[caption]”: shortcodes",
    "[vc_row]\nText\n[/vc_row]": "3 R “[/vc_row]”: shortcodes",
    "[[Other note|words]]": "1 R “[[Other note|words]]”: a link in [[…]]",
    "![[plan.pdf]]": "1 R “![[plan.pdf]]”: an embedded note",
    "::: warning\nText": "1 R “:::”: blocks",
    "> [!note] Look": "1 R “[!note]”: “[!note]” is not read",
    "!!! note\n    Look": "1 R “!!! note”: notes",
    "So it is[^1].": "1 R “[^1]”: footnotes",
    "So it is.\n\n[^1]: note": "3 R “[^1]: …”: footnotes",
    "So^[it is]": "1 R “^[”: footnotes",
    "==much==": "1 R “==much==”",
    "- [ ] call": "1 R “[ ]”: boxes",
    "- a\n- [x] called": "2 R “[x]”: boxes",
    "So $E=mc^2$.": "1 R “$E=mc^2$”: formulas",
    "$$\nx\n$$": "1 R “$$”: formulas",
    "\\newpage": "1 R “\\newpage”: formulas",
    "Term\n: What it means": "2 R “: What it means”: lists of definitions",
    "## Part {#part}": "1 R “{#part}”",
    "Text\n{: .lead}": "2 R “{: .lead}”",
    "[TOC]": "1 R “[TOC]”: there are no tables of contents",
    "*[HTML]: Hypertext": "1 R “*[HTML]:”: abbreviations",
    "As [@smith2020] says": "1 R “[@smith2020”: references",
    "A block ^a1b2": "1 R “^a1b2”: a block's name",
    "H~2~O": "1 R “H~2~”",
    "x^2^": "1 R “x^2^”",
    "rating:: good": "1 R “rating::”",
    "##Heading": "1 R “##Heading”: a heading needs a blank",
    "| a | b |\n| 1 | 2 |": "1 R “| a | b |”: this is no whole table",
    "| a |\n| - |\n| 1 | two |": "3 R this row has more than 1 columns",
    "[a](other.md)": "1 R “other.md”: links to files lead nowhere; write the page: /events/other/",
    "[a](../other.md#part)": "1 R “../other.md#part”: links to files lead nowhere",
    "[a](img/plan.pdf)": "1 R “img/plan.pdf”: there is no such file",
    "[a](#part)": "1 R “#part”: headings have no names",
    "[a](www.example.org)": "1 R “www.example.org”: a link begins with https://",
    "[a](ana@example.org)": "1 R “ana@example.org”: a link to an email begins with mailto:",
    "[a](//example.org/b)": "1 R “//example.org/b”: write the whole web address",
    "[a]()": "1 R “”: the link leads nowhere",
    "[a](https:/example.org)": "1 R “https:/example.org”: this web address names no site",
    "[a](ftp://example.org/a)": "1 R “ftp://example.org/a”: a link must begin with https://",
    "[a](javascript:alert(1))": "1 R “[a](",
    "[a](https://example.org/a b)": "1 R “[a](",
    "[a] (https://example.org)": "1 R “[a] (",
    "[a][nowhere]": "1 R “[a][nowhere]”: what this link leads to",
    "```\ncode": "1 R “```” begins code that is not ended",
    "```mermaid\na\n```": "1 R “mermaid” is not drawn",
    f"{'> ' * 40}secret": "1 R “secret” would not be seen",
    "".join(f"{'  ' * depth}- a{depth}\n" for depth in range(40)): "15 R “a14” would not be seen",
    "Look.\n\n.. note:: Look": "3 R “.. note::”: directives",
    "GrÃ¶ÃŸe": "1 R “Ã¶”: letters look broken",
    # Remarks of other programs, which hide them: here they would be published.
    "She came {>>is this true?<<}": "1 R “{>>”: this looks like a remark",
    "{++new++} and {--old--}": "1 R “{++”: this looks like a remark",
    "{/* not public, ask Vera */}": "1 R “{/* not public, ask Vera */}”: this looks like",
    "a\n/* not\npublic */": "2 R “/* not\npublic */”: this looks like a remark",
    "{# not public, ask Vera! #}": "1 R “{# not public, ask Vera! #}”: this looks like",
    "@* ask Vera *@": "1 R “@* ask Vera *@”: this looks like a remark",
    "a\n\n.. ask Vera": "3 R “.. a”: this looks like a remark",
    "// ask Vera": "1 R “//”: this looks like a remark",
    "////\nask Vera\n////": "1 R “////”: this looks like a remark",
    "% ask Vera": "1 R “%”: this looks like a remark",
    "She came.[a]\n\n[a]Is this true?": "3 R “[a]”: this looks like a remark",
    "&lt;!-- private --&gt;": "1 R “<!--”",
    "<\u200b!-- private -->": "1 R “<!--”",
    # Wikis, Textile, Slack, word processors, pages that are programs.
    "== Part ==": "1 R “==”: signs of a wiki",
    "a '''bold''' word": "1 R “'''”: signs of a wiki",
    "h2. Part": "1 R “h2.”: signs of a wiki",
    "{panel:title=x}a{panel}": "1 R “{panel:title=x}”: signs of a wiki",
    "{color:red}a{color}": "1 R “{color:red}”: signs of a wiki",
    "__NOTOC__": "1 R “NOTOC”: there are no tables of contents",
    "See [https://example.org our site].": "1 R “[https://example.org our site]”: this is no whole",
    "See <https://example.org|our site>.": "1 R “<https://example.org|our site>”: this is no whole",
    'See "our site":https://example.org': '1 R “":https://example.org”: this is no whole',
    "import Hall from './hall.js'": "1 R “import Hall from",
    "[vc_empty_space]": "1 R “[vc_empty_space]”: shortcodes",
    '{ HYPERLINK "https://example.org" }': "1 R “{ HYPERLINK”: what a word processor",
    "Error! Reference source not found.": "1 R “Error! Reference source”: what a word",
    "a\u202egpj.exe": "1 R “\u202e”: this sign is not seen and turns",
    "draft: true\n\nText": "1 R “draft: true”: this says that",
    "---\nstatus: draft\n---\nText": "2 R “status: draft”: this says that",
    "**Status:** Draft": "1 R “Status: Draft”: this says that",
    "private: yes\n\nText": "1 R “private: yes”: this says that",
    "state: private\n\nText": "1 R “state: private”: this says that",
    "Visibility: Private\n\nText": "1 R “Visibility: Private”: this says that",
    "an {--old--} word": "1 R “{--”: this looks like a remark",
    "bq. A quote": "1 R “bq.”: signs of a wiki",
    **{
        f"{{{name}}}a{{{name}}}": f"1 R “{{{name}}}”: signs of a wiki"
        for name in ("code:java", "quote", "noformat", "expand:title=x")
    },
    "{PAGEREF a}": "1 R “{PAGEREF”: what a word processor",
    "{ INCLUDEPICTURE x }": "1 R “{ INCLUDEPICTURE”: what a word processor",
    "Error! Bookmark not defined.": "1 R “Error! Bookmark”: what a word processor",
    "export const a = 1": "1 R “export const a = 1”: what a word processor",
    "{{ begins": "1 R “{{”: a shortcode",
    "ends }}": "1 R “}}”: a shortcode",
    "{% begins": "1 R “{%”: a shortcode",
    "ends %}": "1 R “%}”: a shortcode",
    "<% begins": "1 R “<%”: a shortcode",
    "??? note": "1 R “??? note”: notes",
    "???+ note": "1 R “???+ note”: notes",
    **{
        f"a \\{name}{{b}}": f"1 R “\\{name}”: formulas"
        for name in (
            *("begin", "end", "frac", "citep", "footnote", "pagebreak", "textbf", "emph"),
            *("includegraphics", "noindent", "section"),
        )
    },
    "[[_TOC_]]": "1 R “[[TOC]]”: there are no tables of contents",
    "[toc]": "1 R “[toc]”: there are no tables of contents",
    "__FORCETOC__": "1 R “FORCETOC”: there are no tables of contents",
    "[contact-form to=x]": "1 R “[contact-form to=x]”: shortcodes",
    **{
        f"[{name}]": f"1 R “[{name}]”: shortcodes"
        for name in ("gallery", "embed", "audio", "video", "playlist", "more")
    },
    "itâ€™s": "1 R “â€™”: letters look broken",
    "Gr\ufffd\ufffde": "1 R “\ufffd”: letters look broken",
    # However a remark's signs are written, or a word processor mended them.
    "<\u200b!\u200b-- private --\u200b>": "1 R “<!--”",
    "<\uff01-- private -->": "1 R “<!--”",
    "\uff1c!-- private --\uff1e": "1 R “<!--”",
    "<! -- private -- >": "1 R “<!--”",
    "<!— private —>": "1 R “<!--”",
    "<!– private –>": "1 R “<!--”",
    "\\<\\!\\-- private": "1 R “<!--”",
    "&#60;&#33;-- private": "1 R “<!--”",
    # What others remarked, when a document is saved as text or as Markdown.
    "Text.\\[a\\]\n\n\\[a\\]Is this her name?": "3 R this looks like a remark",
    "Commented [AV1]: her real name?": "1 R “Commented [AV1]:”: this looks like a remark",
    "Kommentiert [AV1]: her real name?": "1 R “Kommentiert [AV1]:”: this looks like a remark",
    "#+begin_comment\nher name\n#+end_comment": "1 R “#+begin_comment”: this looks like a remark",
    "#+TITLE: a": "1 R “#+TITLE: a”: this looks like a remark",
    ":PROPERTIES:\n:ID: x\n:END:": "1 R “:PROPERTIES:”: this looks like a remark",
    "a \\iffalse her name \\fi": "1 R “\\iffalse”: this looks like a remark",
    "ifdef::internal[]\nher name\nendif::[]": "1 R “ifdef::”: this looks like a remark",
    "{~~Ana~>Vera~~}": "1 R “{Ana~>”: this looks like a remark",
    "<# her name #>": "1 R “<# her name #>”: this looks like a remark",
    "PAGE \\* MERGEFORMAT 2": "1 R “MERGEFORMAT”: what a word processor",
    "<![CDATA[her name]]>": "1 R “<![CDATA”: HTML",
    "{!! name !!}": "1 R “{!!”: a shortcode",
    "a ${name} b": "1 R “${name}”: a shortcode",
    "a #{name} b": "1 R “#{name}”: a shortcode",
    "//slanted// words": "1 R “//slanted//”: signs of a wiki",
    "image::hall.png[A hall]": "1 R “image::hall.png[”: signs of a wiki",
    "link:https://example.org[a]": "1 R “link:https://example.org[”: signs of a wiki",
    "---\nname: Other\nnote: a\n---\nText": "2 R fields count at the top of the file alone",
    "[//]: # her name": "1 R “[//]:”: this looks like a remark",
    "[comment]: # her name": "1 R “[comment]:”: this looks like a remark",
    "[]: her name": "1 R “[]:”: this looks like a remark",
    "/*her name*/": "1 R this looks like a remark",
    "<#-- her name -->": "1 R “<#--”: this looks like a remark",
    "{- her name -}": "1 R “{- her name -}”: this looks like a remark",
    "<? her name ?>": "1 R “<?”: HTML",
    "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x": "1 R “<<<<<<< HEAD”: two versions of a text",
    "https://ana:geheim@example.org/a": "1 R “https://ana:geheim@example.org”: a password",
    "[a](https://ana:geheim@example.org/a)": "1 R “https://ana:geheim@example.org/a”: a name or a",
    "<https://example.org|a>": "1 R “https://example.org%7Ca”: this web address names no site",
    "[a](mailto:)": "1 R “mailto:”: the link leads to nobody",
    "[a](mailto:ana)": "1 R “mailto:ana”: the link leads to nobody",
    "[a](tel:)": "1 R “tel:”: the link leads to nobody",
    "a\x1b[0m": "1 R “\x1b”: a sign stands here that is not seen",
    "&#8238;gpj.exe": "1 R a sign here is not seen and turns the letters round",
    "`a\u202eb`": "1 R a sign here is not seen and turns the letters round",
    "[a](x/Other%20page.md)": "1 R “x/Other%20page.md”: links to files lead nowhere; write the "
    "page: /events/other-page/ or",
    "[a](日.md)": "1 R “%E6%97%A5.md”: links to files lead nowhere; write the page: "
    "/events/its-slug/ or",
    # What others remarked in Word; what is hidden in chats; papers, Textile, Bear, iA Writer, Org.
    "[AV1]: is this her name?": "1 R “[AV1]”: this looks like a remark",
    "[AV12]Is this her name?": "1 R “[AV12]”: this looks like a remark",
    "Text. \\todo{her name}": "1 R “\\todo”: this looks like a remark",
    "||her name|| is hidden": "1 R “||her name||”: words in “|| … ||” are not hidden",
    "p(lead). Text": "1 R “p(lead).”: signs of a wiki",
    **{
        f"!hall.{end}!": f"1 R “!hall.{end}!”: signs of a wiki"
        for end in ("png", "jpg", "jpeg", "gif", "svg", "webp")
    },
    **{
        f"/hall.{end}": f"1 R “/hall.{end}”: signs of a wiki"
        for end in ("md", "txt", "jpg", "gif", "svg", "pdf")
    },
    "h2(lead). Text": "1 R “h2(lead).”: signs of a wiki",
    "bq(lead). Text": "1 R “bq(lead).”: signs of a wiki",
    "[image:x/y.png]": "1 R “[image:x/y.png]”: signs of a wiki",
    "so ::much:: of it": "1 R “::much::”: signs of a wiki",
    '/hall.png "A hall"': "1 R “/hall.png”: signs of a wiki",
    "{aside}\nText\n{/aside}": "1 R “{aside}”: signs of a wiki",
    "Text[fn:1] goes on": "1 R “[fn:1]”: footnotes",
    "It is $x$ here": "1 R “$x$”: formulas",
    "as in \\ref{a}": "1 R “\\ref”: formulas",
    "a \\label{b}": "1 R “\\label”: formulas",
    **{
        f"```{word}\na\n```": f"1 R “{word}” is not drawn"
        for word in ("dataview", "dataviewjs", "plantuml", "math", "chart", "query")
    },
    "a\n[a](#b)": "2 R “#b”: headings have no names",
    "a  \n[a](#b)": "2 R “#b”: headings have no names",
    "[a](https://[x)": "1 R “https://%5Bx”: this web address names no site",
    "[a][b]\n\n[b]: other.md": "1 R “other.md”: links to files",
    "Text\n\n```": "3 R “```” begins code that is not ended",
    "~~~\ncode\n```": "1 R “~~~” begins code that is not ended",
    "```\ncode\n```x": "1 R “```” begins code that is not ended",
    f"secret\n\n{'> ' * 40}secret": "1 R “secret” would not be seen",
    **{
        f"{word} [A1]: her name?": f"1 R “{word} [A1]:”: this looks like a remark"
        for word in ("Comment", "Kommentar", "Komentar", "Коментар")
    },
    "ifeval::[x]": "1 R “ifeval::”: this looks like a remark",
    "ifndef::x[]": "1 R “ifndef::”: this looks like a remark",
    **{
        f"[{name}]: # her name": f"1 R “[{name}]:”: this looks like a remark"
        for name in ("hidden", "Remark", "_", "#", "%")
    },
    **{
        f"{name}::x[a]": f"1 R “{name}::x[”: signs of a wiki"
        for name in ("xref", "video", "include")
    },
}
WARNED = {
    "#event #draft": "1 W “#event”: readers see “#”",
    "# Meeting\n\nText": "1 W this heading repeats the title",
    "A paragraph of its own.\n---\nText": "1 W the line “---” makes a heading",
    "Text\n\n    and four blanks": "3 W four blanks before a line",
    "| a |\n| -: |\n| 1 |": "2 W columns are not aligned",
    "[a]: https://example.org": "1 W “[a]: …” is used by no link",
    "[//]: # (private)": "1 W “[//]: …” is used by no link",
    '[a](https://example.org "A title")': "1 W “A title”: a link's title is not shown",
    "a\x0bb": "1 W “\x0b”: a sign that is not seen parts the lines",
    "a\u2028b": "1 W “\u2028”: a sign that is not seen parts the lines",
    "**DRAFT**": "1 W “DRAFT”: readers would see",
    "todo: ask Vera": "1 W “todo:”: readers would see",
    "VERTRAULICH – Anna": "1 W “VERTRAULICH”: readers would see",
    "A name [note to Ana: which?]": "1 W “[note”: readers would see",
    "A thumb :+1:": "1 W “:+1:”: a smiley's name",
    "A smile :smile:": "1 W “:smile:”: a smiley's name",
    "• a\n• b": "1 W “•”: this makes no list",
    "TODO: ask Vera": "1 W “TODO”: readers would see",
    "A name [TBC]": "1 W “TBC”: readers would see",
    "Lorem ipsum dolor": "1 W “Lorem ipsum”: readers would see",
    "Do not publish yet": "1 W “Do not publish”: readers would see",
    **{
        f"A name {words}": f"1 W “{words}”: readers would see"
        for words in (
            *("FIXME", "TBD", "XXX", "not for publication", "nicht veröffentlichen"),
            *("ne objavljivati", "не објављивати", "Note to self", "do not share"),
            *("nicht weitergeben", "ne deliti", "не делити", "CONFIDENTIAL", "POVERLJIVO"),
            *("ПОВЕРЉИВО", "[notiz", "[insert", "[einfügen", "[??"),
        )
    },
    f"{'x' * 101}\n===": "1 W the line “===” makes a heading",
    "fixme: ask Vera": "1 W “fixme:”: readers would see",
    **{
        word: f"1 W “{word}”: readers would see this; finish"
        for word in ("ENTWURF", "NACRT", "НАЦРТ")
    },
    "AT&foo;T": "1 W “&foo;”: this name of a sign is shown as it is typed",
    "a &#xFFFFFFF; b": "1 W “&#xFFFFFFF;”: this name of a sign is shown as it is typed",
    "~struck~ out": "1 W “~struck~”: one “~” strikes nothing out",
    **{
        f"{name}: Ana": f"1 W “{name}: Ana”: this looks like a note for those who write"
        for name in (
            *("Status", "Owner", "Assignee", "Priority", "Created by", "Last edited time"),
            *("Created", "Last edited"),
        )
    },
}
SILENT = [
    *("We say #MeToo & more.", "It costs $5, or $10 (50% off), i.e. < 11 > 9.", "x <3 y"),
    *("[sic] and [1], [a](https://example.org), [b](/events/a/), [c](#comments)", "* * *"),
    *("[a]\n\n[a]: https://example.org", "<https://example.org> and <ana@example.org>"),
    *("[a](mailto:ana@example.org) [b](tel:+431234)", "&nbsp;&mdash; AT&amp;T AT&T &lt;b&gt;"),
    *("# One\n\n## Two\n\n###### Six", "~~old~~ new", "**un**friendly and [un](/)friendly"),
    *("1999. a\n2005. b\n2011. c", "Freund*innen und Kolleg*innen, 2*3*4, f**k, a_b_c"),
    *("1. a\n2. b\n   1. c\n3. d", "3. x\n4. y", "- a\n  - b\n    - c\n      - d"),
    *("| a | b |\n| - | - |\n| 1 | 2 |\n| 3 |", "> quoted\n> twice", "A line  \nbroken\\\nagain"),
    *("```py\n{{ x }} [[y]] <b> ==z==\n```", "`{{ x }}` and `[[y]]` and `<br>`"),
    *("\\[\\[a\\]\\] \\{\\{b\\}\\} \\<b> \\==c==", "[a](<https://example.org/x y>)", "f(x) := y"),
    *("Um 10:30 // 11:30, and/or; http://a.example//b//c", "Link: [a](https://example.org)"),
    *("It cost $5 {or so}. A comment: [1] is ours. Kommentar: ja", "a <- b <! c"),
    *("Confidential advice: a draft, and a note [1]: yes.", "1 << 2 <<< 3", "and/or *so*/*so*"),
    *("When: at noon\n\n---\n\nText", "Note:\n\n---"),
    *("[COP26] in Glasgow, [WP29] too", "It cost $5 or A$ 10 ~ 20, ca. ~3 to ~5", "a || b || c"),
    *("Hall A / Hall B, and/or.pdf; see /events/", "{or so}, std::vector, a :: b :: c", "Wow!png!"),
    *("## Note: a word", "## A sentence.", "Title\n===\n\nPart\n---", "=`a`=b=`c`="),
    *("When: at noon\nWhere: Hall A", "They are live: ready or not. A status: good"),
    *("\\{>>a<<} \\/* b \\*/", "A draft: true or false? 50 % of it and/or more", "…. so", "a // b"),
    *(
        "[a] Is this true?",
        "Her status: private, as ever. XXL, Todorović, Tbilisi",
    ),
    *("Дана 5. априла у 18:00 – „Разговор“ у Нишу.", "“Größe”: 10:30 Uhr, ¯\\\\\\_(ツ)\\_/¯"),
]


def test_what_readers_would_not_see_as_written_is_told() -> None:
    rows = (REFUSED | WARNED).items()

    missed = {
        body: begin
        for body, begin in rows
        if not any(each.startswith(begin) for each in told(body))
    }

    assert len(rows) > 300
    assert missed == {}


def test_report_has_one_line_for_each_mistake_and_obeys_no_sign_of_a_file() -> None:
    body = "a \x1b[2J b\n\n/* not\npublic \u202e*/"
    file = parse_file(Path("meeting.md"), event_file(body=body))

    report = [each.told_of(Path("a\nb.md")) for each in file.findings]

    assert [each.partition("”")[0] for each in report] == [
        "a b.md:7: text: “[U+001B]",
        "a b.md:9: text: “/* not public [U+202E]*/",
        "a b.md:10: text: “[U+202E]",
    ]


@pytest.mark.parametrize(
    ("body", "count"),
    [("<!-- a -->", 1), ("So it is[^1].\n\n[^1]: note", 1), ("a\u202eb", 1)],
)
def test_mistake_is_told_once(body: str, count: int) -> None:
    assert len(told(body)) == count


def test_signs_of_forums_are_no_remark() -> None:
    [said] = told("[b]bold[/b]")

    assert said.startswith("1 R “[/b]”: shortcodes")


@pytest.mark.parametrize("body", WARNED)
def test_warning_refuses_no_file(body: str) -> None:
    assert [each for each in told(body) if f" {Weight.REFUSES.name[0]} " in each[:5]] == []


@pytest.mark.parametrize("body", SILENT)
def test_what_is_shown_as_written_is_not_told(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("summary", "begin"),
    [
        ("A %% ask Vera", "R “%%”"),
        ("A {>>ask Vera<<}", "R “{>>”"),
        ("A <b>day</b>", "R “<b>”"),
        ("A {{ title }}", "R “{{ title }}”"),
        ("A ![[plan.pdf]]", "R “![[plan.pdf]]”"),
        ("A [[note]]", "R “[[note]]”"),
        ("A day[^1]", "R “[^1]”"),
        ("A [gallery ids=1]", "R “[gallery ids=1]”"),
        ("A [day](https://example.org)", "R “[day](https://example.org)”"),
        ("GrÃ¶ÃŸe", "R “Ã¶”"),
        ("A **day**", "R “**day**”"),
        ("TODO", "W “TODO”"),
        ("A &foo; day", "W “&foo;”"),
    ],
)
def test_marks_are_told_in_a_field_of_one_line_too(summary: str, begin: str) -> None:
    file = parse_file(Path("meeting.md"), event_file(f"summary: '{summary}'"))

    said = [f"{each.weight.name[0]} {each.sentence}" for each in file.findings]
    assert [each for each in said if each.startswith(begin)] != []


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("# One\n\n### Three\n\n###### Six", "<h2>One</h2>\n<h4>Three</h4>\n<h6>Six</h6>\n"),
        ("## Two\n\n### Three", "<h2>Two</h2>\n<h3>Three</h3>\n"),
        ("~~old~~ new", "<p><s>old</s> new</p>\n"),
        (
            "See https://example.org/a.",
            '<p>See <a href="https://example.org/a" rel="noopener">https://example.org/a</a>.</p>\n',
        ),
        (
            "„https://example.org/a“ [b](https://example.org/b)",
            (
                '<p>„<a href="https://example.org/a" rel="noopener">https://example.org/a</a>“ '
                '<a href="https://example.org/b" rel="noopener">b</a></p>\n'
            ),
        ),
        ("See example.org or ana@example.org.", "<p>See example.org or ana@example.org.</p>\n"),
        ("`https://example.org/a`", "<p><code>https://example.org/a</code></p>\n"),
    ],
)
def test_article_is_rendered_as_it_is_meant(body: str, html: str) -> None:
    assert article_html(body) == html
