"""What ends when somebody moderates no more, registered by the place where the parts meet."""

from collections.abc import Callable, Iterable

from ethreader.accounts.models import Moderator

OnLeaving = Callable[[Moderator], None]

_RULES: list[OnLeaving] = []


def register_on_leaving(rules: Iterable[OnLeaving]) -> None:
    """Take the rules of all features, in place of what was registered before."""
    _RULES[:] = rules


def end_what_moderators_have(moderator: Moderator) -> None:
    """End what only those have who moderate."""
    for rule in _RULES:
        rule(moderator)
