"""The WSGI application, for `flask` and any WSGI server: `app:app`."""

import codecs
import gc
import locale
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

# Dashes, quotes, an ellipsis and blanks, as they are typed without them.
PLAIN = str.maketrans(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\xab\xbb\u2026\u00a0\u202f", '--\'\'""""".  '
)


def _speak_utf8() -> None:
    """Begin anew in UTF-8 where the locale is another: it would be that of every file and path.

    Not within another server, whose process this is; there `PYTHONUTF8=1` does it. A terminal is
    spoken to in its own encoding, and a sign that this does not have is no reason to stop.
    """
    encoding = locale.getencoding()
    if codecs.lookup(encoding).name != "utf-8" and not sys.flags.utf8_mode and _is_flask():
        os.environ.setdefault("PYTHONIOENCODING", f"{encoding}:backslashreplace")
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606
    codecs.register_error("plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="plain")


def _is_flask() -> bool:
    """Tell whether this process is one of our commands."""
    name = getattr(sys.modules["__main__"], "__spec__", None)
    return os.path.basename(sys.argv[0]) == "flask" or "flask" in str(name)  # noqa: PTH119


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write a dash or a quote as a terminal without it has it, and other signs by their number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    sign = error.object[error.start]
    plain = sign.translate(PLAIN)
    known = plain if plain.isascii() else sign.encode("ascii", "backslashreplace").decode()
    return known, error.start + 1


def _site() -> "Flask":
    """Return the site; where it cannot start, end with one sentence and an exit status."""
    # What these import reads files by the locale.
    from ethreader import create_app  # noqa: PLC0415
    from ethreader.base.settings import Settings  # noqa: PLC0415
    from ethreader.ops.boundary import sentence_of  # noqa: PLC0415
    from ethreader.ops.own_process import keep_to_itself, refuse_debugging  # noqa: PLC0415

    try:
        refuse_debugging()
        settings = Settings.read()
        keep_to_itself(group=settings.instance_group)
        return create_app(settings)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the start is over
        raise SystemExit(f"The site cannot start. {sentence_of(problem)}") from None


_speak_utf8()
gc.disable()  # A tenth of the time went into looking for what is unused, in vain.
app = _site()
gc.freeze()  # It stays, and the first look would be at all of it.
gc.enable()
