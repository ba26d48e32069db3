"""How many sittings a visit takes, person by person."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from justice_finance.engines.addresses import OPENING_VISIT, STEP, key_of_run, luck
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import trajectories
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised


def one_court(form: str, mean: object, **given: object) -> Realised:
    """A court that nobody waits for, unless it is closed; a month between two sittings."""
    states = {"court": {"kind": "service", "service": "court"}, "decided": {"kind": "resolution"}}
    service = {
        "staff": 1e5,
        "productive_hours": 365.0,
        "work_hours": 1e-6,
        "sittings": mean,
        "sittings_form": form,
        "parties_time": 30.0,
    }
    network = {key: given.pop(key) for key in ("inflow", "opening", "years") if key in given}
    return small_realised(
        states, {("court", "decided"): 1.0}, {"court": {**service, **given}}, **network
    )


def held(network: Realised, seed: int) -> dict[int, int]:
    """Sittings of everyone whose visit is over, by person."""
    steps = trajectories(network, Settings(seed=seed))
    return {s.person: s.sittings for s in steps if s.state == 0 and s.next_state == 1}


@pytest.mark.parametrize("mean", [1.0, 1.5, 3.5])
def test_while_the_mean_stays_the_count_is_geometric_by_inversion(mean: float) -> None:
    years = 8
    inflow = np.zeros((1, years, 1))
    inflow[:, 0] = 4000.0
    counts = held(one_court("geometric", mean, inflow=inflow, years=years), seed=5)
    key = key_of_run(5, 0)
    for person, count in counts.items():
        uniform = luck(*key, person, 0, STEP)[0]
        more = math.log(uniform) / math.log(1.0 - 1.0 / mean) if mean > 1.0 else 0.0
        assert count == 1 + int(more)
    error = math.sqrt(mean * (mean - 1.0) / len(counts))
    assert len(counts) > 3500
    assert abs(np.mean(list(counts.values())) - mean) <= 4.0 * error


def backlog(form: str, mean: object) -> Realised:
    """Cases of day 0, half of them for a later sitting, before a court that opens in year 1."""
    years = 12
    return one_court(
        form,
        mean,
        years=years,
        staff=np.where(np.arange(years) > 0, 1e5, 0.0)[None, :],
        opening={
            "queueing": {"court": 3000.0},
            "queue_days": {"court": 300.0},
            "queueing_later_share": {"court": 0.5},
        },
    )


def test_halving_the_mean_halves_what_those_in_the_diary_still_need() -> None:
    """From the year of change on each visit in the queue needs the new mean, by the same luck."""
    years = np.arange(12)[None, :, None]
    before = held(backlog("geometric", 5.0), seed=6)
    after = held(backlog("geometric", np.where(years > 0, 2.5, 5.0)), seed=6)
    assert len(before) == len(after) == 3000
    for counts, mean in ((before, 5.0), (after, 2.5)):
        error = math.sqrt(mean * (mean - 1.0) / 3000)
        assert abs(np.mean(list(counts.values())) - mean) < 4.0 * error
    assert all(after[person] <= count for person, count in before.items())


def test_a_number_settled_on_arrival_stays_whatever_the_mean_becomes() -> None:
    years = np.arange(12)[None, :, None]
    before = held(backlog("fixed", 4.5), seed=7)
    assert held(backlog("fixed", np.where(years > 0, 2.0, 4.5)), seed=7) == before


def test_the_year_in_which_a_sitting_ends_says_whether_another_follows() -> None:
    """Sittings of 100 days: those of days 200 to 300 and 300 to 400 end in different years."""
    mean = np.array([10.0, 1.0])[None, :, None]
    network = one_court(
        "geometric",
        mean,
        years=2,
        limited=False,
        work_hours=100.0,
        work_form="fixed",
        parties_time=0.0,
        opening={"between_sittings": {"court": 400.0}},
    )
    key = key_of_run(8, 0)
    for step in trajectories(network, Settings(seed=8)):
        if step.state != 0:
            continue
        uniform = luck(*key, step.person, 0, OPENING_VISIT)[3]
        follow = sum(uniform < 0.9**number for number in (1, 2, 3))
        assert step.sittings == 1 + follow
        assert step.left == 100.0 * step.sittings


def test_a_mean_below_one_is_one_sitting() -> None:
    network = one_court("geometric", 3.0, inflow=200.0, years=2)
    services = replace(network.services, sittings=np.full_like(network.services.sittings, 0.5))
    assert set(held(replace(network, services=services), seed=9).values()) == {1}
