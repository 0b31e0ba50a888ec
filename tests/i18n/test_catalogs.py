"""The catalogs say all that the code says, with nothing lost on the way."""

import re

import pytest
from babel.messages import Catalog, Message
from flask import Flask

from ethreader.i18n.catalogs import (
    BY_HAND,
    as_file,
    bring_up_to_date,
    forms,
    in_latin,
    messages,
    read,
)
from ethreader.i18n.languages import GERMAN, LANGUAGES, SERBIAN, SERBIAN_CYRILLIC, Language
from ethreader.i18n.serbian import to_latin
from ethreader.i18n.texts import ngettext

MARKUP = re.compile(r"<[^>]*>|%\(\w+\)[sd]")


def catalog(language: Language) -> Catalog:
    assert language.catalog is not None
    return read(language.catalog)


def english(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[1])


@pytest.mark.parametrize("language", BY_HAND, ids=lambda each: each.code)
def test_catalog_is_as_the_code_wants_it(language: Language, texts: Catalog) -> None:
    """A text that was added, changed or dropped fails here: `make words`, then translate."""
    assert language.catalog is not None
    known = catalog(language)

    assert {each.id for each in messages(known)} == {each.id for each in messages(texts)}
    bring_up_to_date(known, texts)
    assert language.catalog.read_bytes() == as_file(known)


def test_new_text_is_empty_and_one_that_went_is_gone() -> None:
    """A text that is only like an old one gets nothing of it."""
    known = Catalog(locale="sr_Cyrl")
    known.add("Leave a comment", "Оставите коментар", user_comments=["A button."])
    known.add("Leave a comments", "Оставите коментаре")
    texts = Catalog()
    for text in ("Leave a comment", "Leave the comment", ("%(num)s day", "%(num)s days")):
        texts.add(text, locations=[("templates/a.html", 7)])

    bring_up_to_date(known, texts)

    assert [(each.id, forms(each)) for each in messages(known)] == [
        ("Leave a comment", ("Оставите коментар",)),
        ("Leave the comment", ("",)),
        (("%(num)s day", "%(num)s days"), ("", "")),
    ]
    text = as_file(known).decode()
    assert "# A button.\n#: templates/a.html\nmsgid" in text
    assert [form in text for form in ("коментаре", "fuzzy", 'msgstr[2] ""')] == [False, False, True]


@pytest.mark.parametrize("language", [*BY_HAND, SERBIAN], ids=lambda each: each.code)
def test_every_text_is_said_in_all_its_forms(language: Language) -> None:
    known = catalog(language)

    missing = [each.id for each in messages(known) if each.fuzzy or not all(forms(each))]
    assert missing == []
    plural = [each for each in messages(known) if not isinstance(each.id, str)]
    assert len(plural) > 20
    assert {len(forms(each)) for each in plural} == {3 if language is not GERMAN else 2}


@pytest.mark.parametrize("language", [*BY_HAND, SERBIAN], ids=lambda each: each.code)
def test_placeholders_and_elements_are_those_of_the_text(language: Language) -> None:
    wrong = [
        (form, english(each))
        for each in messages(catalog(language))
        for form in forms(each)
        if sorted(MARKUP.findall(form)) != sorted(MARKUP.findall(english(each)))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", BY_HAND, ids=lambda each: each.code)
def test_reports_and_sign_ins_are_told_apart(language: Language) -> None:
    """Serbian has one everyday word for both; moderators see them beside each other."""
    known = catalog(language)
    words = ("Reports from readers", "Reported", "Sign-ins", "Sign in", "Signed in")

    assert len({known[each].string for each in words}) == len(words)


@pytest.mark.parametrize("language", [*BY_HAND, SERBIAN], ids=lambda each: each.code)
def test_no_quote_of_a_text_can_end_an_attribute(language: Language) -> None:
    """Texts stand in attributes too, and there a straight quote would be the end."""
    said = [MARKUP.sub("", form) for each in messages(catalog(language)) for form in forms(each)]

    assert [form for form in said if re.search(r'["<>&]', form)] == []


def test_serbian_says_the_same_in_both_scripts() -> None:
    assert SERBIAN.catalog is not None

    assert SERBIAN.catalog.read_bytes() == as_file(in_latin(catalog(SERBIAN_CYRILLIC)))


def test_each_script_keeps_to_its_letters() -> None:
    """Names such as htmx stay in Latin script; a Serbian word in the wrong one is a slip."""
    names = re.compile(
        r"IBAN|Ctrl\+[BIKZ]|\ba до z\b|Facebook|JavaScript|Shift|Ctrl|Command|Mac|Firefox|Private|"
        r"Incognito|History|Network|"
        r"Application|Storage|Global Privacy Control|Do Not Track|htmx|Atom|https?|UTC|UTF-8|IP|"
        r"F12|ETHREADER_COUNTING|facebook|body|name|email|notify|parent_id|stamp|key|reason|note|PDF|[kM]B|"
        r"ime@example\.org|\b[HYNP]\b|#0d5454|Europe/Vienna|T09:30|\ba до z\b|„about“|\bAT\b|"
        r"\ba до f\b|\ben, de, sr или sr-Cyrl|\bIANA\b|JPEG|PNG|WebP|GIF|SVG|TIFF|BMP|AVIF|HEIC"
    )
    cyrillic = [names.sub("", MARKUP.sub("", f)) for m in messages(catalog(SERBIAN_CYRILLIC))
                for f in forms(m)]  # fmt: skip
    latin = [form for each in messages(catalog(SERBIAN)) for form in forms(each)]

    assert [form for form in cyrillic if re.search(r"[A-Za-z]", form)] == []
    assert [form for form in latin if re.search(r"[\u0400-\u04ff]", form)] == []


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Његова љубав, џеп и ђак", "Njegova ljubav, džep i đak"),
        ("ЊУЈОРК, Њујорк, Љ, ЊЕГОШ", "NJUJORK, Njujork, Lj, NJEGOŠ"),
        ("КОЊ. Тек, АЊА Њ., ТВ-ЉУДИ", "KONJ. Tek, ANJA Nj., TV-LJUDI"),
        ("инјекција, надживети, конјугација", "injekcija, nadživeti, konjugacija"),
        ("%(num)s <strong>Facebook</strong>, ћ", "%(num)s <strong>Facebook</strong>, ć"),
        ('<a href="%(url)s">веза</a> LEFÖ-IBF', '<a href="%(url)s">veza</a> LEFÖ-IBF'),
        ("https://astra.rs", "https://astra.rs"),
    ],
)
def test_latin_script_is_made_of_the_cyrillic(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


NUMBER_FORMS = [
    (1, 0),
    (2, 1),
    (4, 1),
    (5, 2),
    (11, 2),
    (12, 2),
    (21, 0),
    (22, 1),
    (25, 2),
    (101, 0),
    (111, 2),
    (0, 2),
]


@pytest.mark.parametrize("language", [SERBIAN, SERBIAN_CYRILLIC], ids=lambda each: each.code)
@pytest.mark.parametrize(("number", "form"), NUMBER_FORMS)
def test_serbian_chooses_one_few_and_other(language: Language, number: int, form: int) -> None:
    """For every text with a number: 1 and 21 and 101, 2 to 4 and 22, and all the rest."""
    plural = [each for each in messages(catalog(language)) if not isinstance(each.id, str)]

    chosen = [language.translations.ungettext(each.id[0], each.id[1], number) for each in plural]

    assert chosen == [forms(each)[form] for each in plural]


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("sr-Cyrl", 1, "1 коментар"),
        ("sr-Cyrl", 2, "2 коментара"),
        ("sr-Cyrl", 5, "5 коментара"),
        ("sr-Cyrl", 21, "21 коментар"),
        ("sr", 1, "1 komentar"),
        ("sr", 1234, "1.234 komentara"),
        ("de", 1, "1 Kommentar"),
        ("de", 1234, "1.234 Kommentare"),
        ("en", 1, "1 comment"),
        ("en", 1234, "1,234 comments"),
    ],
)
def test_numbers_are_said_as_the_language_says_them(
    app: Flask, code: str, number: int, said: str
) -> None:
    environment = {"ethreader.language": LANGUAGES[code]}
    with app.test_request_context("/", environ_overrides=environment):
        page = app.jinja_env.from_string(
            "{% trans count=n, shown=n|format_number %}{{ shown }} comment{% pluralize %}"
            "{{ shown }} comments{% endtrans %}"
        )

        assert page.render(n=number) == said


def test_what_is_gathered_has_both_kinds_of_files(app: Flask, texts: Catalog) -> None:
    where = {name for message in messages(texts) for name, _ in message.locations}

    assert {
        "ethreader/web/error_pages.py",
        "templates/base.html",
        "templates/mail/reply.txt",
    } <= where
    with app.test_request_context():
        assert ngettext("%(num)s hour", "%(num)s hours", 1) == "1 hour"
