"""What backups and restores are asked for in tests, and what they leave."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.ops.backups.making import make_backup
from ethreader.ops.backups.restoring import Restored, restore
from tests.times import utcnow


def backup_of(app: Flask, folder: Path, *, days_ago: int = 0) -> Path:
    """Make a backup as `flask backup` does."""
    db.session.rollback()
    now = utcnow() - timedelta(days=days_ago)
    return make_backup(app.extensions["settings"], folder, now=now)


def restore_to(app: Flask, backup: Path) -> Restored:
    """Restore a backup as `flask restore` does."""
    db.session.rollback()
    return restore(backup, app.extensions["settings"], now=utcnow())


def bodies() -> list[str]:
    """Return what all comments say, as the database has it now."""
    db.session.rollback()
    return list(db.session.scalars(select(Comment.body).order_by(Comment.id)))


def count() -> int:
    """Count the comments."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Comment)) or 0


def files_in(folder: Path) -> set[str]:
    """Return the names of all that is in a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
