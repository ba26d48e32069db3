"""The event engine and the cohort engine on one scenario, within the intervals of the runs."""

from __future__ import annotations

import math

import numpy as np

from justice_finance.engines.cohort import ENGINE as COHORT
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE as EVENT
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind
from tests.agreement.networks_to_agree_on import (
    adjourning_court,
    court,
    court_with_filings,
    open_doors,
)

REPLICATIONS = 12
WEEKS = 365.0 / 48
MONTH = 365.0 / 12


def totals(network: Realised, flows: Flows) -> dict[str, float]:
    """Figures over all classes, by end and state, over the whole run."""
    kind, names = network.journeys.kind, network.axes.states
    out: dict[str, float] = {}
    for state, name in enumerate(names):
        if kind[state] in (StateKind.WAIT, StateKind.SERVICE):
            out[f"days in {name}"] = flows.open_days[0, :, :, state].sum()
        else:
            out[f"ended {name}"] = flows.entries[0, :, :, state].sum()
    for name in ("lingering_days", "returned", "knocked_on", "waiting_days", "visits", "sittings",
                 "completed", "gave_up", "hours_used"):  # fmt: skip
        out[name] = getattr(flows, name)[0].sum()
    out["queue_end"] = flows.queue_end[0, -1].sum()
    out["stock_end"] = flows.stock_end[0, -1].sum()
    return out


def event_totals(network: Realised, seed: int) -> dict[str, tuple[float, float]]:
    """Means over replications, with their standard errors."""
    runs = [
        totals(network, EVENT.run(network, Settings(seed=seed, replication=number)))
        for number in range(REPLICATIONS)
    ]
    return {
        name: (
            float(np.mean([run[name] for run in runs])),
            float(np.std([run[name] for run in runs], ddof=1)) / math.sqrt(REPLICATIONS),
        )
        for name in runs[0]
    }


def test_without_queues_both_give_the_same_ends_and_the_same_time_in_trouble():
    """The cohort engine keeps every mean, so that no allowance for its steps is made."""
    network = open_doors(scale=1.0)
    expected = totals(network, COHORT.run(network, Settings(step_days=MONTH)))
    for name, (mean, error) in event_totals(network, seed=41).items():
        assert abs(mean - expected[name]) <= 4.0 * error + 0.001, name
        assert error <= 0.06 * max(expected[name], 1.0), name


def test_an_overloaded_court_has_the_same_backlog_in_both():
    """Within four standard errors, and twice what changes when the cohort's step is quartered."""
    network = court(staff=4.0)
    coarse, fine = (
        totals(network, COHORT.run(network, Settings(step_days=days))) for days in (MONTH, WEEKS)
    )
    for name, (mean, error) in event_totals(network, seed=42).items():
        step = 2.0 * abs(coarse[name] - fine[name])
        assert abs(mean - fine[name]) <= 4.0 * error + step + 1e-6 * abs(mean), name
        assert step <= 0.03 * max(abs(mean), 1.0), name


def test_fewer_adjournments_reach_those_already_in_court_in_both():
    """The mean number of sittings falls by year; within as much as above."""
    network = adjourning_court(scale=0.6)
    coarse, fine = (
        totals(network, COHORT.run(network, Settings(step_days=days))) for days in (MONTH, WEEKS)
    )
    for name, (mean, error) in event_totals(network, seed=44).items():
        step = 2.0 * abs(coarse[name] - fine[name])
        assert abs(mean - fine[name]) <= 4.0 * error + step + 1e-6 * abs(mean), name
        assert step <= 0.03 * max(abs(mean), 1.0), name
        assert error <= 0.06 * max(abs(mean), 1.0), name


def test_who_has_nowhere_to_go_never_gives_up_in_both():
    """Filings wait for as long as it takes beside quarrels; within as much as above."""
    network = court_with_filings()
    coarse, fine = (
        totals(network, COHORT.run(network, Settings(step_days=days))) for days in (MONTH, WEEKS)
    )
    for name, (mean, error) in event_totals(network, seed=45).items():
        step = 2.0 * abs(coarse[name] - fine[name])
        assert abs(mean - fine[name]) <= 4.0 * error + step + 1e-6 * abs(mean), name
        assert error <= 0.06 * max(abs(mean), 1.0), name


def test_waits_of_chance_fade_as_the_office_grows():
    """Just enough staff: nobody waits in the cohort engine, and fewer and fewer do in the other."""
    days = []
    for scale, runs in ((0.5, 6), (2.0, 3), (8.0, 1)):
        network = court(scale, years=2, staff=5.4)
        figures = [
            EVENT.run(network, Settings(seed=43, replication=number)).waiting_days.sum() / scale
            for number in range(runs)
        ]
        days.append(float(np.mean(figures)))
        cohort = COHORT.run(network, Settings(step_days=WEEKS)).waiting_days.sum() / scale
        assert cohort < days[-1]
    assert days[0] > 2.0 * days[1] > 4.0 * days[2]


def test_a_shorter_step_comes_nearer_to_a_day():
    network = court(staff=4.8)
    day, quarter, half, month = (
        COHORT.run(network, Settings(step_days=365.0 / steps)).waiting_days.sum()
        for steps in (365, 48, 24, 12)
    )
    assert 0.0 < abs(quarter - day) < abs(half - day) < abs(month - day) < 0.02 * day
