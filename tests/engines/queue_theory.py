"""Queueing theory: every formula inside the interval that the run itself gives, on any engine.

Years are batches; the first, which starts empty, is left out. With 365 productive hours an hour of
work holds a server for a day.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from justice_finance.engines.contract import Engine, Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

YEARS = 41


@dataclass(frozen=True)
class Theory:
    """How a theory is put to the test.

    Attributes
    ----------
    engine : Engine
    times : float
        All arrivals are so many times more frequent, and all work so many times shorter.
    largest_error : float
        Largest relative standard error of a figure.
    other_seed : int
        Added to the seed of each case, which is its own.
    """

    engine: Engine
    times: float
    largest_error: float
    other_seed: int = 0

    def run(self, realised: Realised, seed: int) -> Flows:
        """Run one network."""
        return self.engine.run(realised, Settings(seed=seed + self.other_seed))


def one_office(per_year, **service) -> Realised:
    """People come at random to one office and leave it."""
    states = {
        "office": {
            "kind": "service",
            "service": "office",
            "gives_up_to": "left",
            "turned_away_to": "left",
        },
        "served": {"kind": "resolution"},
        "left": {"kind": "no_resolution"},
    }
    per_year = np.asarray(per_year, dtype=float)
    return at_bound(
        small_realised(
            states,
            {("office", "served"): 1.0},
            {"office": {"productive_hours": 365.0, **service}},
            inflow=per_year,
            problems=per_year.size,
            years=YEARS,
        )
    )


def at_bound(realised: Realised) -> Realised:
    """Let every candidate be a person: no luck is spent on thinning."""
    bound = realised.journeys.inflow.max(axis=(0, 1))
    return replace(realised, journeys=replace(realised.journeys, inflow_bound=bound))


def assert_inside(test: Theory, by_year, theory, *controls):
    """Yearly totals have the mean that theory says, within four standard errors.

    Each control is a yearly total whose mean is known (arrivals, hours worked): what moves with it
    is taken out by least squares, which leaves the mean alone and makes the interval narrower.
    """
    values = np.asarray(by_year)[1:] - theory
    design = np.column_stack(
        [np.ones(len(values)), *(np.asarray(control)[1:] - mean for control, mean in controls)]
    )
    coefficients, _, _, _ = np.linalg.lstsq(design, values, rcond=None)
    residual = values - design @ coefficients
    variance = residual @ residual / (len(values) - design.shape[1])
    error = math.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])
    assert abs(coefficients[0]) < 4.0 * error, (coefficients[0], theory, error)
    assert error < test.largest_error * theory, f"only known to {error / theory:.2%}"


def erlang_c(servers, load):
    """Chance of waiting in M/M/c; load = arrival rate x mean service."""
    busy = load**servers / math.factorial(servers) * servers / (servers - load)
    return busy / (sum(load**k / math.factorial(k) for k in range(servers)) + busy)


def birth_death(births, deaths):
    """Long-run shares of the states 0, 1, 2, ... of a birth-death chain."""
    weights = [1.0]
    for birth, death in zip(births, deaths, strict=True):
        weights.append(weights[-1] * birth / death)
    return np.array(weights) / sum(weights)


def arrivals_and_hours(flows, per_year, load):
    """Controls of an office that serves everybody: both means are known without any queueing."""
    return (
        (flows.entries[0, :, :, 0].sum(axis=1), np.sum(per_year)),
        (flows.hours_used[0, :, 0], load * 365.0),
    )


def m_m_c(test: Theory) -> None:
    per_year, servers, load = 4500.0 * test.times, 2, 1.1
    work = load / (per_year / 365.0)
    flows = test.run(one_office(per_year, staff=servers, work_hours=work), seed=101)
    wait = erlang_c(servers, load) * work / (servers - load)
    controls = arrivals_and_hours(flows, per_year, load)
    assert_inside(test, flows.waiting_days[0, :, 0, 0], per_year * wait, *controls)
    assert_inside(test, flows.hours_used[0, :, 0], load * 365.0, controls[0])


def m_m_c_k_turns_away_and_keeps_waiting_the_right_number(test: Theory) -> None:
    per_year, servers, room = 3000.0 * test.times, 2, 3
    arrivals = per_year / 365.0
    work = 1.8 / arrivals
    flows = test.run(
        one_office(per_year, staff=servers, work_hours=work, queue_limit=room), seed=102
    )
    states = servers + room
    shares = birth_death([arrivals] * states, [min(k + 1, servers) / work for k in range(states)])
    in_line = sum((k - servers) * share for k, share in enumerate(shares) if k > servers)
    control = (flows.entries[0, :, 0, 0], per_year)
    assert_inside(test, flows.turned_away[0, :, 0, 0], per_year * shares[-1], control)
    assert_inside(test, flows.waiting_days[0, :, 0, 0], 365.0 * in_line, control)


def erlang_a_people_give_up_as_they_should(test: Theory) -> None:
    per_year, servers = 3000.0 * test.times, 2
    arrivals = per_year / 365.0
    work, patience = 2.2 / arrivals, 3.0 / arrivals
    flows = test.run(
        one_office(per_year, staff=servers, work_hours=work, patience=patience), seed=103
    )
    states = 200
    shares = birth_death(
        [arrivals] * states,
        [min(k, servers) / work + max(0, k - servers) / patience for k in range(1, states + 1)],
    )
    in_line = sum((k - servers) * share for k, share in enumerate(shares) if k > servers)
    control = (flows.entries[0, :, 0, 0], per_year)
    assert_inside(test, flows.waiting_days[0, :, 0, 0], 365.0 * in_line, control)
    assert_inside(test, flows.gave_up[0, :, 0, 0], 365.0 * in_line / patience, control)


def m_g_1_follows_pollaczek_and_khinchine(test: Theory, form, shape, squared_variation) -> None:
    """Mean wait from the first two moments of the work."""
    per_year, load = 4000.0 * test.times, 0.5
    work = load / (per_year / 365.0)
    service = {"work_form": form, "work_shape": shape}
    flows = test.run(one_office(per_year, staff=1, work_hours=work, **service), seed=104)
    wait = load / (1 - load) * work * (1 + squared_variation) / 2
    controls = arrivals_and_hours(flows, per_year, load)
    if form == "fixed":  # hours are arrivals over again
        controls = controls[:1]
    assert_inside(test, flows.waiting_days[0, :, 0, 0], per_year * wait, *controls)


def priorities_without_interruption_follow_cobham(test: Theory) -> None:
    per_year = np.array([1500.0, 1300.0, 1200.0]) * test.times
    arrivals = per_year / 365.0
    loads = np.array([0.15, 0.2, 0.15])
    work = loads / arrivals
    office = one_office(per_year, staff=1, work_hours=work, priority=np.arange(3))
    flows = test.run(office, seed=105)
    controls = arrivals_and_hours(flows, per_year, loads.sum())
    residual = float(np.sum(arrivals * work**2))  # arrivals x second moment / 2, exponential
    above = 0.0
    for rank in range(3):
        with_own = above + loads[rank]
        wait = residual / ((1 - above) * (1 - with_own))
        own = (flows.entries[0, :, rank, 0], per_year[rank])
        assert_inside(
            test, flows.waiting_days[0, :, rank, 0], per_year[rank] * wait, own, *controls
        )
        above = with_own


def sites_are_queues_of_their_own(test: Theory) -> None:
    per_year, sites, load = 3000.0 * test.times, 3, 0.5
    work = load * sites / (per_year / 365.0)
    flows = test.run(one_office(per_year, staff=3.0, sites=sites, work_hours=work), seed=106)
    controls = arrivals_and_hours(flows, per_year, load * sites)
    wait = load / (1 - load) * work
    assert_inside(test, flows.waiting_days[0, :, 0, 0], per_year * wait, *controls)


def a_broken_number_of_staff_keeps_the_offered_work(test: Theory) -> None:
    """1.6 staff are two servers that each take 2 / 1.6 times as long."""
    per_year, staff, servers, hours = 4000.0 * test.times, 1.6, 2, 0.9
    work = hours / (per_year / 365.0)
    stretch = servers / staff
    load = hours * stretch
    flows = test.run(one_office(per_year, staff=staff, work_hours=work), seed=107)
    controls = arrivals_and_hours(flows, per_year, hours)
    wait = erlang_c(servers, load) * work * stretch / (servers - load)
    assert_inside(test, flows.waiting_days[0, :, 0, 0], per_year * wait, *controls)
    assert_inside(test, flows.hours_used[0, :, 0], hours * 365.0, controls[0])
    np.testing.assert_allclose(flows.hours_available, staff * 365.0)


def an_open_jackson_network_has_its_product_form(test: Theory) -> None:
    """Three offices and a wait between, with people sent back; means of each part by theory."""
    office = {"kind": "service"}
    states = {
        "first": office | {"service": "first"},
        "think": {"kind": "wait", "time": 2.0},
        "second": office | {"service": "second"},
        "third": office | {"service": "third"},
        "done": {"kind": "resolution"},
    }
    moves = {
        ("first", "think"): 0.5,
        ("first", "second"): 0.5,
        ("think", "second"): 0.7,
        ("think", "third"): 0.3,
        ("second", "first"): 0.2,
        ("second", "third"): 0.3,
        ("second", "done"): 0.5,
        ("third", "done"): 1.0,
    }
    per_year = 1500.0 * test.times
    names = list(states)
    chain = np.zeros((5, 5))
    for (left, entered), share in moves.items():
        chain[names.index(left), names.index(entered)] = share
    visits = np.linalg.solve(np.eye(4) - chain[:4, :4].T, np.eye(4)[0]) * per_year / 365.0
    servers = {"first": 2, "second": 1, "third": 1}
    loads = {"first": 1.1, "second": 0.5, "third": 0.45}
    services = {
        name: {
            "staff": servers[name],
            "productive_hours": 365.0,
            "work_hours": loads[name] / visits[names.index(name)],
        }
        for name in servers
    }
    network = small_realised(states, moves, services, inflow=per_year, years=YEARS)
    flows = test.run(at_bound(network), seed=108)
    for place, name in enumerate(servers):
        load, c = loads[name], servers[name]
        present = load + erlang_c(c, load) * load / (c - load)
        controls = (
            (flows.fresh[0, :, 0], per_year),
            (flows.hours_used[0, :, place], load * 365.0),
        )
        assert_inside(test, flows.open_days[0, :, 0, names.index(name)], 365.0 * present, *controls)
    assert_inside(
        test, flows.open_days[0, :, 0, 1], visits[1] * 2.0 * 365.0, (flows.fresh[0, :, 0], per_year)
    )


def m_d_1(test: Theory) -> None:
    """Work that is always the same."""
    m_g_1_follows_pollaczek_and_khinchine(test, "fixed", 1.0, 0.0)


def m_gamma_1(test: Theory) -> None:
    """Gamma work."""
    m_g_1_follows_pollaczek_and_khinchine(test, "gamma", 0.7, 1 / 0.7)


def m_lognormal_1(test: Theory) -> None:
    """Lognormal work."""
    m_g_1_follows_pollaczek_and_khinchine(test, "lognormal", 0.7, math.exp(0.49) - 1)


CASES: tuple[Callable[[Theory], None], ...] = (
    m_m_c,
    m_m_c_k_turns_away_and_keeps_waiting_the_right_number,
    erlang_a_people_give_up_as_they_should,
    m_d_1,
    m_gamma_1,
    m_lognormal_1,
    priorities_without_interruption_follow_cobham,
    sites_are_queues_of_their_own,
    a_broken_number_of_staff_keeps_the_offered_work,
    an_open_jackson_network_has_its_product_form,
)
