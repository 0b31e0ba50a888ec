"""What a backup says of itself, and whether that is so."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ValidationError

from ethreader.base.reading import open_file, read_file
from ethreader.ops.backups.errors import BackupFailed

FILE = "manifest.json"
FORMAT = 1
LIMIT = 10_000_000  # Bytes of the manifest.
YEARS = range(1970, 9000)  # In which a clock may stand, with room for a time zone.
PIECE = 1 << 20  # Bytes that are read at once.


def _own_name(name: str) -> str:
    """Refuse what is not the name of a file in the backup itself."""
    if Path(name).name != name or name == "..":
        raise ValueError("not a name")
    return name


def _in_our_time(moment: datetime) -> datetime:
    """Refuse a moment that cannot be counted with."""
    if moment.year not in YEARS:
        raise ValueError("not a moment of this site")
    return moment


class FileSum(BaseModel, frozen=True, extra="forbid"):
    """The size of a file, and its checksum."""

    size: int
    sha256: str


class Manifest(BaseModel, frozen=True, extra="forbid"):
    """What is in a backup: of when and what, its files, and how many rows of which table."""

    format: int = FORMAT
    made_at: Annotated[AwareDatetime, AfterValidator(_in_our_time)]
    database: str  # SQLAlchemy's name for its kind.
    schema_revision: str
    rows: dict[str, int]
    columns: dict[str, list[str]]  # In the order of the files' values, where files hold rows.
    files: dict[Annotated[str, AfterValidator(_own_name)], FileSum]
    settings: list[str]  # Names of what was set; values may be secrets.
    not_in_it: list[str]

    @property
    def day_and_time(self) -> str:
        """When it was made, for people."""
        return f"{self.made_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    def write(self, folder: Path) -> None:
        """Put it beside the files that it tells of."""
        (folder / FILE).write_text(f"{self.model_dump_json(indent=2)}\n", encoding="utf-8")

    def require_files(self, folder: Path) -> None:
        """Raise `BackupFailed` unless each file is there as it was written."""
        for name, expected in self.files.items():
            try:
                found = sum_of(folder / name)
            except OSError as problem:
                message = f"{folder / name} cannot be read ({problem.strerror}): take another one."
                raise BackupFailed(message) from None
            if found != expected:
                message = (
                    f"{folder / name} is not as it was written: the backup is damaged. Take "
                    "another one."
                )
                raise BackupFailed(message)


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself; raise `BackupFailed` where it is none, or damaged."""
    path = folder / FILE
    try:
        text = read_file(path, limit=LIMIT)
    except FileNotFoundError:
        message = f"{folder} is no backup of this site: there is no {FILE} in it."
        raise BackupFailed(message) from None
    except OSError as problem:
        message = f"{path} cannot be read ({problem.strerror}): take another backup."
        raise BackupFailed(message) from None
    try:
        if _Format.model_validate_json(text).format > FORMAT:
            message = f"{path} was written by a newer version of the site: install that one first."
            raise BackupFailed(message)
        return Manifest.model_validate_json(text)
    except ValidationError:
        message = f"{path} is damaged: take another backup."
        raise BackupFailed(message) from None


class _Format(BaseModel):
    """What every version of the site can read of a manifest."""

    format: int


def sum_of(path: Path) -> FileSum:
    """Return the size and the checksum of a file; raises `OSError`."""
    found, size = hashlib.sha256(), 0
    with open_file(path) as file:
        while piece := file.read(PIECE):
            found.update(piece)
            size += len(piece)
    return FileSum(size=size, sha256=found.hexdigest())
