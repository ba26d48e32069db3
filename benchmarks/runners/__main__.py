"""Run one simulator once and print what it told as JSON: `python -m benchmarks.runners '{...}'`."""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
from pathlib import Path

from benchmarks.network import read_network
from benchmarks.runners.task import Task, peak_memory_mb
from benchmarks.variants import ADDITIONS

ADDING = ("c", "compiled", "event", "simpy")
"""Simulators whose full variant has everything; the others have that of the network file."""


def main() -> None:
    """Do what the one argument says."""
    asked = json.loads(sys.argv[1])
    engine = asked.pop("engine")
    task = Task(
        network=read_network(Path(asked.pop("network"))),
        additions=ADDITIONS if engine in ADDING else None,
        **asked,
    )
    told = importlib.import_module(f"benchmarks.runners.{engine}").simulate(task)
    told.peak_memory_mb = told.peak_memory_mb or peak_memory_mb()
    derived = {
        "events": told.logical_events,
        "visits_per_journey": told.visits_per_journey,
        "mean_wait": told.mean_wait,
    }
    print(json.dumps({**dataclasses.asdict(told), **derived}))


if __name__ == "__main__":
    main()
