"""A slug from a headline: in Latin letters, cut where a word ends, always one that can be used."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethreader.base.slugs import SLUG_LENGTH, is_slug, proposed_slug
from ethreader.transfer.slug_reading import slug_of

NAMELESS = ("index.md", "_index.md", "readme.md", "README.md")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Über uns", "ueber-uns"),
        ("Größe & Straße!", "groesse-strasse"),
        ("ÄRZTE GEGEN GEWALT", "aerzte-gegen-gewalt"),
        ("Љубав и Ђорђе", "ljubav-i-djordje"),
        ("ЊЕГОШ, Џеп, Ћуприја", "njegos-dzep-cuprija"),
        ("Марија Анђелковић у Бечу", "marija-andjelkovic-u-becu"),
        ("Marija Anđelković u Beču", "marija-andjelkovic-u-becu"),
        ("Šta je Đački dom", "sta-je-djacki-dom"),
        ("Žrtve trgovine ljudima", "zrtve-trgovine-ljudima"),
        ("Vera’s talk (2026)", "veras-talk-2026"),
        ("Łódź, café, naïve, Øre", "lodz-cafe-naive-ore"),
        ("Þór og Eiður", "thor-og-eidur"),
        ("№ 5 – ½ year, 3\N{NO-BREAK SPACE}000 €", "no-5-1-2-year-3-000"),
        ("Встреча в Киеве, щит", "vstreca-v-kieve-shtit"),
        ("Æsir, œuvre, ırmak, Ħal, ŧa", "aesir-oeuvre-irmak-hal-ta"),
        ("йод, ёж, сын, эхо, юг, як", "iod-ez-syn-eho-yug-yak"),
        ("соль, съезд", "sol-sezd"),
        ("рік, їжа, є, ґанок", "rik-iza-ie-ganok"),
        ("ѓавол, ќош", "gjavol-kjos"),
        (" /events/winter-meeting/ ", "winter-meeting"),
        ("https://example.org/speakers/vera", "vera"),
        ("http://example.org/speakers/vera", "vera"),
        ("events/Über uns.md", "events-ueber-uns-md"),
        ("events/other.md", "other"),
        ("Winter/Summer", "winter-summer"),
        ("Sommer__fest -- 2", "sommer-fest-2"),
        ("22nd Conference: “Rights”", "22nd-conference-rights"),
        ("A" * 130, "a" * 120),
        ("word " * 40, "-".join(["word"] * 24)),
        ("عربي", None),
        ("日本", None),
        ("---", None),
        ("", None),
    ],
)
def test_slug_is_proposed_in_latin_letters(words: str, slug: str | None) -> None:
    assert proposed_slug(words) == slug


@given(st.text(max_size=300))
def test_what_is_proposed_can_be_used_and_proposes_itself(words: str) -> None:
    slug = proposed_slug(words)

    assert slug is None or is_slug(slug)
    assert slug is None or proposed_slug(slug) == slug
    assert slug is None or len(slug) <= SLUG_LENGTH


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("winter-meeting-2026", True), ("2", True), ("a" * 120, True)),
        *(("a" * 121, False), ("", False), ("-a", False), ("a-", False), ("a--b", False)),
        *(("Winter", False), ("über", False), ("a b", False), ("a/b", False), ("a\n", False)),
    ],
)
def test_slug_as_it_stands(text: str, *, is_one: bool) -> None:
    assert is_slug(text) is is_one


@pytest.mark.parametrize(
    ("path", "given", "slug", "said"),
    [
        *(("spring/" + name, None, None, "slug: spring") for name in NAMELESS),
        ("spring/winter.md", None, "winter", ""),
        ("spring/Über uns.md", None, None, "slug: ueber-uns"),
        ("日本日本日本/index.md", None, None, "slug: meeting-2026"),
        ("spring/index.md", "winter", "winter", ""),
        ("spring/winter.md", "Über uns", None, "for “Über uns” perhaps ueber-uns"),
        ("spring/winter.md", "日本", None, "hyphens, 120 at most"),
        ("spring/winter.md", 5, None, "hyphens, 120 at most"),
    ],
)
def test_slug_of_a_file_is_its_own_or_its_name_or_proposed(
    path: str, given: object, slug: str | None, said: str
) -> None:
    found, findings = slug_of(Path(path), given, line=3)

    assert (found, len(findings)) == (slug, 1 if said else 0)
    assert all(each.sentence.strip("”").endswith(said) for each in findings)
    assert all(("says nothing" in each.sentence) is (path[7:] in NAMELESS) for each in findings)
    assert all(each.line == (1 if given is None else 3) for each in findings)
