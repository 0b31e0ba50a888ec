"""Whether the site can serve, for whoever watches over it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from ethreader.base.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say ok once the database has responded."""
    db.session.execute(text("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
