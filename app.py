"""The WSGI application, for `flask` and any WSGI server: `app:app`."""

from ethreader import create_app
from ethreader.base.settings import Settings, WrongSetting
from ethreader.ops.own_process import keep_to_itself, refuse_debugging

try:
    refuse_debugging()
    settings = Settings.read()
    keep_to_itself(group=settings.instance_group)
    app = create_app(settings)
except WrongSetting as problem:
    raise SystemExit(f"The site cannot start. {problem}") from None
