"""Files that say of themselves that they are not to be published."""

import re

from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.front_matter import FrontMatter

_YES = {"true", "yes", "on", "1", "y"}
_NO = {"false", "no", "off", "0", "n", "nein", "ne", "не"}
# Whatever else stands there, somebody wanted the file to stay away from readers.
_HIDING = {
    *(
        "draft",
        "private",
        "hidden",
        "unlisted",
        "is_draft",
        "wip",
        "archived",
        "trashed",
        "deleted",
    ),
    *("headless", "noindex", "post_password", "exclude", "excluded", "ignore"),
    *("password", "protected", "confidential", "internal", "secret", "embargo", "unpublished"),
    *("embargoed", "restricted", "entwurf", "nacrt", "нацрт"),
}
_SHOWING = {
    *("published", "publish", "public", "is_published", "dg_publish", "visible", "listed", "share"),
    *("live", "ready", "veröffentlicht", "objavljeno", "објављено"),
}
_STATES = {
    *("status", "state", "post_status", "visibility", "stage", "workflow", "review", "access"),
    *("audience", "classification"),
}
_UNFINISHED = {
    *("draft", "private", "pending", "unpublished", "idea", "hidden", "entwurf", "nacrt", "нацрт"),
    *("future", "trash", "auto-draft", "archived", "deleted"),  # WordPress and its like.
    *("members", "password", "confidential", "internal", "intern"),
    *("paid", "restricted", "subscribers", "embargoed"),
}


def _says_so(name: str, value: object) -> bool:
    """Tell whether a field says that its file is not to be published."""
    said = value.strip().casefold() if isinstance(value, str) else "?"
    if name in _HIDING:
        return said not in _NO
    if name in _STATES:
        return re.split(r"[^\w-]", said)[0] in _UNFINISHED
    return name in _SHOWING and said in _NO


def draft_finding(read: FrontMatter) -> Finding | None:
    """Return why a file is left out, if it says so itself."""
    for name, value in read.fields.items():
        if _says_so(_plain(name), value):
            shown = f"{name}: {value}" if isinstance(value, str) else f"{name}: …"
            said = f"“{shown}” says that it is not to be published; delete the line when "
            return Finding(
                line=read.lines.get(name),
                field=name,
                sentence=f"{said}it is. What the site has under this name stays as it is",
                weight=Weight.LEAVES_OUT,
            )
    return None


def forget_harmless(read: FrontMatter) -> None:
    """Take out the lines that only say that a file is no draft."""
    read.fields = {
        name: value for name, value in read.fields.items() if not _is_harmless(_plain(name), value)
    }


def _is_harmless(name: str, value: object) -> bool:
    said = value.casefold() if isinstance(value, str) else ""
    return (name in _HIDING and said in _NO) or (name in {"publish", "public"} and said in _YES)


def _plain(name: str) -> str:
    return name.casefold().replace("-", "_")
