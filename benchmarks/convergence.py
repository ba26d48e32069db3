"""How the event engine comes near the cohort engine: scale x step length against difference.

    python benchmarks/convergence.py [--quick]

Two things part the engines. The cohort engine knows no chance: at a small office people wait though
there are staff enough, and this fades as the office grows (one queue; sites keep it apart for
good). And it moves in steps: its own figures change as the step is halved, at any scale. The table
shows mean days in the queue for each person who reaches a court, with as many staff as are needed
(waits are chance) and with slightly too few (waits are a growing backlog).
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from justice_finance.engines.cohort import ENGINE as COHORT
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE as EVENT
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from tests.agreement.networks_to_agree_on import court

STEPS = {"month": 365.0 / 12, "half month": 365.0 / 24, "quarter month": 365.0 / 48}


@dataclass(frozen=True)
class Row:
    """One scale: what the event engine says, and how far the cohort engine is from it."""

    scale: float
    replications: int
    event: float
    error: float
    cohort: dict[str, float]

    def difference(self, step: str) -> float:
        """Event less cohort, days."""
        return self.event - self.cohort[step]


def waiting(flows: Flows) -> float:
    """Mean days in the queue for each person who reaches the court (or stands there on day 0)."""
    reached = flows.entries[0, :, :, 1].sum() + flows.opening_stock[0, :, 1].sum()
    return float(flows.waiting_days.sum() / reached)


def convergence(staff: float, work: dict[float, int], seed: int = 1) -> list[Row]:
    """A row for each scale; `work` says how many replications each scale has."""
    rows = []
    for scale, replications in work.items():
        network: Realised = court(scale, staff=staff)
        figures = [
            waiting(EVENT.run(network, Settings(seed=seed, replication=number)))
            for number in range(replications)
        ]
        cohort = {
            name: waiting(COHORT.run(network, Settings(step_days=days)))
            for name, days in STEPS.items()
        }
        error = float(np.std(figures, ddof=1)) / math.sqrt(replications)
        rows.append(Row(scale, replications, float(np.mean(figures)), error, cohort))
    return rows


def print_table(title: str, rows: list[Row]) -> None:
    """The table, as text."""
    print(f"\n{title}: mean days in the queue")
    heads = "".join(f"{'cohort, ' + name:>24}" for name in STEPS)
    print(f"{'scale':>6}{'runs':>6}{'event':>9}{'+/-':>7}{heads}")
    for row in rows:
        cells = "".join(
            f"{row.cohort[name]:>14.2f} ({row.difference(name):+7.2f})" for name in STEPS
        )
        print(f"{row.scale:>6g}{row.replications:>6}{row.event:>9.2f}{row.error:>7.2f}{cells}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the work")
    share = 0.1 if parser.parse_args().quick else 1.0
    scales = {0.25: 160, 1.0: 40, 4.0: 10, 16.0: 4}
    work = {scale: max(4, round(runs * share)) for scale, runs in scales.items()}
    if share < 1.0:
        del work[16.0]
    print("In brackets: event less cohort. +/- is the standard error of the event figure.")
    print_table("Just enough staff (5.4 at scale 1)", convergence(5.4, work))
    print_table("Slightly too few staff (4.8 at scale 1)", convergence(4.8, work))


if __name__ == "__main__":
    main()
