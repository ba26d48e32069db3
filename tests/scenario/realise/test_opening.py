"""Who is under way on day 0, in closed form; business as usual then stands still."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from justice_finance.engines.cohort.engine import CohortEngine
from justice_finance.engines.contract import Settings
from justice_finance.errors import ScenarioError
from justice_finance.scenario.realise import baseline_of, realise
from tests.scenario.realise.small_country import country, number, recipe, time

STARTS = np.array([450.0, 150.0, 300.0, 100.0])


def stationary(**changes: Any) -> dict[str, Any]:
    written = {
        "country__opening": "stationary",
        "journeys__land__states__agreed__returns": {"share": number(0.1), "time": time(200)},
        "journeys__land__states__given_up__knock_on": {"share": number(0.05), "time": time(300)},
        "journeys__land__states__agreed__remaining_share": number(0.2),
    }
    return country(**(written | changes))


def test_stocks_are_flow_times_time() -> None:
    found = realise(recipe(stationary()))
    names = found.axes.states
    opening = found.opening
    np.testing.assert_allclose(opening.waiting[0, :, names.index("problem")], STARTS * 30 / 365)
    talks = STARTS * 0.5
    np.testing.assert_allclose(opening.waiting[0, :, names.index("talks")], talks * 60 / 365)
    agreed, given_up = STARTS * 0.3, STARTS * (0.3 + 0.2 + 0.04)
    np.testing.assert_allclose(
        opening.dormant_returns[0, :, names.index("agreed")], agreed * 0.1 * 200 / 365
    )
    np.testing.assert_allclose(
        opening.dormant_knock_ons[0, :, names.index("given_up")], given_up * 0.05 * 300 / 365
    )
    lingering = (agreed * 0.2 + given_up) * 730 / math.log(2) / 365
    np.testing.assert_allclose(opening.lingering[0], lingering)


def test_pending_cases_are_split_into_gaps_and_queue() -> None:
    pending = 300.0
    found = realise(recipe(stationary(services__court__opening_pending=number(pending))))
    court = found.axes.states.index("court")
    # 200 cases a year of 4 sittings and 6.4 hours: 1,280 of 2,000 hours, so all pass.
    cases = STARTS * 0.2
    gaps = cases * 3 * (30 + 20) / 365
    np.testing.assert_allclose(found.opening.between_sittings[0, :, court], gaps)
    queue = pending - gaps.sum()
    np.testing.assert_allclose(found.opening.queueing[0, :, court], queue * cases / cases.sum())
    # 200 x 30 / 365 are in their first notice; the others joined once for each of four sittings.
    proper = queue - 200 * 30 / 365
    assert found.opening.queue_days[0, court] == pytest.approx(proper / 800 * 365)
    later = found.opening.queueing_later_share[0, :, court]
    np.testing.assert_allclose(later, 0.75 * proper / queue)


def test_an_overloaded_service_passes_what_its_hours_allow() -> None:
    changes = {"services__court__opening_pending": number(300),
               "services__court__staff": number(0.64)}  # fmt: skip
    found = realise(recipe(stationary(**changes)))
    court = found.axes.states.index("court")
    gaps = STARTS * 0.2 * 0.5 * 3 * 50 / 365  # half the cases: 640 of 1,280 hours
    np.testing.assert_allclose(found.opening.between_sittings[0, :, court], gaps)
    assert found.opening.queue_days[0, court] == pytest.approx(
        (300 - gaps.sum() - 100 * 30 / 365) / 400 * 365
    )


def test_fewer_pending_cases_than_gaps_explain_are_refused() -> None:
    with pytest.raises(ScenarioError) as refusal:
        realise(recipe(stationary(services__court__opening_pending=number(50))))
    assert refusal.value.mistakes[0].code == "opening_pending_too_small"


def test_an_empty_opening_has_nobody() -> None:
    found = realise(recipe(country())).opening
    assert not any(np.any(getattr(found, name)) for name in vars(found))


# 200 cases a year x (4 x 30 days of notice + 3 x 20 of the parties + 2.3 of sittings) / 365 = 99.9.
@pytest.mark.parametrize("pending", [None, 100.0])
def test_business_as_usual_without_growth_stands_still(pending: float | None) -> None:
    changes = {} if pending is None else {"services__court__opening_pending": number(pending)}
    made = recipe(stationary(**changes), years=6)
    flows = CohortEngine().run(realise(made, None, baseline_of(made)), Settings())
    started = flows.fresh + flows.returned + flows.knocked_on
    np.testing.assert_allclose(started[0].sum(axis=1), 1000.0, rtol=0.01)
    open_days = flows.open_days[0].sum(axis=(1, 2))
    np.testing.assert_allclose(open_days[1:] / open_days[:-1], 1.0, atol=0.01)
    lingering = flows.lingering_days[0].sum(axis=1)
    np.testing.assert_allclose(lingering[1:] / lingering[:-1], 1.0, atol=0.01)


def test_a_court_with_closed_days_holds_its_hours_on_the_others() -> None:
    """An hour holds a judge for (open share) x 365 / hours days, so fewer are at a sitting."""
    closed = [{"first_day": 182, "last_day": 243}]
    openings = [
        realise(recipe(stationary(**changes))).opening
        for changes in ({}, {"services__court__calendar": closed})
    ]
    flow = 0.2 * STARTS
    hours = 6.4 / 4.0 * 365.0 / 1000.0
    fewer = [
        (whole - less).sum(axis=2)[0]
        for whole, less in zip(
            *([each.queueing, each.between_sittings] for each in openings), strict=True
        )
    ]
    np.testing.assert_allclose(fewer[0], flow * hours / 365.0 * 62.0 / 365.0)
    np.testing.assert_allclose(fewer[1], 3.0 * fewer[0])
