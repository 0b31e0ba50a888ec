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
    "budžet hadžija Džibuti nuždžija": "буџет хаџија Џибути нужџија",
    "konjektura injurija injunktiv inženjer konjić": "конјектура инјурија инјунктив инжењер коњић",
    "injicirati predživotni odžvakati": "инјицирати предживотни оджвакати",
    "nadljudi nadjačati odjek panjevi": "надљуди надјачати одјек пањеви",
    "Đoković, Milanović, Ljubiša, Njegovan": "Ђоковић, Милановић, Љубиша, Његован",
    "DŽEP, LJUBLJANA, NJUJORK, KONJ": "ЏЕП, ЉУБЉАНА, ЊУЈОРК, КОЊ",
    "BiH, KiM i SAD": "БиХ, КиМ и САД",
    "koordinacija, zoologija, kocka, najjači": "координација, зоологија, коцка, најјачи",
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
    "references": (
        "Vidi [to], [ovo][Drugo] i [Drugo][].\n\n[to]: https://a.rs/strana\n[drugo]: /b",
        *("[то][to]", "[ово][Drugo]", "[Друго][Drugo]", "[to]: https://a.rs/strana", "[drugo]: /b"),
    ),
    "pictures": ("Ovde ![slika](slika.jpg) stoji.", "![слика](slika.jpg)"),
    "files": ("Otvorite izvestaj.pdf ili izvestaj-2022.pdf.", "izvestaj.pdf", "izvestaj-2022.pdf"),
    "paths on a site": (
        "Stoji na www.astra.rs/Pomoc-zrtvama?strana=dve.",
        "/Pomoc-zrtvama?strana=dve",
    ),
    "emails with more signs": (
        "Pišite: ime.prezime+posao@astra-net.co.rs",
        "ime.prezime+posao@astra-net.co.rs",
    ),
    "phones": ("Pozovite 011/785-0000 ili 0800-101-201.", "011/785-0000", "0800-101-201"),
    "names of services": (
        "Pratite nas: TikTok, YouTube, Facebook.",
        "TikTok",
        "YouTube",
        "Facebook",
    ),
    "numbers after a hyphen": ("Zbog COVID-19 kasni.", "COVID-19"),
    "foreign emphasis": (
        "Kaže *Save the Children* i **safe house for women** ovde.",
        "*Save the Children*",
        "**safe house for women**",
    ),
    "words with double letters": (
        "Rossi je *human trafficking* naveo.",
        "Rossi",
        "*human trafficking*",
    ),
    "foreign quotes": (
        "Naslov „Recht auf Schutz und Hilfe“ i “out of sight” stoje.",
        "„Recht auf Schutz und Hilfe“",
        "“out of sight”",
    ),
}


@pytest.mark.parametrize("kind", STAYING)
def test_what_is_no_serbian_word_stays(kind: str) -> None:
    text, *staying = STAYING[kind]

    made = made_cyrillic(text)

    assert [each for each in staying if each not in made] == []
    assert made != text


def test_names_written_without_a_letter_get_it() -> None:
    made = made_cyrillic("Andjelković, ANDJELKOVIĆ, Djordje i Djurić, djeca i odjek")

    assert made == "Анђелковић, АНЂЕЛКОВИЋ, Ђорђе и Ђурић, дјеца и одјек"


def test_emphasis_and_quotes_in_serbian_are_turned() -> None:
    made = made_cyrillic("To su *žene i deca*, **ljudi**, „to je sve“, „Rossi je bio tu“ i on.")

    assert made == "То су *жене и деца*, **људи**, „то је све“, „Rossi је био ту“ и он."


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Џеп, ЏЕП, Њ, ЊЕГОШ, Његош, Њ.К.В.", "Džep, DŽEP, Nj, NJEGOŠ, Njegoš, Nj.K.V."),
        ("инјекција, надживети, ИНЈЕКЦИЈА", "injekcija, nadživeti, INJEKCIJA"),
        ("Пишите на sos@astra.rs или https://astra.rs/pomoc.", None),
        ("*Save the Children* и `kod` и [то][to]\n\n[to]: /a", None),
    ],
)
def test_way_to_latin_is_sure(cyrillic: str, latin: str | None) -> None:
    made = to_latin(cyrillic)

    assert latin is None or made == latin
    assert made_cyrillic(made) == cyrillic


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
