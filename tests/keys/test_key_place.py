"""Where keys may lie, and whose settings the process takes that holds them."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.settings import WrongSetting
from ethreader.contacts.key_place import KeysPlace, key_folder, keys_place, place_apart
from tests.keys.wishes import settings_with

PUBLIC = {"ETHREADER_BASE_URL": "https://events.example.org"}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(PUBLIC, id="a site behind a proxy"),
        pytest.param({"ETHREADER_BASE_URL": "http://192.168.0.4:8000"}, id="a site without TLS"),
        pytest.param({"HOST": "0.0.0.0"}, id="a site on every network"),
        pytest.param({"ETHREADER_TRUSTED_PROXIES": "1"}, id="a proxy that brings others"),
    ],
)
@pytest.mark.parametrize("keys", ["", "instance/mail-keys", "instance", "instance/a/b", "link"])
def test_keys_in_the_instance_folder_are_refused_where_others_reach_the_site(
    tmp_path: Path, given: dict[str, str], keys: str
) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "instance")
    folder = {"ETHREADER_MAIL_KEYS": str(tmp_path / keys)} if keys else {}
    settings = settings_with(tmp_path, **given, **folder)

    with pytest.raises(WrongSetting) as refusal:
        key_folder(settings)

    assert f"The mail keys would lie in {settings.mail_keys}, beside the database" in str(
        refusal.value
    )


@pytest.mark.parametrize(
    ("given", "beside"),
    [
        pytest.param({}, True, id="in the instance folder"),
        pytest.param({"ETHREADER_MAIL_KEYS": "elsewhere"}, False, id="elsewhere"),
        pytest.param(
            {"ETHREADER_MAIL_KEYS": "data", "ETHREADER_DATABASE_URL": "sqlite:///data/x.sqlite3"},
            True,
            id="beside a database that lies elsewhere",
        ),
        pytest.param(
            {
                "ETHREADER_MAIL_KEYS": "data/keys",
                "ETHREADER_DATABASE_URL": "sqlite:///data/x.sqlite3",
            },
            False,
            id="below a database that lies elsewhere",
        ),
    ],
)
def test_place_is_what_it_is(
    app: Flask, tmp_path: Path, given: dict[str, str], beside: bool
) -> None:
    here = {name: text.replace("data", f"{tmp_path}/data") for name, text in given.items()}
    here = {n: f"{tmp_path}/{t}" if t == "elsewhere" else t for n, t in here.items()}
    settings = settings_with(tmp_path, **here)

    place = keys_place(settings)

    assert place is (KeysPlace.BESIDE_DATABASE if beside else KeysPlace.APART)


def test_make_run_needs_no_setting(app: Flask, tmp_path: Path) -> None:
    settings = settings_with(tmp_path)

    assert key_folder(settings) == tmp_path / "instance" / "mail-keys"


@pytest.mark.parametrize(
    ("site_user", "mail_user", "place"),
    [
        (1000, 1001, KeysPlace.OWN_USER),
        (1000, 0, KeysPlace.OWN_USER),
        (1000, 1000, KeysPlace.APART),
        (0, 1001, KeysPlace.APART),
    ],
)
def test_keys_of_another_user_than_the_sites_are_told_as_such(
    site_user: int, mail_user: int, place: KeysPlace
) -> None:
    assert place_apart(site_user=site_user, mail_user=mail_user) is place


def write_settings(path: Path, *, mode: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("ETHREADER_SMTP_URL=smtp://mail.attacker.example\n", encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666], ids=oct)
@pytest.mark.parametrize(
    "words", [["mail", "run"], ["mail", "read"], ["privacy", "erase"]], ids=" ".join
)
def test_settings_that_others_can_write_are_refused_where_keys_are_used(
    *, app: Flask, tmp_path: Path, mode: int, words: list[str]
) -> None:
    path = write_settings(tmp_path / "instance" / ".env", mode=mode)

    said = app.test_cli_runner().invoke(args=words)

    assert said.exit_code == 1
    assert f"Error: The settings in {path} can be written by other users" in said.output


@pytest.mark.parametrize("is_there", [True, False], ids=["file", "no file"])
def test_settings_that_others_could_put_there_are_refused(tmp_path: Path, is_there: bool) -> None:
    # Who writes the folder has other settings read, and the former back before they are looked at.
    instance = tmp_path / "instance"
    instance.mkdir()
    if is_there:
        write_settings(instance / ".env", mode=0o600)
    settings = settings_with(tmp_path)
    assert key_folder(settings) == instance / "mail-keys"
    instance.chmod(0o770)

    with pytest.raises(WrongSetting, match="can be written by other users"):
        key_folder(settings)


def test_settings_of_this_user_alone_are_taken(app: Flask, tmp_path: Path) -> None:
    write_settings(tmp_path / "instance" / ".env", mode=0o640)

    assert key_folder(settings_with(tmp_path)) == tmp_path / "instance" / "mail-keys"


def test_file_of_its_own_is_read_instead_of_the_one_in_the_instance_folder(tmp_path: Path) -> None:
    write_settings(tmp_path / "instance" / ".env", mode=0o666)
    own = tmp_path / "mail.env"
    own.write_text("ETHREADER_SMTP_URL=smtp://127.0.0.1:25\n", encoding="utf-8")
    own.chmod(0o600)

    settings = settings_with(tmp_path, ETHREADER_ENV_FILE=str(own))

    assert settings.smtp_url == "smtp://127.0.0.1:25"
    assert key_folder(settings) == settings.mail_keys


def test_file_of_its_own_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refusal:
        settings_with(tmp_path, ETHREADER_ENV_FILE=str(tmp_path / "mail.env"))

    assert str(refusal.value) == (
        f"ETHREADER_ENV_FILE is “{tmp_path}/mail.env”: there is no such file, or this user cannot "
        "see it."
    )
