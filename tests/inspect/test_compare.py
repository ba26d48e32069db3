"""Two runs compared: what differs is listed, and its effect is told no better than it is known."""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.appraisal.worth import appraise
from justice_finance.cli.compare import lines_of
from justice_finance.errors import RunError
from justice_finance.inspect.compare import compare, slope_of
from justice_finance.results.summaries import Results
from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study
from tests.reporting.sample import sample

BURDEN = "journeys.land.burden.continuing_loss.person"


@lru_cache(maxsize=1)
def first() -> Results:
    return sample(64, variants=False)


def changed(factor: float = 1.1) -> Results:
    """The same with all continuing losses larger, and an input that says so."""
    data = first().dataset.copy(deep=True).assign_attrs(run_id="another")
    data["ledger"].values[..., data["entry_category"].values == "continuing_loss"] *= factor
    record = copy.deepcopy(dict(first().record))
    (own,) = [each for each in record["inputs"] if each["id"] == BURDEN]
    own["central"] = factor * own["central"]
    own["value_origin"] = {"kind": "evidence", "text": "nj_new", "grade": "B"}
    return Results(data, {}, record, first().draws)


def test_a_run_does_not_differ_from_itself() -> None:
    found = compare(first(), first())
    for name in ("settings", "inputs", "evidence", "options"):
        assert found[name] == []
    for figures in found["figures"].values():
        for each in figures.values():
            assert each["difference"] in (0.0, None)
            assert each["error"] in (0.0, None)


def test_what_differs_is_listed_old_and_new() -> None:
    found = compare(first(), changed())
    (row,) = found["inputs"]
    assert row["name"] == BURDEN
    assert (row["old"]["central"], row["new"]["central"]) == (0.5, pytest.approx(0.55))
    assert row["old"]["origin"]["kind"] == "assumption"
    assert row["new"]["origin"] == {"kind": "evidence", "text": "nj_new", "grade": "B"}
    assert found["settings"] == [] and found["paired"]


def test_differences_and_their_errors_are_taken_draw_by_draw() -> None:
    second = changed()
    found = compare(first(), second)
    before, after = appraise(first()), appraise(second)
    for option, figures in found["figures"].items():
        draws = (after["net_present_value"] - before["net_present_value"]).sel(scenario=option)
        each = figures["net_present_value"]
        assert each["difference"] == pytest.approx(float(draws.mean()), rel=1e-9, abs=1e-3)
        error = monte_carlo_error(draws.values, np.mean, before["scramble"].values)
        assert each["error"] == pytest.approx(error, rel=1e-9)
        assert each["error"] < np.hypot(each["old"]["error"], each["new"]["error"])


def test_the_words_say_what_the_record_says() -> None:
    found = compare(first(), changed())
    json.dumps(found, allow_nan=False)
    settings = {"currency": "KES", "price_year": 2024, "draws": 64}
    text = "\n".join(lines_of(found, first().record, settings))
    assert "A dispute over land, boundary or inheritance: yearly loss of people" in text
    assert "0.5 -> 0.55" in text
    assert "origin: assumption (Half of the crops.) -> evidence B (nj_new)" in text
    assert "Monte Carlo, draw by draw" in text and "nan" not in text


def test_other_draws_are_not_paired() -> None:
    other = sample(64, variants=False, seed=4)
    data = other.dataset.assign_attrs(seed=2)
    found = compare(first(), Results(data, {}, other.record, other.draws))
    assert not found["paired"]
    each = found["figures"]["mediation"]["net_present_value"]
    assert each["error"] == pytest.approx(np.hypot(each["old"]["error"], each["new"]["error"]))
    assert {"name": "seed", "old": 1, "new": 2} in found["settings"]


def test_the_larger_effect_stands_first_and_unknown_ones_last() -> None:
    second = changed()
    for each in second.record["inputs"]:
        if each["id"] == "services.courts.costs.staff.amount":
            each["central"] *= 1.0001
    second.record["values"] = {"services.courts.sites": {"central": 4.0, "kind": "choice"}}
    first_with = Results(first().dataset, {}, {**first().record, "values": {
        "services.courts.sites": {"central": 3.0, "kind": "choice"}}}, first().draws)  # fmt: skip
    rows = compare(first_with, second)["inputs"]
    assert [row["name"] for row in rows] == [
        BURDEN, "services.courts.costs.staff.amount", "services.courts.sites",
    ]  # fmt: skip
    assert rows[-1]["effect"] == {}


@given(some.floats(-1e6, 1e6), some.floats(-1e3, 1e3))
def test_the_slope_of_a_line_is_its_slope(level: float, slope: float) -> None:
    x = np.linspace(0.0, 1.0, 33)
    found, error = slope_of(x, level + slope * x)
    assert found == pytest.approx(slope, abs=1e-6 * (1.0 + abs(level) + abs(slope)))
    assert error <= 1e-6 * (1.0 + abs(level) + abs(slope))


def test_slope_and_its_error_are_those_of_a_worked_example() -> None:
    # x 1..5, y 2, 4, 5, 4, 5: slope 0.6, residual sum of squares 2.4, error sqrt(2.4 / 3 / 10).
    slope, error = slope_of(np.arange(1.0, 6.0), np.array([2.0, 4.0, 5.0, 4.0, 5.0]))
    assert slope == pytest.approx(0.6)
    assert error == pytest.approx(np.sqrt(0.08))


def test_an_input_that_does_not_vary_has_no_effect() -> None:
    slope, error = slope_of(np.ones(5), np.arange(5.0))
    assert slope == 0.0 and np.isnan(error)


def test_runs_of_different_studies_are_refused_unless_asked_for() -> None:
    other = Results(first().dataset.assign_attrs(study="elsewhere"), {}, first().record)
    with pytest.raises(RunError, match="runs_of_different_studies"):
        compare(first(), other)
    found = compare(first(), other, other_study=True)
    assert {"name": "study", "old": "sample", "new": "elsewhere"} in found["settings"]


@pytest.mark.parametrize("other_study", [False, True])
def test_runs_without_a_common_option_or_money_are_refused(other_study: bool) -> None:
    data = first().dataset
    alone = data.sel(scenario=["business_as_usual", "mediation"])
    another = data.sel(scenario=["business_as_usual", "mixed_package"])
    with pytest.raises(RunError, match="no option that both runs have"):
        compare(Results(alone), Results(another), other_study=other_study)
    with pytest.raises(RunError, match="KES of 2024 and EUR of 2024"):
        compare(first(), Results(data.assign_attrs(currency="EUR")), other_study=other_study)


def test_an_option_of_one_run_alone_is_named() -> None:
    fewer = first().dataset.isel(scenario=slice(0, 3)).assign_attrs(run_id="fewer")
    found = compare(first(), Results(fewer, {}, first().record, first().draws))
    assert list(found["figures"]) == [str(name) for name in fewer["scenario"].values[1:]]
    assert found["only_in"] == {
        first().run_id: [str(name) for name in first().dataset["scenario"].values[3:]],
        "fewer": [],
    }


def test_two_runs_of_files_tell_which_value_was_changed() -> None:
    study = load_study("scenarios/invented")
    path = "services.court.productive_hours"
    other = study.with_assumption(path, {"assumption": "One hour more a week.", "value": 1500.0})
    runs: list[Any] = [run(each, draws=4, workers=1) for each in (study, other)]
    found = compare(*runs)
    (row,) = found["inputs"]
    assert row["name"] == path
    assert row["new"]["central"] == 1500.0
    assert row["new"]["origin"]["text"] == "One hour more a week."
    assert row["effect"] == {} and found["paired"]
