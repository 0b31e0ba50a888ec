"""A process beside this one that is started again whenever it ends, until this one stops it."""

import logging
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

FIRST_REST = 1.0  # Seconds until it is started again; twice as long each time, up to the longest.
LONGEST_REST = 300.0
STEADY = 60.0  # Seconds; one that lived for that long did not fail at its start.
STOPS_WITHIN = 40.0  # It may be waiting for a mail server.

# No worker may be forked while a program is started: it would hold the pipe by which the start is
# heard of, and the start would take as long as the worker lives.
_starting = threading.Lock()
os.register_at_fork(
    before=_starting.acquire,
    after_in_parent=_starting.release,
    after_in_child=_starting.release,
)


class WatchedProcess:
    """A command that runs as long as the `with` block."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        name: str,
        folder: Path,
        first_rest: float = FIRST_REST,
        stops_within: float = STOPS_WITHIN,
    ) -> None:
        self._command = command
        self._name = name
        self._folder = folder
        self._first_rest = self._rest = first_rest
        self._stops_within = stops_within
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name=f"watching {name}")

    def __enter__(self) -> Self:
        """Start it, and watch it from now on."""
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop it for good: by a word first, and by force where that is not heard."""
        with _starting:  # Or it could be started while it is stopped.
            self._over.set()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=self._stops_within)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._thread.join()

    @property
    def has_ended(self) -> bool:
        """Whether it has ended by itself, if only once."""
        return self._ended.is_set()

    def _watch(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            end = self._run()
            self._ended.set()
            if self._over.is_set():
                return
            if time.monotonic() - began >= STEADY:
                self._rest = self._first_rest
            log.warning("The %s %s. It is started again in %g s.", self._name, end, self._rest)
            self._over.wait(self._rest)
            self._rest = min(2 * self._rest, LONGEST_REST)

    def _run(self) -> str:
        """Run the command to its end, and say how it ended."""
        try:
            with _starting:
                if self._over.is_set():
                    return "was not started"
                # A group of its own: Ctrl+C is for this process, which then stops that one.
                self._process = subprocess.Popen(  # noqa: S603 - of this module's callers alone
                    self._command, cwd=self._folder, process_group=0
                )
        except OSError as problem:
            return f"could not be started ({problem.strerror})"
        status = self._process.wait()
        return f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
