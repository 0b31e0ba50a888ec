"""What the running application was made with."""

from flask import current_app

from ethreader.base.settings import Settings


def settings() -> Settings:
    """Return the settings of the running site."""
    found: Settings = current_app.extensions["settings"]
    return found
