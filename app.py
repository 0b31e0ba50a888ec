"""The WSGI application, for `flask` and any WSGI server: `app:app`."""

from ethreader import create_app
from ethreader.base.settings import WrongSetting

try:
    app = create_app()
except WrongSetting as problem:
    raise SystemExit(f"The site cannot start. {problem}") from None
