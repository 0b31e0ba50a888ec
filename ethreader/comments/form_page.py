"""The form for a comment, with what its templates need, wherever it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from ethreader.base.settings import EmailPolicy
from ethreader.comments import form_token
from ethreader.comments.forms import CommentForm, TextForm
from ethreader.comments.models import PUBLIC_ID
from ethreader.comments.personal_data import NamedPassage, PersonalDataTyped
from ethreader.comments.queries import published_comment
from ethreader.comments.threads import PublicComment
from ethreader.contacts.queries import has_current_key
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.i18n.texts import Text
from ethreader.web.current import Current, now, secret, settings
from ethreader.web.shapes import gap, shape_of
from ethreader.web.templating import sanitised


def can_notify() -> bool:
    """Tell whether an email could be kept: there is a key to seal it with."""
    return has_current_key(now())


def _email_is_required() -> bool:
    return settings().email is EmailPolicy.REQUIRED


def _contact_days() -> int:
    return settings().contact_days


@dataclass(frozen=True, kw_only=True)
class FormEvent:
    """What the form of an article says of its event; where that stands is a gap."""

    comments: CommentPolicy
    comments_until: date | None
    comment_count: int
    slug: str = gap("slug")


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A form in its place. `prefix` begins the ids of its elements: several may share a page."""

    form: TextForm
    prefix: str
    problem: Text | None = None
    personal: PersonalDataTyped | None = None  # What its writer is asked, or was done to its text.

    def context(self) -> dict[str, Any]:
        """Return the names by which the templates know it all."""
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class CommentFormPage(FormPage):
    """The form for a new comment or a reply."""

    event: Event | FormEvent
    stamp: str
    reply_to: PublicComment | None = None
    preview_html: str | None = None
    previewed: Sequence[NamedPassage] = ()
    can_notify: bool = field(default_factory=can_notify)
    email_is_required: bool = field(default_factory=_email_is_required)
    contact_days: int = field(default_factory=_contact_days)


def comment_form(**values: object) -> CommentForm:
    """Return the form, as this site's settings want it."""
    return CommentForm(email_is_required=_email_is_required(), **values)


def article_form(event: Event) -> Markup:
    """Return the empty form within an article, the same for all who read it in an hour."""
    about = FormEvent(
        comments=event.comments,
        comments_until=event.comments_until,
        comment_count=min(event.comment_count, 1),
    )
    with_mail = can_notify()
    shown = about, with_mail, _email_is_required(), _contact_days()
    shape = shape_of(
        "comments/_form.html", *shown, context=lambda: _gaps(about, with_mail=with_mail).context()
    )
    stamp = form_token.issue_for_page(event.slug, secret=secret(), now=now())
    return sanitised(shape.fill({"slug": event.slug, "stamp": stamp}))


def _gaps(about: FormEvent, *, with_mail: bool) -> CommentFormPage:
    """Return the form of all articles of which the same is to be said."""
    return CommentFormPage(
        event=about,
        form=comment_form(formdata=None),
        prefix="comment",
        stamp=gap("stamp"),
        can_notify=with_mail,
    )


def form_page(
    event: Event,
    form: CommentForm,
    *,
    problem: Text | None = None,
    personal: PersonalDataTyped | None = None,
    preview_html: str | None = None,
    previewed: Sequence[NamedPassage] = (),
) -> CommentFormPage:
    """Return a form for one reader, as it was opened or as it was sent."""
    parent_id = str(form.parent_id.data or "")
    return CommentFormPage(
        event=event,
        form=form,
        prefix=_prefix(form),
        problem=problem,
        personal=personal,
        stamp=form_token.issue(event.slug, secret=secret(), now=now()),
        reply_to=published_comment(event, parent_id) if parent_id else None,
        preview_html=preview_html,
        previewed=previewed,
    )


def issued_at(form: CommentForm, slug: str, current: Current) -> datetime:
    """Return when a posted form was issued; raises a `FormTokenRefused`."""
    stamp = str(form.stamp.data or "")
    return form_token.read(stamp, slug, secret=current.secret, now=current.now)


def place_of(text: str) -> str:
    """Return the public id of the comment in whose place a form stands, or nothing."""
    return text if re.fullmatch(PUBLIC_ID, text) else ""


def _prefix(form: CommentForm) -> str:
    """Return what the ids of a form begin with: unlike those of all others on its page.

    One that replies to nothing (any more) may still stand beside the article's own.
    """
    parent_id, place = (place_of(str(each.data or "")) for each in (form.parent_id, form.place))
    return f"reply-{parent_id}" if parent_id else f"another-{place}" if place else "comment"
