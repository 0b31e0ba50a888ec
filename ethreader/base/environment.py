"""How settings are read: what the environment says, then the `.env` file in the instance folder."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import AliasGenerator, BaseModel, ConfigDict, ValidationError, model_validator

from ethreader.base.dot_env import EnvFile, env_file
from ethreader.base.setting_errors import (
    PREFIX,
    WrongSetting,
    first_mistake,
    place_of,
    warning_of_unknown,
)

INSTANCE = "ETHREADER_INSTANCE"
ENV_FILE = "ETHREADER_ENV_FILE"


class FromEnvironment(BaseModel):
    """Settings by the names of environment variables; a field's text is its meaning."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        validate_default=False,
        alias_generator=AliasGenerator(validation_alias=lambda name: f"{PREFIX}{name.upper()}"),
    )

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings from `environment` (the process's own unless given).

        The file fills what the environment does not say, and cannot say where it stands itself.
        Raises `WrongSetting` with a sentence for the operator.
        """
        given = dict(os.environ if environment is None else environment)
        names = [str(field.validation_alias) for field in cls.model_fields.values()]
        instance = given.get(INSTANCE, "").strip() or str(cls.model_fields["instance"].default)
        file = _file(given.get(ENV_FILE, "").strip(), instance=instance)
        in_file = env_file(file, known=names)
        _refuse_its_own_place(in_file, given)
        for name in sorted({*given} - {*names}):
            if name.startswith(PREFIX):
                print(warning_of_unknown(name, names), file=sys.stderr)
        ours = {name: given[name] for name in names if name in given}
        ours |= {INSTANCE: instance, ENV_FILE: str(file)}
        values: dict[str, Any] = {**in_file.values, **ours}
        try:
            return cls(**values)
        except ValidationError as error:
            said = first_mistake(error, cls.model_fields.values())
            lines = {name: line for name, line in in_file.lines.items() if name not in ours}
            raise WrongSetting(f"{said}{place_of(said, lines, file)}") from None

    @model_validator(mode="before")
    @classmethod
    def _leave_blanks_out(cls, given: dict[str, str]) -> dict[str, str]:
        """Take the default where a value is empty, and a value without the blanks around it."""
        return {name: text.strip() for name, text in given.items() if text.strip()}


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
