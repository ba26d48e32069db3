"""What stands behind the pictures of money adds up, and what is said about it is true."""

from __future__ import annotations

from math import isclose

import numpy as np
import pytest

from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY, PUBLIC_FUNDERS
from justice_finance.appraisal.worth import appraise
from justice_finance.charts.rounding import Estimate
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.cost_groups import COST_GROUPS, GAINS_AND_COSTS, GROUP_TITLES
from justice_finance.reporting.figures import RAISING_TAXES, by_group
from justice_finance.vocabulary import BUSINESS_AS_USUAL, COST_CATEGORIES
from tests.reporting.sample import sample


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(64))


def test_every_cost_category_stands_in_one_group() -> None:
    every = [name for group in COST_GROUPS.values() for name in group]
    assert sorted(every) == sorted(COST_CATEGORIES)
    assert set(GROUP_TITLES) == set(GAINS_AND_COSTS) == set(COST_GROUPS)


def test_steps_add_up_to_the_net_present_value(report: Report) -> None:
    for option in report.headline:
        own = [each.worth.mean for each in report.value_steps if each.option == option.option]
        assert len(own) >= 4
        size = sum(abs(each) for each in own)
        assert abs(sum(own) - option.net_present_value.mean) <= 1e-9 * size


def test_every_option_has_the_same_steps(report: Report) -> None:
    names = {
        option.option: [e.step for e in report.value_steps if e.option == option.option]
        for option in report.headline
    }
    assert len({tuple(each) for each in names.values()}) == 1
    for each in names.values():
        places = [list(COST_GROUPS).index(name) for name in each]
        assert places == sorted(places)


def test_the_running_total_of_cash_is_the_sum_of_years_and_payers(report: Report) -> None:
    outlay = {(e.option, e.year): e.public_outlay for e in report.by_year}
    assert [flow.option for flow in report.cash_flows] == [e.option for e in report.headline]
    for flow in report.cash_flows:
        assert set(flow.by_payer) <= set(PUBLIC_FUNDERS)
        for at, year in enumerate(flow.years):
            assert flow.total[at] == outlay[flow.option, year]
            whole = flow.total[at].mean
            assert isclose(sum(e[at].mean for e in flow.by_payer.values()), whole, abs_tol=1e-3)
        so_far = np.cumsum([each.mean for each in flow.total])
        np.testing.assert_allclose([each.mean for each in flow.running], so_far, rtol=1e-9)


def test_discounted_cash_is_the_public_cost(report: Report) -> None:
    for flow, option in zip(report.cash_flows, report.headline, strict=True):
        factors = 1.08 ** -np.arange(len(flow.years))
        present = sum(factors * [each.mean for each in flow.total])
        assert isclose(present, option.public_cost.mean, rel_tol=1e-9)


def test_gross_costs_are_all_that_parties_pay_in_the_ledger(report: Report) -> None:
    data = sample(64).dataset
    payer = np.isin(data["entry_from"].values, list(PARTIES_OF_SOCIETY))
    factors = 1.08 ** -np.arange(data.sizes["year"])
    for option in (BUSINESS_AS_USUAL, *(each.option for each in report.headline)):
        ledger = data["ledger"].sel(scenario=option).mean("draw").transpose("year", "entry").values
        paid = float((factors[:, None] * ledger[:, payer]).sum())
        for rows in (report.gross_costs, report.party_costs):
            own = [each.cost.mean for each in rows if each.option == option]
            assert isclose(sum(own), paid, rel_tol=1e-9)


def test_raising_taxes_costs_everyone_and_no_budget(report: Report) -> None:
    taxes = {
        (e.option, e.member): e.net_present_value.mean
        for e in report.by_party
        if e.member == RAISING_TAXES
    }
    for each in report.gross_costs:
        assert (each.group == "taxes") == (each.party == RAISING_TAXES)
    for each in report.party_costs:
        if each.party == RAISING_TAXES and each.option != BUSINESS_AS_USUAL:
            expected = -taxes[each.option, each.party]  # what it costs more is what is lost
            assert isclose(each.change.mean, expected, rel_tol=1e-6)


def test_what_lies_outside_the_groups_of_people_is_not_called_organisations() -> None:
    """In the account of people it is the value of cases that only new capacity brings out."""
    results = sample(64)
    option = results.dataset["scenario"].values[1]
    as_it_is = by_group(results.dataset, appraise(results), results.record, [option])
    data = results.dataset.copy()
    for name in ("population_group", "group_account"):
        data[name] = ["organisations", *data[name].values[1:]]
    worth = appraise(results)
    outside, *people = by_group(data, worth, results.record, [option])
    assert outside.title == "Newly brought cases, group not known"
    assert outside.net_present_value == as_it_is[0].net_present_value
    assert outside.per_problem is None  # the problems of organisations are not theirs
    assert people == as_it_is[1:]
    data["net_by_group"] = data["net_by_group"] * (data["group_account"] != "organisations")
    assert by_group(data, worth, results.record, [option]) == people


def test_a_change_of_costs_is_the_difference_of_both(report: Report) -> None:
    usual = {(e.party, e.kind): e for e in report.party_costs if e.option == BUSINESS_AS_USUAL}
    assert all(each.change == Estimate(0.0, 0.0, 0.0, 0.0) for each in usual.values())
    for each in report.party_costs:
        base = usual[each.party, each.kind].cost.mean
        assert isclose(each.cost.mean - base, each.change.mean, abs_tol=1e-6 * abs(base) + 1.0)


def test_everybody_whose_journey_is_open_is_at_some_step(report: Report) -> None:
    data = sample(64).dataset
    for option in (BUSINESS_AS_USUAL, *(each.option for each in report.headline)):
        own = [each for each in report.stays if each.option == option]
        chosen = data.sel(scenario=option)
        days = float(chosen["open_days"].sum(("legal_problem", "year")).mean("draw"))
        there = sum(each.people.mean for each in own)
        assert isclose(there, days / (365.0 * data.sizes["year"]), rel_tol=1e-9)
        left = float(chosen["open_problems"].isel(year=-1).sum("legal_problem").mean("draw"))
        assert isclose(sum(each.people_at_end.mean for each in own), left, rel_tol=1e-9)


def test_people_come_times_days_of_a_stay_make_the_people_there(report: Report) -> None:
    """Little's law over the years of the run, draw by draw, so here within the spread."""
    data = sample(64).dataset
    for each in report.stays:
        own = data.sel(scenario=each.option, state=each.state)
        came = own["state_entries"].sum("year")
        stay = own["state_open_days"].sum("year") / came
        assert each.days is not None
        assert isclose(each.days.mean, float(stay.mean("draw")), rel_tol=1e-12)
        assert isclose(each.people.mean, float((came * stay).mean("draw")) / 3650.0, rel_tol=1e-12)
