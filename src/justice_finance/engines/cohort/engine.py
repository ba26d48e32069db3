"""The cohort engine: expected flows in time steps, for every draw at once.

Events of a step happen at its middle, in this order: people whose time is over leave their waits,
notices, sittings and gaps; dormant problems and fresh ones begin; those who are impatient leave
the queues; then everybody who moves is followed from state to state for as long as their times
are over within the step, and services hold as many sittings as their hours allow, the longest due
first. Person-days of a step are the mean of the people there before and after its events.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.again import Again, Begins
from justice_finance.engines.cohort.blocks import BlockRun
from justice_finance.engines.cohort.building import Builder
from justice_finance.engines.cohort.compiling import compiled_kernel
from justice_finance.engines.cohort.delays import DUST
from justice_finance.engines.cohort.draws import Chunk
from justice_finance.engines.cohort.lingering import Lingering
from justice_finance.engines.cohort.moving import Sender, let_first_write
from justice_finance.engines.cohort.order import Group, Node
from justice_finance.engines.cohort.plan import Plan, make_plan
from justice_finance.engines.cohort.recording import Record
from justice_finance.engines.cohort.visits import Visits
from justice_finance.engines.cohort.waits import Wait
from justice_finance.engines.contract import Progress, Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind

FloatArray = NDArray[np.float64]

CHUNK_DRAWS = 256

# A flow this small against the step's whole flow is left for the next step.
NEGLIGIBLE_FLOW = 1e-15


class Part(Protocol):
    """What waits, services and dormant problems have in common."""

    def emit(self, step: int, year: int, prompt: bool) -> None: ...
    def again(self, step: int, year: int) -> None: ...
    def settle(self, step: int, year: int) -> None: ...
    def sweep(self) -> None: ...
    def stock(self) -> FloatArray: ...


class ChunkRun:
    """One chunk of draws on its way through the years."""

    def __init__(
        self,
        realised: Realised,
        plan: Plan,
        chunk: Chunk,
        record: Record,
        compiled: bool = True,
    ) -> None:
        self.realised, self.plan, self.chunk, self.record = realised, plan, chunk, record
        self.compiled = compiled
        layout, lumps = plan.layout, plan.lumps
        shape = (layout.rows, chunk.width)
        self.arrivals, self.dealt_with = np.zeros(shape), np.zeros(shape)
        self.carried, self.entries = np.zeros(shape), np.zeros(shape)
        people = (layout.first_end, chunk.width)
        self.leavers, self.stock, self.days = (np.zeros(people) for _ in range(3))
        self.begins = Begins(layout, realised.journeys.start[lumps.representative], self.arrivals)
        self.rows: dict[Node, slice] = {}
        self.inbox: dict[Node, FloatArray] = {}
        self.parts: dict[Node, Part] = {}
        self._build()
        self.stock_before = self.stock.copy()
        self.lingering = self._lingering()

    def _build(self) -> None:
        plan, layout = self.plan, self.plan.layout
        builder = Builder(self.realised, plan, self.chunk, self.arrivals, self.leavers)
        for n, block in layout.blocks.items():
            if block.rows.stop <= layout.first_end:
                people = builder.opening_people(n)
                self.record.opening(n, self.chunk, people)
                self.stock[block.rows] = people
        cyclic = {node for group in plan.groups if group.cyclic for node in group.nodes}
        for node in [*plan.prompt, *(n for group in plan.groups for n in group.nodes)]:
            kind, which = node
            if kind == "wait":
                self.rows[node] = layout.blocks[which].rows
            elif kind == "service":
                self.rows[node] = layout.service_rows[which]
            else:
                self.rows[node] = slice(layout.first_end, layout.rows)
            rows = self.rows[node]
            inbox = None
            if node in cyclic:
                inbox = np.zeros((rows.stop - rows.start, self.chunk.width))
                self.inbox[node] = inbox
            if kind == "wait":
                self.parts[node] = builder.wait(which, inbox)
            elif kind == "service":
                self.parts[node] = builder.visits(which, inbox)
            else:
                self.parts[node] = builder.again(inbox, self.begins)
        self.cleared = [slice(0, layout.rows)] if cyclic else self._to_clear()

    def _to_clear(self) -> list[slice]:
        """Rows whose arrivals must be cleared in every step: those that nothing writes first."""
        layout = self.plan.layout
        order = [*self.plan.prompt, *(n for group in self.plan.groups for n in group.nodes)]
        senders: list[tuple[Sender, bool]] = []
        for part in (self.parts[node] for node in order):
            if isinstance(part, Wait):
                senders.append((part.sender, True))
            elif isinstance(part, Visits):
                senders.append((part.senders.giving_up, False))
                senders.append((part.senders.turning_away, False))
                senders.append((part.senders.finishing, True))
        written = let_first_write(senders, self.begins.states)
        rows: list[slice] = []
        for n, block in layout.blocks.items():
            if n in written:
                continue
            if rows and rows[-1].stop == block.rows.start:
                rows[-1] = slice(rows[-1].start, block.rows.stop)
            else:
                rows.append(block.rows)
        return rows

    def _lingering(self) -> Lingering:
        layout, lumps, chunk = self.plan.layout, self.plan.lumps, self.chunk
        j, o = self.realised.journeys, self.realised.opening
        opening = lumps.total(chunk.take(o.lingering))
        ends = []
        for n, block in layout.blocks.items():
            weight = j.lingering_weight[:, lumps.representative[block.lumps], n]
            if j.kind[n] >= StateKind.RESOLUTION and weight.any():
                shift = layout.first_end
                rows = slice(block.rows.start - shift, block.rows.stop - shift)
                ends.append((rows, block.lumps, chunk.take(weight)))
        return Lingering(opening, chunk.take(j.half_life), self.plan.step_days, ends)

    # -- one step ---------------------------------------------------------------------------

    def run(self) -> None:
        """Go through all years."""
        per_year = self.plan.steps_per_year
        self.blocks = blocks = self._blocks()
        for year in range(self.plan.years):
            fresh = self._fresh(year)
            if blocks is not None:
                blocks.pass_year(year, fresh)
            else:
                for k in range(per_year):
                    self._pass_step(year * per_year + k, year, fresh)
            self._record_year(year, fresh)

    def _blocks(self) -> BlockRun | None:
        """The way through the steps in machine code, where there is one."""
        # What machine code does not know: going round within a step, and closed days.
        plain = self.inbox or self.realised.services.closures.size
        if plain or not self.compiled or compiled_kernel() is None:
            return None
        return BlockRun(self)

    def _fresh(self, year: int) -> FloatArray:
        """Fresh problems in a step, (lumps, draws)."""
        inflow = self.chunk.take(self.realised.journeys.inflow[:, year])
        return self.plan.lumps.total(inflow) / self.plan.steps_per_year

    def _pass_step(self, step: int, year: int, fresh: FloatArray) -> None:
        plan, first_end = self.plan, self.plan.layout.first_end
        self.begins.add(fresh)
        for node in plan.prompt:
            self.parts[node].emit(step, year, True)
        for group in plan.groups:
            if group.cyclic:
                self._go_round(group, step, year)
            else:
                self.parts[group.nodes[0]].emit(step, year, False)
        for node in plan.prompt:
            self.parts[node].settle(step, year)
        if self.inbox:
            self.arrivals += self.dealt_with
            self.dealt_with.fill(0.0)
        self.entries += self.arrivals
        self.stock += self.arrivals[:first_end]
        self.stock -= self.leavers
        self.days += self.stock
        self.lingering.pass_step(self.arrivals[first_end:])
        for part in self.parts.values():
            if isinstance(part, Visits):
                part.count_waiting()
        if self.inbox:
            np.copyto(self.arrivals, self.carried)
            self.carried.fill(0.0)
        else:
            for rows in self.cleared:
                self.arrivals[rows] = 0.0

    def _take_in(self, node: Node) -> None:
        """Move what has arrived at a node of a group into its inbox."""
        rows = self.rows[node]
        np.copyto(self.inbox[node], self.arrivals[rows])
        self.dealt_with[rows] += self.inbox[node]
        self.arrivals[rows] = 0.0

    def _go_round(self, group: Group, step: int, year: int) -> None:
        """Go through nodes that feed each other until nobody moves within the step."""
        for node in group.nodes:
            self._take_in(node)
            self.parts[node].emit(step, year, False)
        while self._goes_on(group):
            for node in group.nodes:
                self._take_in(node)
                self.parts[node].again(step, year)

    def _goes_on(self, group: Group) -> bool:
        """Whether people are still moving; tiny flows are left for the next step, draw by draw."""
        still = np.zeros(self.chunk.width)
        moved = np.zeros(self.chunk.width)
        for node in group.nodes:
            still += np.add.reduce(self.arrivals[self.rows[node]], axis=0)
            moved += np.add.reduce(self.dealt_with[self.rows[node]], axis=0)
        on = still > NEGLIGIBLE_FLOW * moved + DUST
        for node in group.nodes:
            rows = self.rows[node]
            self.carried[rows] += self.arrivals[rows] * ~on
            self.arrivals[rows] *= on
        return bool(on.any())

    # -- years ------------------------------------------------------------------------------

    def _record_year(self, year: int, fresh: FloatArray) -> None:
        plan, record, chunk = self.plan, self.record, self.chunk
        layout, step = plan.layout, plan.step_days
        record.lump("fresh", year, chunk, fresh * plan.steps_per_year)
        record.lump("lingering_days", year, chunk, self.lingering.days)
        record.lump("lingering_end", year, chunk, self.lingering.people)
        self.lingering.days.fill(0.0)
        days = (self.days + (self.stock_before - self.stock) / 2.0) * step
        np.maximum(days, 0.0, out=days)
        stock = np.maximum(self.stock, 0.0)
        for n, block in layout.blocks.items():
            record.state("entries", year, n, chunk, self.entries[block.rows])
            if block.rows.stop <= layout.first_end:
                record.state("open_days", year, n, chunk, days[block.rows])
                record.state("stock_end", year, n, chunk, stock[block.rows])
        for node, part in self.parts.items():
            if isinstance(part, Visits):
                rows = self.rows[node]
                left = self.entries[rows] + (self.stock_before[rows] - self.stock[rows])
                record.service(year, node[1], chunk, part, left)
                part.tally.clear()
            elif isinstance(part, Again):
                record.lump("returned", year, chunk, part.returned)
                record.lump("knocked_on", year, chunk, part.knocked_on)
                record.lump("dormant_end", year, chunk, part.stock())
                part.returned.fill(0.0)
                part.knocked_on.fill(0.0)
        self.entries.fill(0.0)
        self.days.fill(0.0)
        np.copyto(self.stock_before, self.stock)
        for part in self.parts.values():
            part.sweep()

    def people(self) -> FloatArray:
        """People in every state, counted where they are; `stock` is the balance of moves."""
        if self.blocks is not None:
            self.blocks.put_back()
        stock = self.carried[: self.plan.layout.first_end] + 0.0
        for node, part in self.parts.items():
            if node[0] != "again":
                stock[self.rows[node]] += part.stock()
        return stock


class CohortEngine:
    """Expected flows; the default engine."""

    name = "cohort"

    def plan(self, realised: Realised, settings: Settings) -> Plan:
        """Decide what all draws share; needed only by callers who cut draws themselves."""
        return make_plan(realised, settings)

    def run(
        self,
        realised: Realised,
        settings: Settings,
        progress: Progress | None = None,
        *,
        chunk_draws: int = CHUNK_DRAWS,
        lump: bool = True,
        compiled: bool = True,
    ) -> Flows:
        """Return the flows of every draw; their bits do not depend on `chunk_draws`.

        Parameters
        ----------
        realised : Realised
            The scenario as plain numbers.
        settings : Settings
            Uses `step_days`; 365 must be a whole number of steps.
        progress : callable, optional
            Called with the share done, 0..1.
        chunk_draws : int
            Draws that are run side by side.
        lump : bool
            Follow classes that move alike as one (exact; False only to show it).
        compiled : bool
            Go through the steps in machine code where numba is there (the same bits).

        Returns
        -------
        Flows
            Arrays with the draw axis first (views: draws run fastest in memory).

        Raises
        ------
        ValueError
            If a year is not a whole number of steps.
        """
        plan = make_plan(realised, settings, lump)
        record = Record(realised, plan)
        for start in range(0, realised.draws, chunk_draws):
            chunk = Chunk(start, min(start + chunk_draws, realised.draws))
            ChunkRun(realised, plan, chunk, record, compiled).run()
            if progress is not None:
                progress(chunk.stop / realised.draws)
        return record.flows()


ENGINE = CohortEngine()
