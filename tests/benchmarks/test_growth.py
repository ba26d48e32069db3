"""The networks that growth is measured on are what their table says."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchmarks.growth import Case, cases, made_network, realised_of, row_of, speed_kept, with_draws
from benchmarks.realising import realise
from benchmarks.variants import ADDITIONS, FULL, PORTABLE
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE


@pytest.mark.parametrize("services", [5, 12, 200])
def test_a_ring_loads_every_service_to_four_fifths(services: int) -> None:
    network = made_network(services)
    problem = network.problems["any"]
    names = list(network.services)
    chance = np.zeros((services, services))
    for left, row in problem.moves.items():
        for to, share in row.items():
            if to in names:
                chance[names.index(left), names.index(to)] = share
    entry = np.array([problem.entry[name] for name in names]) * problem.arrivals_per_day
    visits = np.linalg.solve(np.eye(services) - chance.T, entry)
    service = network.services[names[0]]
    np.testing.assert_allclose(visits * service.mean_days / service.servers, 0.8)


def test_every_draw_of_several_is_the_one_draw() -> None:
    one = realise(made_network(5), FULL, 1, ADDITIONS, people=0.01)
    three = with_draws(one, 3)
    assert three.draws == 3
    flows, alone = ENGINE.run(three, Settings()), ENGINE.run(one, Settings())
    for name in ("entries", "waiting_days", "gave_up", "hours_used"):
        for draw in range(3):
            np.testing.assert_array_equal(getattr(flows, name)[draw], getattr(alone, name)[0])


def test_an_overloaded_system_fills_up() -> None:
    case = Case("overloaded", PORTABLE, people=0.1, years=2, servers=0.5)
    flows = ENGINE.run(realised_of(case), Settings())
    there = flows.stock_end[0].sum(axis=(1, 2))
    steady = ENGINE.run(realised_of(dataclasses.replace(case, servers=1.0)), Settings())
    assert there[1] > 1.7 * there[0] > 10.0 * steady.stock_end[0, 0].sum()


def test_curves_cover_what_was_asked_for() -> None:
    made = list(cases(quick=False))
    assert {case.people for case in made} == {1.0, 10.0, 100.0}
    assert {1, 40} <= {case.years for case in made if case.curve == "years"}
    assert {5, 200} <= {case.services for case in made if case.curve == "services"}
    assert max(case.draws for case in made) > 1


def test_speed_kept_and_missing_rows_read_right() -> None:
    assert speed_kept({"year_seconds": [1.0, 3.0, 2.0]}) == 0.5
    row = row_of("compiled", Case("people"), "No module named 'numba'")
    assert "missing: No module named 'numba'" in row
