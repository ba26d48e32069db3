"""Measures, aims, rules, inputs together, equity by variant, ways to pay: identities of tables."""

from __future__ import annotations

import numpy as np
import pytest

import justice_finance
from justice_finance import appraisal
from justice_finance.appraisal.decision.decide import decision_of
from justice_finance.appraisal.decision.fairness import poorer_groups
from justice_finance.appraisal.decision.financing import LOAN
from justice_finance.appraisal.decision.interactions import FEWEST


@pytest.fixture(scope="module")
def run():
    study = justice_finance.load_study("scenarios/invented")
    return justice_finance.run(study, draws=64, workers=1)


@pytest.fixture(scope="module")
def tables(run):
    return {name: each.frame for name, each in decision_of(run).tables.items()}


def test_measures_are_those_of_appraise_and_parties_add_up(run, tables) -> None:
    table = tables["measures"].set_index(["perspective", "name"])
    worth = appraisal.appraise(run, detail=False)
    late = appraisal.appraise(run, terminal_value=True, detail=False)
    for name in table.loc["society"].index:
        row = table.loc[("society", name)]
        own = worth.sel(scenario=name)
        assert row["net_present_value"] == pytest.approx(float(own["net_present_value"].mean()))
        later = float(late["net_present_value"].sel(scenario=name).mean())
        assert row["with_terminal_value"] == pytest.approx(later)
        years = np.arange(own.sizes["year"])
        factors = appraisal.discount_factors(worth.attrs["discount_rate"], years)
        total = row["equivalent_annual_value"] * factors.sum()
        assert total == pytest.approx(row["net_present_value"], rel=1e-9)
        whole = table.loc[("public", name), "net_present_value"]
        parts = [table.loc[(each, name), "net_present_value"] for each in ("government", "donor")]
        assert whole == pytest.approx(sum(parts), rel=1e-9)


def test_a_rate_of_return_makes_the_mean_years_worth_nothing(run, tables) -> None:
    table = tables["measures"]
    flows = appraisal.appraise(run, detail=False)["net_benefit"].mean("draw")
    rows = table[(table["perspective"] == "society") & table["internal_rate_of_return"].notna()]
    for _, row in rows.iterrows():
        own = flows.sel(scenario=row["name"]).values
        value = appraisal.net_present_value(own, row["internal_rate_of_return"])
        assert value == pytest.approx(0.0, abs=1e-7 * np.abs(own).sum())


def test_no_aim_has_a_greater_mean_than_the_mean_and_none_a_better_worst_tenth(tables) -> None:
    for _, rows in tables["portfolio_aims"].groupby("budget"):
        by = rows.set_index("aim")
        scale = by["value"].abs().max() + 1.0
        assert (by["given_up"] >= -1e-9 * scale).all()
        assert by.loc["expected", "given_up"] == 0.0
        assert by.loc["regret", "largest_regret"] <= by["largest_regret"].min() + 1e-9 * scale
        worst = by["worst_tenth"]
        assert worst["downside"] >= worst.max() - 1e-9 * scale
        plain = tables["portfolios"].set_index("budget").loc[rows["budget"].iloc[0]]
        assert by.loc["expected", "value"] == pytest.approx(plain["value"])


def test_rules_cost_something_or_nothing_and_more_the_more_they_ask(tables) -> None:
    table = tables["portfolio_rules"]
    given = table["given_up"].dropna()
    assert (given >= -1e-9 * table["value"].abs().max()).all()
    for _, rows in table[table["rule"] == "poorer_groups"].groupby("budget"):
        assert rows["given_up"].is_monotonic_increasing


def test_thirds_of_two_inputs_hold_all_draws_and_say_nothing_of_few(run, tables) -> None:
    table = tables["two_way"]
    draws = run.dataset.sizes["draw"]
    for _, rows in table.groupby(["first", "second"]):
        assert len(rows) == 9 and rows["draws"].sum() == draws
    assert (table["net_present_value"].notna() == (table["draws"] >= FEWEST)).all()
    assert (table["lead"].dropna() >= 0.0).all()


def test_shapley_effects_sum_to_what_is_explained(tables) -> None:
    table = tables["shapley"]
    assert 0.5 < table["share"].sum() < 1.1
    assert (table["low"] <= table["share"]).all() and (table["share"] <= table["high"]).all()


def test_equity_unweighted_is_the_worth_in_every_variant(run, tables) -> None:
    table = tables["equity_by_variant"]
    assert set(table["structural_variant"]) == set(run.variants)
    plain = table[table["measure"] == "unweighted_total"]
    every = tables["variants"].set_index(["structural_variant", "name"])["net_present_value"]
    for _, row in plain.iterrows():
        expected = every[(row["structural_variant"], row["name"])]
        assert row["mean"] == pytest.approx(expected, rel=1e-6)
    groups = tables["equity_by_group_and_variant"]
    net = groups["gain"] - groups["opportunity_cost"]
    np.testing.assert_allclose(net, groups["net_gain"], rtol=1e-9, atol=1e-9)


def test_every_way_pays_for_the_same_and_transfers_sum_to_nothing(tables) -> None:
    table = tables["financing"]
    parties = ["government", "donor", "people", "investor"]
    for _, rows in table.groupby("name"):
        by = rows.set_index("way")
        spent = -by.loc["taxes", "government"]
        assert spent > 0.0 and by.loc["taxes", "cost_to_society"] == 0.0
        paid = -by[parties].sum(axis=1)
        for way in set(by.index) - {"slow_grant"}:
            assert paid[way] == pytest.approx(spent, rel=1e-9)
        assert paid["slow_grant"] <= spent * (1.0 + 1e-12)
        assert by.loc["grant", "donor"] == pytest.approx(-spent)
        assert by.loc["levy", "cost_to_society"] == pytest.approx(0.0, abs=1e-9 * spent)
        assert by.loc["outcome_payments", "investor"] == pytest.approx(0.0, abs=1e-9 * spent)
        if "fees" in by.index:
            assert by.loc["waived_fees", "price"] >= by.loc["fees", "price"]
    element = appraisal.grant_element(LOAN.interest_rate, LOAN.maturity, LOAN.grace, 1)
    loans = table.loc[table["way"] == "loan", "price"]
    assert len(loans) and (loans == element).all()


def test_poorer_groups_lie_below_the_adult_in_the_middle() -> None:
    people = {
        "poor": {"adults": 40.0, "income_per_person": 10.0},
        "middle": {"adults": 40.0, "income_per_person": 20.0},
        "rich": {"adults": 20.0, "income_per_person": 90.0},
    }
    assert poorer_groups(people) == {"poor"}
    assert poorer_groups({}) == frozenset()


def test_too_few_draws_for_any_cell_have_no_grid(run) -> None:
    study = justice_finance.load_study("scenarios/invented")
    assert FEWEST > 8
    few = justice_finance.run(study, draws=8, workers=1)
    assert decision_of(few).tables["two_way"].frame.empty
    assert not decision_of(run).tables["two_way"].frame.empty
