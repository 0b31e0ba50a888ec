"""What each process of the tests does once: nothing that is proven depends on doing it again.

A site of its own for each test is cheap then: the tables are copied from a file, templates,
statements and routes are compiled when the first test needs them.
"""

import tempfile
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

from flask import Flask
from jinja2.bccache import Bucket
from sqlalchemy import Dialect
from werkzeug.routing import Rule

from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.ops import migrations
from ethreader.web import compiled_templates
from ethreader.web.late_rules import LateRule
from ethreader.web.logging import RedactingFlask

DATABASE = "ethreader.sqlite3"

_dialects: dict[str, Dialect] = {}
_statements: dict[Any, Any] = {}
_rules: dict[tuple[Any, ...], Rule] = {}


def make_settings(instance: Path, **given: str) -> Settings:
    """Return settings as from an environment with `given` alone."""
    return Settings.read({"ETHREADER_INSTANCE": str(instance), "ETHREADER_PACE": "0", **given})


def migrate(instance: Path, **given: str) -> None:
    """Make the tables of a site, and leave its database to others."""
    with create_app(make_settings(instance, **given)).app_context():
        migrations.upgrade()
        db.engine.dispose()  # Closing the last connection folds the WAL into SQLite's file.


@cache
def migrated_database() -> bytes:
    """Return a database file as all migrations leave it."""
    with tempfile.TemporaryDirectory() as folder:
        migrate(Path(folder))
        return (Path(folder) / DATABASE).read_bytes()


class CompiledTemplates(compiled_templates.CompiledTemplates):
    """Templates as set-up or an earlier site of the process compiled them, kept in memory."""

    _code: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of a template's source, if it was."""
        known = self._code.get((bucket.key, bucket.checksum))
        if known is not None:
            bucket.code = known
            return
        super().load_bytecode(bucket)
        if bucket.code is not None:
            self.dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled of a template's source."""
        assert bucket.code is not None
        self._code[bucket.key, bucket.checksum] = bucket.code


class CompiledOnce(LateRule):
    """A route whose expressions are compiled for the first site of the process only."""

    def compile(self) -> None:
        """Take the compiled parts of the same rule of an earlier site, if there was one."""
        defaults = tuple(sorted((self.defaults or {}).items()))
        known = _rules.setdefault((self.rule, self.strict_slashes, defaults), self)
        if known is self:
            super().compile()
            return
        self._parts, self._trace, self._converters = known._parts, known._trace, known._converters
        self._build, self._build_unknown = known._build, known._build_unknown
        self.arguments = known.arguments


def share_compiled(app: Flask) -> None:
    """Let a site, whose database is there, use what earlier sites of this process compiled."""
    app.jinja_env.bytecode_cache = CompiledTemplates()
    with app.app_context():
        engine = db.engine
    kind = engine.dialect.name
    if kind not in _dialects:
        engine.connect().close()  # A dialect learns from its first connection what it speaks to.
        _dialects[kind] = engine.dialect
    # Statements are cached by dialect, and each engine comes with a dialect of its own.
    engine.dialect = _dialects[kind]
    engine.update_execution_options(compiled_cache=_statements)


RedactingFlask.url_rule_class = CompiledOnce
