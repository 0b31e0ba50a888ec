"""`flask content translations` and `drop-translation`: what editors do about several languages."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.queries import event_by_slug
from ethreader.events.text_queries import texts_to_look_at
from ethreader.i18n.languages import page_language
from ethreader.publishing.translation_service import delete_text
from ethreader.translations.text_queries import TextsToLookAt
from ethreader.web.current import settings


@click.command("translations")
@with_appcontext
def list_translations() -> None:
    """Name the translations that are missing, older than the original, or made by machine."""
    lines = [line for each in texts_to_look_at(settings().languages) for line in _lines(each)]
    for line in lines or ["All events are told in each language of the site."]:
        click.echo(line)


@click.command("drop-translation")
@click.argument("slug")
@click.argument("language")
@with_appcontext
def drop_translation(slug: str, language: str) -> None:
    """Delete an event's text in a language; the original stays."""
    begin_write_transaction()
    event, spoken = event_by_slug(slug), page_language(language)
    if event is None or spoken is None or not delete_text(event, spoken.code):
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
