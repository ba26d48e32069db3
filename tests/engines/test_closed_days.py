"""Closed days: no sitting begins on them, the year's hours are kept, and all engines agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from justice_finance.engines import cohort, compiled, event
from justice_finance.engines.contract import Settings
from justice_finance.journey.closed_days import recurring
from justice_finance.journey.court_calendar import as_array
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

VACATION = (182, 243)  # July and August


def court(
    load: float, days: tuple[tuple[int, int], ...], years: int = 3, hours: float = 5.0
) -> Realised:
    """A court of 20 judges with work for a share of their hours, closed on some days."""
    states = {"court": {"kind": "service", "service": "court"}, "decided": {"kind": "resolution"}}
    network = small_realised(
        states,
        {("court", "decided"): 1.0},
        {"court": {"staff": 20.0, "productive_hours": 1000.0, "work_hours": hours}},
        inflow=load * 20_000.0 / hours,
        years=years,
    )
    closures = as_array([recurring(days, years)])
    return replace(network, services=replace(network.services, closures=closures))


@pytest.mark.parametrize("engine", [event, compiled], ids=["event", "compiled"])
def test_no_sitting_begins_on_a_closed_day_and_those_under_way_are_finished(engine) -> None:
    steps = engine.trajectories(court(0.9, (VACATION,)), Settings())
    started = np.array([s.started for s in steps if s.state == 0 and s.started == s.started])
    left = np.array([s.left for s in steps if s.state == 0 and s.leaving == 0])
    assert not np.any((started % 365.0 >= 181.0) & (started % 365.0 < 243.0))
    assert np.any(started % 365.0 == 243.0)
    assert np.any((left % 365.0 > 181.0) & (left % 365.0 < 182.5))


@pytest.mark.parametrize("engine", [cohort, event, compiled], ids=["cohort", "event", "compiled"])
def test_an_overloaded_court_works_the_same_hours_with_and_without_closed_days(engine) -> None:
    """After the first year, which begins with nobody in line."""
    used = [
        engine.ENGINE.run(court(1.6, days), Settings()).hours_used[0, 1:, 0]
        for days in ((), (VACATION,))
    ]
    np.testing.assert_allclose(used[0], 20_000.0, rtol=0.01)
    np.testing.assert_allclose(used[1], 20_000.0, rtol=0.01)


def test_the_queue_of_a_vacation_is_alike_in_the_cohort_engine_and_person_by_person() -> None:
    """Nearly all who come in the vacation wait for its end; a day's step is near enough.

    Sittings are short, so that hardly anyone in the court is at one.
    """
    network = court(0.5, (VACATION,), years=6, hours=0.5)
    waits = [
        engine.ENGINE.run(network, Settings(step_days=1.0)).waiting_days[0, 1:, 0, 0]
        for engine in (cohort, compiled)
    ]
    error = waits[1].std(ddof=1) / np.sqrt(waits[1].size)
    assert abs(waits[0].mean() - waits[1].mean()) < 4.0 * error
    assert error < 0.03 * waits[0].mean()
