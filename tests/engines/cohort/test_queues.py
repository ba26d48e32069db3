"""A queue in the fluid limit, against what is worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from tests.engines.networks import small_realised

YEAR = 365.0


def court(
    inflow: object,
    years: int,
    *,
    opening: dict[str, Any] | None = None,
    groups: int = 1,
    **service: Any,
) -> Flows:
    """One court; a sitting takes an hour, a staff-year has 100 hours; those who leave resign."""
    states = {
        "court": {
            "kind": "service",
            "service": "court",
            "gives_up_to": "gave_up",
            "turned_away_to": "turned_away",
        },
        "resolved": {"kind": "resolution"},
        "gave_up": {"kind": "no_resolution"},
        "turned_away": {"kind": "no_resolution"},
    }
    services = {"court": {"work_hours": 1.0, "productive_hours": 100.0, **service}}
    arcs = {("court", "resolved"): 1.0}
    realised = small_realised(
        states, arcs, services, inflow=inflow, years=years, opening=opening, groups=groups
    )
    return ENGINE.run(realised, Settings())


def test_an_overloaded_service_has_a_queue_that_grows_as_the_fluid_does() -> None:
    flows = court(1200.0, 5, staff=10.0)
    year = np.arange(5)
    np.testing.assert_allclose(flows.queue_end[0, :, 0], 200.0 * (year + 1), rtol=1e-12)
    np.testing.assert_allclose(flows.visits[0, :, 0, 0], 1000.0, rtol=1e-12)
    np.testing.assert_allclose(flows.hours_used, flows.hours_available, rtol=1e-12)
    waiting = flows.waiting_days[0, :, 0, 0]
    np.testing.assert_allclose(waiting, (200.0 * year + 100.0) * YEAR, rtol=1e-12)


def test_a_burst_waits_as_long_as_those_before_it_take() -> None:
    # 1200 people evenly over a year, capacity 600 a year: the one who comes at t waits t years,
    # so all wait half a year on average; nobody is left after two years.
    inflow = np.zeros((1, 4, 1))
    inflow[0, 0] = 1200.0
    flows = court(inflow, 4, staff=6.0)
    assert flows.waiting_days.sum() == pytest.approx(1200.0 * YEAR / 2.0, rel=1e-9)
    np.testing.assert_allclose(flows.queue_end[0, :, 0], [600.0, 0.0, 0.0, 0.0], atol=1e-9)


def test_a_service_with_hours_to_spare_has_no_queue() -> None:
    flows = court(900.0, 3, staff=10.0)
    assert flows.queue_end.sum() == 0.0
    assert flows.waiting_days.sum() == 0.0
    np.testing.assert_allclose(flows.hours_used, 900.0)


@pytest.mark.parametrize("patience", [400.0, 90.0, 31.0, 12.0])
def test_when_people_give_up_the_queue_settles_where_they_leave_as_fast_as_they_join(
    patience: float,
) -> None:
    flows = court(1500.0, 30, staff=10.0, patience=patience)
    left = 500.0
    assert flows.gave_up[0, -1, 0, 0] == pytest.approx(left, rel=1e-6)
    assert flows.entries[0, -1, 0, 2] == pytest.approx(left, rel=1e-6)
    mean_queue = flows.waiting_days[0, -1, 0, 0] / YEAR
    theta = YEAR / patience
    if patience >= YEAR / 12.0:
        assert left == pytest.approx(theta * mean_queue, rel=1e-6)
    else:  # shorter than a step: those who leave at once are never seen waiting
        assert 0.0 < theta * mean_queue < 2.0 * left


def test_the_first_class_never_waits_while_the_last_starves() -> None:
    flows = court(600.0, 4, staff=10.0, groups=2, priority=np.array([0, 1]))
    assert flows.waiting_days[:, :, 0].sum() == 0.0
    np.testing.assert_allclose(flows.queue_end[0, :, 0], 200.0 * np.arange(1, 5), rtol=1e-12)
    np.testing.assert_allclose(flows.visits[0, :, :, 0], [[600.0, 400.0]] * 4, rtol=1e-12)


def test_of_one_class_the_oldest_are_served_first_whatever_their_kind() -> None:
    opening = {"queueing": {"court": [[300.0, 0.0]]}, "queue_days": {"court": 100.0}}
    inflow = np.zeros((1, 3, 2))
    inflow[0, 0, 1] = 1000.0
    flows = court(inflow, 3, staff=5.0, groups=2, opening=opening)
    # the opening 300 take 0.6 years of the first; then the second group has what is left
    np.testing.assert_allclose(flows.visits[0, :, 0, 0], [300.0, 0.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(flows.visits[0, :, 1, 0], [200.0, 500.0, 300.0], atol=1e-9)


def test_a_full_queue_turns_away_what_cannot_be_served() -> None:
    flows = court(1500.0, 4, staff=10.0, queue_limit=50.0)
    np.testing.assert_allclose(flows.queue_end[0, :, 0], 50.0, rtol=1e-9)
    np.testing.assert_allclose(flows.turned_away[0, :, 0, 0], [450.0, 500.0, 500.0, 500.0])
    np.testing.assert_allclose(flows.entries[0, :, 0, 3], flows.turned_away[0, :, 0, 0])


def test_an_opening_backlog_drains_as_by_hand() -> None:
    opening = {"queueing": {"court": 300.0}, "queue_days": {"court": 400.0}}
    flows = court(0.0, 4, staff=1.0, opening=opening)
    np.testing.assert_allclose(flows.visits[0, :, 0, 0], [100.0, 100.0, 100.0, 0.0], atol=1e-9)
    assert flows.waiting_days.sum() == pytest.approx(450.0 * YEAR, rel=1e-9)
    np.testing.assert_allclose(flows.queue_end[0, :, 0], [200.0, 100.0, 0.0, 0.0], atol=1e-9)


def test_capacity_follows_the_year() -> None:
    staff = np.array([[5.0, 20.0, 10.0]])
    flows = court(1000.0, 3, staff=staff)
    np.testing.assert_allclose(flows.queue_end[0, :, 0], [500.0, 0.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(flows.visits[0, :, 0, 0], [500.0, 1500.0, 1000.0])


def test_in_a_loaded_court_the_diary_makes_the_gap_between_sittings() -> None:
    # Work for 1200 people x 2 sittings against 1000 hours: sittings held are what the hours allow.
    flows = court(1200.0, 6, staff=10.0, sittings=2.0, sittings_form="fixed")
    np.testing.assert_allclose(flows.sittings[0, :, 0, 0], 1000.0, rtol=1e-9)
    people = flows.stock_end[0, :, 0, 0]
    done = np.cumsum(flows.completed[0, :, 0, 0])
    np.testing.assert_allclose(people, 1200.0 * np.arange(1, 7) - done, rtol=1e-9)
    later = flows.sittings - flows.visits
    assert (later[0, 1:, 0, 0] > 0.0).all()


@settings(max_examples=30)
@given(
    staff=st.lists(st.floats(0.0, 20.0), min_size=3, max_size=3),
    more=st.lists(st.floats(0.0, 10.0), min_size=3, max_size=3),
    inflow=st.lists(st.floats(0.0, 2000.0), min_size=3, max_size=3),
    backlog=st.floats(0.0, 500.0),
    levels=st.tuples(st.integers(0, 1), st.integers(0, 1)),
)
def test_more_staff_never_lengthens_the_wait(
    staff: list[float],
    more: list[float],
    inflow: list[float],
    backlog: float,
    levels: tuple[int, int],
) -> None:
    opening = {"queueing": {"court": backlog}, "queue_days": {"court": 200.0}}
    rate = np.array(inflow)[None, :, None] * np.array([0.3, 0.7])
    given_staff, extra = np.array([staff]), np.array([more])
    before, after = (
        court(rate, 3, staff=s, groups=2, opening=opening, priority=np.array(levels))
        for s in (given_staff, given_staff + extra)
    )
    waits = before.waiting_days.sum(axis=(0, 2, 3)), after.waiting_days.sum(axis=(0, 2, 3))
    assert (np.cumsum(waits[1]) <= np.cumsum(waits[0]) * (1 + 1e-9) + 1e-6).all()
