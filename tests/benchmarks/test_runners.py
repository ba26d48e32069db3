"""The simulators that are compared run the same model, and a missing one costs its own row only."""

from __future__ import annotations

import dataclasses
import importlib
import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from benchmarks import engines
from benchmarks.measuring import Measured, Plan, by_engine, run_once
from benchmarks.network import JJ12, Network, network_of
from benchmarks.runners.task import Task, Told
from benchmarks.variants import ADDITIONS, FULL, VARIANTS, Additions

REPLICATIONS = 6
ENGINES = ("c", "compiled", "event", "simpy", "ciw", "salabim")


def town() -> Network:
    """Two problems and three services, loaded so that people wait and some give up."""
    service = {"servers": 2, "time": "exponential", "mean_days": 0.55}
    return network_of(
        {
            "name": "town",
            "horizon_days": 365,
            "problems": {
                "family": {
                    "arrivals_per_day": 1.6,
                    "entry": {"elders": 0.7, "police": 0.3},
                    "moves": {
                        "elders": {"court": 0.4, "resolved": 0.6},
                        "police": {"elders": 0.3, "court": 0.3, "no_resolution": 0.4},
                        "court": {"resolved": 0.8, "elders": 0.2},
                    },
                },
                "land": {
                    "arrivals_per_day": 0.9,
                    "entry": {"court": 1.0},
                    "moves": {"court": {"resolved": 0.7, "partly_resolved": 0.3}},
                },
            },
            "services": {
                "elders": {**service, "mean_patience_days": 1.0},
                "police": {**service, "servers": 1, "mean_patience_days": 1.5},
                "court": {
                    **service,
                    "time": "lognormal",
                    "coefficient_of_variation": 1.2,
                    "mean_days": 0.75,
                    "mean_patience_days": 2.0,
                },
            },
        }
    )


def told_by(engine: str, variant: str, additions: Additions | None) -> list[Told]:
    simulate = importlib.import_module(f"benchmarks.runners.{engine}").simulate
    task = Task(town(), variant, 365.0, additions=additions)
    return [simulate(dataclasses.replace(task, seed=100 + seed)) for seed in range(REPLICATIONS)]


def figures(told: Told) -> tuple[float, float, float, float]:
    """Journeys, visits per journey, mean wait, share giving up."""
    return (
        float(told.arrivals),
        told.visits_per_journey,
        told.mean_wait,
        (told.gave_up + told.turned_away) / told.arrivals,
    )


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("engine", ["simpy", "ciw", "salabim"])
def test_other_simulators_run_the_same_model(engine: str, variant: str) -> None:
    """Each figure within four standard errors, worked out from replications of both."""
    if find_spec(engine) is None:
        pytest.skip(f"{engine} IS NOT INSTALLED: not compared")
    additions = ADDITIONS if variant == FULL and engine == "simpy" else None
    ours = np.array([figures(t) for t in told_by("event", variant, additions)])
    theirs = np.array([figures(t) for t in told_by(engine, variant, additions)])
    difference = ours.mean(axis=0) - theirs.mean(axis=0)
    error = np.sqrt((ours.var(axis=0, ddof=1) + theirs.var(axis=0, ddof=1)) / REPLICATIONS)
    assert (np.abs(difference) <= 4.0 * error + 1e-12).all(), (difference, error)
    assert (error[:3] < 0.2 * ours.mean(axis=0)[:3]).all()
    if variant == FULL:
        assert ours[:, 3].min() > 0.01


def measured(engine: str, variant: str, events: int, seconds: float, **told: object) -> Measured:
    plan = Plan(engine, variant, "network", 365.0)
    turn = {"events": events, "seconds": seconds, "peak_memory_mb": 2.0, "holds": "all"}
    turn |= {"version": "1", "visits_per_journey": 1.5, **told}
    return Measured(plan, [turn, turn])


def table_with(missing: str = "") -> dict[str, dict[str, Measured]]:
    made = [
        measured(engine, variant, 100 * (place + 1), 2.0)
        for place, engine in enumerate(ENGINES)
        for variant in VARIANTS
    ]
    for one in made:
        if one.plan.engine == missing:
            one.turns, one.missing = [], "ModuleNotFoundError: No module named 'numba'"
    return by_engine(made)


def test_the_summary_has_every_engine_and_variant_with_ratios_to_c() -> None:
    summary = engines.summary(table_with())
    assert tuple(summary) == ENGINES
    for variants in summary.values():
        assert tuple(variants) == VARIANTS
    assert summary["simpy"]["full"] == {
        "events_per_second": 200.0,
        "ratio_to_c": 4.0,
        "peak_memory_mb": 2.0,
    }


@pytest.mark.parametrize("missing", ["compiled", "c", "simpy", "ciw"])
def test_what_is_missing_is_null_in_its_own_row(missing: str) -> None:
    table = table_with(missing)
    summary = json.loads(json.dumps(engines.summary(table)))
    assert summary[missing]["portable"] == {
        "events_per_second": None,
        "ratio_to_c": None,
        "peak_memory_mb": None,
    }
    assert summary["event"]["full"]["events_per_second"] == 150.0
    assert "No module named 'numba'" in engines.report(table, 2, "town")


@pytest.mark.parametrize("daily", [0.01, 2.5, 274.0, 1e6])
def test_runs_are_long_enough_to_measure_and_short_enough_to_wait_for(
    tmp_path: Path, daily: float
) -> None:
    given = json.loads(JJ12.read_text(encoding="utf-8"))
    for problem in given["problems"].values():
        problem["arrivals_per_day"] = daily / len(given["problems"])
    path = tmp_path / "network.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    made = engines.plans(path, quick=False)
    assert [(p.engine, p.variant) for p in made] == [(e, v) for e in ENGINES for v in VARIANTS]
    for plan in made:
        events = plan.days * plan.people * daily * engines.EVENTS_PER_JOURNEY
        least, most = engines.EVENTS[plan.engine]
        assert events <= 1.5 * most or plan.days == 365.0
        assert events >= 0.5 * least or plan.days == 36500.0 or plan.engine == "event"
        if plan.engine in engines.WHOLE_YEARS:
            assert plan.days % 365.0 == 0.0 and plan.days >= 365.0


def test_targets_are_told_as_they_are() -> None:
    lines = engines.targets_of(table_with())
    assert [line.rsplit("|", 2)[1].strip() for line in lines[2:]] == [
        "met",
        "met",
        "NOT MET",
        "NOT MET",
    ]


def test_a_simulator_that_fails_gives_a_reason_and_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "town.json"
    path.write_text("{}", encoding="utf-8")
    told = run_once(Plan("event", "full", str(path), 365.0))
    assert isinstance(told, str)
    told = run_once(Plan("nowhere", "full", str(JJ12), 365.0))
    assert isinstance(told, str) and "nowhere" in told


def test_a_network_that_cannot_be_used_ends_with_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "town.json"
    path.write_text('{"services": 1}', encoding="utf-8")
    assert engines.main(["--network", str(path), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "services: found 1" in said.err and "Traceback" not in said.err
