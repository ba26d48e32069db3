"""Scenarios of a run as options of a portfolio."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance import appraisal
from justice_finance.errors import AppraisalError
from justice_finance.results.summaries import Results
from tests.results import made_up


@pytest.fixture(scope="module")
def run():
    variants = {}
    for place, name in enumerate(("half_queue", "mostly_queue")):
        data = made_up.dataset(made_up.Size(draws=6, years=4), np.random.default_rng(place))
        variants[name] = data.assign_attrs(structural_variant=name)
    return Results(variants["half_queue"], variants)


def test_options_are_what_the_appraisal_says(run) -> None:
    found = appraisal.portfolio_options(run)
    worth = appraisal.appraise(run).sel(scenario=["paralegals", "mediation"])
    assert found.names == ("paralegals", "mediation")
    np.testing.assert_array_equal(found.value, worth["net_present_value"].transpose("draw", ...))
    np.testing.assert_allclose(found.cost, worth["funder_outlay"].mean("draw"))
    undiscounted = appraisal.portfolio_options(run, discount_rate=0.0)
    np.testing.assert_allclose(found.cost_by_year.sum(axis=1), undiscounted.cost, rtol=1e-9)
    np.testing.assert_allclose(
        found.value_by_group.sum("group_account"), found.value.mean("draw"), rtol=1e-9, atol=1e-3
    )


def test_a_portfolio_of_scenarios_by_name(run) -> None:
    options = appraisal.portfolio_options(run)
    wide = float(np.abs(options.cost).sum())
    best = appraisal.best_portfolio(
        options.value, options.cost, wide, exclusive=options.places([options.names])
    )
    means = options.value.mean("draw").values
    expected = () if means.max() <= 0.0 else (options.names[int(means.argmax())],)
    assert best.names == expected


def test_variants_as_rows(run) -> None:
    found = appraisal.portfolio_options(run, rows="structural_variant")
    assert found.value.dims == ("structural_variant", "scenario")
    worth = appraisal.appraise(run.variants["mostly_queue"])["net_present_value"].mean("draw")
    np.testing.assert_allclose(
        found.value.sel(structural_variant="mostly_queue"), worth.sel(scenario=list(found.names))
    )


def test_unknown_names_are_refused(run) -> None:
    with pytest.raises(AppraisalError, match="comparator_unknown"):
        appraisal.portfolio_options(run, options=["paralegal"])
    with pytest.raises(AppraisalError, match="comparator_unknown"):
        appraisal.portfolio_options(run).places([("paralegals", "luck")])
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.portfolio_options(run, rows="luck")
