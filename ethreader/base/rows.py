"""Rows of a statement that names columns alone, for pages that are read often."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Row

from ethreader.base.db import db


def rows_of(statement: Executable, given: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """Run a statement past the mapping to records, which takes a third of such a read."""
    session = db.session()
    session.flush()  # As for any other read: what was changed here is seen here.
    return session.connection().execute(statement, given).all()
