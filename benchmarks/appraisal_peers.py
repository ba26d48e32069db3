"""Run by `benchmarks.appraisal` in another environment: peers on the same draws, from files.

    python appraisal_peers.py FOLDER DRAWS POINTS

Knows nothing of this package. Prints one line of JSON. Where a peer is too slow for all draws, a
part of them is timed and the time scaled up, which the note says.
"""

from __future__ import annotations

import json
import math
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

FEW = 256  # draws of the cohort that a peer is timed on


def rms(away: Any) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(away))))


def ishigami(values: Any) -> Any:
    """The function of `appraisal_problems`."""
    first, second, third = values.T
    return np.sin(first) + 7.0 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)


def heormodel_rows(folder: Path, draws: int) -> list[dict[str, Any]]:
    """Partial values by its splines, and its cohort engine."""
    import pandas as pd
    from heormodel.models import CohortSpec, MarkovModel, Outcomes
    from heormodel.voi import evppi

    package = f"heormodel {version('heormodel')}"
    away, taken = [], []
    group_away, group_taken = [], []
    for path in sorted(folder.glob("known_*.npz")):
        data = np.load(path)
        options = [str(number) for number in range(data["net_benefit"].shape[1])]
        names = [str(number) for number in range(len(data["exact"]))]
        index = pd.RangeIndex(len(data["parameters"]), name="iteration")
        effects = pd.DataFrame(data["net_benefit"], columns=options, index=index)
        outcomes = Outcomes.from_wide(0.0 * effects, effects)
        parameters = pd.DataFrame(data["parameters"], columns=names, index=index)
        begun = time.process_time()
        found = [evppi(outcomes, parameters, name, wtp=1.0) for name in names]
        taken.append(time.process_time() - begun)
        away.append(np.array(found) - data["exact"])
        begun = time.process_time()
        group = names[: int(data["together"])]
        value = evppi(outcomes, parameters, group, wtp=1.0, method="gp", seed=1)
        group_taken.append(time.process_time() - begun)
        group_away.append(value - float(data["exact_together"]))
    rows = [
        {
            "task": "16 partial values",
            "package": package,
            "seconds": min(taken),
            "error": rms(away),
            "note": "no standard errors",
        },
        {
            "task": "4 parameters together",
            "package": package,
            "seconds": min(group_taken),
            "error": rms(group_away),
            "note": "Gaussian process, no standard error",
        },
    ]
    data = np.load(folder / "cohort.npz")
    moves, costs, effect = data["moves"], data["costs"], data["effects"]
    interventions = [str(number) for number in range(moves.shape[1])]

    def spec(row: Any, name: str) -> Any:
        draw, option = int(row["draw"]), int(name)
        return CohortSpec(moves[draw, option], costs[draw, option], effect[draw, option])

    engine = MarkovModel(
        states=["a", "b", "c", "d"],
        interventions=interventions,
        transitions_and_rewards=spec,
        n_cycles=75,
        cycle_correction="half_cycle",
    )
    index = pd.RangeIndex(FEW, name="iteration")
    table = pd.DataFrame({"draw": np.arange(FEW)}, index=index)
    engine.evaluate(table.head(8))
    begun = time.process_time()
    engine.evaluate(table)
    seconds = (time.process_time() - begun) * draws / FEW
    note = f"{FEW} draws, scaled up"
    rows.append(
        {"task": "cohort", "package": package, "seconds": seconds, "error": None, "note": note}
    )
    return rows


def salib_rows(folder: Path, points: int) -> list[dict[str, Any]]:
    """Sobol indices of the Ishigami function with its bootstrap intervals."""
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample

    problem = {
        "num_vars": 3,
        "names": ["x1", "x2", "x3"],
        "bounds": [[-math.pi, math.pi]] * 3,
    }
    exact = np.load(folder / "ishigami.npz")["exact"]
    away, taken = [], []
    for seed in range(20):
        begun = time.process_time()
        values = sample.sample(problem, points, calc_second_order=False, seed=seed)
        found = analyse.analyze(problem, ishigami(values), calc_second_order=False, seed=seed)
        taken.append(time.process_time() - begun)
        away.append(np.concatenate([found["S1"], found["ST"]]) - exact)
    return [
        {
            "task": "Sobol indices",
            "package": f"SALib {version('SALib')}",
            "seconds": min(taken),
            "error": rms(away),
            "note": f"one net of {points} points, intervals by bootstrap",
        }
    ]


def vop_rows(folder: Path, points: int) -> list[dict[str, Any]]:
    """Sobol indices of the Ishigami function, one evaluation at a time."""
    from vop_poc_nz import SobolAnalyzer

    exact = np.load(folder / "ishigami.npz")["exact"]
    angle = {"distribution": "uniform", "params": {"low": -math.pi, "high": math.pi}}
    names = ["x1", "x2", "x3"]

    def function(values: dict[str, float], *_: Any, **__: Any) -> float:
        return float(ishigami(np.array([[values[name] for name in names]]))[0])

    begun = time.process_time()
    analyser = SobolAnalyzer(function, dict.fromkeys(names, angle), points)
    found = analyser.calculate_sobol_indices()
    seconds = time.process_time() - begun
    table = found["indices"].set_index("parameter").loc[names]
    numbers = np.concatenate([table["first_order"], table["total_order"]])
    return [
        {
            "task": "Sobol indices",
            "package": f"vop-poc-nz {version('vop_poc_nz')}",
            "seconds": seconds,
            "error": rms(numbers - exact),
            "note": f"one net of {points} points, intervals by bootstrap",
        }
    ]


def main() -> None:
    """Print what each peer that is installed says."""
    folder, draws, points = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rows: list[dict[str, Any]] = []
    for work in (
        lambda: heormodel_rows(folder, draws),
        lambda: salib_rows(folder, points),
        lambda: vop_rows(folder, points),
    ):
        try:
            rows += work()
        except Exception as error:  # a peer that fails is left out, and said so
            print(f"left out: {error!r}", file=sys.stderr)
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
