"""Fields by the names that other programs give them, and which field was meant."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

# Names of Hugo, Jekyll, Obsidian, pandoc and schema.org.
_MEANT = {
    **dict.fromkeys(("title", "heading", "event_name"), ("name",)),
    **dict.fromkeys(("subtitle", "tagline", "position", "job_title"), ("headline",)),
    **dict.fromkeys(
        (
            *("description", "excerpt", "abstract", "teaser", "intro", "lead"),
            *("meta_description", "synopsis"),
        ),
        ("summary", "description", "headline"),
    ),
    **dict.fromkeys(
        (
            *("date", "start", "start_date", "startdate", "begin", "begins", "when"),
            *("event_date", "event_start", "date_start"),
        ),
        ("starts",),
    ),
    **dict.fromkeys(
        ("end", "end_date", "enddate", "until", "finish", "event_end", "date_end"),
        ("ends",),
    ),
    **dict.fromkeys(("timezone", "tz", "zone"), ("time_zone",)),
    **dict.fromkeys(("lang", "locale", "languagecode"), ("language",)),
    **dict.fromkeys(
        ("location", "venue", "where", "room", "address", "city", "town", "country"), ("place",)
    ),
    **dict.fromkeys(
        ("publishdate", "publish_date", "pubdate", "date_published", "published_on", "created"),
        ("published",),
    ),
    **dict.fromkeys(("permalink", "id", "handle"), ("slug",)),
    **dict.fromkeys(("link", "website", "homepage", "web", "uri"), ("url", "online", "links")),
    **dict.fromkeys(("zoom", "livestream", "url"), ("online", "links")),
    **dict.fromkeys(
        (
            *("register", "rsvp", "tickets", "sign_up", "signup", "registration_form"),
            *("registration_url", "registration_link", "booking_links", "event_url"),
        ),
        ("registration",),
    ),
    **dict.fromkeys(
        ("organizer", "organizers", "organiser", "organisers", "host", "hosts", "organizations"),
        ("organisations",),
    ),
    **dict.fromkeys(("speaker", "presenters", "people", "guests", "instructors"), ("speakers",)),
    **dict.fromkeys(("parent", "series", "conference"), ("part_of",)),
    **dict.fromkeys(("comment", "allow_comments", "disqus"), ("comments",)),
    **dict.fromkeys(("state", "eventstatus"), ("status",)),
    **dict.fromkeys(("format", "mode", "eventattendancemode"), ("attendance",)),
    **dict.fromkeys(("social", "socials"), ("links",)),
    **dict.fromkeys(
        (
            *("image", "images", "cover", "thumbnail", "banner", "featured_image", "featuredimage"),
            *("photo", "picture", "portrait", "avatar", "hero", "cover_image", "header_image"),
        ),
        ("picture", "portrait"),
    ),
    **dict.fromkeys(("type", "layout", "template"), ("kind",)),
}
_INSIDE = {
    "city": "locality",
    "town": "locality",
    "street": "address",
    "venue": "name",
    "title": "name",
    "bio": "affiliation",
    "organization": "affiliation",
    "organisation": "affiliation",
    "talk": "topic",
    "text": "label",
    "href": "url",
    **dict.fromkeys(("src", "path", "url", "image", "source"), "file"),
    **dict.fromkeys(("alternative", "alt_text", "description", "caption"), "alt"),
    **dict.fromkeys(("copyright", "photographer", "author"), "credit"),
}
_HOURS = {
    **dict.fromkeys(("time", "hour", "start_time", "starttime", "begin_time", "doors"), "starts"),
    **dict.fromkeys(("end_time", "endtime", "closing_time"), "ends"),
}
# What the site has none of: nothing is lost to readers when it is left out.
_NOWHERE = {
    *("tags", "tag", "categories", "category", "keywords", "aliases", "cssclass", "cssclasses"),
    *("weight", "toc", "math"),
    *("author", "authors", "lastmod", "updated", "modified", "expirydate", "bibliography", "menu"),
    *("featured", "projects", "hashtag", "logo", "navbar", "site_title", "event_all_day"),
    *("duration", "all_day", "allday", "price", "capacity", "guid", "uid", "source", "slider"),
    *("output", "redirect_from", "publish", "draft", "pin", "mermaid", "linter_yaml_title_alias"),
}


def meant_field(name: str, known: Sequence[str], *, inside: str = "") -> str | None:
    """Return which of the `known` fields was probably meant, in front of all or `inside` one."""
    plain = _plain(name)
    meant = _of_others(plain, known, is_inside=bool(inside))
    if meant is None and not _is_nowhere(plain):
        meant = next(iter(get_close_matches(plain, known, n=1, cutoff=0.7)), None)
    return meant


def has_no_place(name: str) -> bool:
    """Tell whether other programs have such a field, and the site has no such thing."""
    return _is_nowhere(_plain(name))


def _is_nowhere(plain: str) -> bool:
    return plain in _NOWHERE or plain.replace("_", "") in _NOWHERE


def field_of_hour(name: str) -> str | None:
    """Return in which field an hour stands that other programs write apart from its day."""
    return _HOURS.get(_plain(name))


def _plain(name: str) -> str:
    """Return a name as fields are spelt: `startDate` and `Start date` are `start_date`."""
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[\s-]+", "_", snake.strip()).casefold()


def _of_others(plain: str, names: Sequence[str], *, is_inside: bool) -> str | None:
    if plain in names:
        return plain
    if is_inside:
        one = {"name", "slug", "speaker", "organisation"} & {plain}
        first = names[0] if one and names[0] in {"organisation", "speaker"} else None
        return first or (_INSIDE[plain] if _INSIDE.get(plain) in names else None)
    candidates = _MEANT.get(plain) or _MEANT.get(plain.replace("_", "")) or ()
    return next((each for each in candidates if each in names), None)
