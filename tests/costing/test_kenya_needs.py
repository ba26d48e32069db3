"""The Kenya study's needs at central values: its arithmetic redone from the study's own numbers."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.costing.assess import needs
from justice_finance.costing.needs import Needs
from justice_finance.scenario.study import load_study

YEAR = 365.0


@pytest.fixture(scope="module")
def found() -> Needs:
    return needs(load_study("scenarios/kenya"), draws=None)


def test_paralegals_help_everybody_they_are_meant_for(found: Needs) -> None:
    study = found.study
    by_name = {each.name: each for each in found.services}
    need, aid = by_name["paralegal"].needing[0, -1], by_name["legal_aid"].needing[0, -1]
    minor, severe = (
        study.value(f"journeys.land_dispute.seriousness_shares.{name}").value
        for name in ("minor", "severe")
    )
    assert minor is not None and severe is not None
    assert aid / need == pytest.approx(severe * 0.4 / (1.0 - minor - severe * 0.4))
    assert need + aid == pytest.approx(7.21e6 * (1.0 - minor), rel=0.01)  # README of the study
    staff = by_name["paralegal"].staff[0, -1]
    assert staff == pytest.approx(need * 5.0 / (60 * 5.0 * 0.9), rel=1e-12)


def test_contested_cases_reach_the_standard_and_stay_there(found: Needs) -> None:
    civil = next(each for each in found.services if each.name == "court_civil")
    assert civil.disposition_time is not None
    # From the year of the standard on pending is a year's resolved cases, so what comes next year
    # and what is pending are twice what is resolved.
    for t in range(5, len(found.years)):
        pending = civil.cases[0, t - 1]
        assert civil.cases[0, t] == pytest.approx((pending + civil.needing[0, t]) / 2.0, rel=1e-9)
    assert civil.days_without_queue[0, -1] > YEAR  # said on the page: staff alone do not do it


def test_the_country_is_as_large_as_its_tables_say(found: Needs) -> None:
    sizes = found.sizes
    assert sizes["people"].base == 56_432_944
    assert sizes["gross_domestic_product"].base == pytest.approx(120.398e9 * 134.822)
    assert sizes["government_expenditure"].base == pytest.approx(
        0.2784 * sizes["gross_domestic_product"].base
    )
    # Aid of 2023 in the shillings of 2023, brought to prices of 2024.
    in_shillings = 2_595_820_000 * 139.846 * 121.356 / 117.633
    assert sizes["aid"].base == pytest.approx(in_shillings)


def test_published_figures_stand_beside(found: Needs) -> None:
    beside = {each["id"]: each for each in found.benchmarks()}
    assert beside["external_ambition"]["published"] == pytest.approx(0.02)
    ratio = (
        beside["basic_justice_middle_income"]["published"]
        / beside["basic_justice_low_income"]["published"]
    )
    assert ratio == pytest.approx(64 / 20)


def test_nobody_s_money_is_lost(found: Needs) -> None:
    total = sum(found.by_party(found.cost).values())
    np.testing.assert_allclose(total, found.total, rtol=1e-12)
    for each in found.bought:
        np.testing.assert_allclose(
            each.recurrent + each.capital + each.unspent, each.given, rtol=1e-12
        )
    for party, gap in found.gap.items():
        cost, anyway = found.by_party(found.cost), found.by_party(found.anyway)
        np.testing.assert_allclose(
            gap, np.maximum(cost[party] - anyway.get(party, 0.0), 0.0), atol=1e-3
        )


def test_it_shows_itself(found: Needs) -> None:
    text, page = repr(found), found._repr_html_()
    for title in ("Cost by function", "Affordability", "What the budget buys"):
        assert title in text and title in page
    assert "<script" not in page
    data = found.dataset()
    assert data.attrs["currency"] == "KES"
    assert float(data["cost"].isel(draw=0, year=-1).sum()) == pytest.approx(found.total[0, -1])
