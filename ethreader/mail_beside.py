"""The mail process beside a site: forked before there is a page, or started anew as a program.

`python -m ethreader.mail_beside` is followed by the number of the site's process, its parent.
"""

import gc
import sys
from functools import partial

from ethreader.base.settings import Settings
from ethreader.mail_application import create_mail_app, prepare
from ethreader.ops.boundary import sentence_of
from ethreader.ops.early_fork import hold
from ethreader.ops.lean_mail_process import run_beside_site
from ethreader.ops.own_process import keep_to_itself
from ethreader.ops.terminal import speak_plainly


def hold_mail_process(settings: Settings, *, parent: int) -> None:
    """Fork the mail process of this site, which waits until it is let go."""
    prepare()
    hold(partial(_work, settings, parent=parent))


def _work(settings: Settings, *, parent: int) -> None:
    gc.enable()
    run_beside_site(create_mail_app(settings), parent=parent)


def main(parent: int) -> None:
    """Be the mail process of the site with this number."""
    speak_plainly()
    try:
        settings = Settings.read()
        keep_to_itself(group=settings.instance_group)
        gc.freeze()
        app = create_mail_app(settings)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the start is over
        raise SystemExit(f"The mail process cannot start. {sentence_of(problem)}") from None
    run_beside_site(app, parent=parent)


if __name__ == "__main__":
    main(int(sys.argv[1]))
