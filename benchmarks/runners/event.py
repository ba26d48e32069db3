"""The event engine of this project."""

from __future__ import annotations

from benchmarks.runners.project_engine import simulate as simulate_by_name
from benchmarks.runners.task import Task, Told


def simulate(task: Task) -> Told:
    """Run the readable reference."""
    return simulate_by_name(task, "event")
