"""Measure the processor time of whole commands, each in a process of its own.

`make bench` prints one line per command: the least of a few repeats (other work on the machine can
only add), and the bar it is held to where there is one. Processor time of all processes that a
command starts is counted; on a shared machine wall time misleads.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One command, how often it is repeated, and the most processor time it may take."""

    arguments: tuple[str, ...]
    repeats: int
    bar_seconds: float | None = None


MEASURES = (
    Measure(("--help",), 5, 0.5),
    Measure(("validate", "scenarios/invented"), 5),
    Measure(("validate", "scenarios/kenya"), 5, 0.5),
    Measure(("run", "scenarios/invented", "--draws", "256", "--json"), 3),
    Measure(("run", "scenarios/kenya", "--draws", "256", "--json"), 1),
)


def children_seconds() -> float:
    """Processor time of all finished child processes so far."""
    times = os.times()
    return times.children_user + times.children_system


def seconds_of(arguments: tuple[str, ...], folder: str) -> float | None:
    """Processor time of one command run in an empty folder; None if it fails."""
    code = "import sys; from justice_finance.cli.main import main; sys.exit(main(sys.argv[1:]))"
    before = children_seconds()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, check=False
    )
    if done.returncode != 0:
        print(done.stderr.decode("utf-8", errors="replace"), file=sys.stderr)
        return None
    return children_seconds() - before


def main() -> int:
    """Print the table; 1 if a command failed (being slow is shown and not punished)."""
    failed = False
    print(f"{'processor time':>16} {'bar':>8}  command")
    for measure in MEASURES:
        seconds: list[float] = []
        for _ in range(measure.repeats):
            with tempfile.TemporaryDirectory() as folder:
                taken = seconds_of(measure.arguments, folder)
            if taken is None:
                failed = True
                break
            seconds.append(taken)
        shown = f"{min(seconds):.2f} s" if seconds else "failed"
        bar = f"{measure.bar_seconds:.1f} s" if measure.bar_seconds is not None else ""
        print(f"{shown:>16} {bar:>8}  justice-finance {' '.join(measure.arguments)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
