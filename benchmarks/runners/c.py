"""The plain C loop: the limit that the others are measured against."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import yardstick
from benchmarks.realising import realise
from benchmarks.runners.task import Task, Told


def simulate(task: Task) -> Told:
    """Build the loop and run it; built in each process, since that takes a second."""
    said = yardstick.build_said()
    realised = realise(task.network, task.variant, task.years, task.additions, people=task.people)
    with tempfile.TemporaryDirectory() as folder:
        told = yardstick.run(yardstick.build(Path(folder)), realised, task.seed)
    waited = told["waiting_days"].sum(axis=(0, 1))
    visits = told["visits"].sum(axis=(0, 1))
    joined = visits + told["gave_up"].sum(axis=(0, 1))
    names = realised.axes.services
    return Told(
        arrivals=int(told["fresh"].sum()),
        completions=int(told["sittings"].sum()),
        gave_up=int(told["gave_up"].sum()),
        turned_away=int(told["turned_away"].sum()),
        seconds=told["seconds"],
        visits=dict(zip(names, visits.tolist(), strict=True)),
        joined=dict(zip(names, joined.tolist(), strict=True)),
        waited_days=dict(zip(names, waited.tolist(), strict=True)),
        peak_memory_mb=told["peak_memory_kb"] / 1024.0,
        version=f"{said.compiler}, {said.flags}" if said else "",
    )
