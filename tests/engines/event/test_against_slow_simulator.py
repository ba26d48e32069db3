"""The engine against a slow simulator of the same rules: every person, every time, to the bit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE, trajectories
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind
from tests.engines.event.slow_simulator import Seen, simulate_slowly
from tests.engines.random_networks import FEATURES, comparable, small_random, with_closures

LATTICE_TOO = st.lists(
    st.sampled_from(sorted(FEATURES - {"lattice"})), min_size=3, max_size=11, unique=True
)


@settings(max_examples=200)
@given(
    seed=st.integers(0, 2**32 - 1),
    features=LATTICE_TOO,
    lattice=st.sampled_from([True, True, False]),
    fraction=st.sampled_from([1.0, 1.0, 0.4]),
)
def test_every_person_has_the_same_journey_in_both(seed, features, lattice, fraction):
    network = small_random(seed, frozenset([*features, *(["lattice"] if lattice else [])]))
    run = Settings(seed=seed % 1000, fraction=fraction)
    slow = simulate_slowly(network, run, 0)
    assert comparable(trajectories(network, run)) == comparable(slow.steps)


@settings(max_examples=100)
@given(seed=st.integers(0, 2**32 - 1), lattice=st.sampled_from([True, True, False]))
def test_closed_days_are_kept_alike_by_both(seed, lattice):
    features = FEATURES if lattice else FEATURES - {"lattice"}
    network = with_closures(np.random.default_rng(seed), small_random(seed, features))
    run = Settings(seed=seed % 1000)
    slow = simulate_slowly(network, run, 0)
    assert comparable(trajectories(network, run)) == comparable(slow.steps)


@pytest.mark.parametrize("seed", range(12))
def test_flows_are_what_the_slow_simulator_saw(seed):
    network = small_random(seed, FEATURES if seed % 2 else FEATURES - {"lattice"})
    run = Settings(seed=seed, fraction=0.5 if seed % 3 == 0 else 1.0)
    seen = simulate_slowly(network, run, 0)
    flows = ENGINE.run(network, run)
    for name, expected in counted(network, seen).items():
        got = getattr(flows, name)[0] * run.fraction
        np.testing.assert_allclose(got, expected, rtol=1e-11, atol=1e-9, err_msg=name)
    lingering = lingered(network, seen, run.fraction)
    np.testing.assert_allclose(flows.lingering_days[0] * run.fraction, lingering, rtol=1e-9)


def overlap(begin, end, year):
    """Days of a stretch of time in a year."""
    return max(0.0, min(end, 365.0 * (year + 1)) - max(begin, 365.0 * year))


def counted(network: Realised, seen: Seen) -> dict[str, np.ndarray]:
    """Flows, recomputed year by year from what was seen."""
    axes, kind = network.axes, network.journeys.kind
    years, classes = len(axes.years), len(axes.class_problem)
    states, services = len(axes.states), len(axes.services)
    by_class = ("fresh", "returned", "knocked_on", "dormant_end")
    by_state = ("entries", "open_days", "stock_end")
    by_service = ("waiting_days", "visits", "sittings", "gave_up", "turned_away")
    out = {name: np.zeros((years, classes)) for name in by_class}
    out |= {name: np.zeros((years, classes, states)) for name in by_state}
    out |= {name: np.zeros((years, classes, services)) for name in by_service}
    out |= {"hours_used": np.zeros((years, services)), "queue_end": np.zeros((years, services))}

    def year_of(time):
        return min(int(time // 365.0), years - 1)

    for step in seen.steps:
        c, n = step.klass, step.state
        if step.visit == 0 and step.origin < 3:
            out[("fresh", "returned", "knocked_on")[step.origin]][year_of(step.arrived), c] += 1
        if step.visit > 0 or step.origin < 3:
            out["entries"][year_of(step.arrived), c, n] += 1
        if step.leaving in (1, 2):
            name = ("gave_up", "turned_away")[step.leaving - 1]
            service = network.journeys.service_of_state[n]
            out[name][year_of(step.left), c, service] += 1
        for year in range(years):
            if kind[n] in (StateKind.WAIT, StateKind.SERVICE):
                out["open_days"][year, c, n] += overlap(step.arrived, step.left, year)
                end = 365.0 * (year + 1)
                still = step.arrived < end <= step.left and not (
                    step.left == end and step.leaving != 4
                )
                # One who leaves at the very end of a year is counted there: years begin first.
                out["stock_end"][year, c, n] += still or (
                    step.leaving != 4 and step.arrived < end == step.left
                )
    for c, v, number, begin, hold, hours in seen.sittings:
        out["sittings"][year_of(begin), c, v] += 1
        out["visits"][year_of(begin), c, v] += number == 1
        if hold == 0.0:
            out["hours_used"][year_of(begin), v] += hours
        for year in range(years) if hold > 0.0 else ():
            out["hours_used"][year, v] += hours * overlap(begin, begin + hold, year) / hold
    for c, v, begin, end in seen.in_line:
        for year in range(years):
            out["waiting_days"][year, c, v] += overlap(begin, end, year)
            out["queue_end"][year, v] += begin < 365.0 * (year + 1) <= end
    for c, begin, end in seen.dormant:
        for year in range(years):
            out["dormant_end"][year, c] += begin < 365.0 * (year + 1) <= end
    return out


def lingered(network: Realised, seen: Seen, fraction: float) -> np.ndarray:
    """The integral of what lingers, from each end on."""
    years, classes = len(network.axes.years), len(network.axes.class_problem)
    out = np.zeros((years, classes))
    fading = math.log(2.0) / float(network.journeys.half_life[0])
    ends = [
        (c, float(network.journeys.lingering_weight[0, c, n]), time) for c, n, time in seen.ended
    ]
    ends += [(c, float(network.opening.lingering[0, c]) * fraction, 0.0) for c in range(classes)]
    for c, weight, time in ends:
        for year in range(years):
            begin, end = max(0.0, 365.0 * year - time), 365.0 * (year + 1) - time
            if end > 0.0:
                out[year, c] += (
                    weight * (math.exp(-fading * begin) - math.exp(-fading * end)) / fading
                )
    return out
