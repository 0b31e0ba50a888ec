from pathlib import Path

from flask import Flask

from tests.content_files import ORGANISATION, take_in, write


def test_second_file_of_the_same_slug_is_refused(app: Flask, tmp_path: Path) -> None:
    files = {"a/safe-house.md": ORGANISATION, "b/safe-house.md": ORGANISATION}
    folder = write(tmp_path / "content", files)

    refusals = take_in([folder])

    second = folder / "b" / "safe-house.md"
    earlier = folder / "a" / "safe-house.md"
    assert refusals == [
        f"{second}:1: slug: “safe-house” is also that of {earlier}; give one of them another slug."
    ]
