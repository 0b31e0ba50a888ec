"""The lists of words and hosts beside this file: a line each, its name first."""

from pathlib import Path


def read_lists(name: str) -> list[tuple[str, str]]:
    """Return the lists of a file, each with its name; a line that is set in goes on with the last.

    A name may come more than once.
    """
    text = (Path(__file__).parent / name).read_text(encoding="utf-8").replace("\n  ", " ")
    parts = (line.partition(":") for line in text.splitlines())
    return [(name, rest.strip()) for name, _, rest in parts]
