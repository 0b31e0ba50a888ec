"""What features above know of new texts, registered by the place where the parts meet.

This stands below the features that know something, so that it knows none of them.
"""

from collections.abc import Callable, Iterable

SpamCheck = Callable[[str], bool]
Refresher = Callable[[], object]

_SPAM_CHECKS: list[SpamCheck] = []
_REFRESHERS: list[Refresher] = []


def register_spam_checks(checks: Iterable[SpamCheck]) -> None:
    """Take what tells whether a text looks like spam, in place of what was registered before."""
    _SPAM_CHECKS[:] = checks


def looks_like_spam(text: str) -> bool:
    """Tell whether one of the checks takes a text for spam."""
    return any(check(text) for check in _SPAM_CHECKS)


def register_refreshers(refreshers: Iterable[Refresher]) -> None:
    """Take what reads from the database what checks compare texts with."""
    _REFRESHERS[:] = refreshers


def refresh_what_checks_know() -> None:
    """Read from the database what checks compare texts with; housekeeping does, every few seconds.

    So that nobody who sends a comment waits for it.
    """
    for refresh in _REFRESHERS:
        refresh()
