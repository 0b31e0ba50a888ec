"""The visits of those who send something: a comment or a report."""

from ethreader.base.settings import Settings
from ethreader.disclosure.requests import (
    Request,
    Visit,
    files,
    icon,
    letters,
    look,
    page,
    pictures,
    sent,
)
from ethreader.i18n.texts import gettext

FORM = ("body", "name", "email", "parent_id", "stamp", "notify", "key")
FORM_WITHOUT_TICK = tuple(field for field in FORM if field != "notify")
REPORT = ("reason", "note")


def writing(settings: Settings) -> Visit:
    """Describe a comment that is checked, previewed and sent within the page."""
    preview = gettext("only if you press “Preview”; nothing is stored")
    return Visit(
        key="writing",
        title=gettext("Leaving a comment"),
        requests=(
            page("events.show", gettext("the article with the form")),
            *files(settings),
            *_checks(),
            sent("comments.preview", FORM, preview),
            sent("comments.create", FORM, gettext("the comment is sent and stored")),
        ),
        note=gettext(
            "Everything is sent in the background, within the page. The browser has no new page "
            "to remember, and is asked not to keep your name and email address. It may keep the "
            "text for a while, to restore it after a crash."
        ),
    )


def _checks() -> tuple[Request, ...]:
    whys = {
        "body": gettext("the text is checked as you leave its field; nothing is stored"),
        "name": gettext("the name is checked; nothing is stored"),
        "email": gettext("the email address is checked for typos; nothing is stored"),
    }
    return tuple(sent("comments.check", (field,), why) for field, why in whys.items())


def writing_without_scripts() -> Visit:
    """Describe a comment that is sent by a browser without JavaScript."""
    return Visit(
        key="writing-without-scripts",
        title=gettext("Leaving a comment without JavaScript"),
        requests=(
            page("events.show", gettext("the article with the form")),
            look(),
            letters(),
            icon(),
            pictures(),
            sent("comments.create", FORM_WITHOUT_TICK, gettext("the comment is sent and stored")),
            page("received.show", gettext("the page that confirms that it has arrived")),
        ),
        note=gettext(
            "The browser may keep what you sent, so that it can go back or reopen the tab. Close "
            "the tab when you are done."
        ),
    )


def reporting(settings: Settings) -> Visit:
    """Describe the report of a comment."""
    stored = gettext("the report is sent; the reason, the note and the day are stored")
    return Visit(
        key="reporting",
        title=gettext("Reporting a comment"),
        requests=(
            page("events.show", gettext("the article with its comments")),
            *files(settings),
            page("reports.new", gettext("the form, when you press “Report”")),
            sent("reports.create", REPORT, stored),
        ),
        note=gettext("Everything is sent in the background, within the page."),
    )
