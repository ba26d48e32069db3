"""Levels of the budget: what is run at each, and on which draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from justice_finance.runs.execute import run
from justice_finance.runs.folder import read_run
from justice_finance.scenario.budget_levels import budget_levels_of
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented study with three levels."""
    import shutil

    there = tmp_path_factory.mktemp("levels")
    shutil.copytree(ROOT / "scenarios/invented", there / "scenarios/invented")
    shutil.copytree(ROOT / "models", there / "models")
    path = there / "scenarios/invented/study.yaml"
    levels = """budget_levels:
  half: {times_own_scale: {choice: 0.5}}
  own: {times_own_scale: {choice: 1}}
  purse: {envelope: {choice: 1000, unit: {money: TRC, price_year: 2025}}}
"""
    path.write_text(path.read_text(encoding="utf-8") + levels, encoding="utf-8")
    return there / "scenarios/invented"


def test_levels_scale_options_or_fit_them_into_money(folder: Path) -> None:
    study = load_study(folder)
    found = budget_levels_of(study, recipes_of(study))
    assert found is not None
    half, own, purse = found.levels
    assert set(half.factors.values()) == {0.5} and set(own.factors.values()) == {1.0}
    assert own.scenario("judges") == "judges" and half.scenario("judges") == "judges_at_half"
    assert all(0.0 < factor <= 1.0 for factor in purse.factors.values())
    assert min(purse.factors.values()) < 1.0
    for level in found.levels:
        for option, factor in level.factors.items():
            if factor != 1.0:
                recipe = found.recipes.recipes[found.recipes.variants[0], level.scenario(option)]
                assert recipe.scale_factor == factor


def test_an_option_that_covers_everybody_stays_at_its_own_scale() -> None:
    study = load_study("scenarios/kenya").only(
        "paralegals_salaried", "fewer_adjournments", "court_mediation"
    )
    found = budget_levels_of(study, recipes_of(study))
    assert found is not None
    larger = found.levels[1]
    assert larger.times_own_scale == 1.5
    assert larger.factors == {
        "paralegals_salaried": 1.5, "court_mediation": 1.0, "fewer_adjournments": 1.0,
    }  # fmt: skip


def test_levels_run_on_draws_of_the_run_and_are_kept_with_it(folder: Path, tmp_path: Path) -> None:
    study = load_study(folder)
    results = run(study, draws=256, workers=1, out=tmp_path)
    levels = results.levels
    assert levels is not None and levels.sizes["draw"] == 64
    at = levels["draw"].values
    usual = {"scenario": "business_as_usual"}
    same = results.dataset["ledger"].sel(usual).isel(draw=at).sum("entry").values
    assert levels["ledger"].sel(usual).sum("entry").values == pytest.approx(same, rel=1e-12)
    names = {
        name for each in results.record["budget_levels"] for name in each["scenarios"].values()
    }
    assert {str(n) for n in levels["scenario"].values} >= {n for n in names if "_at_" in n}
    again = read_run(tmp_path / results.run_id)
    assert again.levels is not None
    assert np.array_equal(again.levels["ledger"].values, levels["ledger"].values)
    both = run(study, draws=256, workers=2)
    assert both.levels is not None
    assert np.array_equal(both.levels["ledger"].values, levels["ledger"].values)
    assert run(load_study("scenarios/invented"), draws=64, workers=1).levels is None
