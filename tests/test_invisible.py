"""What nobody sees is taken out of what is typed, and what is seen stays as it is."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethreader.base.invisible import clean_line, clean_text, has_visible

# No ink: what each of these is called, as whoever pastes it would never know.
NOTHING = {
    "nothing": "",
    "blanks of many widths": " \u00a0\u2003\u3000\u202f",
    "a Hangul filler": "\u3164",
    "a half-width Hangul filler": "\uffa0",
    "Hangul's choseong and jungseong fillers": "\u115f\u1160",
    "Braille without dots": "\u2800\u2800",
    "a combining grapheme joiner": "\u034f",
    "a Mongolian vowel separator": "\u180e",
    "tags that spell a word": "\U000e0041\U000e0042\U000e007f",
    "variation selectors": "\ufe0f\ufe00\U000e0100",
    "zero-width signs": "\u200b\u200c\u200d\u2060\ufeff",
    "a soft hyphen": "\u00ad",
    "directions": "\u200e\u200f\u061c\u202a\u202c\u2066\u2069",
    "overrides": "\u202d\u202e",
    "invisible operators": "\u2061\u2062\u2063\u2064",
    "Khmer inherent vowels": "\u17b4\u17b5",
    "shorthand controls": "\U0001bca0\U0001bca3",
    "music without a note": "\U0001d159\U0001d173\U0001d17a",
    "annotations between lines": "\ufff9\ufffa\ufffb",
    "controls and line ends": "\x00\x1b\x07\x7f\x85\u2028\u2029\v\f\t\r\n",
    "noncharacters": "\uffff\ufdd0\U0001fffe",
    "half a surrogate": "\ud800",
    "a mark with nothing to stand on": "\u0301",
    "Mongolian variation selectors": "\u180b\u180c\u180d\u180f",
}

# As pasted, and as it is kept in a text of several lines.
TEXTS = {
    "lines of Windows": ("a\r\nb\r\n", "a\nb\n"),
    "lines of an old Mac": ("a\rb", "a\nb"),
    "lines of Windows that were made twice": ("a\r\r\nb", "a\n\nb"),
    "a line separator": ("a\u2028b", "a\nb"),
    "a paragraph separator": ("a\u2029b", "a\n\nb"),
    "a vertical tab, as word processors write it": ("a\vb", "a\nb"),
    "a form feed between pages": ("a\fb", "a\nb"),
    "a next line": ("a\x85b", "a\nb"),
    "a tab within a text stays": ("a\tb", "a\tb"),
    "a NUL": ("a\x00b", "ab"),
    "an escape of a terminal": ("a\x1b[0mb", "a[0mb"),
    "a bell and a delete": ("a\x07\x7fb", "ab"),
    "an apostrophe of Windows read as Latin-1": ("it\x92s \x84so\x93", "it’s „so“"),
    "a zero-width space in a word": ("any\u200bwhere", "anywhere"),
    "a byte order mark before all": ("\ufeffHello", "Hello"),
    "a soft hyphen from a web page": ("Men\u00adschen\u00adhandel", "Menschenhandel"),
    "a word joiner": ("a\u2060b", "ab"),
    "an override": ("\u202erotaredoM\u202c", "rotaredoM\u202c"),
    "tags behind a word": ("Hi\U000e0041\U000e0042", "Hi"),
    "selectors that hide a message": ("😀\ufe0f\ufe01\ufe02\U000e0101", "😀\ufe0f"),
    "a selector behind a letter": ("a\ufe0fb", "ab"),
    "a joiner between Latin letters": ("pay\u200dpal", "paypal"),
    "half a surrogate pair": ("a\ud83db", "ab"),
    "a noncharacter": ("a\uffffb", "ab"),
    "a Hangul filler between letters": ("a\u3164b", "ab"),
    "letters in parts are composed": ("s\u030ctampa, Gru\u0308\u00dfe", "štampa, Grüße"),
    "a Kelvin sign": ("\u212a", "K"),
    "marks without an end": ("a" + "\u0316" * 500, "a" + "\u0316" * 30),
    # What is needed stays.
    "a family": ("👩‍👩‍👧", "👩‍👩‍👧"),
    "an astronaut of a colour": ("👩🏽‍🚀", "👩🏽‍🚀"),
    "a rainbow flag": ("🏳️‍🌈", "🏳️‍🌈"),
    "a heart on fire": ("❤️‍🔥", "❤️‍🔥"),
    "the flag of Scotland": (
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ),
    "a key with a digit": ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
    "a heart drawn as text": ("❤\ufe0e", "❤\ufe0e"),
    "Persian with its half space": ("می\u200cخواهم", "می\u200cخواهم"),
    "Persian's half space before a bracket": ("خانه\u200c‌ها", "خانه\u200c‌ها"),
    "Devanagari with a joiner": ("क्\u200dष", "क्\u200dष"),
    "Malayalam with a chillu": ("ന്\u200d", "ന്\u200d"),
    "Sinhala": ("ශ්\u200dරී", "ශ්\u200dරී"),
    "Thai where a line may end": ("ภาษา\u200bไทย", "ภาษา\u200bไทย"),
    "a Japanese name's variant": ("葛\U000e0100城", "葛\U000e0100城"),
    "marks of direction in Hebrew": ("\u200fשלום!\u200f", "\u200fשלום!\u200f"),
    "isolates around a word": ("\u2068abc\u2069", "\u2068abc\u2069"),
    "Vietnamese": ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
    "Hebrew with points and accents": ("בְּרֵאשִׁ֖ית", unicodedata.normalize("NFC", "בְּרֵאשִׁ֖ית")),
    "blanks of a typesetter": ("5\u202f000\u00a0€", "5\u202f000\u00a0€"),
    "Braille": ("⠓⠑⠇⠇⠕⠀⠺", "⠓⠑⠇⠇⠕⠀⠺"),
    "private use": ("\ue000", "\ue000"),
}

# As pasted into a field of one line, and as it is kept.
LINES = {
    "a tab": ("Mira\tPetrović", "Mira Petrović"),
    "a line break": ("Mira\r\nPetrović", "Mira Petrović"),
    "a paragraph separator": ("Mira\u2029Petrović", "Mira Petrović"),
    "blanks in a row": ("Mira \u00a0 Petrović", "Mira Petrović"),
    "a zero-width space between blanks": ("Mira \u200b Petrović", "Mira Petrović"),
    "Braille as a blank": ("Mira\u2800Petrović", "Mira Petrović"),
    "an override": ("\u202erotaredoM", "rotaredoM"),
    "marks around a Latin name": ("\u200eMira\u200f", "Mira"),
    "isolates": ("\u2068Mira\u2069", "Mira"),
    "a mark beside Hebrew": ("Mira \u200fשלום", "Mira \u200fשלום"),
    "a Persian name": ("نیک\u200cنام", "نیک\u200cنام"),
    "zero width within": ("Mo\u200bde\u2060ra\ufefftor", "Moderator"),
    "a heart": ("Mira ❤\ufe0f", "Mira ❤\ufe0f"),
}

# Of which texts are made up at random.
SIGNS = sorted({sign for each in (*NOTHING.values(), *dict(TEXTS.values())) for sign in each})


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_leaves_no_ink_is_no_text(text: str) -> None:
    assert not has_visible(text)
    assert not has_visible(clean_text(text) or "")


@pytest.mark.parametrize(
    "text", ["a", "?", "1", "€", "❤", "ш", "你", "ก", "\u200ba", "한", "👩‍👩‍👧"]
)
def test_what_leaves_ink_is_text(text: str) -> None:
    assert has_visible(text)


@pytest.mark.parametrize(("typed", "kept"), TEXTS.values(), ids=TEXTS)
def test_a_text_is_mended_in_silence(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(("typed", "kept"), LINES.values(), ids=LINES)
def test_a_line_is_mended_in_silence(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from(SIGNS), max_size=12))
def test_what_was_mended_is_not_mended_again(text: str) -> None:
    for clean in (clean_text, clean_line):
        once = clean(text)
        assert clean(once) == once


@settings(max_examples=50)
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=40))
def test_nothing_that_is_seen_is_taken_out(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    kept = clean_text(text) or ""

    assert [each for each in kept if has_visible(each)] == [
        each for each in composed if has_visible(each)
    ]
