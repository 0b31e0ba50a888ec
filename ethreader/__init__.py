"""ethreader: event articles, speaker pages and inline comments."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from ethreader.accounts import views as accounts
from ethreader.accounts.sessions import ModerationSessions
from ethreader.audience import counting
from ethreader.audience import views as audience
from ethreader.base.clock import Clock
from ethreader.base.db import db
from ethreader.base.paths import ROOT
from ethreader.base.settings import Settings
from ethreader.comments import feed_views, form_views, thread_views
from ethreader.comments.models import PUBLIC_ID
from ethreader.comments.transition import follow_changes
from ethreader.contacts import views as contacts
from ethreader.disclosure import views as disclosure
from ethreader.facebook import question
from ethreader.facebook import views as facebook
from ethreader.moderation import views as moderation
from ethreader.ops.commands import register_commands
from ethreader.ops.instance import prepare_folder, secret_key
from ethreader.own_page import receipt_views
from ethreader.own_page import views as own_page
from ethreader.pages import event_views, speaker_views
from ethreader.reports import reporters
from ethreader.reports import views as reports
from ethreader.reports.service import follow_change
from ethreader.safety import views as safety
from ethreader.web import error_pages, health, http, localisation, security, templating
from ethreader.web.extensions import csrf, limiter
from ethreader.web.logging import RedactingFlask


class SlugConverter(BaseConverter):
    """The last part of an event's or speaker's address."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class PublicIdConverter(BaseConverter):
    """A comment's random id."""

    regex = PUBLIC_ID


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """Put the parts together; the one place where they meet.

    Raises `WrongSetting` when the site cannot start with these settings.
    """
    settings = settings or Settings.read()
    prepare_folder(settings.instance)
    app = RedactingFlask(
        __name__,
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.extensions.update(settings=settings, clock=clock or Clock())
    app.config.update(
        SECRET_KEY=secret_key(settings.instance),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,  # Addresses of files change with their bytes.
        WTF_CSRF_CHECK_DEFAULT=False,  # The desk calls the check itself.
        WTF_CSRF_TIME_LIMIT=None,  # A token lives as long as its session, which ends by itself.
        WTF_I18N_ENABLED=False,  # The forms' sentences are our own, from our own catalogs.
        WTF_CSRF_SSL_STRICT=False,  # Pages send no referrer; `security` checks the origin.
    )
    app.url_map.converters.update(slug=SlugConverter, public_id=PublicIdConverter)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    app.session_interface = ModerationSessions()
    localisation.init_app(app, settings)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]

    db.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    security.init_app(app, settings)
    http.init_app(app)
    error_pages.init_app(app)
    templating.init_app(app, settings)
    # After `http` and `security`: what is said last of an answer is heard first by them.
    counting.init_app(app, settings)
    question.init_app(app, settings)
    reporters.init_app(app)
    follow_changes(follow_change)
    register_commands(app)
    for part in (
        health,
        event_views,
        speaker_views,
        thread_views,
        form_views,
        feed_views,
        reports,
        accounts,
        moderation,
        audience,
        own_page,
        contacts,
        receipt_views,
        safety,
        disclosure,
        facebook,
    ):
        app.register_blueprint(part.bp)
    return app
