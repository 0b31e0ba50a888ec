"""The visits of those who read, and what they may press beside it."""

from ethreader.base.settings import Settings
from ethreader.disclosure.requests import Request, Visit, files, page, sent
from ethreader.facebook.question import COOKIE, pixel_address
from ethreader.i18n.texts import gettext
from ethreader.web.cookies import cookie_name

CONSENT = ("page", "answer")


def reading(settings: Settings) -> Visit:
    """Describe a visit to the first page, an article and a speaker."""
    return Visit(
        key="reading",
        title=gettext("Reading"),
        requests=(
            page("events.home", gettext("the first page")),
            *files(settings),
            page("events.show", gettext("an article with its comments")),
            page("speakers.show", gettext("the page of a speaker")),
        ),
        note=gettext("Files are loaded once: the browser keeps them, and later pages need none."),
    )


def agreeing(settings: Settings) -> Visit:
    """Describe a yes to Facebook's question, and how it is taken back."""
    taken_back = gettext("you press “Withdraw consent”; the cookie is deleted")
    return Visit(
        key="agreeing",
        title=gettext("Saying yes to Facebook, and withdrawing consent"),
        requests=(
            page("events.show", gettext("the article with the question at its end")),
            *files(settings),
            *_saying_yes(),
            sent("pixel.answer", CONSENT, taken_back),
            page("events.show", gettext("the article as at first")),
        ),
        cookies=gettext("1 after you say yes, 0 at the end"),
        note=gettext(
            "The cookie is called “%(name)s”. If you say no, it remembers that, and nothing is "
            "requested from Facebook. If you press neither, everything is as under “Reading”.",
            name=cookie_name(COOKIE),
        ),
    )


def _saying_yes() -> tuple[Request, ...]:
    remembered = gettext("you press “Yes”; the cookie that remembers it is set")
    return (
        sent("pixel.answer", CONSENT, remembered),
        page("events.show", gettext("the article again")),
        Request(path=pixel_address(), why=gettext("the invisible image: Facebook is told")),
    )


def leaving(settings: Settings) -> Visit:
    """Describe what “Leave this page” does."""
    elsewhere = gettext("the other site, which is not told where you were")
    return Visit(
        key="leaving",
        title=gettext("“Leave this page”"),
        requests=(
            page("safety.leave", gettext("the browser deletes cookies and stored data")),
            Request(path=settings.exit_url, why=elsewhere),
        ),
    )
