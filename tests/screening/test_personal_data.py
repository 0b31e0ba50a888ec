"""Which sentences lead to a person, and which only look as if they did: kind by kind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ethreader.screening.flags import PERSONAL_DATA, Flag
from ethreader.screening.known import Known
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.passages import passages_of, without_passages
from ethreader.screening.service import screen
from tests.screening.submissions import submission

PERSONAL = {
    "street-address": """
She lives at 12 Baker Street now.
Send it to 221b Baker Street, London.
Our office is 45 Old Kent Road, second floor.
It is Flat 3, 12 Kings Avenue.
He stays at 7 Elm Close.
I met him at 1600 Pennsylvania Avenue.
her house is 14 baker street, come there
Sie wohnt in der Mariahilfer Straße 12/5.
Meine Adresse: Hauptstraße 5, 1010 Wien
Wir treffen uns Lindengasse 14a.
Er wohnt Wiedner Hauptstr. 23.
Komm in die Berggasse 19!
Straße des 17. Juni 135, Berlin
Am Graben 12, 1010 Wien
Sie ist jetzt Linke Wienzeile 4/12.
Müllerweg 3, dort wohnt sie
Živi u ulici Kneza Miloša 12.
Stanuje u ul. Cara Dušana br. 45a.
Bulevar kralja Aleksandra 73, treći sprat
Dođi na Trg republike 5.
Živim u Takovskoj 10.
Takovska 10, Beograd
Nemanjina br. 22, Beograd
Nalazi se u Bulevaru oslobođenja 12/3.
ulaz 2, stan 14, interfon radi
Живи у улици Кнеза Милоша 12.
Булевар краља Александра 73, трећи спрат
Станује у ул. Цара Душана бр. 45а.
Трг републике 5, одмах до позоришта
Slovenska cesta 12, tam je
Vlaška ulica 45, drugi kat
Elle habite 12 rue de la Paix.
Abita in Via Garibaldi 15.
Vive en la Calle Mayor 7.
Ze woont Prinsengracht 263.
Kossuth utca 12, második emelet
Stan je u Jurija Gagarina 14ž.
Стан је у Јурија Гагарина 14ж
Adresa: Ul. 27. marta 35
Ulica Narodnih heroja 4, stan 3
Živi na Vračaru, Njegoševa 45.
Zagreb, Ilica 242
I grew up at 42 Wallaby Way, Sydney.
Elle est au 99 Rue de Rivoli.
Kaiserstr. 12, 60311 Frankfurt
ul. Marszałkowska 10/3
""",
    "bank-account": """
My account is AT61 1904 3002 3457 3201.
Pay to DE89370400440532013000, thank you.
Uplatite na RS35 2600 0560 1001 6113 79.
HR12 1001 0051 8630 0016 0 je moj račun.
Konto: CH93 0076 2011 6238 5295 7
iban gb29nwbk60161331926819
Moj račun je ВА39 1290 0794 0102 8494.
IBAN：DE８９３７０４００４４０５３２０１３０００
""",
    "citizen-number": """
JMBG 0101990710008
Njen matični broj je 1505985715015.
Њен ЈМБГ је 1505985715015.
0101990 71 000 8 je njen broj
Moj broj je ０１０１９９０７１０００８.
""",
    "social-handle": """
You can find me as @ana_petrovic85.
insta: ana.petrovic
IG @milica99
My Instagram: anapetrovic
Write me on t.me/ana_support please.
https://www.instagram.com/ana.petrovic/
Sie ist auf facebook.com/ana.petrovic.85 zu finden.
https://www.facebook.com/profile.php?id=100012345678
Snapchat: mira_2001
snapchat.com/add/mira2001
tiktok.com/@mira.99
linkedin.com/in/ana-petrovic
Telegram je anap85, javi se.
Moj Viber 123 45 67
WhatsApp: 7946 0958
Vajber na broj 123-45-67.
Вибер 123 45 67
Мој инста: @ana_85
Folgt mir: @lena.mueller
@ana@mastodon.social
twitter.com/ana_p
x.com/ana_petrovic
discord: mira_99
Skype: live:ana.petrovic
moj ig je ana_p1
""",
    "number-plate": """
His car has the plate BG 1234-AB.
Das Kennzeichen war W-48213K.
Таблице су му НС 077-ПЉ.
""",
    "named-person": """
Call Ana Petrović, 064 123 4567.
Ana Petrović stanuje u ulici Kneza Miloša 12.
Ruf Frau Huber an: 0664 1234567
Milica Jovanović: milica@example.org
Зовите Ану Петровић, 064 123 4567.
Anna Berger, Lindengasse 14, 1070 Wien
""",
}

ONLY_LOOKS_LIKE = """
The conference is on 12 March 2026.
We met on 05.04.2022. in Belgrade.
It took 12 years and 3 trials.
Article 5 of the Convention says so.
Art. 388 KZ Srbije
Član 388 Krivičnog zakonika, stav 2
§ 104a StGB, Abs. 3
BGBl. I 2018/64
Zakon broj 95/2018
Službeni glasnik RS, br. 12/2020
Directive 2011/36/EU of the European Parliament
C-123/04, paragraph 12
Case no. 25965/04, Rantsev v. Cyprus and Russia
Resolution A/RES/64/293
ISBN 978-3-16-148410-0
ISSN 1234-5678
Flight JU 501 leaves at 10:30.
Flight OS 735 was late.
Passport no. P1234567
Document A/HRC/35/37
The price is 1.200,50 EUR.
It costs 1200 dinara.
5 kg for 3,20 €
Room 12, second floor
Page 45, line 12
Chapter 3 is the best.
In 2019 Wall Street fell.
He walked 2 miles down the street.
24 women on the street told us.
10 street workers were trained.
Open 9-17, Monday to Friday
From 2005 to 2011
100 000 people a year
3 of 4 victims are women.
Liebe Leser:innen, liebe Leser*innen
Kolleg_innen und Kolleg*innen
Im Jahr 2019 waren es 12.
Am Montag 5 Stunden
Am 5. Mai um 18 Uhr
Der Rechtsweg 3 Jahre lang
Platz 3 im Wettbewerb
Auf der Bundesstraße 27 war Stau.
Die Straßenbahn 5 fährt dorthin.
Ring 3 Tage frei
Sie hat einen Arbeitsplatz 20 km entfernt.
Der Weg 5 km weiter
Seite 12, Absatz 3
Vor 20 Jahren lebte ich in Wien 3 Monate.
Trafficking in 12 Staaten
Na strani 12 piše drugačije.
U ulici je bilo 12 žena.
Na ulici 20 dana
Na putu 3 sata
Trg je bio pun, 500 ljudi.
Marijina 3 deteta
Imala je 15 godina.
Prvi put 2 dana, drugi put 5.
Na trgu 20 minuta
На улици 20 дана
Имала је 15 година.
На страни 12 пише другачије.
Члан 388 Кривичног законика
Beograd 2019
Novi Sad, 12. maj
N1, 21 sat
G7 i G20
B92 i RTS 1
@Ana, thank you!
@Mira I agree
Danke @Anna.Ich bin dabei
Hvala @svima
Meet @ noon, 12:00
Watch it: https://www.youtube.com/watch?v=dQw4w9WgXcQ
https://www.instagram.com/p/Cabc123/
https://www.facebook.com/events/123456789
https://twitter.com/UN/status/123456789
https://t.me/joinchat/abc
Instagram is full of it.
Facebook and Instagram do nothing.
I saw it on Instagram in 2019.
Telegram has 900 million users.
WhatsApp had 2 000 000 users then.
Viber 2019 was different.
My telegram is private.
RS35 2600 0560 1001 6113 78 has a wrong digit.
DE00 0000 0000 0000 0000 00
0101990710009 has a wrong digit
3113990710006 has no such day
1234567890123
4111 1111 1111 1111
9783161484100
The score was 3:2 :-) and 8-)
^_^ and o_O
2+2=4
24/7
1/3 of all
5 stars
Ana Petrović spoke well in Belgrade.
Vielen Dank an Frau Huber!
Hvala Mariji Lukić na tekstu.
Kneza Miloša is a long street.
ulica Kneza Miloša je duga
Die Mariahilfer Straße ist lang.
Baker Street is long.
8 March Street actions
U ulici Kneza Miloša je 12 žena.
Ulica je puna, 12 žena
GRETA(2023)15
Resolution 1325 (2000)
Agenda 2030, Goal 5
Die Gasse 5 Minuten entfernt
Windows 10 und Radio 101
U 2023. godini bilo je 52 žrtve.
Signal 5 bars, WhatsApp 24/7
"""


KNOWN = OwnContacts.of(())
SENTENCES = Path(__file__).with_name("sentences")


def rows(table: str) -> Iterator[str]:
    return iter(table.strip().splitlines())


def flags_of(body: str) -> tuple[Flag, ...]:
    """Return what is noticed of a text where help lines are known."""
    return screen(replace(submission(body=body), known=Known(own=KNOWN)))


@pytest.mark.parametrize("kind", PERSONAL)
def test_what_leads_to_a_person_is_noticed(kind: str) -> None:
    missed = [row for row in rows(PERSONAL[kind]) if kind not in screen(submission(body=row))]

    assert missed == []


def test_what_only_looks_like_it_is_not() -> None:
    caught = {
        row: flags
        for row in rows(ONLY_LOOKS_LIKE)
        if (flags := PERSONAL_DATA.intersection(screen(submission(body=row))))
    }

    assert caught == {}


def test_it_is_noticed_however_it_is_put() -> None:
    table = (SENTENCES / "personal.txt").read_text(encoding="utf-8")

    assert [row for row in rows(table) if not passages_of(row, own=KNOWN)] == []
    assert [row for row in rows(table) if not PERSONAL_DATA.intersection(flags_of(row))] == []


def test_what_readers_write_beside_it_is_not() -> None:
    table = (SENTENCES / "not_personal.txt").read_text(encoding="utf-8")

    assert [row for row in rows(table) if passages_of(row, own=KNOWN)] == []
    assert [row for row in rows(table) if PERSONAL_DATA.intersection(flags_of(row))] == []


@pytest.mark.parametrize("kind", PERSONAL)
def test_taken_out_it_is_gone_and_little_else(kind: str) -> None:
    for row in rows(PERSONAL[kind]):
        found = passages_of(row)
        rest = without_passages(row)

        assert found, row
        assert not PERSONAL_DATA.intersection(screen(submission(body=rest))), (row, rest)
        assert rest.startswith(row[: found[0].start]), row


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("Zovi 064/123-45-67 *sutra*.", "Zovi […] *sutra*.", id="a number"),
        pytest.param("a **ana**@example.org b", "a […] b", id="an email half of it strong"),
        pytest.param("a ana&#64;example.org b", "a […] b", id="an email as a web page spells it"),
        pytest.param("> ０６４ １２３ ４５６７\n\nok", "> […]\n\nok", id="digits of full width"),
        pytest.param("a n a @ e x a m p l e . o r g !", "[…] !", id="an email letter by letter"),
        pytest.param("У ул. Цара Душана 45а, ту.", "У […], ту.", id="a street in Cyrillic"),
        pytest.param("Nothing to take out 😀.", "Nothing to take out 😀.", id="nothing"),
    ],
)
def test_the_rest_stays_as_it_was_typed(typed: str, left: str) -> None:
    assert without_passages(typed) == left


def test_kinds_are_told_apart() -> None:
    text = "Ana Petrović, 064 123 4567, ul. Cara Dušana 45a"

    assert [each.kind for each in passages_of(text)] == [
        Flag.NAMED_PERSON,
        Flag.PHONE_NUMBER,
        Flag.STREET_ADDRESS,
    ]
