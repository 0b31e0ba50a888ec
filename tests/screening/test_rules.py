"""What meets a rule that moderators wrote."""

import pytest

from ethreader.screening.rules import ReadText, Rule, RuleKind, phrases_of

WORDS = ("casino", "Sigurna kuća", "apartman*", "кредит")


def is_met(rule: Rule, text: str) -> bool:
    return rule.is_met_by(ReadText(name="Mira", body=text))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        pytest.param("A new casino opens", True, id="a word of the list"),
        pytest.param("CASINO!", True, id="in capital letters"),
        pytest.param("our c@s1no", True, id="with signs for letters"),
        pytest.param("c a s i n o", True, id="letters far apart"),
        pytest.param("саsіnо", True, id="with letters of another alphabet"),
        pytest.param("the casinos of Vienna", False, id="another form of it, without a star"),
        pytest.param("occasion", False, id="a word in which it stands"),
        pytest.param("Gde je sigurna kuca?", True, id="a phrase without its accents"),
        pytest.param("сигурна   кућа", True, id="a phrase in the other script"),
        pytest.param("sigurna, kuća", True, id="a phrase over a comma"),
        pytest.param("kuća sigurna", False, id="its words in another order"),
        pytest.param("apartman u apartmanima", True, id="an ending that a star leaves open"),
        pytest.param("an apartment", False, id="a word that only begins alike"),
        pytest.param("uzmi kredit", True, id="a word that the list has in Cyrillic"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_words_are_found(text: str, *, is_found: bool) -> None:
    rule = Rule(kind=RuleKind.WORDS, label="Words", phrases=WORDS)

    assert is_met(rule, text) is is_found


def test_name_counts_as_well() -> None:
    rule = Rule(kind=RuleKind.WORDS, label="Words", phrases=("mira",))

    assert is_met(rule, "Good evening")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("https://a.org and www.b.org", {RuleKind.LINKS}, id="two links in a text"),
        pytest.param("https://a.org", {RuleKind.ONLY_LINK}, id="nothing but a link"),
        pytest.param("see https://a.org", set(), id="one link in a text"),
        pytest.param("no link, see you. ok", set(), id="no link"),
    ],
)
def test_links_are_counted(text: str, kinds: set[RuleKind]) -> None:
    rules = [Rule(kind=each, label="", fewest_links=2) for each in RuleKind]

    assert {rule.kind for rule in rules if is_met(rule, text)} == kinds


@pytest.mark.parametrize(
    ("text", "is_only_link"),
    [
        pytest.param("https://a.org", True, id="a link"),
        pytest.param(" >>> https://a.org !!", True, id="a link between signs"),
        pytest.param("https://a.org\nwww.b.org", True, id="two links"),
        pytest.param("https://a.org read it", False, id="a link with words"),
        pytest.param("read it", False, id="words"),
        pytest.param("!!", False, id="signs"),
    ],
)
def test_nothing_but_a_link_is_told(text: str, *, is_only_link: bool) -> None:
    rule = Rule(kind=RuleKind.ONLY_LINK, label="")

    assert is_met(rule, text) is is_only_link


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        pytest.param(
            "casino\n\n  Sigurna   kuća \ncasino\n", ("casino", "Sigurna kuća"), id="once"
        ),
        pytest.param("*\n!!\n…", (), id="what would be met by everything, or by nothing"),
    ],
)
def test_list_is_read_line_by_line(typed: str, phrases: tuple[str, ...]) -> None:
    assert phrases_of(typed) == phrases
