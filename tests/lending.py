"""Sites that are lent to one test after another, each time as if they were new.

To put a site together and to load its templates takes longer than most tests do. What tells two
sites of the same settings apart is exchanged instead: the folder, the database, and whatever the
process remembers of earlier requests. A site that a test has changed in any other way is lent to
nobody again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.utils import cached_property

from ethreader.accounts.unsent import UnsentTexts
from ethreader.application import create_app
from ethreader.base.connecting import engine_options
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.ops.instance import prepare_folder, secret_key
from ethreader.ops.private_files import keep_private
from ethreader.pictures import file_facts
from ethreader.web import health, hooks, site_facts
from ethreader.web.extensions import begin_counting
from ethreader.web.frames import FRAMES
from ethreader.web.shapes import SHAPES

Kind = tuple[tuple[str, str], ...]

# Settings that are looked up whenever they are needed, so that each site has its own.
EXCHANGED = {"ETHREADER_DATABASE_URL", "ETHREADER_SMTP_URL"}
KEPT = 8  # At most: sites that wait for a test, some megabytes each.

# What a site has from its start, whatever it was asked.
STAYS = {"settings", "clock", "sqlalchemy", "csrf", "babel", health.KEY, hooks.KEY}
# What it remembers, and how that begins anew.
ANEW: dict[str, Callable[[Any], dict[str, Any]]] = {
    FRAMES: lambda _: {},
    SHAPES: lambda _: {},
    site_facts.KEY: lambda known: vars(site_facts.Known(known.read, {})),
    file_facts.KEY: lambda known: vars(file_facts.Known(known.shown, known.withheld)),
    "unsent_texts": lambda texts: vars(UnsentTexts(texts._pages)),
    **dict.fromkeys(
        ("tally", "reporters", "used_challenges", "sign_in_attempts", "hashing_gate"),
        lambda memory: vars(type(memory)()),
    ),
}
# Parts of an app that are set anew each time, or that tell nothing.
NOT_LOOKED_AT = {"extensions", "instance_path", "_got_first_request", "test_client_class"}
NOT_LOOKED_AT_IN_CONFIG = {"SECRET_KEY", "SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_ENGINE_OPTIONS"}


@dataclass
class Site:
    """A site, and how it was when it was made."""

    app: Flask
    kind: Kind
    extensions: dict[str, Any] = field(init=False)
    looks: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.extensions = dict(self.app.extensions)
        self.looks = _looks(self.app)
        unknown = {*self.extensions} - {*ANEW} - STAYS
        assert not unknown, f"tests/lending.py must say how {unknown} begins anew."

    @property
    def is_as_made(self) -> bool:
        """Whether nothing was done to it that stays."""
        now = _looks(self.app)
        added = {name: getattr(type(self.app), name, None) for name in {*now} - {*self.looks}}
        return all(isinstance(each, cached_property) for each in added.values()) and all(
            now.get(name) == part for name, part in self.looks.items()
        )


_free: list[Site] = []
_lent: list[Site] = []
_is_for_many = False


def lend(settings: Settings, **given: str) -> Flask:
    """Return a site with these settings, which `given` alone has made; it is the test's own."""
    kind = tuple(sorted(each for each in given.items() if each[0] not in EXCHANGED))
    site = next((each for each in _free if each.kind == kind), None)
    if site is None:
        site = Site(create_app(settings), kind)
    else:
        _free.remove(site)
        _begin_anew(site, settings)
    if not _is_for_many:
        _lent.append(site)
    return site.app


def take_back() -> None:
    """Take back what a test has borrowed, after its end."""
    for site in _lent:
        for engine in db._app_engines[site.app].values():
            engine.dispose()
    _free.extend(site for site in _lent if site.is_as_made)
    _lent.clear()
    del _free[:-KEPT]


@contextmanager
def for_many(*, is_so: bool) -> Iterator[None]:
    """Let what is lent meanwhile be kept by whoever asks for it, where many tests share it."""
    global _is_for_many  # noqa: PLW0603 - a fixture asks for others
    before, _is_for_many = _is_for_many, is_so
    try:
        yield
    finally:
        _is_for_many = before


def _begin_anew(site: Site, settings: Settings) -> None:
    """Exchange what is of one site alone: as `create_app` does it, and in its order."""
    app = site.app
    prepare_folder(settings.instance, group=settings.instance_group)
    _exchange(site.extensions["settings"], settings)
    app.instance_path = str(settings.instance)
    app.config.update(
        SECRET_KEY=secret_key(settings.instance),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )
    _forget_requests(site)
    begin_counting(settings)
    _exchange_database(app)
    keep_private(settings.instance, group=settings.instance_group, keys=settings.mail_keys)


def _exchange(settings: Settings, new: Settings) -> None:
    """Let settings that many parts of a site hold say something else."""
    vars(settings).clear()
    vars(settings).update(vars(new))


def _forget_requests(site: Site) -> None:
    app = site.app
    app._got_first_request = False
    vars(app).pop("test_client_class", None)
    app.extensions.clear()
    app.extensions.update(site.extensions)
    for key, memory in site.extensions.items():
        if key in ANEW:
            held, begun = memory if isinstance(memory, dict) else vars(memory), ANEW[key](memory)
            held.clear()
            held.update(begun)


def _exchange_database(app: Flask) -> None:
    """Give a site an engine of its own, as the library's `init_app` makes it."""
    options = {
        **db._engine_options,
        **app.config["SQLALCHEMY_ENGINE_OPTIONS"],
        "url": app.config["SQLALCHEMY_DATABASE_URI"],
    }
    db._apply_driver_defaults(options, app)
    db._app_engines[app] = {None: db._make_engine(None, options, app)}


def _looks(app: Flask) -> dict[str, Any]:
    """Return all of a site that a test may have changed."""
    env, config = app.jinja_env, dict(app.config)
    looks = {
        **{name: part for name, part in vars(app).items() if name not in NOT_LOOKED_AT},
        "globals of templates": {**env.globals, "config": None},
        "filters of templates": env.filters,
        "config": {name: config[name] for name in {*config} - NOT_LOOKED_AT_IN_CONFIG},
        "rules": app.url_map._rules,
    }
    return {name: _copy(part) for name, part in looks.items()}


def _copy(part: Any) -> Any:
    """Copy what can be changed in its place; an empty dict comes into being by being looked at."""
    if isinstance(part, dict):
        if not any(isinstance(value, dict | list) for value in part.values()):
            return dict(part)
        copies = {key: _copy(value) for key, value in part.items()}
        return {key: value for key, value in copies.items() if value != {}}
    return list(part) if isinstance(part, list) else part
