"""The visits that `/privacy/proof` describes; a test in a real browser makes each of them.

A visit is a value: what the browser asks for and with what. Addresses are the routes' own
patterns, so that a route that moves takes its description along.
"""

from dataclasses import dataclass

from flask import current_app

from ethreader.base.settings import HtmxSource, Settings
from ethreader.facebook.question import pixel_address
from ethreader.i18n.texts import gettext
from ethreader.web.assets import HTMX
from ethreader.web.localisation import root


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request of a visit: `path` is a pattern or a whole address, `fields` what is sent."""

    path: str
    method: str = "GET"
    why: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a browser asks for, in the order of a usual visit."""

    key: str
    title: str
    requests: tuple[Request, ...]
    cookies: str = "0"
    note: str = ""


FORM = ("body", "name", "email", "parent_id", "stamp", "notify", "key")


def visits(settings: Settings) -> list[Visit]:
    """Return all visits, as this site's settings make them."""
    asking = [_agreeing(settings)] if settings.pixel_id else []
    return [
        _reading(settings),
        _writing(settings),
        _writing_without_scripts(),
        _reporting(settings),
        *asking,
        _leaving(settings),
    ]


def _reading(settings: Settings) -> Visit:
    return Visit(
        key="reading",
        title=gettext("Reading"),
        requests=(
            Request(path=_rule("events.home"), why=gettext("the first page")),
            *_files(settings),
            Request(path=_rule("events.show"), why=gettext("an article with its comments")),
            Request(path=_rule("speakers.show"), why=gettext("the page of a speaker")),
        ),
        note=gettext("Files are loaded once: the browser keeps them, and later pages need none."),
    )


def _writing(settings: Settings) -> Visit:
    return Visit(
        key="writing",
        title=gettext("Leaving a comment"),
        requests=(
            Request(path=_rule("events.show"), why=gettext("the article with the form")),
            *_files(settings),
            Request(
                path=_rule("comments.check"),
                method="POST",
                fields=("body",),
                why=gettext("the text is checked as you leave its field; nothing is stored"),
            ),
            Request(
                path=_rule("comments.check"),
                method="POST",
                fields=("name",),
                why=gettext("the name is checked; nothing is stored"),
            ),
            Request(
                path=_rule("comments.check"),
                method="POST",
                fields=("email",),
                why=gettext("the email address is checked for typos; nothing is stored"),
            ),
            Request(
                path=_rule("comments.preview"),
                method="POST",
                fields=FORM,
                why=gettext("only if you press “Preview”; nothing is stored"),
            ),
            Request(
                path=_rule("comments.create"),
                method="POST",
                fields=FORM,
                why=gettext("the comment is sent and stored"),
            ),
        ),
        note=gettext(
            "Everything is sent in the background, within the page. The browser has no new page "
            "to remember, and is asked not to keep your name and email address. It may keep the "
            "text for a while, to restore it after a crash."
        ),
    )


def _writing_without_scripts() -> Visit:
    return Visit(
        key="writing-without-scripts",
        title=gettext("Leaving a comment without JavaScript"),
        requests=(
            Request(path=_rule("events.show"), why=gettext("the article with the form")),
            _file("site.css", gettext("how the pages look")),
            _file("icon.svg", gettext("the icon on the tab")),
            Request(
                path=_rule("comments.create"),
                method="POST",
                fields=tuple(field for field in FORM if field != "notify"),
                why=gettext("the comment is sent and stored"),
            ),
            Request(
                path=_rule("comments.received"),
                why=gettext("the page that confirms that it has arrived"),
            ),
        ),
        note=gettext(
            "The browser may keep what you sent, so that it can go back or reopen the tab. Close "
            "the tab when you are done."
        ),
    )


def _reporting(settings: Settings) -> Visit:
    return Visit(
        key="reporting",
        title=gettext("Reporting a comment"),
        requests=(
            Request(path=_rule("events.show"), why=gettext("the article with its comments")),
            *_files(settings),
            Request(path=_rule("reports.new"), why=gettext("the form, when you press “Report”")),
            Request(
                path=_rule("reports.create"),
                method="POST",
                fields=("reason", "note"),
                why=gettext("the report is sent; the reason, the note and the day are stored"),
            ),
        ),
        note=gettext("Everything is sent in the background, within the page."),
    )


def _agreeing(settings: Settings) -> Visit:
    return Visit(
        key="agreeing",
        title=gettext("Saying yes to Facebook, and withdrawing consent"),
        requests=(
            Request(
                path=_rule("events.show"), why=gettext("the article with the question at its end")
            ),
            *_files(settings),
            Request(
                path=_rule("pixel.answer"),
                method="POST",
                fields=("page", "answer"),
                why=gettext("you press “Yes”; the cookie that remembers it is set"),
            ),
            Request(path=_rule("events.show"), why=gettext("the article again")),
            Request(path=pixel_address(), why=gettext("the invisible image: Facebook is told")),
            Request(
                path=_rule("pixel.answer"),
                method="POST",
                fields=("page", "answer"),
                why=gettext("you press “Withdraw consent”; the cookie is deleted"),
            ),
            Request(path=_rule("events.show"), why=gettext("the article as at first")),
        ),
        cookies=gettext("1 after you say yes, 0 at the end"),
        note=gettext(
            "The cookie is called “facebook”. If you say no, it remembers that, and nothing is "
            "requested from Facebook. If you press neither, everything is as under “Reading”."
        ),
    )


def _leaving(settings: Settings) -> Visit:
    return Visit(
        key="leaving",
        title=gettext("“Leave this page”"),
        requests=(
            Request(
                path=_rule("safety.leave"),
                why=gettext("the browser deletes cookies and stored data"),
            ),
            Request(
                path=settings.exit_url,
                why=gettext("the other site, which is not told where you were"),
            ),
        ),
    )


def _files(settings: Settings) -> tuple[Request, ...]:
    files = (
        _file("site.css", gettext("how the pages look")),
        _file("exit.js", gettext("the exit from the page")),
        _file("site.js", gettext("forms that are sent in the background")),
        _file("comment-form.js", gettext("keeping your text, counting characters, quoting")),
        _file("thread.js", gettext("new comments while you read")),
        _file("icon.svg", gettext("the icon on the tab")),
    )
    if settings.htmx is HtmxSource.CDN:
        why = gettext("the htmx script, from the network that delivers it; see below")
        return (*files, Request(path=HTMX.cdn_url, why=why))
    return (
        *files,
        _file(f"vendor/{HTMX.filename}", gettext("the htmx script, the site’s own copy")),
    )


def _file(filename: str, why: str) -> Request:
    return Request(path=_rule("static").replace("<filename>", filename), why=why)


def _rule(endpoint: str) -> str:
    """Return the pattern of an endpoint, with the converters' names left out."""
    [rule] = current_app.url_map.iter_rules(endpoint)
    words = ("<slug:slug>", "<slug>"), ("<public_id:public_id>", "<id>")
    text = rule.rule.replace("<path:filename>", "<filename>")
    for pattern, word in words:
        text = text.replace(pattern, word)
    return text if endpoint == "static" else f"{root()}{text}"
