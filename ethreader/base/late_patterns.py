"""Regular expressions that are compiled when they are first used, and not while the site starts.

Those that look through new comments take longer to compile than all else in their modules. The
site's housekeeping compiles what is left soon after the start, so that no comment waits for it.
"""

import re
from functools import cached_property
from typing import Any, cast

_LATE: "list[LatePattern]" = []


class LatePattern:
    """A pattern that may not be compiled yet."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags
        _LATE.append(self)

    def __getattr__(self, name: str) -> Any:
        """Return what the compiled pattern has, and hold it: the next use comes by no detour."""
        value = self.__dict__[name] = getattr(self.compiled, name)
        return value

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(*self._given)


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what is used as if `re.compile` had made it; for modules, since all are held."""
    return cast("re.Pattern[str]", LatePattern(pattern, flags))


def compile_late_patterns() -> None:
    """Compile those that nobody has used so far."""
    for each in _LATE:
        each.compiled  # noqa: B018 - it is compiled by being asked for
