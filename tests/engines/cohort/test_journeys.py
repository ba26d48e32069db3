"""Where nothing queues, the engine is a chain: outcomes, times and stocks are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.contract import Settings
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

WEEK = 7.0


def pulse(years: int) -> np.ndarray:
    """A thousand people in the first year, nobody after."""
    inflow = np.zeros((1, years, 1))
    inflow[0, 0] = 1000.0
    return inflow


def chain(
    waits: dict[str, Any], arcs: dict[tuple[str, str], float], years: int = 40, **more: Any
) -> Realised:
    states = {name: {"kind": "wait", "time": mean} for name, mean in waits.items()}
    states |= {name: {"kind": "resolution"} for name in ("resolved", "partly")}
    states |= {"gave_up": {"kind": "no_resolution"}}
    return small_realised(states, arcs, inflow=pulse(years), years=years, **more)


def absorbing(realised: Realised) -> tuple[np.ndarray, np.ndarray]:
    """Visits to each transient state and chance of each end, from the fundamental matrix."""
    j = realised.journeys
    n = j.kind.size
    moves = np.zeros((n, n))
    for a in range(j.arc_from.size):
        moves[j.arc_from[a], j.arc_to[a]] += j.arc_probability[0, 0, 0, a]
    transient = np.flatnonzero(j.kind <= 1)
    ends = np.flatnonzero(j.kind > 1)
    visits = np.linalg.inv(np.eye(transient.size) - moves[np.ix_(transient, transient)])[0]
    return visits, visits @ moves[np.ix_(transient, ends)]


CYCLE = {
    ("a", "b"): 0.7,
    ("a", "gave_up"): 0.3,
    ("b", "a"): 0.4,
    ("b", "c"): 0.5,
    ("b", "partly"): 0.1,
    ("c", "a"): 0.2,
    ("c", "resolved"): 0.8,
}


@pytest.mark.parametrize(
    "waits",
    [
        {"a": 200.0, "b": 90.0, "c": 400.0},
        {"a": WEEK, "b": WEEK, "c": WEEK},
        {"a": 0.0, "b": 0.0, "c": 30.0},
        {"a": {"mean": 45.0, "form": "fixed"}, "b": 3.0, "c": {"mean": 90.0, "form": "mixture"}},
    ],
)
def test_outcomes_and_time_in_trouble_are_those_of_the_chain(waits: dict[str, Any]) -> None:
    realised = chain(waits, CYCLE)
    flows = ENGINE.run(realised, Settings())
    visits, outcomes = absorbing(realised)
    found = flows.entries.sum(axis=(0, 1, 2))
    np.testing.assert_allclose(found[3:], 1000.0 * outcomes, rtol=1e-9)
    np.testing.assert_allclose(found[:3], 1000.0 * visits, rtol=1e-9)
    means = [w["mean"] if isinstance(w, dict) else w for w in waits.values()]
    days = flows.open_days.sum(axis=(0, 1, 2))[:3]
    np.testing.assert_allclose(days, 1000.0 * visits * means, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("step", [365 / 12, 365 / 24, 365 / 48, 365.0])
def test_three_stages_of_a_week_take_three_weeks(step: float) -> None:
    services = {
        n: {"work_hours": 20.0, "productive_hours": 20.0 / WEEK * 365.0, "staff": 1e6}
        for n in ("one", "two", "three")
    }
    states = {n: {"kind": "service", "service": n} for n in services}
    states |= {"resolved": {"kind": "resolution"}}
    arcs = {("one", "two"): 1.0, ("two", "three"): 1.0, ("three", "resolved"): 1.0}
    realised = small_realised(states, arcs, services, inflow=pulse(9), years=9)
    flows = ENGINE.run(realised, Settings(step_days=step))
    assert flows.open_days.sum() == pytest.approx(1000.0 * 3 * WEEK, rel=1e-9)
    assert flows.queue_end.sum() == 0.0


@pytest.mark.parametrize("form", ["fixed", "geometric"])
@pytest.mark.parametrize("gap", [(0.0, 3.0), (10.0, 12.0), (20.0, 25.0), (50.0, 90.0), (0.0, 0.0)])
def test_a_visit_takes_its_notices_sittings_and_gaps(form: str, gap: tuple[float, float]) -> None:
    notice, parties = gap
    service = {
        "staff": 1e6,
        "work_hours": 4.0,
        "sittings": 3.4,
        "sittings_form": form,
        "notice_time": notice,
        "parties_time": parties,
    }
    states = {"court": {"kind": "service", "service": "court"}, "end": {"kind": "resolution"}}
    for limited in (True, False):
        services = {"court": {**service, "limited": limited}}
        realised = small_realised(
            states, {("court", "end"): 1.0}, services, inflow=pulse(60), years=60
        )
        flows = ENGINE.run(realised, Settings())
        hold = 4.0 * 365.0 / 1000.0
        days = 3.4 * (notice + hold) + 2.4 * parties
        assert flows.sittings.sum() == pytest.approx(3400.0, rel=1e-9)
        assert flows.visits.sum() == pytest.approx(1000.0, rel=1e-9)
        assert flows.completed.sum() == pytest.approx(1000.0, rel=1e-9)
        assert flows.hours_used.sum() == pytest.approx(3400.0 * 4.0, rel=1e-9)
        assert flows.open_days.sum() == pytest.approx(1000.0 * days, rel=1e-9)
        assert flows.waiting_days.sum() == 0.0


def test_times_change_with_the_year_of_arrival_and_moves_with_that_of_leaving() -> None:
    mean = np.array([30.0, 300.0])[None, :, None] * np.ones((1, 2, 1))
    years = 30
    mean = np.concatenate([mean, np.full((1, years - 2, 1), 300.0)], axis=1)
    half = np.where(np.arange(years) < 1, 1.0, 0.25)[None, :, None]
    states = {
        "a": {"kind": "wait", "time": {"mean": mean, "form": "exponential"}},
        "resolved": {"kind": "resolution"},
        "gave_up": {"kind": "no_resolution"},
    }
    inflow = np.zeros((1, years, 1))
    inflow[0, :2] = 120.0
    arcs = {("a", "resolved"): half, ("a", "gave_up"): 1.0 - half}
    flows = ENGINE.run(small_realised(states, arcs, inflow=inflow, years=years), Settings())
    assert flows.open_days.sum() == pytest.approx(120.0 * 30.0 + 120.0 * 300.0, rel=1e-9)
    later = flows.entries[0, 1:, 0]
    np.testing.assert_allclose(later[:, 1] / later[:, 1:].sum(axis=1), 0.25)
    assert flows.entries[0, 0, 0, 2] == 0.0


def steady() -> Realised:
    """Everything in balance from day 0: stocks are rate x mean time, Little's law."""
    rate, share = 365.0, 0.2
    all_problems = rate / (1.0 - share * 0.75)  # returns are a share of three quarters
    states = {
        "think": {"kind": "wait", "time": {"mean": 80.0, "form": "mixture"}},
        "talk": {"kind": "wait", "time": {"mean": 50.0, "form": "gamma"}},
        "court": {"kind": "service", "service": "court"},
        "resolved": {"kind": "resolution", "again_share": share, "again_time": 100.0},
        "gave_up": {"kind": "no_resolution", "lingering": 1.0},
    }
    arcs = {
        ("think", "talk"): 0.5,
        ("think", "court"): 0.5,
        ("talk", "court"): 0.5,
        ("talk", "gave_up"): 0.5,
        ("court", "resolved"): 1.0,
    }
    services = {
        "court": {
            "limited": False,
            "work_hours": 1e-9,
            "sittings": 3.0,
            "parties_time": 90.0,
        }
    }
    daily = all_problems / 365.0
    half_life = 700.0
    opening = {
        "waiting": {"think": daily * 80.0, "talk": daily * 0.5 * 50.0},
        "between_sittings": {"court": daily * 0.75 * 2 * 90.0},
        "dormant_returns": {"resolved": daily * 0.75 * share * 100.0},
        "lingering": daily * 0.25 * half_life / np.log(2.0),
    }
    return small_realised(
        states, arcs, services, inflow=rate, years=4, opening=opening, half_life=half_life
    )


def test_opening_stocks_of_a_steady_flow_stay_as_they_are() -> None:
    realised = steady()
    flows = ENGINE.run(realised, Settings())
    for stock in flows.stock_end[0, :, 0]:
        np.testing.assert_allclose(stock, flows.opening_stock[0, 0], rtol=1e-9)
    dormant = realised.opening.dormant_returns.sum()
    np.testing.assert_allclose(flows.dormant_end[0, :, 0], dormant, rtol=1e-9)
    # Little's law, year by year
    for state, mean in ((0, 80.0), (1, 50.0), (2, 180.0)):
        entries, days = flows.entries[0, :, 0, state], flows.open_days[0, :, 0, state]
        np.testing.assert_allclose(days, entries * mean, rtol=1e-9)
    lingering = realised.opening.lingering.sum()
    np.testing.assert_allclose(flows.lingering_end[0, :, 0], lingering, rtol=1e-3)


def test_what_lingers_fades_exactly_with_its_half_life() -> None:
    states = {"a": {"kind": "wait", "time": 0.0}, "lost": {"kind": "no_resolution"}}
    realised = small_realised(
        states, {("a", "lost"): 1.0}, years=3, opening={"lingering": 80.0}, half_life=365.0
    )
    flows = ENGINE.run(realised, Settings())
    np.testing.assert_allclose(flows.lingering_end[0, :, 0], [40.0, 20.0, 10.0], rtol=1e-12)
    rate = np.log(2.0) / 365.0
    np.testing.assert_allclose(
        flows.lingering_days[0, :, 0], np.array([40.0, 20.0, 10.0]) / rate, rtol=1e-12
    )


def test_knock_on_problems_begin_in_the_classes_they_name() -> None:
    states = {
        "a": {"kind": "wait", "time": 5.0},
        "lost": {"kind": "no_resolution", "again_share": 0.5, "again_time": 40.0},
    }
    realised = small_realised(
        states,
        {("a", "lost"): 1.0},
        inflow=np.array([[[100.0, 0.0, 0.0, 0.0]] + [[0.0] * 4] * 29]),
        years=30,
        problems=2,
        seriousness=2,
        knock_on_problem=[[0.0, 1.0], [0.0, 1.0]],
        seriousness_share=[0.25, 0.75],
    )
    flows = ENGINE.run(realised, Settings())
    by_lump = flows.knocked_on.sum(axis=(0, 1))
    by_class = by_lump[flows.lump_of_class] * flows.share_of_lump[0]
    # 100 x (1/2 + 1/4 + ...) = 100 further problems, all of the second kind
    np.testing.assert_allclose(by_class, [0.0, 0.0, 25.0, 75.0], rtol=1e-9)
