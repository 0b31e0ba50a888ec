"""The application of a mail process beside a site: what mails need, and no page.

It is in memory for as long as the site is, and `application.create_app` would bring every page.
What it takes of `parts` stands here once more; a test compares the two.
"""

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.orm import configure_mappers

from ethreader.alerts.mails import DIGEST
from ethreader.base.clock import Clock
from ethreader.base.connecting import engine_options
from ethreader.base.db import db
from ethreader.base.paths import ROOT
from ethreader.base.revisions import register_shown
from ethreader.base.settings import Settings
from ethreader.base.topics import topics_of_content
from ethreader.comments.mails import DECISION, REPLY
from ethreader.contacts.models import Contact, MailStop, VaultKey
from ethreader.contacts.service import forget_contact
from ethreader.mail.kinds import CONFIRM, register_mail_kinds
from ethreader.mail.models import MailLayout, OutboxMail
from ethreader.messages.mails import MESSAGE
from ethreader.retention.registry import Holding, register_holdings
from ethreader.web import compiled_templates, localisation
from ethreader.web.logging import RedactingFlask

KINDS = (CONFIRM, REPLY, DECISION, MESSAGE, DIGEST)
SHOWN = {VaultKey: topics_of_content, MailLayout: topics_of_content}
CONTACTS = Holding(
    erasers={"contact": forget_contact},
    about_comments=(Contact.comment_id, MailStop.comment_id),
    mentions=(OutboxMail.about_id,),
)


def create_mail_app(settings: Settings, *, clock: Clock | None = None) -> Flask:
    """Return what the mail process of a site works in; the site has made the instance folder."""
    app = RedactingFlask(
        __package__,
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.extensions.update(settings=settings, clock=clock or Clock())
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    localisation.init_app(app, settings)
    compiled_templates.init_app(app)
    db.init_app(app)
    register_mail_kinds(KINDS)
    register_shown(SHOWN)
    register_holdings([CONTACTS])
    return app


def prepare() -> None:
    """Do what each process would do for itself, before it is forked from another one."""
    configure_mappers()
