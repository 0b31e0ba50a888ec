"""`flask content translations` and `drop-translation`: what editors do about several languages."""

from collections.abc import Callable, Iterator

import click
from flask.cli import with_appcontext

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.events.text_queries import texts_to_look_at
from ethreader.i18n.languages import page_language
from ethreader.publishing.translation_service import delete_text
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug
from ethreader.speakers.text_queries import speakers_to_look_at
from ethreader.translations.text_queries import TextsToLookAt
from ethreader.web.current import settings

_ORIGINALS: dict[str, Callable[[str], Event | Speaker | None]] = {
    "event": event_by_slug,
    "speaker": speaker_by_slug,
}


@click.command("translations")
@with_appcontext
def list_translations() -> None:
    """Name the translations that are missing, older than the original, or made by machine."""
    languages = settings().languages
    found = (*texts_to_look_at(languages), *speakers_to_look_at(languages))
    lines = [line for each in found for line in _lines(each)]
    for line in lines or ["All events and speakers are told in each language of the site."]:
        click.echo(line)


@click.command("drop-translation")
@click.argument("slug")
@click.argument("language")
@click.option("--kind", type=click.Choice([*_ORIGINALS]), default="event", show_default=True)
@with_appcontext
def drop_translation(slug: str, language: str, kind: str) -> None:
    """Delete the text of an event or a speaker in a language; the original stays."""
    begin_write_transaction()
    original, spoken = _ORIGINALS[kind](slug), page_language(language)
    if original is None or spoken is None or not delete_text(original, spoken.code):
        message = f"There is no translation of “{slug}” into “{language}”."
        raise click.ClickException(message)
    db.session.commit()
    click.echo(f"The translation of “{slug}” into {spoken.code} is deleted.")


def _lines(texts: TextsToLookAt) -> Iterator[str]:
    slug = texts.original.slug
    if texts.missing:
        yield f"{slug}: translation missing: {', '.join(texts.missing)}"
    if texts.outdated:
        yield f"{slug}: older than the original: {', '.join(texts.outdated)}"
    if texts.by_machine:
        yield f"{slug}: made by machine, nobody looked at it: {', '.join(texts.by_machine)}"
