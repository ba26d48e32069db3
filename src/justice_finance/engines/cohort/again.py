"""Ended problems that come back, or set off another: dormant for a while, then new arrivals.

A problem that is dormant for a step or more on average never comes back within the step in which
it ended (the mass of lag zero is moved on, the mean is kept), so that the whole network need not
be gone through again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.delays import Delay, add_up
from justice_finance.engines.cohort.draws import Chunk
from justice_finance.engines.cohort.laws import delay_law
from justice_finance.engines.cohort.layout import Layout
from justice_finance.engines.cohort.lumps import ROUNDING, Lumps, groups_of, knock_on_targets
from justice_finance.engines.cohort.queues import Cells, as_slice
from justice_finance.scenario.realised import Durations, Realised
from justice_finance.vocabulary import StateKind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class AgainPlan:
    """Which ends share one time; which lumps set off the same; what is reached, how soon.

    returning, setting_off : sets of end states with equal times until the next problem.
    bundles : sets of lumps whose knock-on problems are distributed alike.
    ends, begins : end states that matter, first states of what they set off.
    instant : whether any of it may happen within the step.
    """

    returning: tuple[tuple[int, ...], ...]
    setting_off: tuple[tuple[int, ...], ...]
    bundles: tuple[tuple[int, ...], ...]
    ends: frozenset[int]
    begins: frozenset[int]
    instant: bool


def _alike(times: Durations, reps: IntArray, one: int, other: int) -> bool:
    """Whether two end states have the same times for every lump and draw."""
    return bool((times.form[reps, one] == times.form[reps, other]).all()) and all(
        np.array_equal(a[:, reps, one], a[:, reps, other])
        for a in (times.mean, times.shape, times.ratio)
    )


def _sets(
    realised: Realised,
    layout: Layout,
    reps: IntArray,
    share: FloatArray,
    dormant: FloatArray,
    times: Durations,
) -> tuple[tuple[int, ...], ...]:
    sets: list[list[int]] = []
    for n in sorted(layout.blocks):
        if realised.journeys.kind[n] < StateKind.RESOLUTION:
            continue
        if not (share[:, reps, n].any() or dormant[:, :, n].any()):
            continue
        for known in sets:
            if _alike(times, reps, known[0], n):
                known.append(n)
                break
        else:
            sets.append([n])
    return tuple(tuple(s) for s in sets)


def plan_again(realised: Realised, lumps: Lumps, layout: Layout, step: float) -> AgainPlan:
    """Decide how returns and knock-on problems are followed, for all draws."""
    j, o, reps = realised.journeys, realised.opening, lumps.representative
    returning = _sets(realised, layout, reps, j.returns_share, o.dormant_returns, j.returns)
    setting_off = _sets(realised, layout, reps, j.knock_on_share, o.dormant_knock_ons, j.knock_on)
    instant = any(
        bool(((times.mean[:, reps, n] < step) & (share[:, reps, n] > 0.0)).any())
        for sets, times, share in (
            (returning, j.returns, j.returns_share),
            (setting_off, j.knock_on, j.knock_on_share),
        )
        for n in (n for one in sets for n in one)
    )
    begins = {int(n) for n in j.start[reps]} if returning else set()
    bundles: list[list[int]] = []
    if setting_off:
        known: list[tuple[int, FloatArray]] = []
        for lump in range(lumps.count):
            members = [int(c) for c in np.flatnonzero(lumps.lump_of_class == lump)]
            problem = int(realised.axes.class_problem[members[0]])
            groups = groups_of(realised, members, lumps.share)
            reached = knock_on_targets(realised, problem, groups)
            begins |= {int(n) for n in j.start[(reached > 0.0).any(axis=0)]}
            for position, (other, theirs) in enumerate(known):
                if other == problem and np.array_equal(theirs, groups):
                    bundles[position].append(lump)
                    break
            else:
                known.append((problem, groups))
                bundles.append([lump])
    ends = {n for sets in (returning, setting_off) for one in sets for n in one}
    return AgainPlan(
        returning,
        setting_off,
        tuple(tuple(b) for b in bundles),
        frozenset(ends),
        frozenset(begins),
        instant,
    )


class Dormant:
    """Problems of some end states that will come back (or set off another) after a time."""

    def __init__(
        self,
        realised: Realised,
        plan: AgainPlan,
        lumps: Lumps,
        layout: Layout,
        chunk: Chunk,
        steps: int,
        step_days: float,
        ends: tuple[int, ...],
        knock_on: bool,
    ) -> None:
        j, o, reps = realised.journeys, realised.opening, lumps.representative
        times = j.knock_on if knock_on else j.returns
        share = j.knock_on_share if knock_on else j.returns_share
        dormant = o.dormant_knock_ons if knock_on else o.dormant_returns
        n = ends[0]
        law = delay_law(
            times.form[reps, n],
            chunk.take(times.mean[:, reps, n]) / step_days,
            chunk.take(times.shape[:, reps, n]),
            chunk.take(times.ratio[:, reps, n]),
            steps,
            keep_off_zero=True,
        )
        shape = (lumps.count, chunk.width)
        self.delay = Delay([law], shape)
        self.ends = []
        opening = lumps.total(chunk.take(np.add.reduce(dormant[:, :, list(ends)], axis=2)))
        for n in ends:
            block = layout.blocks[n]
            rows = slice(block.rows.start - layout.first_end, block.rows.stop - layout.first_end)
            part = chunk.take(share[:, reps[block.lumps], n])
            self.ends.append((rows, block.lumps, part))
        self.delay.put_underway(opening)
        self.knock_on = knock_on
        self.begins = np.zeros(shape)
        self.targets: list[_Aim] = []
        if knock_on:
            self._aim(realised, plan, lumps, chunk)

    def _aim(self, realised: Realised, plan: AgainPlan, lumps: Lumps, chunk: Chunk) -> None:
        """Find where knock-on problems begin: by problem first, then by lump."""
        axes, j = realised.axes, realised.journeys
        problem_of = axes.class_problem[lumps.representative]
        sources = [(int(problem_of[bundle[0]]), bundle) for bundle in plan.bundles]
        to_problem = chunk.take(j.knock_on_problem)
        of_kind = chunk.take(j.seriousness_share[:, axes.class_problem, axes.class_seriousness])
        reached = np.flatnonzero(to_problem[[p for p, _ in sources]].any(axis=(0, 2)))
        members: list[tuple[FloatArray, list[tuple[int, tuple[int, ...]]]]] = []
        for problem, bundle in sources:
            first = [int(c) for c in np.flatnonzero(lumps.lump_of_class == bundle[0])]
            groups = groups_of(realised, first, lumps.share)
            for known, same in members:
                if np.abs(known - groups).max() <= ROUNDING:
                    same.append((problem, bundle))
                    break
            else:
                members.append((groups, [(problem, bundle)]))
        for groups, same in members:
            share = lumps.total(chunk.take(groups[:, axes.class_group]) * of_kind)
            there = np.flatnonzero(share.any(axis=1) & np.isin(problem_of, reached))
            moves = to_problem[[p for p, _ in same]][:, reached]
            into = np.searchsorted(reached, problem_of[there])
            lists = [as_slice(np.array(bundle, dtype=np.int64)) for _, bundle in same]
            self.targets.append(_Aim(lists, moves, into, as_slice(there), share[there]))

    def enter(self, ended: FloatArray, step: int) -> FloatArray | None:
        """Take in problems that have just ended (rows of ends); return those over at once."""
        self.begins.fill(0.0)
        for rows, lumps, share in self.ends:
            self.begins[lumps] += ended[rows] * share
        return self.delay.absorb(self.begins, step, 0)

    def begin(self, over: FloatArray) -> FloatArray:
        """Return new problems (lumps, draws) from those whose dormant time is over."""
        if not self.knock_on:
            return over
        begun = np.zeros_like(over)
        for aim in self.targets:
            ended = np.empty((len(aim.sources), over.shape[1]))
            for position, sources in enumerate(aim.sources):
                np.add.reduce(over[sources], axis=0, out=ended[position])
            problems = np.add.reduce(ended[:, None] * aim.moves, axis=0)
            reached = problems.take(aim.problem, axis=0)
            reached *= aim.share
            begun[aim.lumps] += reached
        return begun


@dataclass(frozen=True)
class _Aim:
    """Where the knock-on problems of people of the same groups begin.

    sources : lumps of each problem that sets off others
    moves : (sources, problems reached, draws), share of each problem reached
    problem, lumps, share : position of the problem reached, lump, and share of it (draws)
    """

    sources: list[Cells]
    moves: FloatArray
    problem: IntArray
    lumps: Cells
    share: FloatArray


class Again:
    """Returns and knock-on problems of all ends: a node of the step like waits and services."""

    def __init__(self, parts: list[Dormant], ended: FloatArray, begins: Begins) -> None:
        self.parts, self.arrivals, self.begins = parts, ended, begins
        shape = parts[0].begins.shape
        self.returned, self.knocked_on, self.over = (np.zeros(shape) for _ in range(3))

    def emit(self, step: int, year: int, prompt: bool) -> None:
        """Let dormant problems begin anew."""
        for part in self.parts:
            released = part.delay.release(step)
            add_up(released, None if prompt else part.enter(self.arrivals, step), self.over)
            self._begin(part, self.over)

    def again(self, step: int, year: int) -> None:
        """Take in further ends of the same step."""
        for part in self.parts:
            passing = part.enter(self.arrivals, step)
            if passing is not None:
                self._begin(part, passing)

    def settle(self, step: int, year: int) -> None:
        """Take in the ends of a step in which nothing can begin at once."""
        for part in self.parts:
            passing = part.enter(self.arrivals, step)
            if passing is not None and passing.any():
                raise ValueError("a dormant time was planned as one that lasts a step or more")

    def sweep(self) -> None:
        """Drop what is too little to be anybody."""
        for part in self.parts:
            part.delay.sweep()

    def _begin(self, part: Dormant, over: FloatArray) -> None:
        begun = part.begin(over)
        if part.knock_on:
            self.knocked_on += begun
        else:
            self.returned += begun
        self.begins.add(begun)

    def stock(self) -> FloatArray:
        """Dormant problems, (lumps, draws)."""
        return np.asarray(sum(part.delay.stock() for part in self.parts))


class Begins:
    """Puts problems that begin (lumps, draws) at the first state of their journey."""

    def __init__(self, layout: Layout, start: IntArray, arrivals: FloatArray) -> None:
        self.runs: list[tuple[slice, FloatArray]] = []
        self.states: set[int] = set()
        first = 0
        for lump in range(1, start.size + 1):
            if lump == start.size or start[lump] != start[first]:
                lumps, block = slice(first, lump), layout.blocks[int(start[first])]
                self.runs.append((lumps, arrivals[block.rows_of(lumps)]))
                self.states.add(block.state)
                first = lump

    def add(self, problems: FloatArray) -> None:
        """Add problems to the arrivals."""
        for lumps, target in self.runs:
            target += problems[lumps]
