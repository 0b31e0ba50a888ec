"""Rules that publish what was typed: checked as a whole, and over no version that nobody saw."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.base.fields import Fields
from ethreader.base.slugs import proposed_slug
from ethreader.editing.checking import Checked, Mistake, check_values, mistake_at, mistake_there
from ethreader.editing.item_reading import held_item, id_under, item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.editing.moments import with_same_day
from ethreader.editing.references import unknown_names, with_slugs
from ethreader.i18n.texts import Text, gettext, lazy_gettext
from ethreader.publishing.draft_models import ContentDraft, Values
from ethreader.publishing.draft_service import discard_draft
from ethreader.publishing.version_models import ContentVersion
from ethreader.publishing.version_queries import latest_version
from ethreader.publishing.version_service import record_version
from ethreader.transfer.exporting import written

MOST_SLUGS = 50  # Of one name, told apart by a number.


class NewerVersion(Conflict):
    """Something was published since the draft was begun."""

    def __init__(self, version: ContentVersion) -> None:
        who = version.saved_by.name if version.saved_by else ""
        first = (
            gettext("%(name)s has published a newer version since you began.", name=who)
            if who
            else gettext("A newer version was imported from a file since you began.")
        )
        rest = gettext(
            "Nothing of yours is lost: below you see how the two differ. Put what you want to keep "
            "of theirs into this form. If you then press “Publish”, this text takes the place of "
            "theirs."
        )
        super().__init__(f"{first} {rest}")
        self.version = version


class ItemGone(Conflict):
    """What the draft is about was deleted."""

    sentence = lazy_gettext(
        "This has been deleted from the site since you began. Your draft is kept. To publish it "
        "anyway, copy what you need into a new form."
    )


class SlugTaken(Conflict):
    """Two things were published under one slug at the same moment."""


def check_draft(kind: DeskKind, values: Values, *, item_id: int | None) -> Checked[Fields]:
    """Tell all that keeps a draft from being published; an empty slug is made."""
    row, values = item_by_id(kind, item_id), kind.to_check(values)
    made = with_slug(kind, with_same_day(with_slugs(values)), row)
    checked = check_values(kind.fields, kind.shapes.values(), made)
    of_slug = [*_slug_mistakes(kind, str(made.get("slug", "")).strip(), values, row)]
    of_names = [mistake_there(kind.shapes, *each) for each in unknown_names(values)]
    told = {each.place for each in (*of_slug, *of_names)}
    mistakes = [*of_names, *(each for each in checked.mistakes if each.place not in told)]
    if checked.fields is not None:
        problems = kind.problems_of(checked.fields)
        mistakes += [mistake_at(kind.shapes, values, each) for each in problems]
    mistakes += of_slug
    return Checked(fields=None if mistakes else checked.fields, mistakes=mistakes)


def with_slug(kind: DeskKind, values: Values, row: Any) -> Values:
    """Return the values with a slug: the one that was typed, or a free one made of the name."""
    if str(values.get("slug", "")).strip():
        return values
    typed = (str(values.get(name, "")).strip() for name in kind.slug_from)
    made = proposed_slug(next((each for each in typed if each), ""))
    free = (each for each in _candidates(made) if not _refused(kind, each, row))
    return values | {"slug": next(free, "")}


def _candidates(made: str | None) -> Iterator[str]:
    if made is not None:
        yield made
        yield from (f"{made[:110].rstrip('-')}-{number}" for number in range(2, MOST_SLUGS))


def _refused(kind: DeskKind, slug: str, row: Any) -> Text:
    if id_under(kind, slug) not in {None, row.id if row is not None else None}:
        return gettext("Something else has this already. Choose another one.")
    return kind.refused_slug(slug, row)


def _slug_mistakes(kind: DeskKind, slug: str, values: Values, row: Any) -> Iterator[Mistake]:
    if slug and (said := _refused(kind, slug, row)):
        yield _slug_mistake(kind, str(said))
    elif not slug and any(str(values.get(name, "")).strip() for name in kind.slug_from):
        said = gettext("Fill this in: it cannot be made from %(what)s.", what=kind.words.slug_from)
        yield _slug_mistake(kind, said)


def _slug_mistake(kind: DeskKind, sentence: str) -> Mistake:
    return Mistake(place="slug", label=str(kind.shapes["slug"].words.label), sentence=sentence)


def publish(
    kind: DeskKind,
    draft: ContentDraft,
    fields: Any,
    *,
    moderator: Moderator,
    zone: ZoneInfo,
    now: datetime,
) -> Any:
    """Put a draft on the site and return what it became; the draft is done with.

    Raises `NewerVersion`, `ItemGone`, and `SlugTaken` where another took it at the same moment.
    """
    row = held_item(kind, draft.item_id)
    if row is not None:
        _keep_first(kind, row, draft, now=now)
    elif draft.item_id is not None:
        raise ItemGone
    stored = _stored(kind, row, fields, zone)
    kind.publish(stored, now.astimezone(zone).date())
    _keep_version(kind, stored, moderator, now=now)
    discard_draft(draft)
    return stored


def _keep_first(kind: DeskKind, row: Any, draft: ContentDraft, *, now: datetime) -> None:
    """Refuse to overwrite what nobody saw; keep what was there before versions were kept."""
    latest = latest_version(kind.kind, row.id)
    if latest is not None and latest.number != draft.based_on:
        raise NewerVersion(latest)
    if latest is None:
        _keep_version(kind, row, None, now=now)


def _keep_version(kind: DeskKind, row: Any, moderator: Moderator | None, *, now: datetime) -> None:
    text = written(kind.kind, kind.fields_of(row))
    record_version(text, item_id=row.id, moderator=moderator, now=now)


def _stored(kind: DeskKind, row: Any, fields: Any, zone: ZoneInfo) -> Any:
    slug = fields.slug
    if row is None and id_under(kind, slug) is not None:
        raise SlugTaken(kind.words.taken)
    try:
        with db.session.begin_nested():
            if row is not None and row.slug != slug:
                kind.rename(row, slug)
            return kind.save(fields, zone)
    except IntegrityError:
        if id_under(kind, slug) is None:  # Another constraint: a fault of ours.
            raise
        raise SlugTaken(kind.words.taken) from None
