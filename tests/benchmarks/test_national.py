"""A country at its full size is kept as a run that can be read and reported."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.national import Done, keep, plan_for, run_scenario, table
from justice_finance.engines.contract import Settings
from justice_finance.reporting.content import report_of
from justice_finance.runs.folder import read_run
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study


def test_scenarios_run_alone_make_one_run_at_central_values(tmp_path: Path) -> None:
    study = load_study("scenarios/invented")
    recipes = recipes_of(study)
    plan = plan_for(study, recipes, 0.2)
    settings = Settings(seed=plan.seed, fraction=plan.fraction, waits=True)
    central = recipes.inputs.central_table()
    done: dict[str, Done] = {}
    for realised in recipes.realise_all(plan.headline_variant, central, repeats=False):
        done[realised.name] = run_scenario(realised, settings)
    made, folder = keep(study, recipes, plan, done, tmp_path)
    read = read_run(folder)
    assert tuple(read.dataset["scenario"].values) == plan.scenarios
    assert read.draws is not None
    np.testing.assert_array_equal(
        read.draws["value"].values[0], [each.central for each in recipes.inputs.inputs]
    )
    resolved = made.dataset["problems_resolved"].sum(("year", "legal_problem"))
    for name, one in done.items():
        kept = float(resolved.sel(scenario=name).squeeze())
        assert kept == np.float64(one.figures["problems resolved"])
        assert name.replace("_", " ") in table("invented", 0.2, done)
    assert report_of(read).waits is not None
