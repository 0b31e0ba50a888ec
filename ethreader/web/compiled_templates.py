"""Templates as Python code, made once at set-up beside the templates, as Python keeps its own.

Compiling was half of what the first reader after a start waited for. Code that was not made of the
text of a template as it is now is not taken: that one is compiled when it is first needed, and
nothing is written then, because the site may only read here. What a filter makes of a constant
would stay as it was at set-up; no template asks for that.
"""

from io import BytesIO
from pathlib import Path

import jinja2
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from ethreader.base.paths import ROOT

FOLDER = ROOT / "templates" / "__pycache__"


class CompiledTemplates(BytecodeCache):
    """What was made at set-up."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of its file: another version of Jinja may make other code of it."""
        return f"{super().get_cache_key(name, filename)}.jinja-{jinja2.__version__}"

    def path_of(self, bucket: Bucket) -> Path:
        """Return where the code of a template lies, if it was made."""
        return self._folder / bucket.key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code, where it is of this very text, and of this version of Python."""
        try:
            content = self.path_of(bucket).read_bytes()
        except OSError:
            return
        bucket.load_bytecode(BytesIO(content))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write nothing."""


def init_app(app: Flask) -> None:
    """Take templates from what was made at set-up."""
    app.jinja_env.bytecode_cache = CompiledTemplates()
