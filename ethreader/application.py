"""The site: where its parts meet."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from ethreader.accounts import sign_in_guard, unsent
from ethreader.accounts import unsent_views as unsent_of_accounts
from ethreader.accounts.leaving_service import register_on_leaving
from ethreader.accounts.sessions import ModerationSessions
from ethreader.audience import counting
from ethreader.base.clock import Clock
from ethreader.base.connecting import engine_options
from ethreader.base.db import db
from ethreader.base.paths import ROOT
from ethreader.base.revisions import register_shown
from ethreader.base.settings import Settings
from ethreader.base.written_rows import register_followed
from ethreader.comments.models import PUBLIC_ID
from ethreader.comments.transition import register_followers
from ethreader.editing.views import UNSENT as UNSENT_CONTENT
from ethreader.events.changes import follow_states
from ethreader.facebook import question
from ethreader.mail.kinds import register_mail_kinds
from ethreader.moderation import unsent_views as unsent_decisions
from ethreader.ops.instance import prepare_folder, secret_key
from ethreader.ops.late_commands import register_commands
from ethreader.ops.private_files import keep_private
from ethreader.ops.readiness import trouble
from ethreader.parts import PARTS
from ethreader.pictures import file_facts
from ethreader.pictures.service import register_uses
from ethreader.publishing.registry import register_on_removed, register_on_state
from ethreader.reports import reporters
from ethreader.retention.registry import register_holdings
from ethreader.retention.withdrawal_signals import note_showing, note_withdrawal
from ethreader.screening.registry import register_refreshers, register_spam_checks
from ethreader.search.followed_rows import FOLLOWED
from ethreader.search.service import follow as follow_written
from ethreader.site_pages.facts import read_facts
from ethreader.translations.registry import register_names_that_stay
from ethreader.web import (
    compiled_templates,
    error_pages,
    frames,
    heads,
    health,
    hosts,
    http,
    keeping,
    localisation,
    lost_database,
    mail_pages,
    paths,
    security,
    security_contact,
    shapes,
    site_facts,
    static_files,
    templating,
)
from ethreader.web.extensions import begin_counting, csrf
from ethreader.web.logging import RedactingFlask
from ethreader.web.prefix import SitePrefix


class SlugConverter(BaseConverter):
    """The last part of an event's or speaker's path."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class PublicIdConverter(BaseConverter):
    """A comment's random id."""

    regex = PUBLIC_ID


class FileNameConverter(BaseConverter):
    """The random name of a picture or document."""

    regex = "[0-9a-f]{32}"


def create_app(settings: Settings | None = None, *, clock: Clock | None = None) -> Flask:
    """Put the parts together; the one place where they meet.

    Raises `WrongSetting` when the site cannot start with these settings.
    """
    settings = settings or Settings.read()
    prepare_folder(settings.instance, group=settings.instance_group)
    app = RedactingFlask(
        __package__,
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.extensions.update(settings=settings, clock=clock or Clock())
    _configure(app, settings)
    _init_extensions(app, settings)
    _stand_behind_proxies(app, settings)
    _register_parts(app)
    keep_private(settings.instance, group=settings.instance_group, keys=settings.mail_keys)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    """Set what Flask itself and its extensions read."""
    app.config.update(
        SECRET_KEY=secret_key(settings.instance),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        WTF_CSRF_CHECK_DEFAULT=False,  # The moderators' pages call the check themselves.
        WTF_CSRF_TIME_LIMIT=None,  # A token lives as long as its session, which ends by itself.
        WTF_CSRF_SSL_STRICT=False,  # Pages send no referrer; `security` checks the origin.
    )
    app.url_map.converters.update(
        slug=SlugConverter, public_id=PublicIdConverter, file_name=FileNameConverter
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    app.session_interface = ModerationSessions()


def _init_extensions(app: Flask, settings: Settings) -> None:
    """Set up what looks at every request."""
    keeping.init_app(app)
    paths.init_app(app)
    hosts.init_app(app, settings)
    heads.init_app(app)
    localisation.init_app(app, settings)
    db.init_app(app)
    csrf.init_app(app)
    begin_counting(settings)
    static_files.init_app(app)
    security.init_app(app, settings)
    mail_pages.init_app(app, settings)
    http.init_app(app)
    error_pages.init_app(app)
    lost_database.init_app(app)
    templating.init_app(app, settings)
    compiled_templates.init_app(app)
    shapes.init_app(app)
    frames.init_app(app)
    # After `http` and `security`: what is said last of a response is heard first by them.
    counting.init_app(app, settings)
    question.init_app(app, settings)
    reporters.init_app(app)
    _init_signing_in(app)


def _init_signing_in(app: Flask) -> None:
    """Set up what only moderators and editors meet."""
    sign_in_guard.init_app(app)
    unsent.init_app(app, unsent_of_accounts.PAGES | unsent_decisions.PAGES | UNSENT_CONTENT)


def _stand_behind_proxies(app: Flask, settings: Settings) -> None:
    """Learn, first of all, who asks for what, and under which path the site stands."""
    app.wsgi_app = SitePrefix(app.wsgi_app, settings)  # type: ignore[method-assign]
    if count := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def _register_parts(app: Flask) -> None:
    """Take in what each feature brings."""
    health.init_app(app, trouble=trouble)
    site_facts.init_app(app, read_facts)
    brought = (blueprint for part in PARTS.values() for blueprint in part.blueprints)
    for blueprint in (health.bp, security_contact.bp, *brought):
        app.register_blueprint(blueprint)
    register_mail_kinds(kind for part in PARTS.values() for kind in part.mail_kinds)
    register_holdings(part.holding for part in PARTS.values() if part.holding)
    register_uses(use for part in PARTS.values() for use in part.file_uses)
    file_facts.init_app(
        app,
        shown=(names for part in PARTS.values() for names in part.files_shown),
        withheld=(names for part in PARTS.values() for names in part.files_withheld),
    )
    _register_rules()
    register_commands(app, (each for part in PARTS.values() for each in part.commands))


def _register_rules() -> None:
    """Tell lower features the rules of higher ones that they follow."""
    register_shown({model: topics for part in PARTS.values() for model, topics in part.shown})
    register_followed(FOLLOWED, follow_written)
    follow_states()
    register_names_that_stay([each for part in PARTS.values() for each in part.names_that_stay])
    register_on_removed(each for part in PARTS.values() for each in part.on_removed)
    register_on_leaving(each for part in PARTS.values() for each in part.on_leaving)
    register_on_state(withdrawn=[note_withdrawal], shown=[note_showing])
    register_followers(part.follower for part in PARTS.values() if part.follower)
    register_spam_checks(each for part in PARTS.values() for each in part.spam_checks)
    register_refreshers(each for part in PARTS.values() for each in part.refreshers)
