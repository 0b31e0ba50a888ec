"""Which pictures and documents readers may have: those of what is published, and no others.

Their names cannot be guessed, but they are told: in a draft's preview, in an export, in what
somebody kept. So a name alone opens nothing. A portrait of a person who was taken off the site is
not given out for another page either: whoever put it there did not think of it.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from flask import Flask, current_app, request

from ethreader.base.revisions import numbers_of
from ethreader.base.topics import CONTENT, EVERYTHING

KEY = "ethreader.file_facts"
BLUEPRINT = "ethreader.files_from"

# The names of pictures and documents: that readers see somewhere, or must not see anywhere.
Names = Callable[[], Iterable[str]]


@dataclass
class Known:
    """How the names are read, and those that were read last."""

    shown: tuple[Names, ...]
    withheld: tuple[Names, ...]
    of: Hashable = None
    names: frozenset[str] = field(default_factory=frozenset)


def init_app(app: Flask, *, shown: Iterable[Names], withheld: Iterable[Names]) -> None:
    """Give out what `shown` names, and nothing that `withheld` does."""
    app.extensions[KEY] = Known(tuple(shown), tuple(withheld))


def give_all_from(blueprint: str) -> None:
    """Let this request's pages show all there is, from a blueprint that guards its files itself."""
    request.environ[BLUEPRINT] = blueprint


def given_from() -> str:
    """Return the blueprint that gives out the files of this request's pages."""
    blueprint: str = request.environ.get(BLUEPRINT, "pictures")
    return blueprint


def is_given(name: str) -> bool:
    """Tell whether whoever reads this request's page may have a picture or a document."""
    return BLUEPRINT in request.environ or name in _public_names()


def _public_names() -> frozenset[str]:
    """Return what readers may have; asked once a request, read anew where content has changed."""
    names: frozenset[str] | None = request.environ.get(KEY)
    if names is None:
        known: Known = current_app.extensions[KEY]
        of = numbers_of((CONTENT, EVERYTHING))
        if known.of != of:
            known.names, known.of = _read(known), of
        names = request.environ[KEY] = known.names
    return names


def _read(known: Known) -> frozenset[str]:
    withheld = {name for names in known.withheld for name in names()}
    return frozenset(name for names in known.shown for name in names()) - withheld
