"""In which encoding a server's database keeps text."""

from sqlalchemy import Connection

from ethreader.base.connecting import UTF8
from ethreader.ops.migrations.errors import CannotUpgrade


def require_utf8(connection: Connection) -> None:
    """Raise `CannotUpgrade` where the database could not hold every letter; SQLite always can."""
    if connection.dialect.name == "sqlite":
        return
    driver = connection.connection.driver_connection
    encoding = driver.info.parameter_status("server_encoding") if driver else UTF8
    if encoding == UTF8:
        return
    name = connection.engine.url.database or "NAME"
    message = (
        f"it has the encoding {encoding}, which cannot hold every name and text. Make another one "
        f"(createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 {name}_utf8) and name it "
        "in ETHREADER_DATABASE_URL"
    )
    raise CannotUpgrade(message)
