"""A figure explained: its rows add up to it, and every value leads to a source or a sentence."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from justice_finance.appraisal.headline_figures import headline, headline_errors
from justice_finance.appraisal.worth import appraise
from justice_finance.cli.explain import lines_of
from justice_finance.errors import RunError
from justice_finance.inspect.explain import explain
from justice_finance.inspect.figures import FIGURES, LOSS, numbers_of
from justice_finance.results.summaries import Results
from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study
from tests.reporting.sample import sample


@lru_cache(maxsize=1)
def invented() -> Results:
    """A real run, of the invented country."""
    return run(load_study("scenarios/invented"), draws=8, workers=1)


@lru_cache(maxsize=1)
def made_up() -> Results:
    return sample(64, variants=False)


@pytest.mark.parametrize("results", [made_up, invented])
def test_rows_add_up_to_the_figure(results: Any) -> None:
    found = results()
    worth = appraise(found, detail=False)
    sums = {"benefit_cost_ratio": "net_present_value", "cost_per_resolved_problem": "funder_outlay",
            LOSS: "net_present_value"}  # fmt: skip
    for number in numbers_of(found):
        told = explain(found, number)
        option, figure, *party = number.split(".")
        assert told["sum_of"] == sums.get(figure, figure)
        chosen = worth.sel(scenario=option)
        expected = chosen[told["sum_of"]].mean()
        if party:
            expected = chosen["net_present_value_by_party"].sel(party=party[0]).mean()
        adds = [row["adds"] for row in told["rows"]]
        size = max(np.abs(adds).sum(), 1e-9)
        assert sum(adds) == pytest.approx(float(expected), abs=1e-9 * size)
        assert adds == sorted(adds, key=lambda one: -abs(one))
        json.dumps(told, allow_nan=False)


def test_figures_and_errors_are_those_of_the_headline() -> None:
    own, errors = headline(made_up())["scenarios"], headline_errors(made_up())
    for option, figures in own.items():
        for name in ("net_present_value", "public_cost", "problems_resolved", "benefit_cost_ratio"):
            told = explain(made_up(), f"{option}.{name}")["figure"]
            if figures[name] is None:
                assert told is None
                continue
            told_of = {key: told[key] for key in ("mean", "p05", "p95")}
            assert {**told_of, "standard_error": told["error"]} == figures[name]
            assert told["error"] == errors[option][name]["mean"]
        loss = explain(made_up(), f"{option}.{LOSS}")["figure"]
        assert loss["mean"] == figures[LOSS]


def test_every_value_behind_a_row_leads_to_a_source_or_a_sentence() -> None:
    found = invented()
    seen = set()
    for option in ("paralegals", "judges"):
        told = explain(found, f"{option}.net_present_value")
        for row in told["rows"]:
            assert row["values"], f"nothing behind {row['category']}"
            for name in row["values"]:
                value = told["values"][name]
                seen.add(value["kind"])
                if value["kind"] == "evidence":
                    entry = told["evidence"][value["text"]]
                    assert entry["source"]["title"] and entry["locator"] and entry["grade"]
                else:
                    assert value["kind"] == "choice" or len(value["text"].split()) >= 3
        used = {name for row in told["rows"] for name in row["values"]}
        other = "court_capacity" if option == "paralegals" else "paralegal_advice"
        assert not [name for name in used if name.startswith(f"interventions.{other}.")]
    assert "assumption" in seen


def test_the_cost_of_raising_taxes_leads_to_its_rate() -> None:
    told = explain(invented(), "paralegals.net_present_value")
    (row,) = [row for row in told["rows"] if row["category"] == "excess_burden"]
    assert all(name.startswith("country.excess_burden_of_taxation") for name in row["values"])


def test_inputs_carry_their_share_of_this_figure_and_not_of_another() -> None:
    worth = explain(made_up(), "paralegals_volunteer.net_present_value")
    cost = explain(made_up(), "paralegals_volunteer.public_cost")
    for told in (worth, cost):
        shares = [each["share"] for each in told["inputs"]]
        assert shares == sorted(shares, reverse=True)
        assert 0.5 < sum(shares) < 1.1
    assert worth["inputs"] != cost["inputs"]


def test_without_inputs_by_draw_nothing_is_said_of_the_spread() -> None:
    made = made_up()
    bare = Results(made.dataset, made.variants, made.record)
    assert explain(bare, "mediation.net_present_value")["inputs"] == []


def test_every_option_and_figure_is_listed() -> None:
    names = numbers_of(made_up())
    options = [str(name) for name in made_up().dataset["scenario"].values[1:]]
    assert {f"{option}.{figure}" for option in options for figure in FIGURES} <= set(names)
    assert "mediation.net_present_value.person" in names
    assert not [name for name in names if name.startswith("business_as_usual")]


@pytest.mark.parametrize("number", ["", "mediation", "mediation.net_present_valu", "x.public_cost"])
def test_a_figure_that_is_not_there_is_a_mistake(number: str) -> None:
    with pytest.raises(RunError, match="figure_unknown"):
        explain(made_up(), number)


def test_evidence_comes_with_source_page_grade_and_interval() -> None:
    made = made_up()
    name = "services.courts.costs.staff.amount"
    row = {"category": "service_cost", "from": "government_justice", "to": "resources"}
    record = {
        **made.record,
        "ledger": [{**row, "paths": [name]}],
        "values": {name: {"central": 16000.0, "kind": "evidence", "text": "cf_xxx_case",
                          "grade": "B", "uncertain": True}},
    }  # fmt: skip
    entry = {**record["evidence"]["cf_xxx_case"], "low": 0.5, "high": 0.8, "interval_kind": "ci95"}
    record["evidence"] = {**record["evidence"], "cf_xxx_case": entry}
    told = explain(Results(made.dataset, {}, record, made.draws), "mediation.public_cost")
    entry = told["evidence"]["cf_xxx_case"]
    assert (entry["locator"], entry["grade"]) == ("p. 12", "B")
    assert entry["source"]["title"] == "Survey of justice needs"
    lines = "\n".join(lines_of(told, record))
    assert "evidence cf_xxx_case = 0.63, 0.5 to 0.8 (ci95): Office of Invented Statistics" in lines
    assert "p. 12; grade B" in lines


def test_one_draw_has_no_error_and_says_so() -> None:
    made = made_up()
    alone = Results(made.dataset.isel(draw=slice(0, 1)), {}, made.record, made.draws)
    told = explain(alone, "mediation.net_present_value")
    json.dumps(told, allow_nan=False)
    assert told["figure"]["error"] is None
    assert "Monte Carlo error not known" in "\n".join(lines_of(told, made.record))
