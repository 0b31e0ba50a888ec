"""Where the private keys may lie, and whose settings lead there."""

import os
import stat
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url

from ethreader.base.hosts import is_loopback
from ethreader.base.settings import Settings, WrongSetting

CHANGE_BY_OTHERS = 0o022  # What group and others may do with a file.


class KeysPlace(StrEnum):
    """Who has the private keys as well, once they have the database."""

    BESIDE_DATABASE = "beside-database"
    APART = "apart"
    OWN_USER = "own-user"


def key_folder(settings: Settings) -> Path:
    """Return the folder of the private keys, for whoever is about to use them.

    Raises `WrongSetting` where it lies beside the database of a site that others reach, or where
    somebody else may have written the settings.
    """
    _refuse_settings_of_others(settings.env_file)
    if not _is_trial(settings) and _is_beside_database(settings):
        message = (
            f"The mail keys would lie in {settings.mail_keys}, beside the database: a copy of that "
            "folder would open every email address. Only a site that nobody but this machine "
            "reaches may have them there. Set ETHREADER_MAIL_KEYS to a folder of their own, such "
            f"as /var/lib/ethreader-mail, and move the files of {settings.mail_keys} there, if "
            "there are any."
        )
        raise WrongSetting(message)
    return settings.mail_keys


def keys_place(settings: Settings) -> KeysPlace:
    """Return where the keys lie, as the process sees it that holds them."""
    if _is_beside_database(settings):
        return KeysPlace.BESIDE_DATABASE
    owner = (settings.instance / "secret_key").stat().st_uid  # The site's own user made it.
    return place_apart(site_user=owner, mail_user=os.geteuid())


def place_apart(*, site_user: int, mail_user: int) -> KeysPlace:
    """Return what a folder apart is worth: root reads the files of every user."""
    return KeysPlace.APART if site_user in {0, mail_user} else KeysPlace.OWN_USER


def _is_trial(settings: Settings) -> bool:
    """Tell whether nobody but this machine reaches the site."""
    hosts = (settings.host, urlsplit(settings.base_url).hostname or "")
    return all(map(is_loopback, hosts)) and settings.trusted_proxies == 0


def _is_beside_database(settings: Settings) -> bool:
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    beside = Path(url.database).resolve().parent if is_file and url.database else settings.instance
    return settings.mail_keys.is_relative_to(settings.instance) or settings.mail_keys == beside


def _refuse_settings_of_others(file: Path) -> None:
    """Raise `WrongSetting` where another user than this one and root can write the settings.

    Whoever can write a folder on the way there can put another file in that place while it is
    read, and take it away before anybody looks here.
    """
    if not any(map(_is_of_others, (file, *file.parents))):
        return
    message = (
        f"The settings in {file} can be written by other users of this machine, or put there: "
        "whoever does decides where mail goes. Let the file and the folders around it belong to "
        "root and nobody else write them, or give the mail process a file of its own: "
        "ETHREADER_ENV_FILE."
    )
    raise WrongSetting(message)


def _is_of_others(path: Path) -> bool:
    """Tell whether others can write a file, or what is in a folder."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return False
    is_shared = state.st_mode & CHANGE_BY_OTHERS and not state.st_mode & stat.S_ISVTX
    return state.st_uid not in {0, os.geteuid()} or bool(is_shared)
