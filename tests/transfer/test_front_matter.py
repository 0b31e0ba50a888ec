"""The head of a file is read as its editor meant it, or told with the mend."""

import pytest

from ethreader.transfer.front_matter import split


def told(head: str) -> list[str]:
    read = split(f"---\n{head}\n---\n\nA text.\n")
    assert read.body == "A text."
    return [f"{each.line} {each.field}: {each.sentence}" for each in read.findings]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("name: Workshop #MeToo", 'name: "Workshop #MeToo"'),
        ("name: #MeToo", 'name: "#MeToo"'),
        ('name: "Workshop" #MeToo', 'name: "Workshop #MeToo"'),
        ("name: Workshop: a beginning", 'name: "Workshop: a beginning"'),
        ("name: “Workshop”: a beginning", 'name: "“Workshop”: a beginning"'),
        ("name: Workshop:", 'name: "Workshop:"'),
        ('name: The "big": one', "name: 'The \"big\": one'"),
        ('name: "Meeting" in Wien', 'name: "Meeting in Wien"'),
        ("name: 'It's ours'", 'name: "It\'s ours"'),
        ("name: *stars*", 'name: "*stars*"'),
        ("name: & more", 'name: "& more"'),
        ("name: !important", 'name: "!important"'),
        ("name: @home", 'name: "@home"'),
        ("name: `code`", 'name: "`code`"'),
        ("name: %a", 'name: "%a"'),
        ("name: -", 'name: "-"'),
        ("name: a\\b: c", "name: 'a\\b: c'"),
        ('name: "a\\b" c', "name: '\"a\\b\" c'"),
        ("name: > 18 only", 'name: "> 18 only"'),
        ("name: - a", 'name: "- a"'),
        ("name: [[Note]]", 'name: "[[Note]]"'),
        ("name: {{ title }}", 'name: "{{ title }}"'),
    ],
)
def test_value_that_yaml_reads_otherwise_is_told_with_the_line_as_it_should_be(
    line: str, mended: str
) -> None:
    [said] = told(f"kind: event\n{line}")

    assert said.startswith("3 name: ")
    assert said.endswith(f"; write “{mended}”")
    assert told(f"kind: event\n{mended}") == []


@pytest.mark.parametrize(
    ("head", "begin"),
    [
        ("name: a\n\theadline: b", "3 front matter: a tab, or another blank"),
        ("name: a\n\u00a0headline: b", "3 front matter: a tab, or another blank"),
        ("name:\u00a0a", "2 name: another blank than that of the space bar"),
        ("name:a\nheadline: b", "2 name: a space must stand behind the colon; write “name: a”"),
        ("name: a\nname: b", "3 name: the field stands twice, also on line 2"),
        ("place:\n  name: a\n  name: b", "4 place.name: the field stands twice, also on line 3"),
        ('name: "open\nheadline: a', "2 front matter: a quotation mark opens here"),
        ("name: [a, b\nheadline: c", "2 front matter: a bracket opens here"),
        ('name: "a\\d"', "2 front matter: inside double quotation marks"),
        ("name: a\njust words\nheadline: b", "3 front matter: the line is no “field: value”"),
        ("name: a\n  b # c", "3 front matter: from “#” on"),
        ("name: 'a' # 'b', 'c'", "2 name: behind its closing quotation mark, YAML takes “#”"),
        ("place:\n country: AT\n   name: x", "4 front matter: "),
        ("name: [*a, *a]", "2 front matter: references like *this"),
        ("name: a\x07", "2 front matter: a character stands here that cannot be seen (U+0007)"),
        ("- a\n- b", "2 front matter: it must be a list of “field: value”"),
        ("", "1 front matter: there are no fields"),
        ("? [a]\n: b", "2 front matter: a field's name must be one word"),
        ("tags:\n  - @a", "3 front matter: a value cannot begin with “@”"),
        ("summary: >\n  One\nheadline: a: b", "4 headline: a colon"),
        ("headline:\tA", "2 front matter: a tab stands here"),
        ('name: "a\\xZZ"', "2 front matter: inside double quotation marks"),
        ("place:\n  name: a\n country: b", "4 front matter: this line does not stand below"),
        ("tags: [@a]", "2 front matter: a value cannot begin with this sign"),
        ("tags: [a, &b c, &b d]", "2 front matter: “&” means something else"),
        ("place: {name: !a b}", "2 place.name: “!” means something else"),
        ("name: a\n  b: c", "3 front matter: a colon is in the wrong place"),
        ("[" * 600, "2 front matter: brackets stand within brackets"),
    ],
)
def test_head_that_cannot_be_read_is_told_by_line(head: str, begin: str) -> None:
    assert [each for each in told(head) if each.startswith(begin)] != []


def test_all_lines_that_cannot_be_read_are_told_at_once_and_the_others_are_read() -> None:
    head = 'a: b: c\nd: "open\nname: Meeting\n\tx: y\njust words\nz: [1\nlanguage: de'

    read = split(f"---\n{head}\n---\n")

    assert sorted({each.line for each in read.findings if each.line}) == [2, 3, 5, 6, 7]
    assert (read.fields["name"], read.fields["language"]) == ("Meeting", "de")
    assert not read.is_whole


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("summary: >\n  One: line\n  # two\n\n  three", {"summary": "One: line # two three"}),
        ("summary: |\n  One\n  two\nname: a", {"summary": "One two", "name": "a"}),
        ("summary: >-\n  One", {"summary": "One"}),
        ("ends:\nname: a\nheadline: ''", {"name": "a"}),
        ("place:\n  name: a\n  country:", {"place": {"name": "a"}}),
        # Other programs write so what is left empty.
        ("name: a\nheadline: null\nsummary: ~\nends: NULL", {"name": "a"}),
        ("name: 'null'\nheadline: \"~\"", {"name": "null", "headline": "~"}),
        ("# a remark\nname: a\n\n# another\n", {"name": "a"}),
        ("# name: a: b\nname: a", {"name": "a"}),
        ("place: {name: a, country: AT}", {"place": {"name": "a", "country": "AT"}}),
        ('name: "a \\" b"', {"name": 'a " b'}),
        ("summary: >\n  One: a: b\n\n  Two: c # d", {"summary": "One: a: b Two: c # d"}),
        ("headline: \nname: a", {"name": "a"}),
        ('name: "a\n  b # c"', {"name": "a b # c"}),
        ("name: a#b", {"name": "a#b"}),
        ("name: https://example.org:80/a", {"name": "https://example.org:80/a"}),
        ("name: at 18:30", {"name": "at 18:30"}),
        ("name: no", {"name": "no"}),
        ('name: "a: b # c"', {"name": "a: b # c"}),
        ("name: 'it''s'", {"name": "it's"}),
        ("speakers:\n- speaker: a\n  role: b", {"speakers": [{"speaker": "a", "role": "b"}]}),
        ("tags: [a, b]", {"tags": ["a", "b"]}),
    ],
)
def test_head_is_read_as_it_was_meant(head: str, fields: dict[str, object]) -> None:
    read = split(f"---\n{head}\n---\n")

    assert (read.fields, read.findings) == (fields, [])


@pytest.mark.parametrize(
    "text",
    [
        "---\nname: a\n---\n\nText\n",
        "\ufeff\n  \n---\t \nname: a\n--- \n\n\nText",
        "---\r\nname: a\r\n---\r\n\r\nText\r\n",
        "\ufeff\ufeff---\nname: a\n---\n\nText",
        "---\rname: a\r---\rText",
        "---\nname: a\n...\nText\n",
    ],
)
def test_borders_are_found_however_a_file_was_saved(text: str) -> None:
    read = split(text)

    assert (read.fields, read.body, read.findings) == ({"name": "a"}, "Text", [])


@pytest.mark.parametrize(
    ("text", "fields", "body", "line"),
    [
        ("+++\ntitle = 'a'\n+++\n\nText\n", {}, "Text", 5),
        ("+++\ntitle = 'a'\n\nText\n", {}, "", 6),
        ("\nText\n\nmore\n", {}, "Text\n\nmore", 2),
        ('{"name": "a"}\n\nText\n', {}, "", 5),
        ("---\nname: a\n\nText\n", {"name": "a"}, "Text", 4),
        ("---\nname: a\n-----\nText\n", {"name": "a"}, "Text", 4),
    ],
)
def test_what_lies_within_wrong_borders_is_read(
    text: str, fields: dict[str, str], body: str, line: int
) -> None:
    read = split(text)

    assert (read.fields, read.body, read.body_line) == (fields, body, line)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: the file is empty"),
        ("Text\n", "1: the file must begin with a line “---”"),
        ("\n\nText\n", "3: the file must begin with a line “---”"),
        ("---\nname: a\n\nText", "1: a second line “---” must end the fields"),
        ("---\nname: a\n-----\nText", "3: a second line “---” must end the fields; here stands"),
        ("----\nname: a\n---\nText", "1: “----” must be three hyphens"),
        ("—\u2013\nname: a\n---\nText", "1: “—\u2013” must be three hyphens"),
        ("+++\nname = 'a'\n+++\nText", "1: this is TOML, as Hugo writes it"),
        ('{"name": "a"}\n\nText', "1: this is JSON"),
        ("---js\n{ name: 'a' }\n---\nText", "1: a word stands behind “---”"),
        ("% A title\n% A name\n\nText", "1: this is a title block of pandoc"),
    ],
)
def test_borders_of_other_kinds_are_told(text: str, said: str) -> None:
    finding = split(text).findings[0]

    assert f"{finding.line}: {finding.sentence}".startswith(said)
