"""Domain errors: what the rules raise when they say no, each with a sentence for a person.

Rules know nothing of HTTP; `error_pages` gives each kind its status.
"""

from ethreader.i18n.texts import Text, lazy_gettext


class DomainError(Exception):
    """A rule says no. `title` heads the page that says it; `sentence` says what to do now."""

    title: Text = lazy_gettext("That did not work")
    sentence: Text = lazy_gettext("Please go back and try again.")

    def __init__(self, sentence: Text | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class Invalid(DomainError):
    """What came in cannot be read at all."""

    title: Text = lazy_gettext("The site could not read that")


class NotFound(DomainError):
    """There is no such thing, or not for this visitor."""

    title: Text = lazy_gettext("Page not found")
    sentence: Text = lazy_gettext("Check the link for typos. The page may also have been removed.")


class Gone(DomainError):
    """It was here, and was taken down; nothing is said of what it was, or of whom."""

    title: Text = lazy_gettext("This page was taken down")
    sentence: Text = lazy_gettext("It is no longer published here.")


class Conflict(DomainError):
    """The thing has changed, or is closed for what was asked."""


class Forbidden(DomainError):
    """Not from there, or not this visitor."""


class TryLater(DomainError):
    """Not now; `retry_after` says how many seconds to wait."""

    def __init__(self, sentence: Text, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class RateLimited(TryLater):
    """Slow down: this was too much in a short time."""

    title: Text = lazy_gettext("Too many requests, please wait")
