"""Levels of the budget in `explain` and `compare`."""

from __future__ import annotations

import copy
import json
from functools import lru_cache

import pytest

from justice_finance.appraisal.worth import appraise
from justice_finance.cli import compare as compared
from justice_finance.cli import explain as explained
from justice_finance.errors import RunError
from justice_finance.inspect.compare import compare
from justice_finance.inspect.explain import explain
from justice_finance.inspect.figures import numbers_of
from justice_finance.results.summaries import Results
from tests.reporting.sample import sample, with_levels

AT_HALF = "paralegals_volunteer_at_half"
SETTINGS = {"currency": "KES", "price_year": 2024, "draws": 64}


@lru_cache(maxsize=1)
def results() -> Results:
    return with_levels(sample(64, years=4, short=True, variants=False))


def test_a_figure_at_a_level_is_explained_from_the_run_of_the_level() -> None:
    number = f"{AT_HALF}.net_present_value"
    assert number in numbers_of(results())
    found = explain(results(), number)
    json.dumps(found, allow_nan=False)
    assert results().levels is not None
    value = appraise(results().levels)["net_present_value"].sel(scenario=AT_HALF)
    assert found["figure"]["mean"] == pytest.approx(float(value.mean()), rel=1e-12)
    assert sum(row["adds"] for row in found["rows"]) == pytest.approx(float(value.mean()), rel=1e-9)
    assert found["level"]["factor"] == 0.5 and found["settings"]["draws"] == 16
    assert found["inputs"], "the spread is traced to the inputs of the level's own draws"
    own = explain(results(), "paralegals_volunteer.net_present_value")
    assert own["level"] is None
    assert found["option"] == own["option"]
    text = "\n".join(explained.lines_of(found, results().record))
    assert "at the level half of the budget (0.5 times own scale): 0.5 times its own scale" in text
    assert "16 draws" in text


def test_an_option_at_its_own_scale_is_explained_as_it_is() -> None:
    found = explain(results(), "fewer_adjournments_at_half.public_cost")
    own = explain(results(), "fewer_adjournments.public_cost")
    assert found["figure"] == own["figure"] and found["rows"] == own["rows"]
    text = "\n".join(explained.lines_of(found, results().record))
    assert "stays at its own scale" in text
    with pytest.raises(RunError):
        explain(results(), "fewer_adjournments_at_twice.public_cost")


def test_runs_with_other_levels_say_so() -> None:
    without = sample(64, years=4, short=True, variants=False)
    found = compare(results(), without)
    (row,) = [each for each in found["settings"] if each["name"] == "budget_levels"]
    assert row["new"] == "none"
    assert row["old"] == "half (0.5 times own scale, fewer_adjournments at own scale)"
    assert found["levels"] == {}
    other = {**found, "runs": ["a", "b"]}
    text = "\n".join(compared.lines_of(other, without.record, SETTINGS))
    assert "budget levels: half (0.5 times own scale" in text and "-> none" in text


def test_levels_of_both_runs_are_compared_draw_by_draw() -> None:
    assert results().levels is not None
    record = copy.deepcopy(dict(results().record))
    record["budget_levels"][0]["factors"]["paralegals_volunteer"] = 0.6
    data = results().levels.copy(deep=True)
    data["ledger"].values[..., data["entry_category"].values == "continuing_loss"] *= 1.1
    other = Results(results().dataset, {}, record, results().draws, data)
    found = compare(results(), other)
    json.dumps(found, allow_nan=False)
    assert set(found["levels"]) == {"half"} and set(found["levels"]["half"]) == {
        "paralegals_volunteer"
    }
    each = found["levels"]["half"]["paralegals_volunteer"]
    assert each["factors"] == [0.5, 0.6]
    before, after = (
        appraise(one)["net_present_value"].sel(scenario=AT_HALF) for one in (results().levels, data)
    )
    figure = each["figures"]["net_present_value"]
    assert figure["difference"] == pytest.approx(float((after - before).mean()), rel=1e-9)
    same = compare(results(), results())["levels"]["half"]["paralegals_volunteer"]["figures"]
    assert all(one["difference"] in (0.0, None) for one in same.values())
    text = "\n".join(compared.lines_of({**found, "runs": ["a", "b"]}, results().record, SETTINGS))
    assert "At the level half of the budget:" in text and "0.5 -> 0.6 times its own scale" in text
