"""Stylesheets and scripts: parts in `static/css/` and `static/js/`, joined as browsers load them.

A bundle is its parts, one after the other, without comments and needless blanks. It is made when
it is first asked for and stays in memory: a changed part, like a changed template, waits for the
next start. Its URL is that of a file in `static/` (`asset("site.css")`).
"""

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from ethreader.base.paths import ROOT

STATIC = ROOT / "static"

MINIFIERS = {".css": cssmin, ".js": jsmin}

BUNDLES: dict[str, tuple[str, ...]] = {
    # In the order of the cascade: of two rules that weigh the same, the later one wins.
    "site.css": (
        "tokens",
        "serif",
        "base",
        "safety",
        "thread",
        "disclosure",
        "layout",
        "titles",
        "lists",
        "article",
        "portraits",
        "reading",
        "comments",
        "forms",
        "own-page",
        "facebook",
        "print",
    ),
    # On top of `site.css`, on pages that only moderators see.
    "moderation.css": (
        "moderation",
        "moderation-menu",
        "rules",
        "moderation-queue",
        "declining",
        "accounts",
        "audience",
        "figures",
        "editing-lists",
        "editing",
        "editing-texts",
        "thumbs",
    ),
    # On top of `site.css`, where something is looked for.
    "search.css": ("search",),
    # On every page; on those that only are read, nothing else.
    "exit.js": ("exit",),
    # Where somebody signs in, or adds a passkey.
    "passkeys.js": ("passkeys",),
    # Where something is typed.
    "forms.js": ("site", "fields", "comment-form"),
    # Where many write at once from one network: what its notice brings, and the worker of that.
    "proof.js": ("proof",),
    "proof-worker.js": ("proof-worker",),
    # Where moderators work.
    "moderation.js": (
        "site",
        "fields",
        "comment-form",
        "moderation-rows",
        "moderation-keys",
        "moderation-pulse",
        "moderation-menu",
    ),
    # On top of that, where a comment is declined with a reason.
    "declining.js": ("declining",),
    # Where editors write.
    "editing.js": (
        "site",
        "fields",
        "moderation-menu",
        "editing",
        "editing-inline",
        "editing-blocks",
        "editing-markdown",
        "editing-writing",
        "editing-rows",
        "editing-event",
        "editing-files",
    ),
    # Where there is a thread.
    "thread.js": ("site", "coming", "thread", "article"),
    # What its forms need as well: it comes once somebody does something there.
    "comment-form.js": ("fields", "comment-form"),
}


def join(name: str, *, folder: Path = STATIC) -> bytes:
    """Return the bytes of a bundle."""
    kind = Path(name).suffix
    parts = [folder / kind[1:] / f"{part}{kind}" for part in BUNDLES[name]]
    text = "\n".join(part.read_text("utf-8") for part in parts)
    minified: str = MINIFIERS[kind](text)
    return minified.encode()
