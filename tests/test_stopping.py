"""The one process of the site hears a stop that came early, and ends though something hangs."""

import signal
from collections.abc import Sequence

import pytest

from ethreader.ops.fork import Fork
from ethreader.ops.one_process import StoppingLoop
from tests.browser.server import PATIENCE


@pytest.mark.parametrize(
    ("is_early", "sent"),
    [
        pytest.param(True, (), id="before the loop"),
        pytest.param(False, (signal.SIGTERM,), id="TERM"),
        pytest.param(False, (signal.SIGINT, signal.SIGINT), id="INT twice"),
    ],
)
def test_what_hangs_is_broken_off(*, is_early: bool, sent: Sequence[signal.Signals]) -> None:
    def hang() -> None:
        signal.alarm(int(PATIENCE))  # Or it would hang for ever.
        loop = StoppingLoop(0.01, is_over=lambda: is_early)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: None)
        for number in sent:
            loop.call_soon(signal.raise_signal, number)
        loop.run_forever()

    assert Fork(hang).wait() == "ended with status 0"
