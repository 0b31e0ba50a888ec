"""The `.env` file: what is taken from it, and what stops the start with its file and line."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ethreader.base.dot_env import env_file
from ethreader.base.settings import Settings, WrongSetting

PASSWORD = "hunter2"
QUOTES = "write NAME=value, and quotes around a value with blanks or with a #"
INVISIBLE = "it holds a sign that cannot be seen. Type the line anew"


def read(folder: Path, content: bytes) -> Settings:
    (folder / ".env").write_bytes(content)
    return Settings.read({"ETHREADER_INSTANCE": str(folder)})


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(WrongSetting) as problem:
        read(folder, content)
    said = str(problem.value)
    assert PASSWORD not in said
    assert "\n" not in said
    return said.replace(str(folder / ".env"), "FILE")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PORT=9000\n", id="as usual"),
        pytest.param(b"PORT=9000", id="without an end of the line"),
        pytest.param(b"\xef\xbb\xbfPORT=9000\n", id="with the mark that Windows begins with"),
        pytest.param(b"# Ours\r\n\r\nPORT=9000\r\n", id="with the ends of lines of Windows"),
        pytest.param(b"# Ours\rPORT=9000\r", id="with those of an old Macintosh"),
        pytest.param(b"export PORT='9000'\n", id="as a shell reads it"),
        pytest.param(b"  PORT\t=  9000  # below 1024 root's\n", id="with blanks and a comment"),
        pytest.param(b"PGHOST=db\nSMTP_HOST=x\nSUPPORT=1\nPORT=9000\n", id="with others' names"),
        pytest.param(b"PORT=8000\nPORT=9000\n", id="the later line counts"),
    ],
)
def test_file_is_read(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).port == 9000


def test_file_tells_of_settings_alone_what_they_are_and_where(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"PGHOST=db\n\nPORT=9000\nHOST=\n")

    file = env_file(path, known=["PORT", "HOST"])

    assert (file.values, file.lines) == ({"PORT": "9000", "HOST": ""}, {"PORT": 3, "HOST": 4})


def test_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    file = env_file(tmp_path / ".env", known=["PORT"])

    assert (file.values, file.lines) == ({}, {})


@pytest.mark.parametrize(("size", "is_read"), [(100_000, True), (100_001, False)])
def test_file_of_more_than_100_000_bytes_is_refused(
    tmp_path: Path, *, size: int, is_read: bool
) -> None:
    content = b"PORT=9000\n".ljust(size, b"#")

    if is_read:
        assert read(tmp_path, content).port == 9000
    else:
        assert "larger than 100,000 bytes" in refusal(tmp_path, content)


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        pytest.param("ETHREADER_SMTP_URL smtp://me:hunter2@mail.org", QUOTES, id="no equals sign"),
        pytest.param("ETHREADER_SMTP_URL: smtp://me:hunter2@mail.org", QUOTES, id="a colon"),
        pytest.param("ETHREADER_MAIL_NAME='hunter2", QUOTES, id="an open quote"),
        pytest.param('ETHREADER_MAIL_NAME="hunter2', QUOTES, id="an open double quote"),
        pytest.param("ETHREADER_MAIL_NAME='hunter2' me", QUOTES, id="words after the quote"),
        pytest.param("PORT", QUOTES, id="a name alone"),
        pytest.param("=hunter2", QUOTES, id="no name"),
        pytest.param("[mail] = hunter2", QUOTES, id="a heading of another kind of file"),
        pytest.param('{"PORT": "hunter2"}', QUOTES, id="JSON"),
        pytest.param(
            "ETHREADER_DATABASE_URLpostgresql+psycopg://me:hunter2@db/site?sslmode=require",
            QUOTES,
            id="no equals sign but a URL's own",
        ),
        pytest.param("ETHREADER_SITE_NAME=hunter2\0", INVISIBLE, id="a NUL"),
        pytest.param("ETHREADER_SITE_NAME=\x1b[31mhunter2", INVISIBLE, id="a colour"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_line_that_says_nothing_is_refused_by_its_number(
    tmp_path: Path, line: str, advice: str, end: str
) -> None:
    content = end.join(["# Ours", "", line, "HOST=::1", ""]).encode()

    said = refusal(tmp_path, content)

    assert said == f"Line 3 of the settings file FILE is not understood: {advice}."


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ETHREADER_PACES", "ETHREADER_PACE"),
        ("ETHREADER_SITENAME", "ETHREADER_SITE_NAME"),
        ("ETHREADER_TIMEZON", "ETHREADER_TIMEZONE"),
        ("ETHREADER_TIME_ZONE", "ETHREADER_TIMEZONE"),
        ("ETHREADER_SMTP", "ETHREADER_SMTP_URL"),
        ("ETHREADER_DATABASE", "ETHREADER_DATABASE_URL"),
        ("ETHREADR_SMTP_URL", "ETHREADER_SMTP_URL"),
        ("THREADER_SMTP_URL", "ETHREADER_SMTP_URL"),
        ("ETHREADERSMTP_URL", "ETHREADER_SMTP_URL"),
        ("ethreader_smtp_url", "ETHREADER_SMTP_URL"),
        ("Ethreader_Mail_From", "ETHREADER_MAIL_FROM"),
        ("port", "PORT"),
        ("POTR", "PORT"),
        ("Host", "HOST"),
        ("ETHREADER_QQQQQQQQQQQ", None),
    ],
)
def test_name_that_is_nearly_a_settings_is_refused(
    tmp_path: Path, name: str, meant: str | None
) -> None:
    said = refusal(tmp_path, f"PORT=9000\n{name}={PASSWORD}\n".encode())

    hint = f" Did you mean {meant}?" if meant else ""
    assert said == (
        f"Line 2 of the settings file FILE sets {name}, which is not a setting of this site.{hint}"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            "# Ours\n\nPORT=eighty\n",
            "PORT is “eighty”: give a whole number from 1 to 65535. "
            "PORT is set in line 3 of the settings file FILE.",
            id="a value",
        ),
        pytest.param(
            "PORT=8000\r\nETHREADER_SITE_NAME='a\r\nb'\r\nPORT=0\r\n",
            "PORT is “0”: give a whole number from 1 to 65535. "
            "PORT is set in line 4 of the settings file FILE.",
            id="the later line, behind a value of two",
        ),
        pytest.param(
            f"\nETHREADER_SMTP_URL=http://me:{PASSWORD}@a\n",
            "ETHREADER_SMTP_URL is wrong: give a URL like "
            "smtp://user:password@mail.example.org:587 or smtps://…. "
            "ETHREADER_SMTP_URL is set in line 2 of the settings file FILE.",
            id="a secret value",
        ),
        pytest.param(
            "ETHREADER_BASE_URL=https://a.org\nHOST=127.0.0.1\nETHREADER_LIMITS=off\n",
            "ETHREADER_LIMITS is “off” while ETHREADER_BASE_URL is “https://a.org”: limits can be "
            "off only where nobody else can reach the site. Unset ETHREADER_BASE_URL or "
            "ETHREADER_LIMITS to “on”. "
            "ETHREADER_BASE_URL is set in line 1 of the settings file FILE. "
            "ETHREADER_LIMITS is set in line 3 of the settings file FILE.",
            id="two that do not go together",
        ),
    ],
)
def test_wrong_value_is_refused_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    assert refusal(tmp_path, content.encode()) == said


def test_line_is_not_told_of_what_the_environment_says(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9000\n", "utf-8")

    with pytest.raises(WrongSetting) as problem:
        Settings.read({"ETHREADER_INSTANCE": str(tmp_path), "PORT": "0"})

    assert str(problem.value) == "PORT is “0”: give a whole number from 1 to 65535."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            b"PORT=9000\nETHREADER_MAIL_NAME=M\xfcller hunter2\n",
            "line 2 is no UTF-8",
            id="Latin-1",
        ),
        pytest.param("PORT=9000\n".encode("utf-16"), "it is no UTF-8", id="UTF-16"),
        pytest.param(
            b"\xff\xfe" + "Наше\n".encode("utf-16-le"),
            "it is no UTF-8",
            id="UTF-16 that begins with no Latin letter",
        ),
        pytest.param(
            b"\xfe\xff" + "Наше\n".encode("utf-16-be"),
            "it is no UTF-8",
            id="the same, the other way round",
        ),
        pytest.param("PORT=9000\n".encode("utf-16-be"), "it is no UTF-8", id="UTF-16 unmarked"),
        pytest.param("PORT=9000\n".encode("utf-32"), "it is no UTF-8", id="UTF-32"),
    ],
)
def test_file_of_another_encoding_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    said = refusal(tmp_path, content)

    assert said == f"The settings file FILE cannot be read: {reason}. Save it as UTF-8."


@pytest.mark.parametrize("name", ["ETHREADER_INSTANCE", "ETHREADER_ENV_FILE"])
def test_file_that_says_where_it_stands_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = tmp_path / "instance" / ".env"
    file.parent.mkdir()
    file.write_text(f"PORT=9000\n{name}=elsewhere\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(WrongSetting) as problem:
        Settings.read({"ETHREADER_INSTANCE": "instance"} if name.endswith("FILE") else {})

    assert str(problem.value).startswith(f"Line 2 of the settings file {file} sets {name}, which ")


def test_start_from_a_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    with pytest.raises(WrongSetting, match="The folder in which this was started is gone"):
        Settings.read({})
    assert Settings.read({"ETHREADER_INSTANCE": str(tmp_path)}).instance == tmp_path


@pytest.mark.parametrize("kind", ["a folder", "a link to nothing", "a pipe", "a loop"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ".env"
    make: dict[str, Callable[[], None]] = {
        "a folder": path.mkdir,
        "a link to nothing": lambda: path.symlink_to(tmp_path / "gone"),
        "a pipe": lambda: os.mkfifo(path),
        "a loop": lambda: path.symlink_to(path),
    }
    make[kind]()

    with pytest.raises(WrongSetting) as problem:
        Settings.read({"ETHREADER_INSTANCE": str(tmp_path)})

    said = f"The settings file {path} is no file. Remove it, or put one in its place."
    assert str(problem.value) == said


def test_file_whose_reading_fails_is_refused(tmp_path: Path) -> None:
    """Root may read past permission bits, but not the memory that a process has not mapped."""
    (tmp_path / ".env").symlink_to("/proc/self/mem")

    with pytest.raises(WrongSetting) as problem:
        Settings.read({"ETHREADER_INSTANCE": str(tmp_path)})

    assert str(problem.value).startswith(f"The settings file {tmp_path}/.env cannot be read: ")
