"""Levels of the budget run on every engine, with a precision asked for, and over a cluster."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from justice_finance.results.summaries import Results
from justice_finance.runs.execute import run
from justice_finance.runs.folder import read_run
from justice_finance.scenario.study import Study, load_study
from justice_finance.vocabulary import BUSINESS_AS_USUAL

ROOT = Path(__file__).parents[2]
AT_HALF = "judges_at_half"
PERSONS: dict[str, Any] = {"draws": 4, "replications": 2, "fraction": 0.01, "workers": 1}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    there = tmp_path_factory.mktemp("levels")
    shutil.copytree(ROOT / "scenarios/invented", there / "scenarios/invented")
    shutil.copytree(ROOT / "models", there / "models")
    path = there / "scenarios/invented/study.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("budget_levels: {half: {times_own_scale: {choice: 0.5}}}\n")
    return load_study(there / "scenarios/invented").only("judges")


@pytest.fixture(scope="module")
def by_persons(study: Study) -> Any:
    return lru_cache(maxsize=2)(lambda engine: run(study, engine=engine, **PERSONS))


def assert_same(one: Any, other: Any) -> None:
    """Every variable to the last bit."""
    assert set(one.data_vars) == set(other.data_vars)
    for name, value in one.data_vars.items():
        if value.dtype.kind in "fi":
            assert np.array_equal(value.values, other[name].values, equal_nan=True), name


def assert_business_as_usual_is_that_of_the_run(results: Results) -> None:
    """The same persons, luck and draws: only the scale of options is another."""
    levels = results.levels
    assert levels is not None
    usual = {"scenario": BUSINESS_AS_USUAL}
    own = results.dataset.sel(usual).isel(draw=levels["draw"].values)
    for name in ("problems_started", "problems_resolved", "open_problems"):
        assert np.array_equal(levels[name].sel(usual).values, own[name].values), name
    half, full = (
        data["ledger"].sel(scenario=name).isel(entry=data["entry_category"].values ==
                                               "intervention_cost").sum("entry")
        for data, name in ((levels, AT_HALF), (results.dataset, "judges"))
    )  # fmt: skip
    assert half.values.shape[0] == levels.sizes["draw"]
    assert float(half.sum()) <= float(full.isel(draw=levels["draw"].values).sum())


@pytest.mark.parametrize("engine", ["event", "compiled"])
def test_persons_are_the_same_at_every_level(by_persons: Any, engine: str) -> None:
    if engine == "compiled":
        pytest.importorskip("numba")
    results = by_persons(engine)
    assert_business_as_usual_is_that_of_the_run(results)
    assert results.levels.attrs["replications"] == 2
    assert {str(name) for name in results.levels["scenario"].values} == {BUSINESS_AS_USUAL, AT_HALF}
    served = results.levels["problems_resolved"].sum("year").sum("legal_problem").mean("draw")
    assert float(served.sel(scenario=AT_HALF)) != float(served.sel(scenario=BUSINESS_AS_USUAL))


def test_both_engines_of_persons_agree_at_every_level(by_persons: Any) -> None:
    pytest.importorskip("numba")
    event, compiled = by_persons("event"), by_persons("compiled")
    assert_same(event.levels, compiled.levels)


@pytest.mark.parametrize(
    "asked",
    [{"draws": 64}, {"engine": "event", "draws": 4, "replications": 1, "fraction": 0.005}],
    ids=["cohort", "event"],
)
def test_levels_run_after_the_last_batch_on_all_that_was_added(
    study: Study, tmp_path: Path, asked: dict[str, Any]
) -> None:
    precise = {**asked, "until_error": "0.0001%", "most_batches": 2}
    results = run(study, workers=1, out=tmp_path, **precise)
    assert results.levels is not None
    assert_business_as_usual_is_that_of_the_run(results)
    if "engine" in asked:
        batches = results.record["precision"]["batches"]
        assert results.levels.attrs["replications"] == batches * asked["replications"]
    else:
        assert results.dataset.sizes["draw"] == 128 and results.levels.sizes["draw"] == 64
        assert results.levels["draw"].values.max() >= 64, "draws of both batches may be chosen"
    again = read_run(tmp_path / results.run_id)
    assert again.levels is not None
    assert_same(results.levels, again.levels)


@pytest.mark.parametrize("engine", ["cohort", "event"])
def test_over_a_cluster_levels_have_the_same_bits(
    study: Study, by_persons: Any, address: str, engine: str
) -> None:
    asked: dict[str, Any] = {"draws": 8}
    if engine == "event":
        asked = {name: value for name, value in PERSONS.items() if name != "workers"}
    here = by_persons("event") if engine == "event" else run(study, workers=1, **asked)
    there = run(study, engine=engine, cluster=address, **asked)
    assert here.run_id == there.run_id
    assert_same(here.levels, there.levels)
