"""Files that say of themselves that they are not to be published."""

from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.front_matter import FrontMatter

_YES = {"true", "yes", "on", "1", "y"}
_NO = {"false", "no", "off", "0", "n"}
_SAYS_SO = {
    "draft": _YES,
    "private": _YES,
    "hidden": _YES,
    "unlisted": _YES,
    "published": _NO,
    "publish": _NO,
    "public": _NO,
    "status": {"draft", "private", "pending", "unpublished", "idea"},
    "state": {"draft", "private", "pending", "unpublished"},
    "visibility": {"private", "draft", "hidden"},
}
# What only says that it is none.
_HARMLESS = {"draft": _NO, "private": _NO, "hidden": _NO, "publish": _YES, "public": _YES}


def draft_finding(read: FrontMatter) -> Finding | None:
    """Return why a file is left out, if it says so itself."""
    for name, value in read.fields.items():
        plain = name.casefold()
        if isinstance(value, str) and value.casefold() in _SAYS_SO.get(plain, ()):
            said = f"“{name}: {value}” says that it is not to be published; delete the line when "
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
        name: value
        for name, value in read.fields.items()
        if not (isinstance(value, str) and value.casefold() in _HARMLESS.get(name.casefold(), ()))
    }
