"""Names that other programs give a field lead to the one that was meant."""

from pathlib import Path

import pytest

from ethreader.transfer.reading import parse_file
from tests.content_files import ORGANISATION, SPEAKER, event_file

SITE = "---\nkind: site\nname: Ours\n---\n"
FILES = {"event": event_file(), "speaker": SPEAKER, "organisation": ORGANISATION, "site": SITE}


def hints(kind: str, *lines: str) -> list[str]:
    """Return what is said of fields that there are not, without what is the same each time."""
    text = FILES[kind].replace("\n---\n", "\n" + "\n".join(lines) + "\n---\n", 1)
    said = [each.sentence for each in parse_file(Path("meeting.md"), text).findings]
    begin = "there is no such field"
    return [each.removeprefix(begin).lstrip(";, ") for each in said if each.startswith(begin)]


MEANT = {
    ("event", "name"): "title heading event_name Title eventName event-name",
    ("speaker", "headline"): "subtitle tagline position job_title jobTitle description abstract",
    ("event", "summary"): "description excerpt abstract teaser intro lead",
    ("organisation", "description"): "excerpt abstract teaser intro lead",
    ("event", "starts"): "date start start_date startDate startdate begin begins when event_date "
    "eventDate",
    ("event", "ends"): "end end_date endDate enddate until finish",
    ("event", "time_zone"): "timezone timeZone tz zone",
    ("event", "language"): "lang locale languagecode languageCode",
    ("event", "place"): "location venue where room address city town country",
    ("event", "published"): "publishdate publishDate publish_date pubdate pubDate date_published "
    "datePublished published_on created",
    ("event", "slug"): "permalink id handle",
    ("organisation", "url"): "link website homepage web uri",
    ("event", "online"): "link website homepage web uri zoom livestream url",
    ("speaker", "links"): "link website homepage web uri zoom livestream url social socials",
    ("event", "registration"): "register rsvp tickets sign_up signUp signup",
    ("event", "organisations"): "organizer organizers organiser organisers host hosts "
    "organizations",
    ("event", "speakers"): "speaker presenters people guests",
    ("event", "part_of"): "parent series conference partOf",
    ("event", "comments"): "comment allow_comments allowComments disqus",
    ("event", "status"): "state eventstatus eventStatus",
    ("event", "attendance"): "format mode eventattendancemode eventAttendanceMode",
    ("event", "picture"): "image images cover thumbnail banner featured_image featuredImage "
    "photo portrait avatar hero cover_image header_image",
    ("speaker", "portrait"): "picture image photo avatar",
    ("event", "kind"): "type layout template",
    # Nearly spelt as here.
    ("event", "registration "): "registraton",
    ("event", "organisations "): "organisation",
    ("event", "attendance "): "attendence",
}
INSIDE = {
    ("event", "place", "locality"): "city town City",
    ("event", "place", "address"): "street",
    ("event", "place", "name"): "venue title",
    ("event", "speakers", "affiliation"): "bio organization",
    ("event", "speakers", "topic"): "talk",
    ("event", "speakers", "speaker"): "name slug organisation",
    ("event", "organisations", "organisation"): "name slug speaker",
    ("speaker", "links", "label"): "text",
    ("speaker", "links", "url"): "href",
    ("event", "picture", "file"): "src path url image source",
    ("event", "picture", "alt"): "alternative alt_text description caption",
    ("event", "picture", "credit"): "copyright photographer author",
}
NOWHERE = (
    "tags tag categories category keywords aliases cssclass cssclasses weight toc math author "
    "authors lastmod updated modified expirydate expiryDate expiry_date bibliography menu duration "
    "all_day allday price capacity guid uid source slider output redirect_from pin "
    "mermaid linter_yaml_title_alias"
)
HOURS = {
    "starts": "time hour start_time startTime starttime begin_time doors",
    "ends": "end_time endTime endtime closing_time",
}


@pytest.mark.parametrize(("kind", "field"), MEANT)
def test_field_by_another_name_gets_its_own(kind: str, field: str) -> None:
    names = MEANT[kind, field].split()

    told = {name: hints(kind, f"{name}: x") for name in names}

    assert told == {name: [f"it is called “{field.strip()}” here"] for name in names}


@pytest.mark.parametrize(("kind", "outer", "field"), INSIDE)
def test_field_within_a_field_by_another_name_gets_its_own(
    kind: str, outer: str, field: str
) -> None:
    names = INSIDE[kind, outer, field].split()

    told = {name: hints(kind, f"{outer}:", f"  {name}: x") for name in names}

    assert told == {name: [f"it is called “{field}” here"] for name in names}


def test_field_of_what_the_site_has_not_is_to_be_deleted() -> None:
    told = {name: hints("event", f"{name}: no") for name in NOWHERE.split()}

    said = "the site has no such thing; delete the line"
    assert told == {name: [said] for name in NOWHERE.split()}


@pytest.mark.parametrize("name", ["publish", "draft"])
def test_field_that_says_whether_to_publish_is_known_and_said_nothing_of(name: str) -> None:
    assert hints("event", f"{name}: {'yes' if name == 'publish' else 'no'}") == []


@pytest.mark.parametrize("field", HOURS)
def test_hour_beside_its_day_is_led_there(field: str) -> None:
    names = HOURS[field].split()

    told = {name: hints("event", f"{name}: 18:00") for name in names}

    said = f"an hour stands in “{field}”, like 2022-04-05T09:30"
    assert told == {name: [said] for name in names}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["zzq: x"], id="like no other"),
        pytest.param(["place:", "  zzq: x"], id="like no other, inside"),
        pytest.param(["place:", "  tags: x"], id="of other programs, but not inside"),
    ],
)
def test_field_that_is_like_no_other_gets_the_list(lines: list[str]) -> None:
    [said] = hints("event", *lines)

    assert said.startswith("the fields here are ")
