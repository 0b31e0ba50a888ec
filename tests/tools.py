"""The checkers that no Python package brings; `python -m tests.tools` fetches them once."""

from pathlib import Path

from ethreader.base.paths import ROOT
from ethreader.ops.assets import fetch
from ethreader.web.assets import Library

FOLDER = ROOT / ".tools"

AXE = Library(
    package="axe-core",
    version="4.14.1",
    path="axe.min.js",
    integrity="sha384-xt1SFg49QaDwsyt0Xfs2XAyBtYPClXl3X2q5OOLeGAUmq9jZTYIMdztpF99WdhiH",
)
NU_CHECKER = Library(
    package="vnu-jar",
    version="26.9.27",
    path="build/dist/vnu.jar",
    integrity="sha384-siDp21byvo0gtS70KMicxRhinFnB6PmpH/EJxy24FvKfb1+TvyzLui5at9llbTZ6",
)
ICAL_JS = Library(
    package="ical.js",
    version="2.2.1",
    path="dist/ical.min.js",
    integrity="sha384-6/6vhQMZEiqgaNEDX9aldI95Cf5kbJliPfmGzQ4SRuqkd5CVuLFoEqim+DGt+rtn",
)


def ical_script() -> str:
    """Return the reader of calendars, a module that runs in a page."""
    return fetch(ICAL_JS, FOLDER).read_text(encoding="utf-8")


def axe_script() -> str:
    """Return the accessibility checker, which runs in a page."""
    return fetch(AXE, FOLDER).read_text(encoding="utf-8")


def nu_checker() -> Path:
    """Return the path of the HTML checker, a Java program."""
    return fetch(NU_CHECKER, FOLDER)


if __name__ == "__main__":
    for library in (AXE, NU_CHECKER, ICAL_JS):
        print(f"{fetch(library, FOLDER).name} is in place.")
