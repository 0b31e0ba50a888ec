"""Which files are content, and which only lie beside it: never published by accident."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from ethreader.transfer.findings import Finding, Weight

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd)\b", re.IGNORECASE)
_OTHER_FOLDERS = {
    *("node_modules", "__pycache__", "_drafts", "drafts", "_trash", "trash", "_site", "_layouts"),
    *("_includes", "_templates", "templates", "_backup", "backup", "backups", "lost+found"),
    *("_private", "private", "internal", "intern", "in progress", "in-progress", "wip", "#recycle"),
    *("draft", "entwurf", "entwürfe", "nacrt", "nacrti", "нацрт", "нацрти"),
    *("papierkorb", "recycle bin", "deleted", "korpa", "корпа"),
}
_COPIES = re.compile(
    r"""
    ^(?:copy\ of|kopie\ von|kopija|копија)\b.* | .*(?:[ _-]copy|[ _-]kopie|[ _-]kopija)(?:[ _]\d+)?
    | .*\ \(\d+\) | .*(?:conflicted\ copy|sync-conflict|\.conflict).* | \#.*\#?
    | ~\$.* | .*[ ._-](?:draft|entwurf|nacrt|нацрт)
    | .*(?:\.bak|\.backup|\.old|\.orig|\.tmp|\.save|~)
    """,
    re.IGNORECASE | re.VERBOSE,
)
Found = tuple[Path, Finding | None]


def content_paths(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are content: those given, and the Markdown files below folders."""
    return (path for path, left_out in found_files(places) if left_out is None)


def found_files(places: Iterable[Path]) -> Iterator[Found]:
    """Yield each file once, with the reason why it is left out if it is."""
    given = list(places)
    seen = set()
    for place in given:
        for path, left_out in _at(place, is_alone=len(given) == 1):
            if path.absolute() not in seen:
                seen.add(path.absolute())
                yield path, left_out


def _at(place: Path, *, is_alone: bool) -> Iterator[Found]:
    """Yield what is found at a given place.

    Whoever names one folder means it. Several may have been named by a star, which catches drafts
    and backups, too.
    """
    if not place.is_dir():
        yield place, _of_name(place)
    elif not is_alone and (reason := _of_folder(place)):
        yield place, _left_out("folder", f"{reason}; import it alone if you mean it")
    else:
        yield from _below(place)


def _below(root: Path) -> Iterator[Found]:
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=unreadable.append):
        here = Path(folder)
        for name in sorted(folders):
            if reason := _of_folder(here / name):
                folders.remove(name)
                if count := _count_below(here / name):
                    yield here / name, _left_out("folder", f"{reason}; files in it: {count}")
        folders.sort()
        for name in sorted(files):
            if _MARKDOWN.search(name):
                yield here / name, _of_file(here / name)
    for problem in unreadable:
        path = Path(problem.filename)
        reason = f"it cannot be read ({problem.strerror}); its files are missing here"
        yield path, Finding(field="folder", sentence=reason)


def _of_folder(path: Path) -> str | None:
    if _is_link(path):
        return "it is a link to another folder"
    if path.name.startswith("."):
        return "it is a hidden folder, where programs keep what was deleted and their own settings"
    # A Mac takes letters and their marks apart.
    if normalize("NFC", path.name).casefold() in _OTHER_FOLDERS:
        return "a folder of this name holds drafts, copies or parts of programs"
    return None


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # What cannot be looked at is told where it is opened.
        return False


def _count_below(folder: Path) -> int | str:
    if _is_link(folder):
        return "all"
    return sum(bool(_MARKDOWN.search(name)) for _, _, files in os.walk(folder) for name in files)


def _of_file(path: Path) -> Finding | None:
    if _is_link(path):
        return _left_out("file", "it is a link to another file; copy the file itself to here")
    if path.name.startswith("."):
        return _left_out("file", "it is a hidden file; rename it if it is an article")
    return _of_name(path)


def _of_name(path: Path) -> Finding | None:
    stem = path.name[: found.start()] if (found := _MARKDOWN.search(path.name)) else path.name
    after = path.name[len(stem) :]
    if _COPIES.fullmatch(stem) or (found and _COPIES.fullmatch(after)):
        return _left_out(
            "file", "by its name it is a copy, a backup or a draft; rename it if it is none"
        )
    if found and after != ".md":
        return _left_out("file", f"it ends in “{after}”; rename it so that it ends in “.md”")
    return None


def _left_out(field: str, reason: str) -> Finding:
    return Finding(field=field, sentence=reason, weight=Weight.LEAVES_OUT)
