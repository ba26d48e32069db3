"""People whom giving up, or a full queue, would lead nowhere wait for as long as it takes.

Two kinds of problem share a court: quarrels, in which people may give up or be turned away, and
filings, whose state names nowhere to go then. A contract that says "never" must hold whatever the
patience and the limit of the service are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

QUARREL, FILING = 0, 1
STATES: dict[str, dict[str, Any]] = {
    "quarrel": {
        "kind": "service",
        "service": "court",
        "gives_up_to": "gave_up",
        "turned_away_to": "turned_away",
    },
    "filing": {"kind": "service", "service": "court"},
    "resolved": {"kind": "resolution"},
    "gave_up": {"kind": "no_resolution"},
    "turned_away": {"kind": "no_resolution"},
}
ARCS: dict[tuple[str, str], object] = {
    ("quarrel", "resolved"): 1.0,
    ("filing", "resolved"): 1.0,
}


def shared_court(inflow: object, years: int, backlog: float = 0.0, **court: Any) -> Realised:
    """A sitting takes an hour, a staff-year has 100 hours; `inflow` by year and kind."""
    both = {"quarrel": [[backlog, 0.0]], "filing": [[0.0, backlog]]}
    opening = {"queueing": both, "queue_days": {"quarrel": 90.0, "filing": 90.0}}
    return small_realised(
        STATES,
        ARCS,
        {"court": {"work_hours": 1.0, "productive_hours": 100.0, **court}},
        inflow=inflow,
        years=years,
        problems=2,
        start=["quarrel", "filing"],
        opening=opening if backlog else None,
    )


def assert_nobody_is_lost(realised: Realised, flows: Flows) -> None:
    ends = realised.journeys.kind > 1
    there = flows.opening_stock.sum(axis=-1)[:, None] + flows.fresh.cumsum(axis=1)
    gone = flows.entries[..., ends].sum(axis=-1).cumsum(axis=1)
    lost = np.abs(there - gone - flows.stock_end.sum(axis=-1))
    assert (lost <= 1e-12 * there.sum(axis=-1, keepdims=True)).all()
    left = (flows.completed + flows.gave_up + flows.turned_away)[..., 0].cumsum(axis=1)
    came = flows.entries[..., ~ends].sum(axis=-1).cumsum(axis=1)
    came = came + flows.opening_stock.sum(axis=-1)[:, None]
    lost = np.abs(came - left - flows.stock_end.sum(axis=-1))
    assert (lost <= 1e-12 * came.sum(axis=-1, keepdims=True)).all()


def test_who_cannot_give_up_is_still_there_when_the_court_opens() -> None:
    # Nobody sits in the first year; in the second the court has hours for all.
    staff = np.array([[0.0, 20.0, 20.0]])
    inflow = np.array([[[120.0, 60.0], [0.0, 0.0], [0.0, 0.0]]])
    realised = shared_court(inflow, 3, staff=staff, patience=100.0)
    flows = ENGINE.run(realised, Settings())
    assert_nobody_is_lost(realised, flows)
    lumps = flows.lump_of_class
    assert flows.gave_up[:, :, lumps[FILING]].sum() == 0.0
    assert flows.gave_up[0, 0, lumps[QUARREL], 0] > 60.0
    assert flows.stock_end[0, 0, lumps[FILING]].sum() == pytest.approx(60.0, rel=1e-12)
    np.testing.assert_allclose(flows.visits[0, :, lumps[FILING], 0], [0.0, 60.0, 0.0], rtol=1e-12)


def test_a_full_queue_turns_away_only_who_has_somewhere_to_go() -> None:
    # Every year 300 filings and 300 quarrels for 400 hours, and room for 50 in the queue.
    realised = shared_court(300.0, 4, staff=4.0, queue_limit=50.0)
    flows = ENGINE.run(realised, Settings())
    assert_nobody_is_lost(realised, flows)
    lumps = flows.lump_of_class
    assert flows.turned_away[:, :, lumps[FILING]].sum() == 0.0
    np.testing.assert_allclose(flows.turned_away[0, 1:, lumps[QUARREL], 0], 200.0, rtol=1e-9)
    np.testing.assert_allclose(flows.queue_end[0, :, 0], 50.0, rtol=1e-9)


@settings(max_examples=60)
@given(
    staff=st.lists(st.floats(0.0, 30.0), min_size=3, max_size=3),
    inflow=st.lists(st.floats(0.0, 900.0), min_size=6, max_size=6),
    backlog=st.floats(0.0, 400.0),
    patience=st.one_of(st.just(np.inf), st.floats(2.0, 2000.0)),
    limit=st.one_of(st.just(np.inf), st.floats(0.0, 300.0)),
    form=st.sampled_from(["fixed", "geometric"]),
    sittings=st.floats(1.0, 5.0),
    notice=st.sampled_from([0.0, 3.0, 30.0, 365.0 / 12, 91.0]),
    parties=st.sampled_from([0.0, 2.0, 20.0, 365.0 / 12, 120.0]),
    levels=st.tuples(st.integers(0, 1), st.integers(0, 1)),
)
def test_nobody_is_lost_however_a_queue_empties_and_fills(
    staff: list[float],
    inflow: list[float],
    backlog: float,
    patience: float,
    limit: float,
    form: str,
    sittings: float,
    notice: float,
    parties: float,
    levels: tuple[int, int],
) -> None:
    realised = shared_court(
        np.array(inflow).reshape(1, 3, 2),
        3,
        backlog,
        staff=np.array([staff]),
        patience=patience,
        queue_limit=limit,
        sittings=sittings,
        sittings_form=form,
        notice_time=notice,
        parties_time=parties,
        priority=np.array(levels),
    )
    flows = ENGINE.run(realised, Settings())
    assert_nobody_is_lost(realised, flows)
    filing = flows.lump_of_class[FILING]
    assert not flows.gave_up[:, :, filing].any()
    assert not flows.turned_away[:, :, filing].any()
    assert (flows.hours_used <= flows.hours_available * (1.0 + 1e-12)).all()
