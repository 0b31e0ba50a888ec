"""What every template may use: the site's facts, dates in words, URLs of files."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup
from werkzeug.local import LocalProxy

from ethreader.base.link_targets import without_links
from ethreader.base.markup import article_html
from ethreader.base.reading import read_file
from ethreader.base.settings import HtmxSource, Settings, WrongSetting
from ethreader.i18n import formats
from ethreader.i18n.directions import direction_of
from ethreader.i18n.formats import format_number
from ethreader.i18n.languages import tag_with_script
from ethreader.i18n.texts import plural_forms
from ethreader.web import current
from ethreader.web.assets import HTMX, asset
from ethreader.web.joining import joined
from ethreader.web.localisation import language
from ethreader.web.scripts import cdn_of_page
from ethreader.web.site_facts import site
from ethreader.web.xml import beginning_of_day


def init_app(app: Flask, settings: Settings) -> None:
    """Give the templates their words and the site's facts."""
    app.jinja_env.concat = joined  # type: ignore[method-assign]
    app.jinja_env.globals.update(
        site_name=LocalProxy(lambda: site().name),
        origin=settings.origin,
        htmx=HTMX,
        htmx_from_cdn=settings.htmx is HtmxSource.CDN,
        cdn_of_page=cdn_of_page,
        helpline_text=settings.helpline_text,
        helpline_url=settings.helpline_url,
        asset=asset,
        plural_forms=plural_forms,
        house_rules_html=house_rules_html(settings),
    )
    _add_filters(app)


def _add_filters(app: Flask) -> None:
    app.jinja_env.filters.update(
        format_date=formats.format_date,
        format_short_date=formats.format_short_date,
        format_language=formats.format_language,
        format_number=format_number,
        is_foreign=is_foreign,
        sanitised=sanitised,
        without_links=without_links,
        beginning_of_day=beginning_of_day,
        in_language=in_language,
        with_script=tag_with_script,
        isolated=isolated,
        local_day=local_day,
        local_time=local_time,
        local_hour=local_hour,
    )


HOUSE_RULES_LIMIT = 100_000  # Bytes.


def local_day(moment: datetime) -> str:
    """Return a moment's day, as the organisation's time zone has it."""
    return formats.format_date(moment.astimezone(current.settings().time_zone).date())


def local_time(moment: datetime) -> str:
    """Return a moment's time of day, as the organisation's time zone has it."""
    return formats.format_time(moment.astimezone(current.settings().time_zone).time())


def local_hour(moment: datetime) -> str:
    """Return a moment's day and hour, where its minutes are nobody's business."""
    hour = moment.astimezone(current.settings().time_zone).time().replace(minute=0)
    return formats.join_day_and_hours(local_day(moment), formats.format_time(hour))


def house_rules_html(settings: Settings) -> str:
    """Return the operator's own house rules, or nothing where the built-in ones apply.

    Raises `WrongSetting` where the file that is named cannot be read.
    """
    if not settings.house_rules:
        return ""
    try:
        content = read_file(Path(settings.house_rules), limit=HOUSE_RULES_LIMIT)
        return article_html(content.decode("utf-8-sig"))
    except (OSError, ValueError) as problem:  # Of another encoding, or with a NUL in its name.
        reason = getattr(problem, "strerror", None) or "it is no UTF-8"
        message = (
            f"ETHREADER_HOUSE_RULES: the file {settings.house_rules} cannot be read ({reason})."
        )
        raise WrongSetting(message) from problem


@lru_cache(maxsize=100)
def in_language(tag: str) -> Markup:
    """Return the attributes of an element whose words are of a language: it, and its direction."""
    return Markup('lang="{}" dir="{}"').format(tag_with_script(tag), direction_of(tag))


def is_foreign(tag: str) -> bool:
    """Tell whether a text's language is another than the page's; its script may be any."""
    return tag.partition("-")[0] != language().tag.partition("-")[0]


def isolated(text: str, tag: str) -> str:
    """Keep a text that is written from the right to itself where no element can: within a line."""
    return f"\u2068{text}\u2069" if direction_of(tag) == "rtl" else text


def sanitised(html: str) -> Markup:
    """Mark HTML that `markup` made as what it is: the one way past autoescaping."""
    return Markup(html)  # noqa: S704 - stored by `markup`, which sanitises last
