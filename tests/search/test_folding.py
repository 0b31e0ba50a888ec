"""The folding table: what finds what, however it is spelt, and what does not."""

import pytest

from ethreader.base.endings import forms_of
from ethreader.base.folding import LONGEST, fold, folded_text, words

SAME = [
    (
        "Serbian, in each script and without its letters",
        "Anđelković ANĐELKOVIĆ andjelković andjelkovic andelkovic Анђелковић АНЂЕЛКОВИЋ",
    ),
    ("lj", "Ljubljana ljubljana Љубљана ǉubǉana"),
    ("nj", "Njegoš Njegos Његош ǋegoš"),
    ("dž", "Džamija dzamija Џамија ǆamija"),
    ("đ", "Đorđe Djordje Dorde Ђорђе"),
    ("č, ć", "Čačak cacak Чачак"),
    ("ö", "Möller Moeller Moller MÖLLER mo\u0308ller"),
    ("ä, ü", "Jägerbünde Jaegerbuende jagerbunde"),
    ("ß", "Straße Strasse STRASSE STRAẞE"),
    ("ø, å", "Sørås Soeras soras"),
    ("æ", "Cæsar Caesar casar"),
    ("ł", "Łódź lodz"),
    ("dotless and dotted i", "Işıl isil İŞIL"),
    ("accents", "Émigré emigre E\u0301migre\u0301"),
    ("Greek, with its marks or without", "Αθήνα Αθηνα ΑΘΗΝΑ αθήνα"),
    ("Greek final s", "Σίσυφος ΣΙΣΥΦΟΣ"),
    ("Russian", "Николай николаи Nikolai"),
    ("ё", "Фёдор Федор fedor"),
    ("wide and joined signs", "ﬁnd ｆｉｎｄ find"),
    ("Arabic, stretched", "مرحبا مرحـــبا"),
    ("what nobody sees", "hidden hid\u00adden hid\u200bden"),
]
APART = [
    ("Arabic letters", "آمنة", "امنة"),
    ("Hindi vowels", "हिन्दी", "हनद"),
    ("Greek is no Latin", "Αθήνα", "athena"),
    ("other words", "Petrović", "Petrov"),
]

FORMS = [
    (
        "surname",
        "Anđelković Anđelkovića Anđelkoviću Анђелковићем Andjelkovica Anđelkovići Anđelkoviće",
    ),
    ("town", "Beč Beča Beču Bečom Бечом Becu"),
    ("name of a woman", "Jelena Jelene Jeleni Jelenu Jelenom Јеленом"),
    ("name of three letters", "Ana Ane Ani Anu Anom Аном"),
    ("name of three letters, another", "Eva Eve Evi Evu Evom"),
    ("name of a man", "Marko Marka Marku Markom"),
    ("lost a", "Petar Petra Petru Petrom"),
    ("country", "Srbija Srbije Srbiji Srbiju Srbijom"),
    ("other consonant, g", "knjiga knjige knjizi knjigama"),
    ("other consonant, k", "učesnik učesnika učesnici učesnicima"),
    ("other consonant, ka", "Amerika Americi Amerikom"),
    ("-ac", "Nemac Nemca Nemcu Nemci Nemaca"),
    ("plural", "žrtva žrtve žrtvama zrtvama жртвама"),
    ("-nje", "pitanje pitanja pitanju pitanjem pitanjima"),
    ("adjective", "siguran sigurna sigurnog sigurnoj sigurnim"),
    ("short adjective", "novi novog novom novoj novih"),
    ("German genitive", "Kind Kinds Kindes Kinde"),
    ("German name", "Anna Annas"),
    ("German plural", "Konferenz Konferenzen"),
    ("German plural after a vowel", "Frau Frauen"),
    ("German plural with umlaut", "Häuser Häusern haeuser"),
    ("German plural in -er", "Kind Kindes Kinder Kindern"),
    ("German plural in -er with umlaut", "Haus Hauses Häuser Häusern haeuser"),
    ("German plural in -er of a longer word", "Frauenhaus Frauenhauses Frauenhäuser"),
    ("German plural in -er, another", "Herkunftsland Herkunftsländer Herkunftsländern"),
    ("German, -e", "Straße Straßen strasse"),
    ("German, -er", "Opfer Opfern Opfers"),
    ("German, -in", "Sprecherin Sprecherinnen"),
    ("German adjective", "sichere sicheren sicherer sicheres"),
    ("English plural", "victim victims"),
    ("English plural, -es", "bus buses"),
    ("English plural, -ies", "policy policies"),
]
MEANT_APART = [
    *("Wien wie", "here her", "Weber Web", "mother moth", "number numb", "USA use", "also als"),
    *("form former", "Ida ide", "Una uni", "Ausland Ausländer", "island islander", "hand hander"),
    *("England Engländer", "gut Güter", "Petrović Petrov", "note not", "2026 202", "هم هما"),
    *("Ana an", "one ona", "Marko Mark"),
]


@pytest.mark.parametrize("family", [pytest.param(each[1], id=each[0]) for each in FORMS])
def test_each_form_of_a_word_leads_to_the_others(family: str) -> None:
    forms = {fold(each) for each in family.split()}

    assert [word for word in forms if forms - {word} - {*forms_of(word)}] == []


@pytest.mark.parametrize("pair", MEANT_APART)
def test_words_that_are_meant_apart_lead_not_to_each_other(pair: str) -> None:
    one, other = map(fold, pair.split())

    assert (other in forms_of(one), one in forms_of(other)) == (False, False)


@pytest.mark.parametrize(("spellings"), [pytest.param(each[1], id=each[0]) for each in SAME])
def test_spellings_of_a_word_are_one(spellings: str) -> None:
    assert len({fold(each) for each in spellings.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [pytest.param(*each[1:], id=each[0]) for each in APART])
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", [word for each in SAME for word in each[1].split()])
def test_beginning_of_a_word_is_folded_to_the_beginning_of_the_word(word: str) -> None:
    whole = fold(word)

    assert all(whole.startswith(fold(word[:length])) for length in range(len(word) + 1))


def test_words_are_told_with_their_places() -> None:
    text = "«Šta?» – l’été; 🌱 a_b № 5\u200b"

    assert [(text[each.start : each.end].strip("\u200b"), each.folded) for each in words(text)] == [
        ("Šta", "sta"),
        ("l", "l"),
        ("été", "ete"),
        ("a", "a"),
        ("b", "b"),
        ("5", "5"),
    ]


def test_nothing_but_letters_digits_and_marks_is_ever_indexed() -> None:
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x20000))))

    folded = folded_text(every, limit=len(every))

    assert set("\"'\\:*&|!()<>-+^{}\0\n\t,;") & set(folded) == set()
    assert max(map(len, folded.split())) <= LONGEST
