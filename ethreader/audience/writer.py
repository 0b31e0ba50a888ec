"""Carries the sums into the database, beside the requests: no page waits for it or fails by it."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ethreader.audience.service import add_up
from ethreader.audience.tally import Tally
from ethreader.base.db import begin_write_transaction, db

EVERY = 30.0  # Seconds; as much is lost by a kill.


def keep_writing(app: Flask, *, every: float = EVERY) -> Callable[[], None]:
    """Write from now on; return what ends it and writes the rest."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(every):
            write(app)

    thread = threading.Thread(target=work, daemon=True, name="audience")

    def end() -> None:
        over.set()
        thread.join()
        write(app)

    thread.start()
    return end


def write(app: Flask) -> bool:
    """Write what was counted; where that fails, keep it for the next time and say False."""
    tally: Tally | None = app.extensions.get("tally")
    sums = tally.take() if tally is not None else None
    if tally is None or not sums or not sums.views:
        return True
    with app.app_context():
        try:
            begin_write_transaction()
            add_up(sums)
            db.session.commit()
        except SQLAlchemyError:
            db.session.rollback()
            tally.give_back(sums)
            app.logger.warning("The counts of readers could not be written; they wait in memory.")
            return False
    return True
