"""Whether the compiled and the event engine agree on JJ-12: a million journeys in ten years.

All features of the benchmark's full variant; every person's steps and times, all flows and all
waits, to the last bit. Steps are kept as numbers: as objects they would need gigabytes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.network import JJ12, read_network
from benchmarks.realising import realise
from benchmarks.variants import ADDITIONS, FULL
from justice_finance.engines.compiled.engine import prepared, still_there
from justice_finance.engines.contract import Settings
from justice_finance.engines.event.engine import simulate
from justice_finance.engines.steps import Step
from justice_finance.scenario.realised import Realised
from tests.engines.compiled.agreement import differing_counts

PERSON, VISIT = 0, 4
WHOLE = (
    "person", "parent", "origin", "klass", "visit", "state", "sittings", "next_state", "leaving",
)  # fmt: skip
TIMES = ("arrived", "due", "started", "left")
STEPS_AT_ONCE = 1 << 18
Rows = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Whole numbers (step, 9) and times (step, 4), in the order of the names above."""


@dataclass(frozen=True)
class Compared:
    """What was compared, and what differs in any bit."""

    years: int
    people: int
    steps: int
    differing: list[str]
    seconds: float


def compare(years: int) -> Compared:
    """Run both engines over so many years."""
    begun = time.process_time()
    network, settings = realise(read_network(JJ12), FULL, years, ADDITIONS), Settings(waits=True)
    found = differing_counts(network, settings)
    ours, theirs = _in_order(_compiled(network, settings)), _in_order(_event(network, settings))
    if not np.array_equal(ours[0], theirs[0]):
        found.append("ways")
    if not np.array_equal(ours[1], theirs[1], equal_nan=True):
        found.append("times")
    people = int(np.unique(ours[0][:, PERSON]).size)
    return Compared(years, people, len(ours[0]), found, time.process_time() - begun)


def _compiled(network: Realised, settings: Settings) -> Rows:
    parts: list[Rows] = []
    run = prepared(
        network, settings, 0, lambda whole, times: parts.append((whole.copy(), times.copy()))
    )
    for _ in run.year_ends():
        pass
    return _joined([*parts, still_there(run.world)])


def _event(network: Realised, settings: Settings) -> Rows:
    parts: list[Rows] = []
    steps: list[Step] = []

    def keep(step: Step) -> None:
        steps.append(step)
        if len(steps) == STEPS_AT_ONCE:
            parts.append(_numbers(steps))
            steps.clear()

    simulate(network, settings, 0, keep).run()
    return _joined([*parts, _numbers(steps)])


def _numbers(steps: list[Step]) -> Rows:
    whole = [[getattr(step, name) for name in WHOLE] for step in steps]
    times = [[getattr(step, name) for name in TIMES] for step in steps]
    return (
        np.array(whole, dtype=np.int64).reshape(-1, len(WHOLE)),
        np.array(times, dtype=np.float64).reshape(-1, len(TIMES)),
    )


def _joined(parts: list[Rows]) -> Rows:
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _in_order(rows: Rows) -> Rows:
    """By person and visit."""
    whole, times = rows
    order = np.lexsort((whole[:, VISIT], whole[:, PERSON]))
    return whole[order], times[order]
