"""What every process of this site does first: it leaves nothing for others to read."""

import contextlib
import ctypes
import os
import resource

from flask.helpers import get_debug_flag

from ethreader.base.settings import WrongSetting

PR_SET_DUMPABLE = 4  # Of Linux, see prctl(2).


def refuse_debugging() -> None:
    """Raise `WrongSetting` in Flask's debug mode, whose pages show settings and what was typed."""
    if get_debug_flag():
        raise WrongSetting(
            "Flask's debug mode is on, in which a page shows passwords and what readers wrote. "
            "Leave --debug out, and unset FLASK_DEBUG."
        )


def keep_to_itself(*, group: str) -> None:
    """Make new files private (or the group's), and let the memory be neither dumped nor read.

    No core file then, nor one by a helper such as systemd-coredump or apport, which asks for no
    limit; and no other process of the same user looks into the memory.
    """
    os.umask(0o007 if group else 0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):  # Another system than Linux.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
