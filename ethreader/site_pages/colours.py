"""The stylesheet of the site's colour, as a file: its URL changes when its bytes do."""

from ethreader.site_pages.accents import stylesheet
from ethreader.web.prefix import site_root
from ethreader.web.static_files import KINDS, StaticFile, fingerprint_of


def colours_of(colour: str) -> StaticFile:
    """Return the rules for a colour."""
    content = stylesheet(colour).encode()
    return StaticFile(content, fingerprint_of(content), KINDS[".css"])


def colours_url(colour: str) -> str:
    """Return where the rules for a colour are, the same in all languages."""
    return f"{site_root()}/colours/{colour[1:]}.css?v={colours_of(colour).fingerprint}"
