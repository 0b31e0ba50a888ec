"""The project's own yardstick: `make benchmark`, or `python -m tests.benchmarks --quick`.

Needs `wrk`; flushes are counted where `strace` is. It judges nothing: it writes docs/speed.md.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.benchmarks import machine, report
from tests.benchmarks.found import measured
from tests.benchmarks.sizes import QUICK, WHOLE
from tests.conftest import ROOT


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, about two minutes")
    parser.add_argument("--into", type=Path, default=ROOT / "docs", help="folder of the document")
    given = parser.parse_args()
    if missing := machine.missing():
        sys.exit(f"Please install {', '.join(missing)}: on Debian and Ubuntu with apt-get install.")
    machine.ask_from_one_core()
    begin = time.monotonic()
    found = measured(QUICK if given.quick else WHOLE, tell=lambda words: print(words, flush=True))
    report.write(found, given.into)
    print(f"{given.into / 'speed.md'} is written, after {time.monotonic() - begin:.0f} s.")


if __name__ == "__main__":
    main()
