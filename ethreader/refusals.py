"""What the rules raise when they say no: a sentence for a person, and what kind of no it is.

Rules know nothing of HTTP; `error_pages` gives each kind its status.
"""

import math


class Refusal(Exception):
    """An expected no. `title` heads the page that says it; `sentence` says what to do now."""

    title = "That did not work"
    sentence = "Please go back and try again."

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class Malformed(Refusal):
    """What came in cannot be read at all."""

    title = "The site could not read that"


class Missing(Refusal):
    """There is no such thing, or not for this visitor."""

    title = "There is no such page"
    sentence = "The address may be mistyped, or the page has been taken down."


class Conflict(Refusal):
    """The thing has changed, or is closed for what was asked."""


class Forbidden(Refusal):
    """Not from there, or not this visitor."""


class TooOften(Refusal):
    """Slow down; `wait` says how many seconds."""

    title = "Please slow down"

    def __init__(self, sentence: str, *, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


def wait_in_words(seconds: int) -> str:
    """Return a wait as people say it, rounded up."""
    sizes = {"hour": 3600, "minute": 60, "second": 1}
    unit = next((unit for unit, size in sizes.items() if seconds >= size), "second")
    count = math.ceil(seconds / sizes[unit])
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
