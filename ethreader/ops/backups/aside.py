"""What restores have set aside: it goes when the operator removes it, and is not forgotten."""

from pathlib import Path

from sqlalchemy import make_url

from ethreader.base.settings import Settings

ASIDE = "before-restore-"  # What the names of these folders begin with.


def aside_advice(settings: Settings) -> str | None:
    """Return a reminder of what lies beside SQLite's file since a restore."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return None
    folders = sorted(Path(str(url.database)).resolve().parent.glob(f"{ASIDE}*"))
    if not folders:
        return None
    return (
        f"Note: an older database lies in {', '.join(map(str, folders))} since a restore. What "
        "readers delete on the site stays in it: remove it when all is well."
    )
