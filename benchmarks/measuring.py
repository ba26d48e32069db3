"""Run simulators turn by turn, each in a process of its own, and keep what they used.

Processor time is what the process itself counts around its simulation; that of the whole process
stands beside it. Turns are interleaved (all simulators once, then all again), so that a busy minute
of a shared machine falls on all of them, and the median of the turns is taken.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LONGEST_REASON = 200


@dataclass(frozen=True)
class Plan:
    """One simulator and variant, and the run it is measured on."""

    engine: str
    variant: str
    network: str
    days: float
    people: float = 1.0
    seed: int = 1

    @property
    def argument(self) -> str:
        """What `benchmarks.runners` is told."""
        return json.dumps(
            {
                "engine": self.engine,
                "variant": self.variant,
                "network": self.network,
                "days": self.days,
                "people": self.people,
                "seed": self.seed,
            }
        )


@dataclass
class Measured:
    """The turns of one plan; none of them, and a reason, if something is missing."""

    plan: Plan
    turns: list[dict[str, Any]] = field(default_factory=list)
    missing: str = ""

    def median(self, name: str) -> float | None:
        """Median over the turns of a number that the simulator told."""
        if self.missing or not self.turns:
            return None
        return float(statistics.median(turn[name] for turn in self.turns))

    @property
    def events_per_second(self) -> float | None:
        """Logical events for each second of processor time."""
        events, seconds = self.median("events"), self.median("seconds")
        return events / seconds if events is not None and seconds else None

    def last(self, name: str) -> str:
        """A text that the simulator told."""
        return str(self.turns[-1][name]) if self.turns else ""


def children_seconds() -> float:
    """Processor time of all finished child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def project_environment() -> dict[str, str]:
    """The environment in which a new Python finds `benchmarks`."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def run_once(plan: Plan) -> dict[str, Any] | str:
    """One turn: what the simulator told, or why it could not."""
    before = children_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.runners", plan.argument],
        cwd=ROOT,
        env=project_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"ended with code {done.returncode}"]
        return lines[-1][:LONGEST_REASON]
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    told["process_seconds"] = children_seconds() - before
    return told


def measure(
    plans: Sequence[Plan], repeats: int, say: Callable[[str], None] = lambda text: None
) -> list[Measured]:
    """Measure every plan `repeats` times, turn by turn. One that fails is not tried again."""
    measured = [Measured(plan) for plan in plans]
    for turn in range(repeats):
        for one in measured:
            if one.missing:
                continue
            say(f"turn {turn + 1} of {repeats}: {one.plan.engine}, {one.plan.variant}")
            told = run_once(one.plan)
            if isinstance(told, str):
                one.missing = told
            else:
                one.turns.append(told)
    return measured


def by_engine(measured: Iterable[Measured]) -> dict[str, dict[str, Measured]]:
    """engine -> variant -> what was measured."""
    table: dict[str, dict[str, Measured]] = {}
    for one in measured:
        table.setdefault(one.plan.engine, {})[one.plan.variant] = one
    return table
