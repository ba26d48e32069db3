"""The compiled engine of this project."""

from __future__ import annotations

from benchmarks.runners.project_engine import simulate as simulate_by_name
from benchmarks.runners.task import Task, Told


def simulate(task: Task) -> Told:
    """Run it after a small run that compiles or reads what was compiled."""
    return simulate_by_name(task, "compiled")
