"""The WSGI application, for `flask` and any WSGI server: `app:app`."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from ethreader.ops.terminal import is_flask, speak_utf8

if TYPE_CHECKING:
    from flask import Flask


def _site() -> "Flask":
    """Return the site; where it cannot start, end with one sentence and an exit status."""
    # What these import reads files by the locale.
    from ethreader.base.settings import Settings  # noqa: PLC0415
    from ethreader.ops.boundary import sentence_of  # noqa: PLC0415
    from ethreader.ops.own_process import keep_to_itself, refuse_debugging  # noqa: PLC0415

    try:
        refuse_debugging()
        settings = Settings.read()
        keep_to_itself(group=settings.instance_group)
        if _serves_with_mail():
            # Before there is a page: what the mail process needs is a part of what the site needs.
            from ethreader.mail_beside import hold_mail_process  # noqa: PLC0415

            hold_mail_process(settings, parent=os.getpid())
        from ethreader.application import create_app  # noqa: PLC0415

        return create_app(settings)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the start is over
        raise SystemExit(f"The site cannot start. {sentence_of(problem)}") from None


def _serves_with_mail() -> bool:
    return is_flask() and {"serve", "--with-mail"} <= set(sys.argv[1:])


speak_utf8()
gc.disable()  # A tenth of the time went into looking for what is unused, in vain.
app = _site()
gc.freeze()  # It stays, and the first look would be at all of it.
gc.enable()
