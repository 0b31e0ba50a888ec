"""What to put into the addresses of content, of its outputs and of the editors' pages."""

from collections.abc import Iterable

Example = tuple[dict[str, str], dict[str, str]]  # Of an address, and of what is posted to it.

UNKNOWN_ID = "0" * 16
ITEM = {"path_name": "events", "item_id": "1"}
DRAFT = {"public_id": UNKNOWN_ID}
FILE = {"name": "0" * 32}
PICTURE = FILE | {"width": "320", "ending": "webp"}


def content_examples(slug: str) -> dict[str, list[Example]]:
    """Return for every endpoint of content what to ask for, and what to post."""
    event, page = {"slug": slug}, {"slug": "about"}
    written = {"f.name": "Typed words.", "f.body": "Typed words.", "do": "save"}
    return {
        **_each(("calendars.event", "sharing.picture"), (event, {}), ({"slug": "none"}, {})),
        **_each(("calendars.all_events", "feed.events", "map.robots", "map.sitemap"), ({}, {})),
        "sharing.oembed": [({"url": "https://example.org/"}, {}), ({}, {})],
        "search.show": [({"q": "words"}, {}), ({"q": "?"}, {})],
        "site_pages.show": [(page, {}), ({"slug": "none"}, {})],
        "site_pages.colours": [({"digits": "0d5454"}, {})],
        **_each(("pictures.picture", "content.picture"), (PICTURE, {})),
        **_each(("pictures.document", "content.document"), (FILE, {})),
        "content.index": [({}, {})],
        "content.listed": [
            ({"path_name": "events"}, {}),
            ({"path_name": "events", "q": "words"}, {}),
        ],
        "content.new": [({"path_name": each}, {}) for each in ("events", "speakers", "pages")],
        **_each(
            ("content.edit", "content.versions", "content.deletion", "content.delete"), (ITEM, {})
        ),
        **_each(("content.standing", "content.change_standing"), (ITEM, {})),
        **_each(("content.version", "content.restore_as_draft"), (ITEM | {"number": "1"}, {})),
        **_each(("content.happened", "content.tell_what_happened"), ({"item_id": "1"}, {})),
        "content.text_in_language": [
            ({"path_name": each, "item_id": "1", "code": "de"}, {})
            for each in ("events", "speakers")
        ],
        **_each(
            ("content.delete_translation", "content.delete_translation_for_good"),
            ({"text_path": "speaker-translations", "item_id": "1"}, {}),
        ),
        **_each(("content.text", "content.when"), ({}, written)),
        "content.save": [(DRAFT, written), (DRAFT, written | {"kind": "event"})],
        **_each(
            (
                *("content.draft", "content.preview", "content.discard", "content.take"),
                *("content.discard_for_good", "content.later", "content.schedule_draft"),
                *("content.add_file", "content.may_add_file"),
            ),
            (DRAFT, {}),
        ),
    }


def _each(endpoints: Iterable[str], *examples: Example) -> dict[str, list[Example]]:
    return {key: list(examples) for key in endpoints}
