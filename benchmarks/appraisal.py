"""How fast and how right the appraisal is, beside packages of the field.

    python -m benchmarks.appraisal [--peers PYTHON] [--million]

Processor time on one thread, the least of a few repeats. `--peers` names the Python of an
environment that has heormodel, SALib and vop-poc-nz; they get the same draws from files. Errors are
against exact answers: root mean square over repeats with other draws. `--million` adds 2^20 draws.
The bars: cohort 0.05 s, sixteen partial values 1 s, a million draws 10 s in 1 GB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import appraisal_problems as problems
from justice_finance import appraisal
from justice_finance.distributions import Distribution

DRAWS, REPEATS = 8192, 5
POINTS = 1024
PEERS = Path(__file__).with_name("appraisal_peers.py")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    task: str
    package: str
    seconds: float
    error: float | None
    note: str


def least_seconds(work: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Least processor time of a few repeats; the first may load libraries and is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def cohort_row(uniforms: Any) -> Row:
    """The cohort of four states."""
    inputs = problems.cohort_inputs(uniforms)
    seconds = least_seconds(lambda: problems.cohort_net_benefit(*inputs, 20_000.0))
    return Row("cohort", "justice_finance", seconds, None, f"{DRAWS:,} draws, one pass")


def partial_values_row(known: list[problems.KnownValues]) -> Row:
    """The value of each of sixteen parameters, with standard errors."""
    names = [str(number) for number in range(problems.PARAMETERS)]
    away = []
    for one in known:
        table = appraisal.information_by_parameter(one.net_benefit, one.parameters, names)
        away.append(table.set_index("name").loc[names, "value"].to_numpy() - one.exact)
    first = known[0]
    seconds = least_seconds(
        lambda: appraisal.information_by_parameter(first.net_benefit, first.parameters, names)
    )
    error = float(np.sqrt(np.mean(np.square(away))))
    return Row("16 partial values", "justice_finance", seconds, error, "with standard errors")


def group_row(known: list[problems.KnownValues]) -> Row:
    """The value of knowing four parameters together."""

    def value(one: problems.KnownValues) -> float:
        together = one.parameters[:, : problems.TOGETHER]
        return float(appraisal.value_of_partial_information(one.net_benefit, together))

    away = [value(one) - one.exact_together for one in known]
    seconds = least_seconds(lambda: value(known[0]), 2)
    error = float(np.sqrt(np.mean(np.square(away))))
    return Row("4 parameters together", "justice_finance", seconds, error, "with standard error")


def sobol_rows() -> list[Row]:
    """The Ishigami function: with eight scrambles, and with as many evaluations as one net."""
    angle = Distribution("uniform", -np.pi, np.pi)
    truth = problems.ishigami_indices()
    rows = []
    for points in (POINTS, POINTS // 8):
        away = []
        for seed in range(20):
            found = appraisal.sobol_indices(problems.ishigami, [angle] * 3, points, seed=seed)
            away.append(np.concatenate([found.first, found.total]) - truth)

        def work(points: int = points) -> Any:
            return appraisal.sobol_indices(problems.ishigami, [angle] * 3, points)

        error = float(np.sqrt(np.mean(np.square(away))))
        about = f"8 scrambles of {points} points"
        if points < POINTS:
            about += ", as many evaluations as the peers"
        rows.append(Row("Sobol indices", "justice_finance", least_seconds(work), error, about))
    return rows


def million_row() -> Row:
    """2^20 draws of the cohort and what they tell; memory is that of the whole process."""
    begun = time.process_time()
    benefit, known, scramble = problems.million_draws(8, 2**17)
    perfect = appraisal.value_of_perfect_information(benefit, scramble)
    appraisal.value_of_partial_information(benefit, known, scramble)
    appraisal.acceptability(benefit)
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    note = f"most memory {memory:,.0f} MB; perfect information {perfect!r}"
    return Row("2^20 draws", "justice_finance", seconds, None, note)


def peer_rows(python: str, known: list[problems.KnownValues], uniforms: Any) -> list[Row]:
    """What the peers say about the same draws; one process, files in between."""
    moves, costs, effects = problems.cohort_inputs(uniforms[:256])
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(known):
            np.savez(
                Path(folder) / f"known_{number}.npz",
                parameters=one.parameters,
                net_benefit=one.net_benefit,
                exact=one.exact,
                exact_together=one.exact_together,
                together=problems.TOGETHER,
            )
        np.savez(Path(folder) / "cohort.npz", moves=moves, costs=costs, effects=effects)
        np.savez(Path(folder) / "ishigami.npz", exact=problems.ishigami_indices())
        done = subprocess.run(
            [python, "-W", "ignore", str(PEERS), folder, str(DRAWS), str(POINTS)],
            capture_output=True,
            text=True,
            check=False,
        )
    print(done.stderr, file=sys.stderr, end="")
    if done.returncode:
        return []
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def table(rows: list[Row]) -> str:
    """The rows as a table of text, with ratios to our own first row of each task."""
    ours: dict[str, Row] = {}
    for row in rows:
        ours.setdefault(row.task, row)
    lines = ["| task | package | processor time | times ours | error | note |"]
    lines.append("| --- | --- | ---: | ---: | ---: | --- |")
    for row in sorted(rows, key=lambda row: list(ours).index(row.task)):
        ratio = row.seconds / ours[row.task].seconds
        error = "" if row.error is None else f"{row.error:.2g}"
        cells = (row.task, row.package, f"{row.seconds:.3g} s", f"{ratio:,.3g}", error, row.note)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--peers", help="Python of an environment that has the peers")
    parser.add_argument("--million", action="store_true", help="also 2^20 draws")
    asked = parser.parse_args()
    uniforms = np.random.default_rng(1).uniform(size=(DRAWS, 12))
    known = [problems.known_values(DRAWS, seed) for seed in range(REPEATS)]
    rows = [cohort_row(uniforms), partial_values_row(known), group_row(known), *sobol_rows()]
    if asked.million:
        rows.append(million_row())
    if asked.peers:
        rows += peer_rows(asked.peers, known, uniforms)
    print(table(rows))


if __name__ == "__main__":
    main()
