"""What is done by the hour, whichever process does it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Model, Moment


class LastRun(Model):
    """When something was last done; its row is how processes take turns."""

    __tablename__ = "last_run"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    done_at: Mapped[Moment]
