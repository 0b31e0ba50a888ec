"""A folder as organisations have them: files of four programs, and every mistake that was seen.

Each file with what is said of it: line, field and how the sentence begins; `None` for a file that
is imported without a word.
"""

HUGO = """---
title: "Evening class"
date: 2026-03-04T18:00:00+01:00
draft: false
tags: [class, evening]
description: A class in the evening
---

{{< figure src="hall.jpg" >}}

See [the other]({{< ref "other.md" >}}).
"""
JEKYLL = """---
layout: post
title: Spring meeting
published: true
categories: news
---

{% include map.html %}

![Hall](/assets/hall.jpg)
"""
OBSIDIAN = """---
aliases:
  - Sommerfest
cssclass: wide
date: 2026-06-20
location: Garten
---
#event #summer

See [[Other note|the note]] and ![[plan.pdf]]. %% ask Ana %%

- [ ] call the caterer
"""
PANDOC = """---
title: A report
author: N. N.
bibliography: refs.bib
date: 5. 4. 2026
---

As [@smith2020] says[^1], ==much== is H~2~O.

[^1]: Not here.

::: note
Text
:::

Term
: What it means
"""


def event(*lines: str, body: str = "A text.") -> str:
    head = "\n".join(["kind: event", "name: Meeting", *lines])
    return f"---\n{head}\n---\n\n{body}\n"


def day(*lines: str, body: str = "A text.") -> str:
    return event("starts: 2026-02-03", *lines, body=body)


def hour(moment: str, zone: str, *lines: str) -> str:
    return event(f"starts: {moment}", f"time_zone: {zone}", *lines)


NO_FIELD = "there is no such field"
Said = list[str] | None
FILES: dict[str, tuple[str | bytes, Said]] = {
    # --- good ---
    "organisations/house.md": ("---\nkind: organisation\nname: House\n---\n", None),
    "speakers/vera.md": ("---\nkind: speaker\nname: Вера\nlanguage: sr-Cyrl\n---\n\nОна.\n", None),
    "events/good.md": (day("organisations:", "  - organisation: house", "    role: host"), None),
    "events/crlf.md": (day().replace("\n", "\r\n").encode("utf-8-sig"), None),
    "events/blanks.md": ("\n\n" + day().replace("---\n", "---  \n"), None),
    "events/folded.md": (day("summary: >", "  One line: and", "  another # here", "ends:"), None),
    "events/norway.md": (day("place:", "  locality: Oslo", "  country: NO"), None),
    "events/headings.md": (day(body="# One\n\n## Two\n\nSee https://example.org/a."), None),
    "events/money.md": (day(body="It costs $5, or $10. We say #MeToo & more &mdash; AT&T."), None),
    # --- of other programs ---
    "hugo/evening.md": (
        HUGO,
        [
            "1: kind: say event, speaker, organisation, page or site; here perhaps “kind: event”",
            f"2: title: {NO_FIELD}; it is called “name” here",
            f"3: date: {NO_FIELD}; it is called “starts” here",
            (
                "3: starts: give a day like 2022-04-05, or a day with an hour like "
                "2022-04-05T09:30; "
                "here perhaps 2026-03-04T18:00; the zone goes into “time_zone”"
            ),
            f"5: tags: {NO_FIELD}, the site has no such thing; delete the line",
            f"6: description: {NO_FIELD}; it is called “summary” here",
            '9: text: “{{< figure src="hall.jpg" >}}”: a shortcode',
            "11: text: “[the other](",
            '11: text: “{{< ref "other.md" >}}”: a shortcode',
        ],
    ),
    "hugo/expired.md": (
        day("expiryDate: 2020-01-01"),
        [f"5: expiryDate: {NO_FIELD}, the site has no such thing; delete the line"],
    ),
    "hugo/toml.md": (
        '+++\ntitle = "x"\n+++\n\n{{< x >}}\n',
        ["1: front matter: this is TOML, as Hugo writes it; write YAML", "5: text: “{{< x >}}”"],
    ),
    "hugo/json.md": ('{"title": "x"}\n\nText\n', ["1: front matter: this is JSON; write YAML"]),
    "hugo/draft.md": (
        HUGO.replace("draft: false", "draft: true"),
        ["4: draft: “draft: true” says that it is not to be published"],
    ),
    "hugo/bundle/index.md": (
        day(),
        ["1: slug: the file's name, “index”, would be the last part of the page's URL, which says"],
    ),
    "jekyll/2026-05-01-spring.md": (
        JEKYLL,
        [
            "1: kind: say event, speaker, organisation, page or site; here perhaps “kind: event”",
            f"2: layout: {NO_FIELD}; it is called “kind” here",
            f"3: title: {NO_FIELD}; it is called “name” here",
            "4: published: give a day like 2022-04-05",
            f"5: categories: {NO_FIELD}, the site has no such thing",
            "8: text: “{% include map.html %}”: a shortcode",
            "10: text: “Hall”: only pictures of the site are shown; save it beside",
        ],
    ),
    "jekyll/hidden.md": (
        JEKYLL.replace("published: true", "published: false"),
        ["4: published: “published: false” says that it is not to be published"],
    ),
    "jekyll/_drafts/idea.md": (day(), ["LEFT folder: a folder of this name holds drafts"]),
    "obsidian/Sommerfest.md": (
        OBSIDIAN,
        [
            "1: kind: say event",
            (
                "1: slug: the file's name, “Sommerfest”, would be the last part of the page's URL, "
                "which may have only small letters a to z, digits and single hyphens, 120 at most; "
                "add the line “slug: sommerfest”"
            ),
            f"2: aliases: {NO_FIELD}, the site has no such thing",
            f"4: cssclass: {NO_FIELD}, the site has no such thing",
            f"5: date: {NO_FIELD}; it is called “starts” here",
            f"6: location: {NO_FIELD}; it is called “place” here",
            "6: place: give its fields, one a line, indented: name, address, locality, country",
            "WARN 8: text: “#event”: readers see “#”",
            "10: text: “![[plan.pdf]]”: an embedded note",
            "10: text: “%%”: a remark in “%% … %%” is not hidden here",
            "10: text: “[[Other note|the note]]”: a link in [[…]] is not read",
            "12: text: “[ ]”: boxes to tick",
        ],
    ),
    "obsidian/.trash/old.md": (day(), ["LEFT folder: it is a hidden folder"]),
    "obsidian/.obsidian/plugin.md": (day(), ["LEFT folder: it is a hidden folder"]),
    "obsidian/status.md": (
        day("status: draft"),
        ["5: status: “status: draft” says that it is not to be published"],
    ),
    "pandoc/report.md": (
        PANDOC,
        [
            "1: kind: say event",
            f"2: title: {NO_FIELD}; it is called “name” here",
            f"3: author: {NO_FIELD}, the site has no such thing",
            f"4: bibliography: {NO_FIELD}, the site has no such thing",
            f"5: date: {NO_FIELD}; it is called “starts” here",
            (
                "5: starts: give a day like 2022-04-05, or a day with an hour like "
                "2022-04-05T09:30; "
                "here perhaps 2026-04-05"
            ),
            "8: text: “==much==”: “==…==” is not read",
            "8: text: “H~2~”: “^…^” and “~…~” are not read",
            "8: text: “[@smith2020”: references",
            "8: text: “[^1]”: footnotes",
            "10: text: “[^1]”: footnotes",
            "12: text: “:::”: blocks",
            "14: text: “:::”: blocks",
            "17: text: “: What it means”: lists of definitions",
        ],
    ),
    "pandoc/title.md": ("% A title\n% N. N.\n\nText\n", ["1: front matter: this is a title block"]),
    # --- front matter ---
    "head/hash.md": (
        day("headline: Workshop #MeToo"),
        [
            (
                "5: headline: from “#” on, YAML takes it for a remark and leaves it out; write "
                '“headline: "Workshop #MeToo"”'
            )
        ],
    ),
    "head/colon.md": (
        day("headline: Workshop: a beginning"),
        [
            (
                "5: headline: a colon with a blank behind it means a new field in "
                "YAML; write "
                '“headline: "Workshop: a beginning"”'
            )
        ],
    ),
    "head/tab.md": (
        day("place:", "\tlocality: Wien"),
        ["6: front matter: a tab, or another blank"],
    ),
    "head/nogap.md": (
        day("headline:Workshop"),
        ["5: headline: a space must stand behind the colon; write “headline: Workshop”"],
    ),
    "head/twice.md": (
        day("name: Other"),
        ["5: name: the field stands twice, also on line 3; keep one of them"],
    ),
    "head/bomb.md": (
        day("headline: &a x", "summary: [*a, *a, *a]"),
        [
            "5: headline: a value cannot begin with “&”",
            "6: front matter: references like *this are not taken",
            "6: summary: give one line of text",
        ],
    ),
    "head/quote.md": (
        day('headline: "Open'),
        ["5: front matter: a quotation mark opens here and is not closed"],
    ),
    "head/none.md": ("A text without fields.\n", ["1: front matter: the file must begin with"]),
    "head/open.md": ("---\nkind: event\n\nText\n", ["1: front matter: a second line “---” must"]),
    "head/dash.md": (day().replace("---\n", "—-\n", 1), ["1: front matter: “—-” must be three"]),
    "head/unknown.md": (
        day("sponsr: x", "headlin: y", "speaker: vera", "Summary: z", "qq: 1"),
        [
            f"5: sponsr: {NO_FIELD}; the fields here are kind, slug, name, headline",
            f"6: headlin: {NO_FIELD}; it is called “headline” here",
            f"7: speaker: {NO_FIELD}; it is called “speakers” here",
            (
                "7: speakers: give a list: one item a line, indented, each with “- ” before it, "
                "with its fields: speaker, role, affiliation, topic"
            ),
            f"8: Summary: {NO_FIELD}; it is called “summary” here",
            f"9: qq: {NO_FIELD}.",  # Which there are is said once a file.
        ],
    ),
    # Each of these is found by another rule, the later ones only where the earlier ones are kept.
    "head/rules.md": (
        day(
            *("language: German", "ends: 2026-02-02", "comments: closed"),
            *("comments_close_after: 5", "organisations:"),
            *["  - organisation: house", "    role: host"] * 2,
        ),
        [
            "5: language: give a language tag",
            "6: ends: the end must come after the beginning",
            "8: comments_close_after: comments are closed already; leave it out",
            "12: organisations.2: “house” stands there already in the role “host”",
        ],
    ),
    "head/hours.md": (
        day("time: 18:00", "end_time: 8 pm", "duration: 2 hours", "room: Blue"),
        [
            f"5: time: {NO_FIELD}; an hour stands in “starts”, like 2022-04-05T09:30",
            f"6: end_time: {NO_FIELD}; an hour stands in “ends”, like 2022-04-05T09:30",
            f"7: duration: {NO_FIELD}, the site has no such thing; delete the line",
            f"8: room: {NO_FIELD}; it is called “place” here",
            "8: place: give its fields, one a line, indented: name, address, locality, country",
        ],
    ),
    "head/many.md": (
        (
            "---\nkind: event\nstarts: soon\nlanguage: German\nplace:\n  city: Wien\n  country: "
            "Austria\nstatus: canceled\nspeakers:\n  - speaker: Vera Petrović\n    title: Chair\n"
            "comments: nobody\ncomments_close_after: two weeks\nonline: example.org\n---\n\n<br>\n"
        ),
        [
            "1: name: it is missing",
            "3: starts: give a day like",
            "4: language: give a language tag",
            f"6: place.city: {NO_FIELD}; it is called “locality” here",
            "7: place.country: give two capital letters, like AT; for “Austria” it is AT",
            (
                "8: status: choose 'planned', 'postponed', 'rescheduled', 'cancelled' or "
                "'moved-online'; for “canceled” perhaps cancelled"
            ),
            (
                "10: speakers.1.speaker: use small letters a to z, digits and single "
                "hyphens, 120 at "
                "most; for “Vera Petrović” perhaps vera-petrovic"
            ),
            f"11: speakers.1.title: {NO_FIELD}; the fields here are speaker, role, affiliation",
            "10: speakers.1.role: it is missing",
            "12: comments: choose 'open', 'held' or 'closed'",
            (
                "13: comments_close_after: give a whole number, in digits; for “two weeks” "
                "perhaps 14"
            ),
            "14: online: give a web address that starts with https:// or http://",
            "17: text: “<br>”: HTML is not read",
        ],
    ),
    "head/private.md": (
        day("summary: A <!-- her number --> text", "headline: Two **words**"),
        ["5: summary: “<!--”: a remark", "6: headline: “**words**”: this field is plain text"],
    ),
    # --- days, hours and zones ---
    "time/far.md": (event("starts: 9999-12-31"), ["4: starts: the year must be one from 1900"]),
    "time/first.md": (event("starts: 0001-01-01"), ["4: starts: the year must be one from 1900"]),
    "time/published.md": (day("published: 9999-12-31"), ["5: published: the year must be one"]),
    "time/24.md": (hour("2026-02-03T18:00", "Europe/Vienna", "ends: 2026-02-03T24:00"), None),
    "time/25.md": (
        hour("2026-02-03T25:00", "Europe/Vienna"),
        ["4: starts: give a day like 2022-04-05, or a day with an hour like 2022-04-05T09:30"],
    ),
    "time/night.md": (
        hour("2026-02-03T22:00", "Europe/Vienna", "ends: 2026-02-03T02:00"),
        [
            (
                "6: ends: the end must come after the beginning; if it ends in the night, write "
                "2026-02-04T02:00"
            )
        ],
    ),
    "time/spring.md": (
        hour("2026-03-29T02:30", "Europe/Vienna"),
        [
            (
                "4: starts: on 2026-03-29 the clocks of Europe/Vienna are put forward "
                "and never show "
                "02:30; give an hour before or after that"
            )
        ],
    ),
    "time/autumn.md": (
        hour("2026-10-25T02:30", "Europe/Vienna"),
        ["WARN 4: starts: on 2026-10-25 the clocks of Europe/Vienna show 02:30 twice; the first"],
    ),
    **{
        f"time/zone-{number}.md": (
            hour("2026-02-03T18:00", zone, *more),
            [f"5: time_zone: give the time zone of a place by its IANA name, like {meant}"],
        )
        for number, (zone, meant, more) in enumerate(
            [
                ("localtime", "Europe/Vienna", ()),
                ("GMT", "Europe/Vienna; for “GMT” perhaps Europe/London", ()),
                ("EST", "Europe/Vienna; for “EST” perhaps America/New_York", ()),
                ("Zulu", "Europe/Vienna; for “Zulu” perhaps UTC", ()),
                (
                    "CET",
                    "Europe/Vienna; for “CET” perhaps Europe/Belgrade",
                    ("place:", "  country: RS"),
                ),
                ("Etc/GMT-2", "Europe/Vienna; for “Etc/GMT-2” perhaps Europe/Athens", ()),
                ("posix/Europe/Oslo", "Europe/Vienna; for “posix/Europe/Oslo” perhaps", ()),
                ("Europe/Wien", "Europe/Vienna; for “Europe/Wien” perhaps Europe/Vienna", ()),
            ]
        )
    },
    # --- texts ---
    "text/remark.md": (
        day(body="She came.\n\n<!-- private: her number is 0664 -->"),
        ["9: text: “<!--”: a remark in “<!-- … -->” is not hidden here"],
    ),
    "text/html.md": (
        day(body='<div class="box">\n\nText\n\n</div>'),
        ['7: text: “<div class="box">”: HTML', "11: text: “</div>”: HTML"],
    ),
    "text/links.md": (
        day(body="[a](other.md) [b](#part) [c](/events/good/) [d](/events/nowhere/) [e](/nope)"),
        [
            "7: text: “#part”: headings have no names",
            "7: text: “other.md”: links to files lead nowhere; write the page: /events/other/",
            "7: text: “/nope”: the site has no such page",
            "WARN 7: text: “/events/nowhere/”: the site has no such page yet",
        ],
    ),
    "text/table.md": (
        day(body="| a | b |\n| - | - |\n| 1 | 2 | three |"),
        ["9: text: this row has more than 2 columns, the rest would not be seen"],
    ),
    "text/math.md": (day(body="So $E=mc^2$."), ["7: text: “$E=mc^2$”: formulas"]),
    "text/fence.md": (day(body="```\ncode\n\nThe rest."), ["7: text: “```” begins code that is"]),
    "text/reference.md": (day(body="[a][b]"), ["7: text: “[a][b]”: what this link leads to"]),
    "text/wordpress.md": (
        day(body='[gallery ids="1,2"]'),
        ['7: text: “[gallery ids="1,2"]”: shortcodes'],
    ),
    # --- names of files, and bytes ---
    "names/Über uns.md": (day(), ["1: slug: the file's name, “Über uns”, would be the last part"]),
    "names/Вера.md": (day(), ["1: slug: the file's name, “Вера”, would be the last part"]),
    "names/Copy of good.md": (day(), ["LEFT file: by its name it is a copy, a backup or a draft"]),
    "names/good.md~": (day(), ["LEFT file: by its name it is a copy, a backup or a draft"]),
    "names/good.md.bak": (day(), ["LEFT file: by its name it is a copy, a backup or a draft"]),
    "names/good (1).md": (day(), ["LEFT file: by its name it is a copy, a backup or a draft"]),
    "names/page.markdown": (day(), ["LEFT file: it ends in “.markdown”; rename it"]),
    "names/.hidden.md": (day(), ["LEFT file: it is a hidden file"]),
    "names/node_modules/readme.md": (day(), ["LEFT folder: a folder of this name holds drafts"]),
    "bytes/latin.md": (day("headline: Größe").encode("latin-1"), ["5: file: it is not UTF-8 text"]),
    "bytes/utf16.md": (day().encode("utf-16"), ["file: it is saved as UTF-16; save it anew"]),
    "bytes/utf16-bare.md": (
        day().encode("utf-16-be"),
        ["file: it is saved as UTF-16; save it anew"],
    ),
    "bytes/word.md": (b"PK\x03\x04\x14\0\6\0", ["file: it is a document of a word processor, or"]),
    "bytes/rtf.md": (b"{\\rtf1\\ansi Text}", ["file: it is a document of a word processor, only"]),
    "bytes/pdf.md": (b"%PDF-1.7\n%\xe2\xe3", ["file: it is a PDF, only named like a text"]),
    "bytes/huge.md": (b"a" * 1_000_001, ["file: it is larger than 1,000,000 bytes"]),
    "bytes/empty.md": (b"", ["1: front matter: the file is empty"]),
    "zz/last.md": (day(), None),
}
