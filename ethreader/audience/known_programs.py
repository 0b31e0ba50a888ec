"""Programs that read pages, by what they call themselves: the list of crawler-user-agents.

Nearly all of its patterns are plain words. The library compiles them in alternatives, which the
first reader would wait for, and holds all else that is known of each program.
"""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LIBRARY, LIST = "crawleruseragents", "crawler-user-agents.json"
# A sign that means something else than itself.
_MEANING = re.compile(r"\\[a-zA-Z0-9]|(?<!\\)[\[\](){}^$.*+?|]")
_ESCAPED = re.compile(r"\\(.)")


def is_program(agent: str) -> bool:
    """Tell whether one of the known programs calls itself so."""
    words, others = _known()
    return any(map(agent.__contains__, words)) or others.search(agent) is not None


@cache
def _known() -> tuple[tuple[str, ...], re.Pattern[str]]:
    patterns = [str(each["pattern"]) for each in json.loads(_list().read_bytes())]
    words = (_ESCAPED.sub(r"\1", each) for each in patterns if not _MEANING.search(each))
    return tuple(words), re.compile("|".join(filter(_MEANING.search, patterns)))


def _list() -> Path:
    library = find_spec(LIBRARY)
    if library is None or library.origin is None:
        raise ModuleNotFoundError(LIBRARY)
    return Path(library.origin).with_name(LIST)
