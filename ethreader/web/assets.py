"""Files for the browser: the library it runs, which bytes, and at which URLs."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app

from ethreader.base.paths import ROOT
from ethreader.web.prefix import site_root
from ethreader.web.static_files import static_file


def asset(filename: str) -> str:
    """Return the URL of a file in `static/` or of a bundle; it changes when the bytes do."""
    return f"{site_root()}{_path_of(filename)}"


@cache
def _path_of(filename: str) -> str:
    # Not `url_for`: a file has one URL in all languages.
    adapter = current_app.url_map.bind("")
    return adapter.build("static", {"filename": filename, "v": _fingerprint(filename)})


@cache
def _fingerprint(filename: str) -> str:
    file = static_file(filename)
    return file.fingerprint if file else "missing"


@dataclass(frozen=True, kw_only=True)
class Library:
    """One file of an npm package; `integrity` is its subresource integrity hash."""

    package: str
    version: str
    path: str
    integrity: str

    @property
    def cdn_url(self) -> str:
        """The URL of the file on the CDN."""
        return f"https://cdn.jsdelivr.net/npm/{self.package}@{self.version}/{self.path}"

    @property
    def filename(self) -> str:
        """The name of the copy; it changes with the version, so it can be cached for ever."""
        stem, _, ending = Path(self.path).name.partition(".")
        return f"{stem}-{self.version}.{ending}"


HTMX = Library(
    package="htmx.org",
    version="4.0.1",
    path="dist/htmx.min.js",
    integrity="sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn",
)
FONTS = ROOT / "fonts"  # Drawn with here; browsers get parts of it (`ops/serif`).

# Pictures of links and headlines: all of Latin and Cyrillic in one file (licence: OFL 1.1).
SERIF = Library(
    package="@expo-google-fonts/pt-serif",
    version="0.4.1",
    path="700Bold/PTSerif_700Bold.ttf",
    integrity="sha384-2MiY/cR4XYiC1n33o7wkFanniWdO5GxWDUDdDJuXJUiG5/PKdgg00zofglaSSEz5",
)
