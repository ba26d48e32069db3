"""Portfolio, equity, financing and robustness take the results of a real run as they are."""

from __future__ import annotations

import numpy as np
import pytest

import justice_finance
from justice_finance import appraisal
from justice_finance.errors import AppraisalError
from justice_finance.vocabulary import BUSINESS_AS_USUAL


@pytest.fixture(scope="module")
def study():
    return justice_finance.load_study("scenarios/invented")


@pytest.fixture(scope="module")
def run(study):
    return justice_finance.run(study, draws=16, workers=1)


@pytest.fixture(scope="module")
def groups(run, study):
    names = [str(name) for name in run.dataset["population_group"].values]
    path = "country.population_groups.{}.{}"
    known = [name for name in names if path.format(name, "adults") in study.paths("*adults*")]
    return {
        key: {name: study.value(path.format(name, key)).value for name in known}
        for key in ("income_per_person", "adults")
    }


def test_equity_beside_the_fiscal_case(run, groups) -> None:
    asked = (groups["income_per_person"], groups["adults"])
    found = appraisal.by_group(run, *asked)
    worth = appraisal.appraise(run)["net_present_value"]
    np.testing.assert_allclose(
        found["unweighted_total"], worth, rtol=1e-7, atol=1e-9 * float(abs(worth).max())
    )
    assert float(abs(found["gain"]).max()) > 0.0
    assert np.isfinite(found["atkinson_gain"]).all()


def test_equity_in_every_structural_variant(run, groups) -> None:
    """Each variant keeps what its groups gain; without these margins, it says so."""
    asked = (groups["income_per_person"], groups["adults"])
    assert len(run.variants) > 1
    for data in run.variants.values():
        found = appraisal.by_group(data, *asked)["unweighted_total"]
        worth = appraisal.appraise(data)["net_present_value"]
        scale = float(abs(worth).max())
        np.testing.assert_allclose(found, worth, rtol=1e-7, atol=1e-9 * scale)
    without = run.dataset.drop_vars("net_by_group")
    with pytest.raises(AppraisalError, match="net_by_group"):
        appraisal.by_group(without, *asked)


def test_a_portfolio_of_what_was_run(run) -> None:
    options = appraisal.portfolio_options(run, perspective="people")
    budget = 0.6 * float(np.maximum(options.cost, 0.0).sum())
    frontier = appraisal.portfolio_frontier(options.value, options.cost, budget)
    best = appraisal.best_portfolio(options.value, options.cost, budget)
    assert best.cost <= budget
    assert best.value == pytest.approx(frontier.value[-1])
    thumb = appraisal.rule_of_thumb(options.value, options.cost, budget, cases=options.cases)
    assert thumb.loss >= -1e-9 * best.value  # options worth the same count as one
    over_variants = appraisal.portfolio_options(run, rows="structural_variant")
    least = appraisal.best_portfolio(over_variants.value, options.cost, budget, aim="regret")
    assert least.value >= 0.0
    assert len(least.value_by_draw) == len(run.variants)


def test_budgets_outcomes_and_who_carries_the_risk(run) -> None:
    impact = appraisal.budget_impact(run)
    outcomes = appraisal.outcomes_by_year(run)
    worth = appraisal.appraise(run)
    np.testing.assert_allclose(
        outcomes.sum("year"), worth["problems_resolved_undiscounted"], rtol=1e-9, atol=1e-9
    )
    option = str(outcomes.sum("year").mean("draw").idxmax("scenario").item())
    assert option != BUSINESS_AS_USUAL
    verified = outcomes.sel(scenario=option).values
    advance = np.maximum(impact["spending"].sel(scenario=option).sum("party").values, 0.0)
    price = float(advance.sum() / np.maximum(verified, 0.0).sum())
    net = appraisal.net_by_party(appraisal.outcome_payments(verified, price, advance))
    risk = appraisal.carried_risk(net, 0.05)
    scale = abs(risk["donor"].mean)
    assert sum(each.mean for each in risk.values()) == pytest.approx(0.0, abs=1e-9 * scale)
    assert risk["investor"].standard_deviation > 0.0
    assert np.allclose(sum(net.values()), 0.0, atol=1e-6 * advance.max())


def test_regret_knowing_and_futures(run) -> None:
    table = appraisal.regret_by_setting(run, [0.03, 0.08], ["society", "public"])
    assert len(table.value) == 4 * len(run.variants)
    across = appraisal.across_variants(run)
    assert (
        0.0 <= across["worth_of_knowing"].item() <= across.attrs["smallest_largest_regret"] + 1e-6
    )
    worth = appraisal.appraise(run)["net_present_value"]
    option = str(worth["scenario"].values[1])
    threshold = float(worth.sel(scenario=option).median())
    found = appraisal.failing_futures(run, option, threshold=threshold)
    assert found.failures == 8
    assert found.names == tuple(str(name) for name in run.draws["input"].values)


@pytest.mark.parametrize("name", appraisal.__all__)
def test_a_public_name_of_the_appraisal_is_a_function(name) -> None:
    """And no module of the same name takes its place."""
    found = getattr(appraisal, name)
    assert callable(found)
    assert found.__name__ == name
    assert found.__doc__
