"""`flask assets`: files for the browser."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from ethreader.ops.assets import FOLDER, NotFetched, fetch
from ethreader.ops.compiling import compile_all
from ethreader.ops.packing import pack_all
from ethreader.ops.serif import cut_parts
from ethreader.web.assets import FONTS, HTMX, SERIF, Library

WITHOUT_HTMX = (
    "The site works without its own copy: articles ask the CDN, and all other pages work by "
    "ordinary page loads."
)
WITHOUT_FONT = (
    "The site works without it: links to articles are shown without a picture elsewhere, and "
    "headlines stand in the letters that a device has."
)

assets = AppGroup("assets", help="Files for the browser.")


@assets.command("fetch")
def fetch_assets() -> None:
    """Fetch what the site does not bring, checked by its hashes; compress files, compile pages."""
    _fetch_library(HTMX, without=WITHOUT_HTMX)
    if font := _fetch_library(SERIF, FONTS, without=WITHOUT_FONT):
        click.echo(f"{cut_parts(font)} parts of it for headlines are in place.")
    click.echo(f"{pack_all()} compressed forms of static files are in place.")
    click.echo(f"{compile_all(current_app.jinja_env)} compiled templates are in place.")


def _fetch_library(library: Library, folder: Path = FOLDER, *, without: str) -> Path | None:
    try:
        path = fetch(library, folder)
    except NotFetched as problem:
        click.echo(f"Note: {problem} {without}", err=True)
        return None
    click.echo(f"{path.name} is in place.")
    return path
