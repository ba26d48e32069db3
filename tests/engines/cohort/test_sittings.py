"""How many sittings a visit takes when its mean changes by year."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

YEARS = 60


def one_court(form: str, mean: object, **given: Any) -> Realised:
    """A court that nobody waits for, unless it is closed; a month between two sittings."""
    states = {"court": {"kind": "service", "service": "court"}, "decided": {"kind": "resolution"}}
    service = {
        "staff": 1e6,
        "productive_hours": 365.0,
        "work_hours": 1.0,
        "sittings": mean,
        "sittings_form": form,
        "notice_time": 20.0,
        "parties_time": 30.0,
    }
    network = {key: given.pop(key) for key in ("inflow", "opening") if key in given}
    return small_realised(
        states, {("court", "decided"): 1.0}, {"court": {**service, **given}}, years=YEARS, **network
    )


def from_year_one(before: float, after: float) -> np.ndarray:
    return np.where(np.arange(YEARS) > 0, after, before)[None, :, None]


def backlog(form: str, mean: object) -> Flows:
    """A thousand cases of day 0, a third for a later sitting; the court opens in year 1."""
    opening = {
        "queueing": {"court": 1000.0},
        "queue_days": {"court": 300.0},
        "queueing_later_share": {"court": 1.0 / 3.0},
    }
    staff = np.where(np.arange(YEARS) > 0, 1e6, 0.0)[None, :]
    return ENGINE.run(one_court(form, mean, opening=opening, staff=staff), Settings())


def test_halving_the_mean_halves_what_those_in_the_diary_still_need() -> None:
    before, after = backlog("geometric", 5.0), backlog("geometric", from_year_one(5.0, 2.5))
    assert before.sittings[0, 0].sum() == after.sittings[0, 0].sum() == 0.0
    assert before.sittings.sum() == pytest.approx(5000.0, rel=1e-9)
    assert after.sittings.sum() == pytest.approx(2500.0, rel=1e-9)
    assert after.hours_used.sum() == pytest.approx(2500.0, rel=1e-9)


def test_a_number_settled_on_arrival_stays_whatever_the_mean_becomes() -> None:
    before, after = backlog("fixed", 4.5), backlog("fixed", from_year_one(4.5, 2.0))
    assert before.sittings.sum() > 3500.0
    np.testing.assert_array_equal(after.sittings, before.sittings)


@pytest.mark.parametrize("limited", [True, False])
@pytest.mark.parametrize("gap", [(20.0, 30.0), (0.0, 50.0), (0.0, 3.0), (1.0, 0.0)])
def test_people_between_sittings_need_the_mean_of_the_years_to_come(
    limited: bool, gap: tuple[float, float]
) -> None:
    """Whether or not further sittings fit into one step.

    At the end of the first year all who are still there have a sitting to come, and after it as
    many others as the new mean says.
    """
    inflow = np.zeros((1, YEARS, 1))
    inflow[:, 0] = 1000.0
    given = {"limited": limited, "notice_time": gap[0], "parties_time": gap[1], "work_hours": 1e-9}
    mean = from_year_one(40.0, 8.0)
    flows = ENGINE.run(one_court("geometric", mean, inflow=inflow, **given), Settings())
    there = flows.stock_end[0, 0].sum()
    assert there > 50.0
    assert flows.completed.sum() == pytest.approx(1000.0, rel=1e-9)
    assert flows.sittings[0, 1:].sum() == pytest.approx(8.0 * there, rel=1e-6)
