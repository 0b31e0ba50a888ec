"""What the rules raise when they say no: a sentence for a person, and what kind of no it is.

Rules know nothing of HTTP; `error_pages` gives each kind its status.
"""

from ethreader.i18n.texts import Later, Text


class Refusal(Exception):
    """An expected no. `title` heads the page that says it; `sentence` says what to do now."""

    title: Text = Later("That did not work")
    sentence: Text = Later("Please go back and try again.")

    def __init__(self, sentence: Text | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class Malformed(Refusal):
    """What came in cannot be read at all."""

    title: Text = Later("The site could not read that")


class Missing(Refusal):
    """There is no such thing, or not for this visitor."""

    title: Text = Later("There is no such page")
    sentence: Text = Later("The address may be mistyped, or the page has been taken down.")


class Conflict(Refusal):
    """The thing has changed, or is closed for what was asked."""


class Forbidden(Refusal):
    """Not from there, or not this visitor."""


class TooOften(Refusal):
    """Slow down; `wait` says how many seconds."""

    title: Text = Later("Please slow down")

    def __init__(self, sentence: Text, *, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait
