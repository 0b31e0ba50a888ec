"""The one process of the site hears a stop that came early, and ends though something hangs."""

import signal
from collections.abc import Sequence

import pytest
from granian import loops

from ethreader.ops.border.patience import Patience
from ethreader.ops.fork import Fork
from ethreader.ops.one_process import LOOP
from ethreader.ops.server import make_server
from tests.browser.server import PATIENCE

AT_ONCE = Patience(body=-15.0)  # No second for what is under way.


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
        server = make_server(ip="127.0.0.1", port=0, patience=AT_ONCE)
        server.interrupt_signal = is_early
        loop = loops.get(LOOP)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: None)
        for number in sent:
            loop.call_soon(signal.raise_signal, number)
        loop.run_forever()

    assert Fork(hang).wait() == "ended with status 0"


def test_a_stop_takes_less_than_a_minute_whatever_is_open() -> None:
    patience = Patience()

    assert AT_ONCE.stop == 0
    assert patience.pause < patience.body < patience.stop < 60
