"""What the event engine promises: people conserved, the same persons everywhere, honest scaling."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE, Leaving, expected_events, trajectories
from justice_finance.engines.event.engine import simulate
from justice_finance.engines.event.parameters import stations_of
from justice_finance.vocabulary import StateKind
from tests.engines.networks import small_realised
from tests.engines.random_networks import FEATURES, random_realised


def journeys_of(steps):
    """Steps of every person, in order of the visit; not-a-number made comparable."""
    people = defaultdict(list)
    for step in steps:
        people[step.person].append(tuple(-1e99 if x != x else x for x in step))
    return {person: sorted(own, key=lambda step: step[4]) for person, own in people.items()}


def office_network(staff=2.0, work=1.0, inflow=300.0, years=1, **service):
    states = {
        "office": {"kind": "service", "service": "office", "gives_up_to": "left"},
        "served": {"kind": "resolution"},
        "left": {"kind": "no_resolution"},
    }
    return small_realised(
        states,
        {("office", "served"): 1.0},
        {"office": {"productive_hours": 365.0, "staff": staff, "work_hours": work, **service}},
        inflow=inflow,
        years=years,
    )


# People are conserved


@pytest.mark.parametrize("seed", range(8))
def test_people_are_conserved_exactly(seed):
    rng = np.random.default_rng(seed)
    network = random_realised(rng, draws=2, years=3, features=FEATURES)
    flows = ENGINE.run(network, Settings(seed=seed))
    ends = network.journeys.kind >= StateKind.RESOLUTION
    began = (flows.fresh + flows.returned + flows.knocked_on).sum(axis=2).cumsum(axis=1)
    ended = flows.entries[..., ends].sum(axis=(2, 3)).cumsum(axis=1)
    opening = flows.opening_stock.sum(axis=(1, 2))[:, None]
    there = flows.stock_end.sum(axis=(2, 3))
    assert np.array_equal(opening + began, ended + there)
    assert np.all(flows.stock_end[..., ends] == 0)
    assert np.all(flows.dormant_end >= 0)


def test_littles_law_is_an_identity_of_the_run():
    network = random_realised(np.random.default_rng(4), draws=1, years=2, features=FEATURES)
    flows = ENGINE.run(network, Settings(seed=2))
    stays = np.zeros(flows.open_days.shape[2:])
    for step in trajectories(network, Settings(seed=2)):
        stays[step.klass, step.state] += step.left - step.arrived
    np.testing.assert_allclose(flows.open_days[0].sum(axis=0), stays, rtol=1e-11, atol=1e-9)


def test_no_queue_means_the_absorbing_chain():
    """Shares of ends and time in trouble of everyone who began in the first year."""
    states = {
        "problem": {"kind": "wait", "time": 20.0},
        "talks": {"kind": "wait", "time": {"mean": 15.0, "form": "lognormal", "shape": 0.8}},
        "advice": {"kind": "service", "service": "advice"},
        "agreed": {"kind": "resolution"},
        "dropped": {"kind": "no_resolution"},
    }
    moves = {
        ("problem", "talks"): 0.5,
        ("problem", "advice"): 0.3,
        ("problem", "dropped"): 0.2,
        ("talks", "problem"): 0.3,
        ("talks", "agreed"): 0.4,
        ("talks", "dropped"): 0.3,
        ("advice", "talks"): 0.5,
        ("advice", "agreed"): 0.5,
    }
    advice = {
        "limited": False,
        "productive_hours": 365.0,
        "work_hours": 2.0,
        "notice_time": 6.0,
        "sittings": 2.5,
        "parties_time": 4.0,
    }
    inflow = np.array([12_000.0, 0.0, 0.0])[None, :, None]
    network = small_realised(states, moves, {"advice": advice}, inflow=inflow, years=3)
    flows = ENGINE.run(network, Settings(seed=31))
    names = list(states)
    chain = np.zeros((3, 5))
    for (left, entered), share in moves.items():
        chain[names.index(left), names.index(entered)] = share
    visits = np.linalg.inv(np.eye(3) - chain[:, :3])
    agreed = float(visits[0] @ chain[:, 3])
    people = flows.fresh.sum()
    assert flows.stock_end[0, -1].sum() == 0
    got = flows.entries[0, :, 0, 3].sum() / people
    assert abs(got - agreed) < 4.0 * math.sqrt(agreed * (1 - agreed) / people)
    stays = np.array([20.0, 15.0, 2.5 * (6.0 + 2.0) + 1.5 * 4.0])
    times = [
        sum(s[10] - s[6] for s in own)
        for own in journeys_of(trajectories(network, Settings(seed=31))).values()
    ]
    error = np.std(times, ddof=1) / math.sqrt(people)
    assert abs(np.mean(times) - visits[0] @ stays) < 4.0 * error
    assert error < 0.01 * np.mean(times)


# The same persons everywhere


def test_a_run_is_the_same_twice_and_other_luck_is_other():
    network = random_realised(np.random.default_rng(8), draws=1, years=1)
    once, again = (trajectories(network, Settings(seed=3)) for _ in range(2))
    assert journeys_of(once) == journeys_of(again)
    assert journeys_of(trajectories(network, Settings(seed=4))) != journeys_of(once)
    assert journeys_of(trajectories(network, Settings(seed=3, replication=1))) != journeys_of(once)


def test_draws_share_the_same_luck():
    network = office_network()
    doubled = small_realised(
        {
            "office": {"kind": "service", "service": "office"},
            "served": {"kind": "resolution"},
        },
        {("office", "served"): 1.0},
        {"office": {"productive_hours": 365.0, "staff": 2.0, "work_hours": 1.0}},
        inflow=300.0,
        draws=2,
    )
    flows = ENGINE.run(doubled, Settings())
    assert np.array_equal(flows.open_days[0], flows.open_days[1])
    assert flows.open_days[0].sum() == ENGINE.run(network, Settings()).open_days[0].sum()


def two_services(staff=1.0, to_court=0.4, inflow=400.0, new_move=0.0):
    states = {
        "problem": {"kind": "wait", "time": {"mean": 30.0, "form": "weibull", "shape": 0.7}},
        "court": {"kind": "service", "service": "court", "gives_up_to": "dropped"},
        "advice": {"kind": "service", "service": "advice"},
        "solved": {"kind": "resolution", "again_share": 0.3, "again_time": 50.0},
        "dropped": {"kind": "no_resolution", "again_share": 0.2, "again_time": 50.0},
    }
    arcs = {
        ("problem", "court"): to_court,
        ("problem", "advice"): 0.6 - new_move,
        ("court", "solved"): 1.0,
        ("advice", "solved"): 0.7,
        ("advice", "dropped"): 0.3,
        ("problem", "dropped"): 0.4 - to_court + new_move,
    }
    services = {
        "court": {"productive_hours": 365.0, "staff": staff, "work_hours": 2.0, "patience": 90.0},
        "advice": {"limited": False, "productive_hours": 365.0, "work_hours": 1.0},
    }
    network = small_realised(states, arcs, services, inflow=inflow, years=2)
    bound = np.array([800.0])
    return replace(network, journeys=replace(network.journeys, inflow_bound=bound))


def family(person, parents):
    while parents.get(person, -1) >= 0:
        person = parents[person]
    return person


def test_a_person_whom_a_change_does_not_reach_has_the_identical_journey():
    before, after = (trajectories(two_services(staff), Settings()) for staff in (1.0, 3.0))
    mine, theirs = journeys_of(before), journeys_of(after)
    parents = {step.person: step.parent for step in before}
    in_court = {family(step.person, parents) for step in before if step.state == 1}
    untouched = [person for person in mine if family(person, parents) not in in_court]
    assert len(untouched) > 200
    assert all(mine[person] == theirs[person] for person in untouched)
    assert any(mine[person] != theirs.get(person) for person in mine)


def test_a_higher_inflow_keeps_everyone_and_adds_others():
    few, many = (
        journeys_of(trajectories(two_services(50.0, inflow=rate), Settings()))
        for rate in (400.0, 500.0)
    )
    firsts = {p: own for p, own in few.items() if own[0][2] == 0}
    assert len(many) > len(few)
    assert all(many[person][0] == own[0] for person, own in firsts.items())


def test_a_new_move_takes_only_those_who_take_it():
    """The new move stands last in its row: all others go where they went."""
    before, after = (
        journeys_of(trajectories(two_services(50.0, new_move=share), Settings()))
        for share in (0.0, 0.1)
    )
    went = [
        (own[0][11], after[person][0][11])
        for person, own in before.items()
        if own[0][2] == 0 and own[0][12] == Leaving.MOVED
    ]
    changed = [pair for pair in went if pair[0] != pair[1]]
    assert changed
    assert all(pair == (2, 4) for pair in changed)


@settings(max_examples=15)
@given(
    seed=st.integers(0, 10_000),
    staff=st.integers(1, 4),
    form=st.sampled_from(["fixed", "exponential", "lognormal"]),
)
def test_more_staff_never_lengthens_a_wait_in_line(seed, staff, form):
    """First come, first served, one office: person by person, not on average."""
    few, many = (
        trajectories(
            office_network(staff + more, 3.5 * staff, 120.0, work_form=form), Settings(seed)
        )
        for more in (0, 1)
    )
    started = {step.person: step.started for step in many if step.state == 0}
    for step in few:
        if step.started == step.started:
            assert started[step.person] <= step.started


# A fraction of the country


def test_a_fraction_comes_back_scaled_up():
    network = office_network(staff=20.0, work=1.0, inflow=4000.0, years=2)
    whole, part = (ENGINE.run(network, Settings(fraction=f)) for f in (1.0, 0.25))
    for flows, fraction in ((whole, 1.0), (part, 0.25)):
        people = flows.fresh.sum() * fraction
        assert abs(people - 8000.0 * fraction) < 4.0 * math.sqrt(8000.0 * fraction)
        assert people == round(people)
    np.testing.assert_array_equal(whole.hours_available, part.hours_available)
    used = part.hours_used.sum() / part.hours_available.sum()
    assert used == pytest.approx(whole.hours_used.sum() / whole.hours_available.sum(), rel=0.15)


@pytest.mark.parametrize(
    ("staff", "sites", "fraction", "simulated_sites", "servers"),
    [
        (1.0, 1, 1.0, 1, 1),
        (2.5, 1, 1.0, 1, 3),
        (0.2, 1, 1.0, 1, 1),
        (130.0, 10, 1.0, 10, 13),
        (130.0, 10, 0.1, 1, 13),
        (400.0, 130, 0.01, 1, 4),
        (0.0, 3, 1.0, 3, 0),
    ],
)
def test_sites_and_servers_of_a_fraction(staff, sites, fraction, simulated_sites, servers):
    stations = stations_of(staff, 1000.0, sites, math.inf, fraction)
    assert (stations.sites, stations.servers) == (simulated_sites, servers)
    if servers:  # hours offered in a year are those of the staff
        offered = simulated_sites * servers * 365.0 / stations.days_per_hour
        assert offered == pytest.approx(staff * fraction * 1000.0)


def test_room_in_line_is_shared_over_sites_and_never_vanishes_by_scaling():
    assert stations_of(4.0, 1000.0, 2, 10.0, 1.0).queue_limit == 5.0
    assert stations_of(4.0, 1000.0, 1, 10.0, 0.01).queue_limit == 1.0
    assert stations_of(4.0, 1000.0, 1, 0.0, 0.5).queue_limit == 0.0
    assert stations_of(4.0, 1000.0, 1, math.inf, 0.5).queue_limit == math.inf


# Day 0, and the years


def test_nobody_opens_the_run_when_nobody_is_there():
    flows = ENGINE.run(office_network(inflow=0.0), Settings())
    assert flows.opening_stock.sum() == flows.open_days.sum() == flows.stock_end.sum() == 0.0


def test_an_opening_in_balance_stays_in_balance():
    """Little: rate x mean, with the times left of a long-running wait, neither grows nor falls."""
    rate, mean = 2000.0, 200.0
    states = {
        "problem": {"kind": "wait", "time": {"mean": mean, "form": "weibull", "shape": 0.6}},
        "over": {"kind": "no_resolution"},
    }
    stock = rate * mean / 365.0
    network = small_realised(
        states,
        {("problem", "over"): 1.0},
        inflow=rate,
        years=3,
        opening={"waiting": {"problem": stock}},
    )
    flows = ENGINE.run(network, Settings(seed=12))
    for year in range(3):  # the stock is Poisson
        assert abs(flows.stock_end[0, year].sum() - stock) < 4.0 * math.sqrt(stock)
        left = flows.entries[0, year, 0, 1]
        assert abs(left - rate) < 4.0 * math.sqrt(rate)


def test_a_broken_number_of_people_keeps_its_mean():
    states = {"problem": {"kind": "wait", "time": 10.0}, "over": {"kind": "no_resolution"}}
    network = small_realised(
        states, {("problem", "over"): 1.0}, opening={"waiting": {"problem": 2.3}}
    )
    counts = [simulate(network, Settings(replication=i), 0).tally.stock[0] for i in range(2000)]
    assert set(counts) == {2, 3}
    assert abs(np.mean(counts) - 2.3) < 4.0 * math.sqrt(0.3 * 0.7 / 2000)


def test_the_longest_in_line_on_day_0_are_served_first():
    network = office_network(staff=1.0, work=5.0, inflow=0.0, work_form="fixed")
    opening = replace(
        network.opening,
        queueing=np.array([[[20.0, 0.0, 0.0]]]),
        queue_days=np.full((1, 3), 100.0),
    )
    steps = trajectories(replace(network, opening=opening), Settings())
    served = sorted((s for s in steps if s.state == 0), key=lambda s: s.started)
    assert [s.started for s in served] == [5.0 * i for i in range(20)]
    due = [s.due for s in served]
    assert due == sorted(due)
    assert -100.0 < due[0] < -94.0
    assert -6.0 < due[-1] < 0.0


def test_a_shrinking_office_finishes_what_it_is_at():
    """Two servers until the year's end, then one: nobody is sent away in the middle."""
    network = office_network(
        staff=np.array([2.0, 1.0])[None, :], work=300.0, inflow=0.0, years=2, work_form="fixed"
    )
    opening = replace(network.opening, queueing=np.array([[[5.0, 0.0, 0.0]]]))
    steps = trajectories(replace(network, opening=opening), Settings())
    started = sorted(s.started for s in steps if s.state == 0 and s.started == s.started)
    assert started == [0.0, 0.0, 300.0, 300.0, 600.0]
    left = sorted(s.left for s in steps if s.state == 0)
    assert left == [300.0, 300.0, 600.0, 600.0, 730.0]


def test_what_lingers_halves_with_the_half_life():
    states = {"problem": {"kind": "wait", "time": 0.0}, "over": {"kind": "no_resolution"}}
    network = small_realised(
        states,
        {("problem", "over"): 1.0},
        years=2,
        half_life=365.0,
        opening={"lingering": 8.0, "waiting": {"problem": 4.0}},
    )
    flows = ENGINE.run(network, Settings())
    assert flows.lingering_end[0, :, 0] == pytest.approx([6.0, 3.0], rel=1e-13)
    days = 12.0 * 365.0 / math.log(2.0) * np.array([0.5, 0.25])
    assert flows.lingering_days[0, :, 0] == pytest.approx(days, rel=1e-13)
    assert flows.open_days.sum() == 0.0


# Around a run


def test_progress_rises_to_one():
    told = []
    network = office_network(years=3)
    ENGINE.run(network, Settings(), told.append)
    assert told == pytest.approx([1 / 3, 2 / 3, 1.0])


@pytest.mark.parametrize("seed", range(4))
def test_expected_events_are_about_those_that_happen(seed):
    network = random_realised(
        np.random.default_rng(seed), draws=1, years=4, features=frozenset({"queues", "sittings"})
    )
    run = Settings(fraction=0.5)
    simulation = simulate(network, run, 0)
    simulation.run()
    assert 0.9 * simulation.events < expected_events(network, run) < 3.0 * simulation.events


def test_a_fraction_must_be_a_share():
    for fraction in (0.0, -1.0, 1.5):
        with pytest.raises(ValueError, match="fraction"):
            ENGINE.run(office_network(), Settings(fraction=fraction))


def test_people_beyond_the_bound_are_refused():
    network = office_network(inflow=300.0)
    network = replace(network, journeys=replace(network.journeys, inflow_bound=np.array([299.0])))
    with pytest.raises(ValueError, match="bound"):
        ENGINE.run(network, Settings())


def test_an_opening_in_a_state_of_another_kind_is_refused():
    network = office_network()
    opening = replace(network.opening, waiting=np.array([[[1.0, 0.0, 0.0]]]))
    with pytest.raises(ValueError, match="another kind"):
        ENGINE.run(replace(network, opening=opening), Settings())
