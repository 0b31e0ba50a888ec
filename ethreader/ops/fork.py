"""A process of ours that does some work and ends: forked from this one, or a program anew."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from functools import partial
from pathlib import Path

from ethreader.ops.files import highest_file

COMM = Path("/proc/self/comm")
LONGEST_NAME = 15
OWN_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Child:
    """A running process below this one."""

    def __init__(self, pid: int) -> None:
        self._guard = threading.Lock()
        self._has_ended = False
        self.pid = pid

    def wait(self) -> str:
        """Wait until it ends, and say how it did."""
        # It stays known, and its number is nobody else's, until this process has said that it is.
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        with self._guard:
            self._has_ended = True
            _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        return f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it by force."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with self._guard:
            if not self._has_ended:
                os.kill(self.pid, number)


class Fork(Child):
    """The same process once more, with other work; raises `OSError` where there can be none.

    Only for a process without other threads: what they hold would be held there for ever.
    """

    def __init__(self, work: Callable[[], object], *, keep: int = 2) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        super().__init__(os.fork())
        if not self.pid:
            _live(work, parent=parent, keep=keep)


class HeldFork(Fork):
    """A fork that begins its work when it is let go, and ends where its parent does before that."""

    def __init__(self, work: Callable[[], object]) -> None:
        heard, self._told = os.pipe()
        super().__init__(partial(_when_let_go, heard, work), keep=heard)
        os.close(heard)

    def let_go(self) -> None:
        """Have it begin. One that has ended meanwhile does not hear of it."""
        with suppress(BrokenPipeError):
            os.write(self._told, b"!")
        os.close(self._told)


class Program(Child):
    """A program, started anew; raises `OSError` where it cannot be."""

    def __init__(self, command: tuple[str, ...]) -> None:
        # A group of its own: Ctrl+C is for the parent, which then stops this one.
        pid = os.posix_spawn(
            command[0], command, os.environ, setpgroup=0, setsigmask=(), setsigdef=OWN_SIGNALS
        )
        super().__init__(pid)


def call_process(name: str) -> None:
    """Say what `ps -o comm` calls this process, where that can be said."""
    with suppress(OSError):
        COMM.write_text(name[:LONGEST_NAME], encoding="ascii")


def _when_let_go(heard: int, work: Callable[[], object]) -> None:
    is_let_go = os.read(heard, 1)
    os.close(heard)
    if is_let_go:
        work()


def _live(work: Callable[[], object], *, parent: int, keep: int) -> None:
    """Do the work as a process of its own, and end it whatever comes of it."""
    status = 1
    try:
        os.setpgid(0, 0)  # As with a program.
        for number in OWN_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        # Locks, sockets and databases that are open belong to the parent.
        os.closerange(3, keep)
        os.closerange(keep + 1, highest_file() + 1)
        if os.getppid() == parent:  # Killed meanwhile, it would never be missed.
            Context().run(work)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - nothing of this process may go on in the parent's code
        sys.excepthook(*sys.exc_info())
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)
