"""What a command is about: something on the site, by the last part of its web address."""

from collections.abc import Sequence

import click

from ethreader.base.content_state import ContentKind
from ethreader.publishing.queries import (
    MODELS,
    Item,
    item_by_old_slug,
    item_by_slug,
    kinds_called,
    was_removed,
)

slug_argument = click.argument("slug")
kind_option = click.option(
    "--kind",
    type=click.Choice([each.value for each in MODELS]),
    help="Where two things are called the same.",
)


def found(slug: str, kind: str | None) -> Item:
    """Return what is called so. Raises `ClickException` with what to do instead."""
    kinds = [ContentKind(kind)] if kind else kinds_called(slug)
    if len(kinds) > 1:
        called = ", ".join(f"--kind {each}" for each in kinds)
        message = f"More than one thing is called “{slug}”. Say which one: {called}"
        raise click.ClickException(message)
    item = item_by_slug(kinds[0], slug) if kinds else None
    if item is None:
        raise click.ClickException(_why_missing(slug, kinds or [*MODELS]))
    return item


def _why_missing(slug: str, kinds: Sequence[ContentKind]) -> str:
    for each in kinds:
        if (renamed := item_by_old_slug(each, slug)) is not None:
            return f"“{slug}” is called “{renamed.slug}” now."
    if any(was_removed(each, slug) for each in kinds):
        return f"“{slug}” was deleted for good."
    return (
        f"Nothing is called “{slug}”. It is the last part of the page’s web address; "
        "flask content list names all that there is."
    )
