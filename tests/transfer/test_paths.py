"""Which files are content: nothing is published by accident, and what is left out is named."""

import os
from pathlib import Path

import pytest
from flask import Flask

from ethreader.transfer.findings import Weight
from ethreader.transfer.path_reading import content_paths, found_files
from tests.content_files import event_file, take_in, write


def left_out(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): finding.sentence
        for path, finding in found_files([folder])
        if finding is not None
    }


@pytest.mark.parametrize(
    ("name", "told_as", "reason"),
    [
        (".trash/a.md", ".trash", "it is a hidden folder"),
        (".obsidian/plugins/x/README.md", ".obsidian", "it is a hidden folder"),
        (".git/a.md", ".git", "it is a hidden folder"),
        ("sub/.stversions/a.md", "sub/.stversions", "it is a hidden folder"),
        ("node_modules/x/readme.md", "node_modules", "a folder of this name"),
        ("_drafts/a.md", "_drafts", "a folder of this name"),
        ("Drafts/a.md", "Drafts", "a folder of this name"),
        ("templates/a.md", "templates", "a folder of this name"),
        ("private/a.md", "private", "a folder of this name"),
        ("Intern/a.md", "Intern", "a folder of this name"),
        ("Entwu\u0308rfe/a.md", "Entwu\u0308rfe", "a folder of this name"),
        ("Нацрти/a.md", "Нацрти", "a folder of this name"),
        ("Papierkorb/a.md", "Papierkorb", "a folder of this name"),
        ("#recycle/a.md", "#recycle", "a folder of this name"),
        ("lost+found/a.md", "lost+found", "a folder of this name"),
        ("in progress/a.md", "in progress", "a folder of this name"),
        *(
            (f"{name}/a.md", name, "a folder of this name")
            for name in (
                *("__pycache__", "_trash", "trash", "_site", "_layouts", "_includes", "_templates"),
                *("_backup", "backup", "backups", "_private", "internal", "in-progress", "wip"),
                *("draft", "entwurf", "nacrt", "nacrti", "нацрт", "recycle bin", "deleted"),
                *("korpa", "корпа"),
            )
        ),
        *(
            (name, name, "by its name it is a copy")
            for name in (
                *("kopija a.md", "копија a.md", "a kopie.md", "a_kopija 2.md", "a.conflict1.md"),
                *("a nacrt.md", "a-нацрт.md", "a.backup.md", "a.old.md", "a.orig.md"),
                *("a.md.tmp", "a.md.save", "a.md.orig"),
            )
        ),
        *(
            (f"a.{end}", f"a.{end}", f"it ends in “.{end}”")
            for end in ("mdown", "mkd", "mkdn", "qmd", "rmd")
        ),
        ("~$a.md", "~$a.md", "by its name it is a copy"),
        ("a.draft.md", "a.draft.md", "by its name it is a copy"),
        ("a-entwurf.md", "a-entwurf.md", "by its name it is a copy"),
        (".a.md", ".a.md", "it is a hidden file"),
        ("._a.md", "._a.md", "it is a hidden file"),
        ("a.md~", "a.md~", "by its name it is a copy"),
        ("a.md.bak", "a.md.bak", "by its name it is a copy"),
        ("a.bak.md", "a.bak.md", "by its name it is a copy"),
        ("#a.md#", "#a.md#", "by its name it is a copy"),
        ("Copy of a.md", "Copy of a.md", "by its name it is a copy"),
        ("Kopie von a.md", "Kopie von a.md", "by its name it is a copy"),
        ("a copy 2.md", "a copy 2.md", "by its name it is a copy"),
        ("a (1).md", "a (1).md", "by its name it is a copy"),
        (
            "a.sync-conflict-20260101-AB.md",
            "a.sync-conflict-20260101-AB.md",
            "by its name it is a copy",
        ),
        ("a (conflicted copy).md", "a (conflicted copy).md", "by its name it is a copy"),
        ("a.MD", "a.MD", "it ends in “.MD”"),
        ("a.markdown", "a.markdown", "it ends in “.markdown”"),
        ("a.mdx", "a.mdx", "it ends in “.mdx”"),
        ("a.md.txt", "a.md.txt", "it ends in “.md.txt”"),
    ],
)
def test_file_that_is_not_meant_is_named_and_left_out(
    tmp_path: Path, name: str, told_as: str, reason: str
) -> None:
    folder = write(tmp_path, {name: event_file(), "good.md": event_file(), "note.txt": "x"})

    assert list(content_paths([folder])) == [folder / "good.md"]
    [(told, sentence)] = left_out(folder).items()
    assert (told, sentence.startswith(reason)) == (told_as, True)


@pytest.mark.parametrize(
    "name", ["women-in-conflict.md", "copyright.md", "old.md", "a-1.md", "draft-law.md"]
)
def test_names_that_only_look_a_little_like_copies_are_content(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / ".cache" / "content", {name: event_file()})

    assert list(content_paths([folder])) == [folder / name]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": event_file()})
    folder = write(tmp_path / "content", {"good.md": event_file()})
    (folder / "link.md").symlink_to(outside / "secret.md")
    (folder / "folder").symlink_to(outside)

    assert list(content_paths([folder])) == [folder / "good.md"]
    assert left_out(folder) == {
        "folder": "it is a link to another folder; files in it: all",
        "link.md": "it is a link to another file; copy the file itself to here",
    }


def test_file_that_is_given_twice_is_read_once(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"good.md": event_file()})

    assert take_in([folder, folder / "good.md"]) == []


def test_pipe_is_refused_and_not_waited_for(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "pipe.md"
    os.mkfifo(path)

    assert take_in([tmp_path]) == [
        f"{path}: file: it is a folder, a device or a pipe, not a file with a text."
    ]


def test_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Root may read every folder, but none whose path is longer than paths can be."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("x" * 250, dir_fd=here)
        inner = os.open("x" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)

    [(path, finding)] = found_files([tmp_path])

    assert finding is not None
    assert (path.name, finding.field, finding.weight) == ("x" * 250, "folder", Weight.REFUSES)
    assert finding.sentence == "it cannot be read (File name too long); its files are missing here"


def test_folders_that_a_star_may_have_named_are_looked_at(tmp_path: Path) -> None:
    folder = write(tmp_path, {"events/a.md": event_file(), "_drafts/b.md": event_file()})

    assert list(content_paths(sorted(folder.iterdir()))) == [folder / "events" / "a.md"]
    assert list(content_paths([folder / "_drafts"])) == [folder / "_drafts" / "b.md"]


def test_name_that_is_no_text_is_told(app: Flask, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text(event_file(), encoding="utf-8")

    result = app.test_cli_runner().invoke(args=["content", "import", str(tmp_path)])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Refused: {tmp_path}/caf?.md:1: slug: the file's name")
