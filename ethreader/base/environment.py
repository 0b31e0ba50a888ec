"""How settings are read: what the environment says, then the `.env` file in the instance folder."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from ethreader.base.dot_env import EnvFile, env_file
from ethreader.base.setting_errors import (
    PREFIX,
    WrongSetting,
    place_of,
    warning_of_unknown,
)
from ethreader.base.setting_fields import settings_of, values_of

INSTANCE = "ETHREADER_INSTANCE"
ENV_FILE = "ETHREADER_ENV_FILE"


@dataclass(frozen=True, kw_only=True)
class FromEnvironment:
    """Settings by the names of environment variables; a field's text is its meaning."""

    given: frozenset[str] = field(default=frozenset(), repr=False)  # Variables, by their names.

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings from `environment` (the process's own unless given).

        The file fills what the environment does not say, and cannot say where it stands itself.
        Raises `WrongSetting` with a sentence for the operator.
        """
        given = dict(os.environ if environment is None else environment)
        known = {each.variable: each for each in settings_of(cls)}
        instance = given.get(INSTANCE, "").strip() or known[INSTANCE].written
        file = _file(given.get(ENV_FILE, "").strip(), instance=instance)
        in_file = env_file(file, known=known)
        _refuse_its_own_place(in_file, given)
        for name in sorted({*given} - {*known}):
            if name.startswith(PREFIX):
                print(warning_of_unknown(name, known), file=sys.stderr)
        ours = {name: given[name] for name in known if name in given}
        ours |= {INSTANCE: instance, ENV_FILE: str(file)}
        texts = {name: text.strip() for name, text in {**in_file.values, **ours}.items()}
        said = frozenset(name for name, text in texts.items() if text)
        try:
            return cls(given=said, **values_of(cls, texts))
        except ValueError as error:
            lines = {name: line for name, line in in_file.lines.items() if name not in ours}
            raise WrongSetting(f"{error}{place_of(str(error), lines, file)}") from None


def _refuse_its_own_place(file: EnvFile, given: Mapping[str, str]) -> None:
    """Raise `WrongSetting` where a file says where it stands: who reads it knows that before."""
    for name in (INSTANCE, ENV_FILE):
        if name in file.values and name not in given:
            raise WrongSetting(
                f"Line {file.lines[name]} of the settings file {file.path} sets {name}, which has "
                "an effect in the environment alone. Set it there, and remove the line."
            )


def _file(given: str, *, instance: str) -> Path:
    """Return the file with settings, which need not be there; raise `WrongSetting` where it must.

    `os.path` and not `Path` expands the home folder: it never raises.
    """
    try:
        place = Path(os.path.expanduser(given or instance)).absolute()  # noqa: PTH111
    except FileNotFoundError:
        message = (
            "The folder in which this was started is gone. Change to another one, or give "
            f"{INSTANCE} a path that begins with /."
        )
        raise WrongSetting(message) from None
    if not given:
        return place / ".env"
    if not os.path.isfile(place):  # noqa: PTH113 - no, too, where the folder cannot be looked into
        message = f"{ENV_FILE} is “{given}”: there is no such file, or this user cannot see it."
        raise WrongSetting(message)
    return place
