"""The database's own guards of the moderation log, taken away."""

from sqlalchemy import text

from ethreader.base.db import db

GUARDS = {
    "sqlite": ("state_change_stays", "state_change_kept", "log_link_stays", "log_link_kept"),
    "postgresql": ("state_change_stays", "state_change_kept", "log_link_stays"),
}


def drop_guards() -> None:
    """Take them away until the transaction is rolled back, as the database's owner can."""
    dialect = db.engine.dialect.name
    for guard in GUARDS[dialect]:
        table = "log_link" if guard.startswith("log_link") else "state_change"
        where = f" ON {table}" if dialect == "postgresql" else ""
        db.session.execute(text(f"DROP TRIGGER IF EXISTS {guard}{where}"))
