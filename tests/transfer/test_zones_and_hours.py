"""Days, hours and zones: what no calendar and no clock shows is refused with what was meant."""

from pathlib import Path
from zoneinfo import available_timezones

import pytest
from pydantic import ValidationError

from ethreader.base.field_problems import field_problems
from ethreader.base.slugs import proposed_slug
from ethreader.base.time_zones import meant_zone, zones_of_places
from ethreader.events.fields import EventFields
from ethreader.transfer.reading import parse_file
from tests.content_files import event_file


def told(**fields: object) -> list[str]:
    try:
        EventFields.model_validate({"slug": "a", "name": "A", "starts": "2026-02-03", **fields})
    except ValidationError as error:
        return [f"{each.field}: {each.reason}" for each in field_problems(error)]
    return []


MEANT_ZONES = {
    "Europe/London": "BST WET Greenwich UTC+0 +00:00 Etc/GMT Etc/Greenwich",
    "UTC": "Z UCT Universal Etc/Zulu Etc/UCT Etc/Universal utc",
    "Europe/Vienna": "CEST MET MESZ SEV Wien Austria",
    "Europe/Athens": "EET EEST OEZ +2",
    "Europe/Istanbul": "UTC+3",
    "Asia/Dubai": "GMT+4",
    "Asia/Karachi": "UTC+5",
    "Asia/Dhaka": "UTC+6",
    "Asia/Bangkok": "UTC+7",
    "Asia/Manila": "UTC+8",
    "Asia/Tokyo": "UTC+9",
    "Australia/Sydney": "UTC+10",
    "Pacific/Auckland": "UTC+12",
    "America/Sao_Paulo": "UTC-3",
    "Europe/Moscow": "MSK W-SU",
    "America/New_York": "EDT ET",
    "America/Chicago": "CST CDT CST6CDT UTC-6",
    "America/Denver": "MST MDT MST7MDT UTC-7",
    "America/Los_Angeles": "PST PDT PST8PDT UTC-8",
    "Pacific/Honolulu": "HST UTC-10",
    "Asia/Kolkata": "IST",
    "Europe/Belgrade": "Beograd Београд Serbia Srbija",
}


@pytest.mark.parametrize(
    ("zone", "country", "meant"),
    [
        ("localtime", "", None),
        ("localtime", "RS", "Europe/Belgrade"),
        ("Factory", "", None),
        ("GMT", "", "Europe/London"),
        ("GMT0", "", None),
        ("EST", "", "America/New_York"),
        ("EST5EDT", "", "America/New_York"),
        ("Zulu", "", "UTC"),
        ("CET", "", "Europe/Vienna"),
        ("CET", "rs", "Europe/Belgrade"),
        ("MEZ", "", "Europe/Vienna"),
        ("posix/Europe/Vienna", "", "Europe/Vienna"),
        ("right/Europe/Vienna", "", "Europe/Vienna"),
        ("Etc/UTC", "", "UTC"),
        ("Etc/GMT-1", "", "Europe/Vienna"),
        ("Etc/GMT+5", "", "America/New_York"),
        ("UTC+2", "", "Europe/Athens"),
        ("+01:00", "", "Europe/Vienna"),
        ("GMT+5:30", "", None),
        ("US/Eastern", "", "America/New_York"),
        ("Cuba", "", "America/Havana"),
        ("Vienna", "", "Europe/Vienna"),
        ("Vienna time", "", "Europe/Vienna"),
        ("CET/CEST", "", "Europe/Vienna"),
        ("europe/vienna", "", "Europe/Vienna"),
        ("Europe/Wien", "", "Europe/Vienna"),
        ("Europe/Belgrad", "", "Europe/Belgrade"),
        ("New York", "", "America/New_York"),
        ("W. Europe Standard Time", "", "Europe/Berlin"),
        ("Berlin-Zeit", "", "Europe/Berlin"),
        ("Z+02:00", "", "Europe/Athens"),
        *((name, "", zone) for zone, names in MEANT_ZONES.items() for name in names.split()),
        ("Nowhere/At_All", "", None),
        ("", "", None),
    ],
)
def test_zone_of_no_place_is_refused_with_the_one_that_was_meant(
    zone: str, country: str, meant: str | None
) -> None:
    assert zone not in zones_of_places()
    assert meant_zone(zone, country) == meant
    [said] = told(time_zone=zone)
    assert said.startswith("time_zone: give the time zone of a place by its IANA name")


@pytest.mark.parametrize(
    "zone",
    [
        *("Europe/Vienna", "Asia/Kolkata", "America/Indiana/Knox", "UTC", "Africa/Cairo"),
        *("Antarctica/Troll", "Arctic/Longyearbyen", "Atlantic/Reykjavik", "Australia/Sydney"),
        *("Indian/Maldives", "Pacific/Auckland"),
    ],
)
def test_zone_of_a_place_is_taken(zone: str) -> None:
    assert told(time_zone=zone) == []


def test_zones_of_places_are_places_alone() -> None:
    assert zones_of_places() < available_timezones()
    assert {name for name in zones_of_places() if "/" not in name} == {"UTC"}


@pytest.mark.parametrize(
    ("moment", "hint"),
    [
        ("9999-12-31", "the year must be one from 1900 to 2999"),
        ("0001-01-01", "the year must be one from 1900 to 2999"),
        ("1899-12-31T23:59", "the year must be one from 1900 to 2999"),
        ("2026-02-30", "no calendar has the day 2026-02-30"),
        ("2026-13-01", "no calendar has the day 2026-13-01"),
        ("2026-02-03T24:00:00", "24:00 is 00:00 of the next day: 2026-02-04T00:00"),
        ("2026-02-03T25:00", "2022-04-05T09:30"),
        ("2026-02-03T9:30", "here perhaps 2026-02-03T09:30"),
        ("2026-02-03 18:00:00", "here perhaps 2026-02-03T18:00"),
        (
            "2026-02-03T18:00:00+01:00",
            "here perhaps 2026-02-03T18:00; the zone goes into “time_zone”",
        ),
        ("2026-02-03T18:00Z", "here perhaps 2026-02-03T18:00; the zone goes into “time_zone”"),
        ("3. 2. 2026.", "here perhaps 2026-02-03"),
        ("3.2.2026 um 18:00 Uhr", "here perhaps 2026-02-03T18:00"),
        ("2026/2/3", "here perhaps 2026-02-03"),
        ("03/02/2026", "here perhaps 2026-02-03, or 2026-03-02"),
        ("3-2-26", "here perhaps 2026-02-03, or 2026-03-02"),
        ("13/02/2026", "here perhaps 2026-02-13"),
        ("02/13/2026", "here perhaps 2026-02-13"),
        ("3.2.26", "here perhaps 2026-02-03"),
        ("3 February 2026", "here perhaps 2026-02-03"),
        ("February 3rd, 2026 6 pm", "here perhaps 2026-02-03T18:00"),
        ("2026-02-03 12:15 a.m.", "here perhaps 2026-02-03T00:15"),
        ("2026-02-03T13:00 PM", "2022-04-05T09:30"),
        ("Tuesday, 3 Feb 2026", "here perhaps 2026-02-03"),
        ("Di, 3. Februar 2026, 18 Uhr", "here perhaps 2026-02-03T18:00"),
        ("12. maj 2026. u 18h", "here perhaps 2026-05-12T18:00"),
        ("12. јуна 2026. у 18 часова", "here perhaps 2026-06-12T18:00"),
        ("12. svibnja 2026.", "here perhaps 2026-05-12"),
        ("31. Juni 2026", "no calendar has the day 2026-06-31"),
        ("29.2.2026", "no calendar has the day 2026-02-29"),
        ("3 Foo 2026", "2022-04-05T09:30"),
        ("Di., 3.2.2026, 18.00 Uhr", "here perhaps 2026-02-03T18:00"),
        ("“2026-02-03”", "here perhaps 2026-02-03"),
        ("2026-02-03 18:00-20:00", "here perhaps 2026-02-03T18:00; the end goes into “ends”"),
        ("2026-02-03 to 2026-02-05", "here perhaps 2026-02-03; the end goes into “ends”"),
        ("2026-02-03 or so to 5", "2022-04-05T09:30"),
        ("2026-02-03, evening", "2022-04-05T09:30"),
        (
            "2026-02-03T18:00 Europe/Vienna",
            "here perhaps 2026-02-03T18:00; the zone goes into “time_zone”",
        ),
        ("18:00", "an hour stands behind its day"),
        ("6 pm", "an hour stands behind its day"),
        ("2026", "2022-04-05T09:30"),
        ("May 2026", "2022-04-05T09:30"),
        ("soon", "2022-04-05T09:30"),
        ("20260203", "here perhaps 2026-02-03"),
        ("20260203T180000Z", "here perhaps 2026-02-03T18:00; the zone goes into “time_zone”"),
        ("1778601600", "2022-04-05T09:30"),
        ("٢٠٢٦-٠٢-٠٣", "here perhaps 2026-02-03"),
        *((f"3 February 2026 {word} 18:00", "perhaps 2026-02-03T18:00") for word in ("at", "um")),
        *((f"3 February 2026 {word} 18:00", "perhaps 2026-02-03T18:00") for word in ("u", "у")),
        *(
            (f"2026-02-03 18 {word}", "here perhaps 2026-02-03T18:00")
            for word in ("h", "Uhr", "sati", "časova", "časa", "сати", "часова", "часа", "UHR")
        ),
        *(
            (f"2026-02-03 18:00 {zone}", "the zone goes into “time_zone”")
            for zone in ("UTC", "GMT", "+0100", "-03:30", "+14:00", "+01:00[Europe/Vienna]", "z")
        ),
        *(
            (f"2026-02-03 18:00 {word} 20:00", "the end goes into “ends”")
            for word in ("-", "–", "/", "to", "until", "bis", "do", "до")
        ),
        ("18 Uhr", "an hour stands behind its day"),
        ("soon to 5", "2022-04-05T09:30"),
        ("2026-02-03 1 pm", "here perhaps 2026-02-03T13:00"),
        ("2026-02-03 12 pm", "here perhaps 2026-02-03T12:00"),
        ("2026-02-03 0:30 pm", "2022-04-05T09:30"),
        ("2026-02-03 23.59", "here perhaps 2026-02-03T23:59"),
        ("2026-02-03 24:30", "2022-04-05T09:30"),
        ("2026-02-03 18:60", "2022-04-05T09:30"),
        ("3.2.1899", "2022-04-05T09:30"),
        ("3.2.3000", "2022-04-05T09:30"),
        ("30/02/2026", "no calendar has the day 2026-02-30"),
        ("12/05/2026", "here perhaps 2026-05-12, or 2026-12-05"),
        ("3. Dez. 2026", "here perhaps 2026-12-03"),
        ("3rd of February, 2026", "here perhaps 2026-02-03"),
        ("1st Feb 2026", "here perhaps 2026-02-01"),
        ("2nd Feb 2026", "here perhaps 2026-02-02"),
        ("4th Feb 2026", "here perhaps 2026-02-04"),
        ("Feb 1st 2026", "here perhaps 2026-02-01"),
        ("Feb 2nd 2026", "here perhaps 2026-02-02"),
        ("Feb 4th 2026", "here perhaps 2026-02-04"),
        ("Samstag, den 3. Februar 2026", "here perhaps 2026-02-03"),
        ("Saturday, February 3, 2026", "here perhaps 2026-02-03"),
    ],
)
def test_day_in_another_form_is_refused_with_its_own(moment: str, hint: str) -> None:
    [said] = told(starts=moment, time_zone="Europe/Vienna")

    assert said.startswith("starts: ")
    assert said.endswith(hint)


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        ("3. 2. 2026.", "; here perhaps 2026-02-03"),
        ("2026-02-03T18:00", "; here perhaps 2026-02-03"),
        ("2026-02-03 to 2026-02-05", ""),
        ("18:00", ""),
        ("soon", ""),
    ],
)
def test_day_without_hours_in_another_form_is_refused_with_its_own(day: str, hint: str) -> None:
    [said] = told(published=day)

    assert said == f"published: give a day like 2022-04-05{hint}"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts": "2026-03-29T02:30"}, "starts"),
        ({"starts": "2026-03-28T18:00", "ends": "2026-03-29T02:00"}, "ends"),
        (
            {
                "starts": "2026-04-01T18:00",
                "status": "rescheduled",
                "previously": ["2026-03-01", "2026-03-29T02:59"],
            },
            "previously.2",
        ),
    ],
)
def test_hour_that_no_clock_shows_is_refused(fields: dict[str, object], field: str) -> None:
    [said] = told(time_zone="Europe/Vienna", **fields)

    assert said.startswith(f"{field}: on 2026-03-2")
    assert told(time_zone="UTC", **fields) == []


@pytest.mark.parametrize(
    ("starts", "ends", "lines"),
    [
        ("2026-10-25T02:00", "2026-10-25T02:59", [4, 5]),
        ("2026-10-24T22:00", "2026-10-25T02:30", [5]),
        ("2026-10-25T01:59", "2026-10-25T03:00", []),
        ("2026-10-25", "2026-10-26", []),
    ],
)
def test_hour_that_clocks_show_twice_is_told_and_the_first_taken(
    starts: str, ends: str, lines: list[int]
) -> None:
    text = event_file(f"ends: {ends}", "time_zone: Europe/Vienna").replace("2026-02-03", starts)

    findings = parse_file(Path("meeting.md"), text).findings

    assert [each.line for each in findings] == lines
    assert all("twice; the first of the two is taken" in each.sentence for each in findings)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Über uns", "ueber-uns"),
        ("Größe & Straße!", "groesse-strasse"),
        ("Љубав и Ђорђе", "ljubav-i-djordje"),
        ("Šta je Đački dom", "sta-je-djacki-dom"),
        ("Vera’s talk (2026)", "veras-talk-2026"),
        ("Łódź, café, naïve, Øre", "lodz-cafe-naive-ore"),
        ("Встреча в Киеве, щит", "vstreca-v-kieve-shtit"),
        ("Sommer__fest -- 2", "sommer-fest-2"),
        ("A" * 130, "a" * 120),
        ("عربي", None),
        ("日本", None),
        ("---", None),
    ],
)
def test_slug_is_proposed_in_latin_letters(words: str, slug: str | None) -> None:
    assert proposed_slug(words) == slug


MEANT_CHOICES = {
    ("attendance", "both"): "hybrid mixed in-person-and-online hibridno hybrid-event",
    ("attendance", "online"): "virtual remote digital webinar zoom stream livestream onlajn",
    ("attendance", "in-person"): "offline onsite on-site presence physical live face-to-face "
    "praesenz vor-ort uživo in-presence",
    ("status", "planned"): "confirmed scheduled published active upcoming geplant planirano",
    ("status", "rescheduled"): "moved new-date verlegt pomereno",
    ("status", "postponed"): "verschoben delayed on-hold odloženo odgođeno",
    ("status", "cancelled"): "abgesagt called-off dropped otkazano",
    ("comments", "held"): "1 enabled enable allow allowed ja da moderated moderate moderation "
    "premoderated",
    ("comments", "closed"): "false disabled disable none never nein ne kein locked",
    ("comments", "open"): "public free unmoderated",
}
MEANT_ROLES = {
    "host": "organiser organizer lead Veranstalter Veranstalterin organizator",
    "co-host": "co-organiser co-organizer partner suorganizator",
    "funder": "sponsor donor Förderer donator",
}


@pytest.mark.parametrize(
    ("field", "meant", "word"),
    [(*key, word) for key, words in MEANT_CHOICES.items() for word in words.split()],
)
def test_word_of_others_gets_the_choice_that_was_meant(field: str, meant: str, word: str) -> None:
    [said] = told(**{field: word})

    assert said.endswith(f"; for “{word}” perhaps {meant}")


@pytest.mark.parametrize(
    ("meant", "word"),
    [(role, word) for role, words in MEANT_ROLES.items() for word in words.split()],
)
def test_word_of_others_gets_the_role_that_was_meant(meant: str, word: str) -> None:
    [said] = told(organisations=[{"organisation": "a", "role": word}])

    assert said.endswith(f"; for “{word}” perhaps {meant}")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        *(("a day", 1), ("one week", 7), ("three days", 3), ("four weeks", 28), ("six days", 6)),
        *(("ten days", 10), ("2 Wochen", 14), ("1 month", 30), ("1 Jahr", 365), ("3 nedelje", 21)),
        *((f"2 {unit}", 2) for unit in ("d", "days", "Tag", "Tage", "Tagen", "dan", "dana")),
        *((f"2 {unit}", 14) for unit in ("w", "week", "Woche", "nedelja")),
        *((f"2 {unit}", 60) for unit in ("months", "Monat", "Monate", "mesec", "meseca", "meseci")),
        *((f"2 {unit}", 730) for unit in ("year", "years", "Jahre", "godina", "godine")),
    ],
)
def test_number_in_words_gets_its_days(words: str, days: int) -> None:
    [said] = told(comments_close_after=words)

    assert said.endswith(f"; for “{words}” perhaps {days}")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"language": "German"}, "; for “German” it is de"),
        ({"language": "Srpski"}, "; for “Srpski” it is sr"),
        ({"language": "EN"}, "; for “EN” it is en"),
        ({"language": "de_at"}, "; for “de_at” it is de-AT"),
        ({"language": "xx-nonsense"}, "sr or sr-Cyrl"),
        ({"place": {"country": "at"}}, "; for “at” it is AT"),
        ({"place": {"country": "UK"}}, "; for “UK” it is GB"),
        ({"place": {"country": "Србија"}}, "; for “Србија” it is RS"),
        ({"place": {"country": "XX"}}, "give two capital letters, like AT"),
        ({"online": "https://ana:x@example.org/a"}, "readers would see it; take it out"),
        ({"online": "www.example.org/a"}, "; perhaps https://www.example.org/a"),
        ({"status": "Canceled"}, "; for “Canceled” perhaps cancelled"),
        ({"attendance": "in person"}, "; for “in person” perhaps in-person"),
        ({"status": "EventCancelled"}, "; for “EventCancelled” perhaps cancelled"),
        (
            {"status": "https://schema.org/EventScheduled"},
            "; for “https://schema.org/EventScheduled” perhaps planned",
        ),
        ({"status": "verschoben"}, "; for “verschoben” perhaps postponed"),
        ({"status": "отказано"}, "; for “отказано” perhaps cancelled"),
        ({"status": "on hold"}, "; for “on hold” perhaps postponed"),
        ({"status": "true"}, "'rescheduled', 'cancelled' or 'moved-online'"),
        ({"attendance": "Präsenz"}, "; for “Präsenz” perhaps in-person"),
        (
            {"attendance": "OfflineEventAttendanceMode"},
            "; for “OfflineEventAttendanceMode” perhaps in-person",
        ),
        ({"attendance": "hybrid event"}, "; for “hybrid event” perhaps both"),
        # YAML 1.1 reads these as true and false; a yes opens nothing to readers unseen.
        ({"comments": "yes"}, "; for “yes” perhaps held"),
        ({"comments": "True"}, "; for “True” perhaps held"),
        ({"comments": "on"}, "; for “on” perhaps held"),
        ({"comments": "да"}, "; for “да” perhaps held"),
        ({"comments": "no"}, "; for “no” perhaps closed"),
        ({"comments": "off"}, "; for “off” perhaps closed"),
        ({"comments": "0"}, "; for “0” perhaps closed"),
        ({"comments": "public"}, "; for “public” perhaps open"),
        ({"comments": "members"}, "'open', 'held' or 'closed'"),
        ({"comments_close_after": "14 days"}, "in digits; for “14 days” perhaps 14"),
        ({"comments_close_after": "two weeks"}, "in digits; for “two weeks” perhaps 14"),
        ({"comments_close_after": "١٤"}, "in digits; for “١٤” perhaps 14"),
        ({"comments_close_after": "never"}, "in digits; for “never” leave the line out"),
        ({"comments_close_after": "не"}, "in digits; for “не” leave the line out"),
        ({"comments_close_after": "after 2 weeks"}, "in digits; for “after 2 weeks” perhaps 14"),
        ({"comments_close_after": "2026-05-01"}, "give a whole number, in digits"),
        ({"comments_close_after": "some weeks"}, "give a whole number, in digits"),
        ({"comments_close_after": "0"}, "give 1 or more"),
        ({"comments_close_after": "9999"}, "give 3650 or less"),
    ],
)
def test_choice_in_other_words_is_refused_with_its_own(
    fields: dict[str, object], said: str
) -> None:
    [told_of] = told(**fields)

    assert told_of.endswith(said)
