"""Where the running site keeps its files: the one way to them, as `base.db` is to its rows."""

from ethreader.pictures.kept_files import Shelf
from ethreader.web.current import settings


def own_shelf() -> Shelf:
    """Return the folders of the running site."""
    return Shelf(settings().instance)
