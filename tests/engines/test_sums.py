"""Sums of times of a whole nation: more ticks than a whole number of the machine holds."""

from __future__ import annotations

from justice_finance.engines import compiled, event
from justice_finance.engines.contract import Settings
from justice_finance.engines.sums import TICKS
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

PEOPLE = 23_000
MACHINE_WORD = 2.0**63
HOURS = 400.0


def a_nation_in_line() -> Realised:
    """All are in line on day 0, before a court without judges, or are at a desk for a year."""
    return small_realised(
        {
            "court": {"kind": "service", "service": "court"},
            "desk": {"kind": "service", "service": "desk"},
            "done": {"kind": "resolution"},
        },
        {("court", "done"): 1.0, ("desk", "done"): 1.0},
        {
            "court": {"staff": 0.0},
            "desk": {
                "limited": False,
                "productive_hours": 500.0,
                "work_hours": HOURS,
                "work_form": "fixed",
            },
        },
        opening={"queueing": {"court": PEOPLE, "desk": PEOPLE}},
    )


def test_days_and_hours_of_a_nation_in_one_cell_add_up_exactly() -> None:
    """In one machine word they would wrap around."""
    assert PEOPLE * 365.0 * TICKS > MACHINE_WORD
    assert PEOPLE * HOURS * TICKS > MACHINE_WORD
    for engine in (event, compiled):
        flows = engine.ENGINE.run(a_nation_in_line(), Settings())
        assert flows.open_days[0, 0, 0, 0] == PEOPLE * 365.0
        assert flows.waiting_days[0, 0, 0, 0] == PEOPLE * 365.0
        assert flows.open_days[0, 0, 0, 1] == PEOPLE * HOURS / 500.0 * 365.0
        assert flows.hours_used[0, 0, 1] == PEOPLE * HOURS
