"""What a terminal is spoken to in: its own encoding, and a sign that it lacks is no reason to stop.

Everything else is UTF-8.
"""

import codecs
import locale
import os
import sys

# Dashes, quotes, an ellipsis and blanks, as they are typed without them.
PLAIN = str.maketrans(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\xab\xbb\u2026\u00a0\u202f", '--\'\'""""".  '
)


def speak_utf8() -> None:
    """Begin anew in UTF-8 where the locale is another: it would be that of every file and path.

    Not within another server, whose process this is; there `PYTHONUTF8=1` does it.
    """
    encoding = locale.getencoding()
    if codecs.lookup(encoding).name != "utf-8" and not sys.flags.utf8_mode and is_flask():
        os.environ.setdefault("PYTHONIOENCODING", f"{encoding}:backslashreplace")
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606
    speak_plainly()


def speak_plainly() -> None:
    """Write what a terminal's encoding does not have in another way."""
    codecs.register_error("plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="plain")


def is_flask() -> bool:
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
