"""The filter learns anew each day, in a process of its own: what it loads to learn is large.

What was deleted since it last learned is then forgotten, because only what is there is learned.
"""

import sys
import threading
from datetime import datetime, timedelta

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.paths import ROOT
from ethreader.learning.queries import is_training_due
from ethreader.ops.fork import Program
from ethreader.retention.turns import take_turn

DAILY = timedelta(hours=23)  # Asked by the hour, it is within a day.
TRAINING = "training"
COMMAND = (sys.executable, "-m", "flask", "--app", str(ROOT / "app.py"), "learning", "train")


def teach(now: datetime) -> None:
    """Begin to train the filter where there is something to learn, or to forget."""
    if not is_training_due():
        db.session.rollback()
        return
    begin_write_transaction()
    is_mine = take_turn(TRAINING, every=DAILY, now=now)
    db.session.commit()
    if is_mine:
        begin_training()


def begin_training() -> threading.Thread:
    """Start the program that trains, and a thread that waits for its end."""
    waiting = threading.Thread(target=Program(COMMAND).wait, daemon=True, name="training")
    waiting.start()
    return waiting
