"""What an editor has typed and not published: raw, whether it could be published or not."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.content_state import ContentKind
from ethreader.base.db import Key, Model, Moment, choice

Values = dict[str, Any]  # Texts by the field's name, as typed; rows are lists of the same.


class ContentDraft(Model):
    """One editor's draft of something: of what is on the site, or of what is not there yet.

    Whoever saves says from which window they do, which save they have seen there (`save_number`),
    and which version of the thing they began from (`based_on`): so nobody overwrites what they do
    not know, and a save whose response was lost can be sent again.
    """

    __tablename__ = "content_draft"
    __table_args__ = (UniqueConstraint("kind", "item_id", "saved_by_id"),)

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[ContentKind] = mapped_column(choice(ContentKind))
    item_id: Mapped[int | None]
    based_on: Mapped[int]
    values: Mapped[Values] = mapped_column(JSON)
    save_number: Mapped[int]
    window: Mapped[str] = mapped_column(String(16))  # The form that it was last saved from.
    saved_at: Mapped[Moment]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)

    saved_by: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)
