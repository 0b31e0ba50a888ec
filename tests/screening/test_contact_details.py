"""Which texts hold an email or a phone number, and which only look as if they did."""

import pytest

from ethreader.screening.contact_details import has_email, has_phone_number

EMAILS = """
ana@example.org
Write to me: ana.petrovic85@example.co.uk.
(ana@example.org)
<ana@example.org>
mailto:ana@example.org
ana+events@mail.example.org!
ana_p@example.museum
ANA@EXAMPLE.ORG
ana (at) example.org
ana(at)example.org
ana [at] example [dot] org
ana {at} example {dot} org
ana (at) example (dot) org
ana<at>example.org
ana (ät) beispiel.de
ana(a)example.org
ana(@)example.org
ana@ example . org
ana @ example.org
ana @example.org
ana@example .org
ana@example (dot) org
ana at example dot org
ana at mail dot example dot org
ana et example tačka com
ана ет пример тачка срб
ana majmun example tačka rs
ana bei beispiel punkt de (at): ana (bei) beispiel.de
ana AT example.org
ana.petrovic at gmail.com
ana85 at gmail com
ana@gmail
ana.p@gmx
ana＠example．org
ana@bücher.example
ана@пример.срб
https://example.org/?from=ana@example.org
Tel. or ana@example.org, both work
Mejl: ana.petrovic@example.rs
ana -at- example.org
ana@example,org
a n a @ e x a m p l e . o r g
ana@example . o r g
ana_at_gmail.com
ana-at-gmail.com
ana*at*gmail.com
ana „at“ gmail.com
ana "at" gmail "dot" com
ana«at»gmail.com
ana ||at|| example.org
ana(kod)example.org
ana.p na gmail.com
ana@example。org
ana@example dot org
ana(at)example punkt org
anapetrovic @ gmail . com
ana@example.org.Hvala
Ana.Petrovic@Example.Org
Ana@Mail.Example.Org
ana (a) example.org
ana @example.rs
anapetrovic at gmail.com
Write me: anapetrovic at gmail dot com
annika bei gmx.at
ana majmunče gmail.com
ana ludo a gmail tačka com
ана мајмун пример.срб
ana Klammeraffe gmx.at
ana@@gmail.com
anapetrovic @gmail com
ana#at#gmail.com
ana=at=gmail.com
Mejl: jelena na yahoo.com
"""

NO_EMAILS = """
We met at noon. Then we talked.
See us at example.org
Write to us at example.org today.
Look at gmail.com for that.
I have an account at gmail
Meeting @ 18:00
Meet @ noon. Then lunch.
3 apples @ 2.50 EUR
5 kg @ 3,20 €
@ana said so
@ana@mastodon.social
https://social.example/@ana
https://social.example/@ana/112233
Team (at) work. Then home.
The dot at the end of a line
A dot (dot) and a dash
I was at home at 5. Org is a word.
user@localhost
@@@
a @ b
C@fe
p@ssw0rd
Room A@B
We talked at length. Info follows.
Ich war bei Anna. Punkt.
bei der Polizei Punkt 5
Sie war bei uns. De facto.
Bila sam et cetera. Com je.
Tačka dnevnog reda 3
npr. u 18.00 h
e.g. this, i.e. that
2.5@3.1
email
My e-mail does not work
www.example.org
example.org/at/home
x.y.z
(at) the door
Who (a) came and (b).left
f(at.x)
Option (a) works. At noon we left.
The word "at" here. At noon.
Wir (a) sind da. De facto.
She said "at" last.
na sajtu example.org
na gmail adresi
stay-at-home.com
Ko je a ko b. Rs
stay-at-home parents. Info below.
We looked - at - the map. Then left.
Anna, Com
Hvala @ana.petrovic!
Danke @ana.mira, das war gut
Liebe @lefoe.ibf, danke
Liebe @Anna.Ich bin dabei
hvala@svima.Vidimo se
Treffen@Wien.Danke
Majmun i Klammeraffe su reči. Com
ludo a ne pametno. Rs
18 Uhr@Volkstheater.Danach Kino
mogao(a) bih.Ne znam
mogao(a) bih.ne znam
Bila(a) sam.Tamo je bilo hladno
dragi(a) kolega.Hvala
draga(a)mila.Hvala
bila (kod) kuće.Onda
gledala sam B92 na live prenosu
gledam N1 na web sajtu
she was 17 at live events
The 2019 at Live Aid
I was at gmail.com
Look at gmail.com, there
Ich war bei web.de
Sie hat bei gmx.at gearbeitet
Imam nalog na gmail.com
My account at gmail.com was closed
"""

PHONES = """
+381 64 123 4567
+381641234567
+381 (0)64 123 45 67
+381(64)1234567
+381-64-123-4567
+381.64.123.4567
+ 381 64 1234567
00381 64 1234567
00 381 64 123 4567
064/123-45-67
064 1234567
064-123-4567
064.123.4567
0641234567
(064) 123 4567
(064)1234567
064/1234567
064 12 34 567
06 4 1 2 3 4 5 6 7
011/3344-555
(011) 3344 555
021 450 123
0664 1234567
0664/123 45 67
0664-1234567
+43 664 1234567
0043 664 123 45 67
+43 (0)1 533 01 14
01 5330114
01/533 01 14
+49 30 123456
+49 (0) 170 1234567
0171-1234567
030 / 12 34 56 78
0170/12 34 567
+387 61 234 567
061 234 567
+385 91 234 5678
+382 67 123 456
+41 79 123 45 67
079 123 45 67
+1 212 555 2368
+44 20 7946 0958
Zovite 064 1234567 24/7
Tel.: 064/123-45-67, posle 18 h
Tel: 0664 1234567
064 1234567 ili 063 7654321
064 1234567 064 7654321
My number is 0664 1234567.
Broj: 0641234567!
tel:+381641234567
(0)664 1234567
064·123·4567
064 •123•4567
064|1234567
064_123_4567
064*123*4567
0664—1234567
➕381641234567
0 (664) 1234567
(0043) 664 1234567
07242 12345 12
+4366 41234567
0️⃣6️⃣4️⃣ 1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣
Tel.064/1234567
tel:0641234567
(+381) 64 1234567
+43/664/1234567
064 - 123 - 4567
In any case 064 1234567
My account: 0664 1234567
Signal app 0641234567
WhatsApp +381641234567
０６４ １２３ ４５６７
٠٦٤١٢٣٤٥٦٧
+٣٨١ ٦٤ ١٢٣ ٤٥٦٧
064\u2011123\u20114567
064\u2010123\u20104567
064\u2212123\u22124567
381641234567
381 64 123 4567
43 664 123 45 67
https://wa.me/381641234567
wa.me/436641234567
https://api.whatsapp.com/send?phone=381641234567
viber://chat?number=%2B381641234567
Handynummer 0664 7350218
Telefon-Nr. 0664 7350218
Meine Nr. 0664 7350218
WhatsApp-Nummer: 0664 7350218
moj broj 064 7350218
мој број 064 7350218
broj telefona: 0647350218
број телефона 064 735 02 18
Nova porudžbina! Zovi 064 735 0218
In order to reach me: 0664 7350218
Order now: 064 123 4567
Order no. 12: 064 123 4567
Kunden rufen 0664 7350218
0 664 7350218 1
06 12 2035 71
"""

NO_PHONES = """
2019
1999. godine
2005-2011
1999/2000
05.04.2022
5. 4. 2022.
05. 04. 2022.
08.05.1945
08.05.1945.
08051945
01/02/2024
2024-01-02 10:30
2022-04-05/06
01.01.2024-31.12.2024
05.04.2022 18.00
19. 11. 2021. 18:00
03.04.22 09.30
10:30-12:00
06:30 07:45 08:00
09.30-11.45
1.234.567 EUR
12 000 000
+10 000 000 EUR
+12 000 000 000 dinara
100 000
3 000 000 000
1,250.00
0.5 %
0,75
0.123456789
0,123456789
§ 25 Abs. 3
BGBl. I 2018/64
Zakon 95/2018
Službeni glasnik 064/2019
Predmet br. 012/2023
predmet broj 0123/2023 4567
A/RES/64/293
CEDAW/C/GC/38
C-123/04
Application no. 025965/04 1234
app. no. 25965/04
2022/0099(COD)
2011/36/EU
ISBN 978-3-16-148410-0
ISBN 0-306-40615-2
ISBN 0 306 40615 2
10.1000/182
doi 10.1080/0123456789
AT61 1904 3002 3457 3201
JMBG 0101990710006
4111 1111 1111 1111
0123 4567 8901 2345
0123456789
1234567890
112
116 123
0800
007
24/7
0-6 years
35-40
04/05/06
04/05/06/07/08
01 02 03 04 05 06
05 06 07
11000 Beograd
1010 Wien
01067 Dresden
Postfach 1234
Flight JU 0123
Room 0123
192.168.100.200
RFC 2119
https://example.org/0641234567
https://example.org/a-064-123-4567
Invoice no. 0641234567
Aktenzahl 0123 456789
-0641234567
2-0:3-1
00:30
000000000
099999999
16. 3. 2011
1945–1995
x064123456
**05.04.2022**
~0,5
0*0
0645 1230 1400
0930 1045 1200
065-2019/2020-12
064 12/2019 345
+48.2081743, +16.3738189
2022-04-05T10:00:00+02:00
GMT+0200
+0,5 %
05. 04. 2022. 1800
01.02.2023. 10.00
08-09-2015 2016
05.2015-08.2019
05.2015 – 08.2019
03/2015 - 12/2019
07-15 15-23 23-07
02.15 03.20 04.25 05.30
01/20 02/20 03/20 04/20
ZVR 0123456789
ZVR-Zahl 012345678
08-12 13-17 18-22
ISBN-10: 0198534531
381 people and 64 others
43 664 Betten
38164
43 1995 1996 1997 1998
S/N 0647350218
Serial number 064 735 0218
Serijski broj: 0647350218
Серијски број 064 735 0218
Матични број 064735021
Seriennummer 0664 7350218
Bestellnummer: 0664 7350218
Bestell-Nr. 0664 7350218
Bestellnr. 0664 7350218
Order number: 064-735-0218
Order no. 064 123 4567
Narudžbina br. 064 7350218
Број поруџбине: 064 735 0218
porudžbina 0647350218
Kunden-Nr.: 0664 735 021
Customer no. 0664 735 021
Rechnungsnr. 066473502
Tracking number 0664735021
Sendungsnummer 0034 0433 8361 2345
SV-Nr. 0664 010190
Polizzennummer 01 735 021 8
Matrikelnr. 0664 7350 2
lična karta br. 066473502
број личне карте 066473502
Предмет бр. 064/735-0218
Aktenzeichen: 0664 7350 21
Steuernummer 066/473/50218
arXiv 0704.7350218
0 306 40615 2
0-19-853453-1
Meeting-ID 066 4735 0218
Passcode: 066473502
PLZ 01067 01069 01097
RS35 2600 0560 1001 6113 79
DE89 3704 0044 0532 0130 00
01 02 2022 03 04 2022
0800 1600 2400
"""


def lines(table: str) -> list[str]:
    """Return the rows of a table, each a text that is screened by itself."""
    return table.strip().splitlines()


def test_emails_are_noticed() -> None:
    assert [text for text in lines(EMAILS) if not has_email(text)] == []


def test_an_email_is_noticed_among_many_words_that_may_stand_within_one() -> None:
    assert has_email("na putu, at home, bei uns. " * 10 + "ana@example.org")


def test_what_only_looks_like_an_email_is_not() -> None:
    assert [text for text in lines(NO_EMAILS + NO_PHONES) if has_email(text)] == []


def test_phone_numbers_are_noticed() -> None:
    assert [text for text in lines(PHONES) if not has_phone_number(f"Call me.\n{text}")] == []


def test_what_only_looks_like_a_phone_number_is_not() -> None:
    texts = lines(NO_PHONES + NO_EMAILS)

    assert [text for text in texts if has_phone_number(f"I mean\n{text}")] == []


@pytest.mark.parametrize(
    "part",
    ["0", "0 ", "1 ", "+1 ", "a@", "a.", "ana at ", "(", "@ ", "a. ", "a dot ", "a@a", "at at "],
)
def test_a_long_text_takes_no_time(part: str) -> None:
    text = (part * 5000)[:5000]

    assert not has_email(text)
    assert not has_phone_number(text)
