"""The first moderator of a site that has none: whoever holds the link that its start prints."""

from datetime import datetime

from sqlalchemy import delete

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.models import SignInLink
from ethreader.accounts.queries import first_link_works, present_count
from ethreader.accounts.service import LinkUsed, add_moderator, new_link, set_password_hash
from ethreader.accounts.session_service import SignedIn
from ethreader.base import tokens
from ethreader.base.db import db


def first_link(*, now: datetime) -> str | None:
    """Return the token of a link for the first moderator; nothing once there is one, or a link."""
    if present_count() or first_link_works(now=now):
        return None
    return new_link(None, now=now)


def set_up_first(token: str, name: str, password_hash: str, *, now: datetime) -> SignedIn:
    """Use up the first link: add an administrator with a password, and begin a session.

    Raises `LinkUsed`, and `NameTaken` where a former moderator had the name.
    """
    own = (SignInLink.token_digest == tokens.digest(token), SignInLink.expires_at > now)
    ended = db.session.execute(delete(SignInLink).where(*own)).rowcount  # type: ignore[attr-defined]
    if not ended or present_count():
        raise LinkUsed
    link = add_moderator(name, role=ModeratorRole.ADMIN, now=now)
    return set_password_hash(link, password_hash, now=now)
