"""Collects what a chunk of draws did in each year into arrays for all draws.

Arrays are kept with the draws last, so that writing is a plain copy; the flows that go out are
views with the draw axis first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.draws import Chunk
from justice_finance.engines.cohort.plan import Plan
from justice_finance.engines.cohort.visits import Visits
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised

FloatArray = NDArray[np.float64]

BY_LUMP = ("fresh", "returned", "knocked_on", "lingering_days", "dormant_end", "lingering_end")
BY_STATE = ("entries", "open_days", "stock_end")
BY_SERVICE = ("waiting_days", "visits", "sittings", "completed", "gave_up", "turned_away")
OF_SERVICE = ("hours_used", "hours_available", "queue_end")


class Record:
    """The flows of all draws, filled chunk by chunk and year by year."""

    def __init__(self, realised: Realised, plan: Plan) -> None:
        years, draws, lumps = plan.years, realised.draws, plan.lumps.count
        states, services = len(realised.axes.states), len(realised.axes.services)
        shapes: dict[str, tuple[int, ...]] = {name: (years, lumps, draws) for name in BY_LUMP}
        shapes |= {name: (years, lumps, states, draws) for name in BY_STATE}
        shapes |= {name: (years, lumps, services, draws) for name in BY_SERVICE}
        shapes |= {name: (years, services, draws) for name in OF_SERVICE}
        shapes["opening_stock"] = (lumps, states, draws)
        self.arrays = {name: np.zeros(shape) for name, shape in shapes.items()}
        self.plan = plan
        offered = realised.services.staff * realised.services.productive_hours
        offered = np.where(realised.services.limited, offered, np.inf)
        self.arrays["hours_available"][...] = np.moveaxis(offered, 0, -1)

    def lump(self, name: str, year: int, chunk: Chunk, values: FloatArray) -> None:
        """Write (lumps, draws)."""
        chunk.put(self.arrays[name][year], values)

    def state(self, name: str, year: int, state: int, chunk: Chunk, values: FloatArray) -> None:
        """Write (rows, draws) of one state."""
        lumps = self.plan.layout.blocks[state].lumps
        chunk.put(self.arrays[name][year, lumps, state], values)

    def opening(self, state: int, chunk: Chunk, values: FloatArray) -> None:
        """Write the people of day 0, (rows, draws) of one state."""
        chunk.put(self.arrays["opening_stock"][self.plan.layout.blocks[state].lumps, state], values)

    def service(
        self, year: int, service: int, chunk: Chunk, visits: Visits, left: FloatArray
    ) -> None:
        """Add what a service did in a year; `left` is who left it, (rows, draws)."""
        layout, tally = self.plan.layout, visits.tally
        origin, first = layout.service_rows[service].start, visits.rule.first
        first_sittings = tally.held[0] if first == 1 else tally.held[:first].sum(axis=0)
        sittings = first_sittings if visits.rule.later == 0 else tally.held.sum(axis=0)
        values = {"visits": first_sittings, "sittings": sittings}
        values["completed"] = left
        if visits.queue is not None:
            values["waiting_days"] = visits.waiting_steps() * self.plan.step_days
            if visits.plan.patient:
                values["gave_up"] = tally.gave_up
            if np.isfinite(visits.queue.limit):
                values["turned_away"] = tally.turned_away
            values["completed"] = left - tally.gave_up - tally.turned_away
        np.maximum(values["completed"], 0.0, out=values["completed"])
        kept = slice(chunk.start, chunk.stop)
        written = np.zeros(self.plan.lumps.count, dtype=bool)
        for n, block in layout.blocks.items():
            if visits.plan.states.count(n):
                rows = slice(block.rows.start - origin, block.rows.stop - origin)
                for name, value in values.items():
                    target = self.arrays[name][year, block.lumps, service, kept]
                    if written[block.lumps].any():
                        target += value[rows, : chunk.stop - chunk.start]
                    else:
                        target[...] = value[rows, : chunk.stop - chunk.start]
                written[block.lumps] = True
        chunk.put(self.arrays["hours_used"][year, service], visits.hours_used(year))
        chunk.put(self.arrays["queue_end"][year, service], visits.queueing().sum(axis=0))

    def flows(self) -> Flows:
        """Return the flows, draw axis first."""
        lumps = self.plan.lumps
        views = {name: np.moveaxis(array, -1, 0) for name, array in self.arrays.items()}
        return Flows(
            lump_of_class=lumps.lump_of_class, share_of_lump=lumps.share, waits=None, **views
        )
