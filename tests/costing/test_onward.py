"""Cases that advice sends on: the expected arrivals of an absorbing chain, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.costing.onward import sent_on
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind

START, ADVICE, COURT, WAITING, SETTLED = range(5)
KINDS = [StateKind.WAIT, StateKind.SERVICE, StateKind.SERVICE, StateKind.WAIT, StateKind.RESOLUTION]


def country(to_court: float, again: float, at_once: float) -> Realised:
    """Two classes alike: start to court or to waiting; advice to court or settled; waiting to court
    again or settled; court back to waiting now and then."""
    arcs = [
        (START, COURT, at_once), (START, WAITING, 1.0 - at_once),
        (ADVICE, COURT, to_court), (ADVICE, SETTLED, 1.0 - to_court),
        (WAITING, COURT, again), (WAITING, SETTLED, 1.0 - again),
        (COURT, WAITING, 0.5), (COURT, SETTLED, 0.5),
    ]  # fmt: skip
    chance = np.array([share for _, _, share in arcs])
    journeys = SimpleNamespace(
        kind=np.array([int(kind) for kind in KINDS]),
        start=np.array([START, START]),
        arc_from=np.array([origin for origin, _, _ in arcs]),
        arc_to=np.array([end for _, end, _ in arcs]),
        arc_probability=np.broadcast_to(chance, (1, 1, 2, len(arcs))),
    )
    return cast(Realised, SimpleNamespace(journeys=journeys, draws=1))


def one(realised: Realised, weight: list[float]) -> float:
    return float(sent_on(realised, np.array([ADVICE]), np.array([COURT]), np.array([weight]))[0])


@given(st.floats(0.0, 1.0), st.floats(0.0, 0.9), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_arrivals_are_those_of_the_chain(to_court, again, at_once, part) -> None:
    # From court a case comes back with chance 0.5 x again: 1 / (1 - 0.5 again) arrivals in all.
    each_arrival = 1.0 / (1.0 - 0.5 * again)
    advised = to_court * each_arrival
    today = (at_once + (1.0 - at_once) * again) * each_arrival
    found = one(country(to_court, again, at_once), [part, 1.0 - part])
    assert found == pytest.approx(advised - today, rel=1e-12, abs=1e-12)


def test_advice_that_sends_as_many_to_court_as_go_today_adds_none() -> None:
    assert one(country(0.3, 0.0, 0.3), [0.5, 0.5]) == pytest.approx(0.0, abs=1e-15)
