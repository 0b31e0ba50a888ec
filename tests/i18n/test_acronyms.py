"""Acronyms in Serbian text: Serbian ones are turned, those of foreign names stay."""

import pytest

from ethreader.i18n.cyrillic import made_cyrillic

OFFICE = "OSCE Office of the Special Representative"
EUROPE = "Organization for Security and Co-operation in Europe"

TURNED = {
    # Listed, with and without an ending.
    "Kancelarija OSCE, OSCE-a i OSCE-om": "Канцеларија OSCE, OSCE-а и OSCE-ом",
    "ODIHR, IOM, UNODC i GRETA": "ODIHR, IOM, UNODC и GRETA",
    "SMS i PDF": "SMS и PDF",
    # Serbian ones, which other words in capitals are, too.
    "OEBS, OEBS-a, EU, UN, SAD, NVO, MUP": "ОЕБС, ОЕБС-а, ЕУ, УН, САД, НВО, МУП",
    "SOS telefon, HIV, TV, MMF i SSSR": "СОС телефон, ХИВ, ТВ, ММФ и СССР",
    "NJUJORK, ASTRA, LJUDI": "ЊУЈОРК, АСТРА, ЉУДИ",
    "osce, Osce, OSCEA": "осце, Осце, ОСЦЕА",
    # Given in brackets, for foreign words or for Serbian ones.
    "Human Rights Fund of Europe (HRFE) daje. HRFE-u je": "Human Rights Fund of Europe (HRFE) даје."
    " HRFE-у је",
    "*Fund for the Rights* (FFR), pa FFR": "*Fund for the Rights* (FFR), па FFR",
    "HRF (Human Rights Fund of Europe), pa HRF": "HRF (Human Rights Fund of Europe), па HRF",
    "Organizacija za bezbednost (OZB), pa OZB": "Организација за безбедност (ОЗБ), па ОЗБ",
    "Mreža of the Rights: naša mreža ljudi (NML)": "Мрежа оф тхе Ригхтс: наша мрежа људи (НМЛ)",
}


@pytest.mark.parametrize("latin", TURNED)
def test_acronyms(latin: str) -> None:
    assert made_cyrillic(latin) == TURNED[latin]


@pytest.mark.parametrize(
    ("name", "latin", "cyrillic"),
    [
        ("RTMX Secretariat of the Council", "RTMX i savet", "RTMX и савет"),
        ("Secretariat of the RTM Council", "RTM-a i RTMA", "RTM-а и РТМА"),
        ("Network of Legal Aid", "NLA i mreža", "NLA и мрежа"),
        ("Kancelarija za NML", "NML i ljudi", "НМЛ и људи"),
        ("Mreža NML", "NML i ljudi", "НМЛ и људи"),
        ("Fund of Europe", "FE i ljudi", "ФЕ и људи"),
    ],
)
def test_names_of_organisations_give_theirs(name: str, latin: str, cyrillic: str) -> None:
    assert made_cyrillic(latin, staying=(name,)) == cyrillic


def test_whole_name_stays_with_the_acronym_in_it() -> None:
    made = made_cyrillic(f"{OFFICE}, to jest OSCE, i ljudi", staying=(OFFICE, EUROPE))

    assert made == f"{OFFICE}, то јест OSCE, и људи"
