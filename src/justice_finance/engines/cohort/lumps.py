"""Which classes move alike, so that they can be followed as one.

A *lump* is a set of classes with the same dynamics in every draw and year, whose inflow and
opening stocks keep the same proportions to each other in every year and state, and which
knock-on problems reach in the same proportions too. Following it as one is then exact: the flow of
a class is the lump's flow times its share, and shares may differ by draw only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.eras import YearlyArc
from justice_finance.scenario.realised import Realised

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Proportions count as equal up to the rounding of the products that made them.
ROUNDING = 1e-13

Alike = Callable[[IntArray, list[FloatArray]], NDArray[np.bool_]]


@dataclass(frozen=True)
class Lumps:
    """lump_of_class (C,), share (D, C) of the lump's people, representative (L,) class."""

    lump_of_class: IntArray
    share: FloatArray
    representative: IntArray

    @property
    def count(self) -> int:
        """Number of lumps L."""
        return int(self.representative.size)

    def total(self, by_class: FloatArray) -> FloatArray:
        """Add up (C, draws) over the classes of each lump: (L, draws)."""
        order = np.argsort(self.lump_of_class, kind="stable")
        starts = np.searchsorted(self.lump_of_class[order], np.arange(self.count))
        return np.asarray(np.add.reduceat(by_class[order], starts, axis=0))


def _dynamics(realised: Realised, arcs: Sequence[YearlyArc]) -> Iterator[NDArray[np.generic]]:
    """Everything that moves people, with the class axis last; (C,), (draws, ..., C) arrays."""
    j, s = realised.journeys, realised.services
    problem = realised.axes.class_problem
    yield from (j.start, np.moveaxis(j.wait.form, 0, -1), s.priority.T)
    yield from (np.moveaxis(d.form, 0, -1) for d in (j.returns, j.knock_on))
    yield from (j.gives_up_to[problem].T, j.turned_away_to[problem].T)
    yield np.moveaxis(j.knock_on_problem, 1, -1)[..., problem]
    yield from (arc.probability for arc in arcs)
    for by_year in (j.wait.mean, s.work_hours, s.sittings):
        yield np.moveaxis(by_year, 2, -1)
    for constant in (j.returns_share, j.knock_on_share, j.lingering_weight):
        yield np.moveaxis(constant, 1, -1)
    for times in (j.wait, j.returns, j.knock_on):
        constants = (
            (times.shape, times.ratio)
            if times is j.wait
            else (
                times.mean,
                times.shape,
                times.ratio,
            )
        )
        yield from (np.moveaxis(constant, 1, -1) for constant in constants)


def _narrow(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """Take one of every axis over which the array is only repeated."""
    where = tuple(
        slice(0, 1) if stride == 0 and axis != array.ndim - 1 else slice(None)
        for axis, stride in enumerate(array.strides)
    )
    return array[where]


def _alike(realised: Realised, arcs: Sequence[YearlyArc]) -> list[list[int]]:
    """Sets of classes with equal dynamics, in the order of their first class."""
    arrays: list[Any] = [
        _narrow(a) for a in _dynamics(realised, arcs) if a.size and a.strides[-1] != 0
    ]
    classes = int(realised.axes.class_problem.size)
    few = [(a[:1] if a.ndim > 2 else a).reshape(-1, classes).astype(np.float64) for a in arrays]
    one_draw = np.ascontiguousarray(np.concatenate(few).T)
    keys: dict[bytes, list[int]] = {}
    for c in range(classes):
        keys.setdefault(one_draw[c].tobytes(), []).append(c)
    return _split(list(keys.values()), classes, arrays, _same)


def _same(first: IntArray, arrays: list[FloatArray]) -> NDArray[np.bool_]:
    """Which classes have the same numbers as the class named for each."""
    same = np.ones(first.size, dtype=bool)
    others = np.flatnonzero(first != np.arange(first.size))
    if not others.size:
        return same
    for a in arrays:
        for rows in _as_in_memory(a):
            if rows.any():  # most states are none of most classes
                like = rows.take(others, axis=1) == rows.take(first[others], axis=1)
                same[others] &= like.all(axis=0)
    return same


def _as_in_memory(array: FloatArray) -> Iterator[FloatArray]:
    """Cut an array (draws, ..., C) into tables (rows, C), by state where that is slowest."""
    axes = [axis for axis in range(array.ndim - 1) if array.shape[axis] > 1]
    axes.sort(key=lambda axis: -array.strides[axis])
    single = [axis for axis in range(array.ndim - 1) if array.shape[axis] == 1]
    ordered = array.transpose([*single, *axes, array.ndim - 1])[(0,) * len(single)]
    by_state = ordered.ndim > 2 and axes[0] > 0
    for part in ordered if by_state else [ordered]:
        yield part.reshape(-1, array.shape[-1])


def _split(
    sets: list[list[int]], classes: int, arrays: list[FloatArray], alike: Alike
) -> list[list[int]]:
    """Take out of each set the classes that are not like its first; they form sets of their own."""
    done: list[list[int]] = []
    while sets:
        first = np.arange(classes)
        for members in sets:
            first[members] = members[0]
        like = alike(first, arrays)
        done.extend([c for c in members if like[c]] for members in sets)
        sets = [rest for members in sets if (rest := [c for c in members if not like[c]])]
    return sorted(done)


def _quantities(realised: Realised) -> list[FloatArray]:
    """Inflow and opening stocks, (draws, some, C), without those that are zero throughout."""
    o = realised.opening
    stocks = (
        o.waiting,
        o.queueing,
        o.between_sittings,
        o.queueing * o.queueing_later_share,
        o.dormant_returns,
        o.dormant_knock_ons,
    )
    found = [np.asarray(realised.journeys.inflow)]
    for stock in stocks:
        used = stock.any(axis=(0, 1))
        if used.any():
            found.append(np.moveaxis(stock[:, :, used], 1, 2))
    if o.lingering.any():
        found.append(o.lingering[:, None, :])
    return found


def _in_proportion(first: IntArray, quantities: list[FloatArray]) -> NDArray[np.bool_]:
    """Which classes have all inflows and stocks in proportion to those of the class named."""
    total = np.asarray(sum(q.sum(axis=1) for q in quantities))
    fits = np.ones(first.size, dtype=bool)
    others = np.flatnonzero(first != np.arange(first.size))
    first, whole = first[others], total[:, others]
    base = total[:, first]
    fit = ~((base == 0.0) & (whole > 0.0)).any(axis=0)
    ratio = (whole / np.where(base > 0.0, base, 1.0))[:, None]
    for q in quantities:
        own, off = q[:, :, others], q[:, :, first]
        off *= ratio
        np.subtract(own, off, out=off)
        np.abs(off, out=off)
        own *= ROUNDING
        fit &= (off <= own).all(axis=(0, 1))
    fits[others] = fit
    return fits


def shares_of(sets: list[list[int]], quantities: list[FloatArray]) -> FloatArray:
    """Share of each class in its set (draws, C); equal shares where nobody is there."""
    total = np.asarray(sum(q.sum(axis=1) for q in quantities))
    share = np.zeros_like(total)
    for members in sets:
        whole = total[:, members].sum(axis=1, keepdims=True)
        part = total[:, members] / np.where(whole > 0.0, whole, 1.0)
        share[:, members] = np.where(whole > 0.0, part, 1.0 / len(members))
    return share


def groups_of(realised: Realised, members: list[int], share: FloatArray) -> FloatArray:
    """Share of each population group among the people of a set of classes, (draws, groups)."""
    groups = np.zeros((share.shape[0], len(realised.axes.population_groups)))
    for c in members:
        groups[:, realised.axes.class_group[c]] += share[:, c]
    return groups


def knock_on_targets(
    realised: Realised, problem: int, groups: FloatArray, draws: slice = slice(None)
) -> FloatArray:
    """Where the knock-on problems of a problem begin: (draws, C), sums to one (or zero).

    `groups` (draws, groups) says who has the problem; the group stays, the rest is drawn anew.
    """
    axes, j = realised.axes, realised.journeys
    to_problem = j.knock_on_problem[draws, problem, :][:, axes.class_problem]
    kind = j.seriousness_share[draws][:, axes.class_problem, axes.class_seriousness]
    return np.asarray(groups[:, axes.class_group] * to_problem * kind)


def _reached_in_proportion(
    realised: Realised, sets: list[list[int]], share: FloatArray
) -> list[list[int]]:
    """Take apart the sets that knock-on problems would reach in other proportions."""
    j, opening = realised.journeys, realised.opening
    of_class = np.empty(share.shape[1], dtype=np.int64)
    for position, members in enumerate(sets):
        of_class[members] = position
    order = np.argsort(of_class, kind="stable")
    starts = np.searchsorted(of_class[order], np.arange(len(sets)))
    fits = np.ones(len(sets), dtype=bool)
    known: list[tuple[int, FloatArray]] = []
    for members in sets:
        if not (j.knock_on_share[:, members].any() or opening.dormant_knock_ons[:, members].any()):
            continue
        problem = int(realised.axes.class_problem[members[0]])
        groups = groups_of(realised, members, share)
        if any(p == problem and np.array_equal(g, groups) for p, g in known):
            continue
        known.append((problem, groups))
        arrivals = knock_on_targets(realised, problem, groups)
        whole = np.add.reduceat(arrivals[:, order], starts, axis=1)[:, of_class]
        fit = (np.abs(arrivals - share * whole) <= ROUNDING * whole).all(axis=0)
        fits[of_class[~fit]] = False
    kept = [members for members, fit in zip(sets, fits, strict=True) if fit]
    apart = [[c] for members, fit in zip(sets, fits, strict=True) if not fit for c in members]
    return sorted(kept + apart)


def find_lumps(realised: Realised, arcs: Sequence[YearlyArc], lump: bool = True) -> Lumps:
    """Find the lumps of a scenario.

    Parameters
    ----------
    realised : Realised
        All draws: classes that differ in any of them are not lumped.
    arcs : sequence of YearlyArc
        The moves, as `eras.arcs_by_era` gives them.
    lump : bool
        False: every class by itself.

    Returns
    -------
    Lumps
        In the order of their first class.
    """
    classes = int(realised.axes.class_problem.size)
    sets = [[c] for c in range(classes)]
    quantities = _quantities(realised)
    if lump:
        sets = _split(_alike(realised, arcs), classes, quantities, _in_proportion)
        while True:
            share = shares_of(sets, quantities)
            apart = _reached_in_proportion(realised, sets, share)
            if apart == sets:
                break
            sets = apart
    of_class = np.empty(classes, dtype=np.int64)
    for position, members in enumerate(sets):
        of_class[members] = position
    first = np.array([members[0] for members in sets], dtype=np.int64)
    return Lumps(of_class, shares_of(sets, quantities), first)
