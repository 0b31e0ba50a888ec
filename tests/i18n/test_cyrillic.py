"""Serbian text from Latin into Cyrillic script: what is turned, and what stays."""

import pytest

from ethreader.i18n.cyrillic import made_cyrillic
from ethreader.i18n.serbian import to_latin

WORDS = {
    "Žrtve trgovine ljudima imaju pravo na pomoć.": "Жртве трговине људима имају право на помоћ.",
    "knjiga, Ljubav, NJEGOŠ, Džep, đak": "књига, Љубав, ЊЕГОШ, Џеп, ђак",
    "injekcija Konjugacija KONJUNKTIV vanjezički": "инјекција Конјугација КОНЈУНКТИВ ванјезички",
    "nadživeti Odživeti podžanr nadžnjevati": "надживети Одживети поджанр наджњевати",
    "odžak bundžija pendžer": "оџак бунџија пенџер",
}


@pytest.mark.parametrize("latin", WORDS)
def test_words_are_turned_and_back(latin: str) -> None:
    cyrillic = made_cyrillic(latin)

    assert cyrillic == WORDS[latin]
    assert to_latin(cyrillic) == latin


STAYING = {
    "links": ("Vidi [stranu](https://astra.rs/pomoc) i <https://a.rs/b>.", "pomoc", "a.rs/b"),
    "bare URLs": (
        "Stoji na https://astra.rs/nasa-strana, i dalje.",
        "https://astra.rs/nasa-strana",
    ),
    "paths": ("Vidi [dan](/events/nas-dan/).", "/events/nas-dan/"),
    "domains": ("Sve je na astra.rs i kod nas.", "astra.rs"),
    "emails": ("Pišite na sos@astra.rs.", "sos@astra.rs"),
    "code": ("Piše `nova linija` tu.", "`nova linija`"),
    "blocks of code": ("Ovde:\n\n```\nnova\nlinija\n```\n", "nova\nlinija"),
    "words of other letters": ("Kaže New York i Müller.", "New", "York", "Müller"),
    "numbers": ("Član XIV i III, tačka 4a.", "XIV", "III", "4a"),
    "references": ("Vidi [to].\n\n[to]: https://a.rs/strana", "[to]: https://a.rs/strana"),
}


@pytest.mark.parametrize("kind", STAYING)
def test_what_is_no_serbian_word_stays(kind: str) -> None:
    text, *staying = STAYING[kind]

    made = made_cyrillic(text)

    assert [each for each in staying if each not in made] == []
    assert made != text


def test_names_that_are_given_stay_and_parts_of_words_do_not() -> None:
    made = made_cyrillic(
        "La Strada International i Astra: astralni, Strada.", staying=("La Strada International",)
    )

    assert made == "La Strada International и Астра: астрални, Страда."


def test_markdown_stays_what_it_was() -> None:
    text = "## Naslov\n\n- **jedan** i *dva*\n\n> citat [reč](https://a.rs/)\n"

    assert (
        made_cyrillic(text) == "## Наслов\n\n- **један** и *два*\n\n> цитат [реч](https://a.rs/)\n"
    )
