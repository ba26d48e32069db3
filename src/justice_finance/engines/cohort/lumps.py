"""Which classes move alike, so that they can be followed as one.

A *lump* is a set of classes with the same dynamics in every draw and year, whose inflow and
opening stocks keep the same proportions to each other in every year and state, and which
knock-on problems reach in the same proportions too. Following it as one is then exact: the flow of
a class is the lump's flow times its share, and shares may differ by draw only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.scenario.realised import Realised

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Proportions count as equal up to the rounding of the products that made them.
ROUNDING = 1e-13


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


def _dynamics(realised: Realised) -> Iterator[NDArray[np.generic]]:
    """Everything that moves people, with the class axis last; (C,), (draws, ..., C) arrays."""
    j, s = realised.journeys, realised.services
    problem = realised.axes.class_problem
    yield from (j.start, np.moveaxis(j.wait.form, 0, -1), s.priority.T)
    yield from (np.moveaxis(d.form, 0, -1) for d in (j.returns, j.knock_on))
    yield from (j.gives_up_to[problem].T, j.turned_away_to[problem].T)
    yield np.moveaxis(j.knock_on_problem, 1, -1)[..., problem]
    for by_year in (j.arc_probability, j.wait.mean, s.work_hours, s.sittings):
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


def _alike(realised: Realised) -> list[list[int]]:
    """Sets of classes with equal dynamics, in the order of their first class."""
    arrays = [_narrow(a) for a in _dynamics(realised) if a.size and a.strides[-1] != 0]
    classes = int(realised.axes.class_problem.size)
    keys: dict[bytes, list[int]] = {}
    few = [np.ascontiguousarray(np.moveaxis(a[:1] if a.ndim > 2 else a, -1, 0)) for a in arrays]
    for c in range(classes):
        keys.setdefault(b"".join(a[c].tobytes() for a in few), []).append(c)
    sets: list[list[int]] = []
    for members in keys.values():
        while members:
            first, rest = members[0], members[1:]
            same = [
                c for c in rest if all(np.array_equal(a[..., c], a[..., first]) for a in arrays)
            ]
            sets.append([first, *same])
            members = [c for c in rest if c not in same]
    return sorted(sets)


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


def _proportional(sets: list[list[int]], quantities: list[FloatArray]) -> list[list[int]]:
    """Split sets so that within each all inflows and stocks are in fixed proportions."""
    total = np.asarray(sum(q.sum(axis=1) for q in quantities))
    out: list[list[int]] = []
    for members in sets:
        clusters: list[list[int]] = []
        for c in members:
            for cluster in clusters:
                if _in_proportion(c, cluster[0], quantities, total):
                    cluster.append(c)
                    break
            else:
                clusters.append([c])
        out.extend(clusters)
    return sorted(out)


def _in_proportion(c: int, first: int, quantities: list[FloatArray], total: FloatArray) -> bool:
    base = total[:, first]
    if ((base == 0.0) & (total[:, c] > 0.0)).any():
        return False
    ratio = (total[:, c] / np.where(base > 0.0, base, 1.0))[:, None]
    return all(
        bool((np.abs(q[:, :, c] - ratio * q[:, :, first]) <= ROUNDING * q[:, :, c]).all())
        for q in quantities
    )


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
    broken: set[int] = set()
    for members in sets:
        if not (j.knock_on_share[:, members].any() or opening.dormant_knock_ons[:, members].any()):
            continue
        problem = int(realised.axes.class_problem[members[0]])
        arrivals = knock_on_targets(realised, problem, groups_of(realised, members, share))
        for position, target in enumerate(sets):
            if len(target) > 1 and position not in broken:
                part = arrivals[:, target]
                whole = part.sum(axis=1, keepdims=True)
                if (np.abs(part - share[:, target] * whole) > ROUNDING * whole).any():
                    broken.add(position)
    whole_sets = [s for i, s in enumerate(sets) if i not in broken]
    return sorted(whole_sets + [[c] for i in broken for c in sets[i]])


def find_lumps(realised: Realised, lump: bool = True) -> Lumps:
    """Find the lumps of a scenario.

    Parameters
    ----------
    realised : Realised
        All draws: classes that differ in any of them are not lumped.
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
        sets = _proportional(_alike(realised), quantities)
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
