"""The cohort engine as control variate: on the same draws, with its own bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from justice_finance.appraisal import appraise, headline
from justice_finance.results.summaries import Results
from justice_finance.runs.execute import run
from justice_finance.runs.folder import read_run
from justice_finance.scenario.study import Study, load_study

ASKED = {"engine": "event", "draws": 32, "replications": 2, "fraction": 0.01, "workers": 1}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study("scenarios/invented").only("judges")


@pytest.fixture(scope="module")
def made(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Results:
    out: Path = tmp_path_factory.mktemp("run")
    run(study, control_variate=True, out=out, **ASKED)
    return read_run(next(out.glob("[0-9a-f]*")))


def test_the_control_is_the_cohort_engine_on_the_same_draws(study: Study, made: Results) -> None:
    cohort = run(study, draws=32, workers=1).dataset
    for name in ("ledger", "problems_resolved"):
        assert np.array_equal(made.dataset[f"{name}_of_control"].values, cohort[name].values)
    worth, of_cohort = (appraise(data, detail=False) for data in (made.dataset, cohort))
    assert np.array_equal(
        worth["net_present_value_of_control"].values, of_cohort["net_present_value"].values
    )


def test_the_controlled_mean_stands_beside_the_plain_one(study: Study, made: Results) -> None:
    plain = headline(run(study, **ASKED))["scenarios"]["judges"]
    told = headline(made)["scenarios"]["judges"]
    controlled = told.pop("controlled")
    assert told == plain
    for name in ("net_present_value", "problems_resolved"):
        off = abs(controlled[name]["mean"] - plain[name]["mean"])
        assert off < 4.0 * plain[name]["standard_error"]
        assert controlled[name]["variance_reduction"] > 0.0


def test_there_is_none_with_a_terminal_value(made: Results) -> None:
    assert "controlled" not in headline(made, terminal_value=True)["scenarios"]["judges"]
