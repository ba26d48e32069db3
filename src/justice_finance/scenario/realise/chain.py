"""The absorbing chain of a journey: how often each state is entered, and how it ends.

States are eliminated one by one (Gauss, in the order of the journey), each step a sum or product
of arrays with axes (draw, year, class). Where the graph has no circles this is one pass along its
moves; circles cost a few products more. No bit depends on how many draws are worked out together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Rows = Mapping[str, Mapping[str, FloatArray]]

NOTHING: FloatArray = np.zeros((1, 1, 1))
CERTAIN: FloatArray = np.ones((1, 1, 1))


def order_along(rows: Rows, start: str) -> list[str]:
    """States that can be reached and left, each before those it leads to (but for circles)."""
    seen: set[str] = set()
    finished: list[str] = []
    stack: list[tuple[str, list[str]]] = [(start, list(rows.get(start, {})))]
    seen.add(start)
    while stack:
        state, following = stack[-1]
        if not following:
            finished.append(state)
            stack.pop()
            continue
        after = following.pop()
        if after not in seen:
            seen.add(after)
            stack.append((after, list(rows.get(after, {}))))
    return [state for state in reversed(finished) if state in rows]


def expected_entries(rows: Rows, start: str) -> dict[str, FloatArray]:
    """How often a person who begins at `start` enters each state.

    Parameters
    ----------
    rows : mapping
        For each state that is not an end, the probabilities of moves by state moved to.
    start : str
        First state; beginning there counts as an entry.

    Returns
    -------
    dict of arrays (draw, year, class)
        Expected entries; for an end, the chance of ending there. States never reached are absent.

    Notes
    -----
    Solves v = e + v Q by eliminating one state after the other.
    """
    order = order_along(rows, start)
    given: dict[str, FloatArray] = {start: CERTAIN}
    into: dict[str, dict[str, FloatArray]] = {}
    for state in order:
        for to, chance in rows[state].items():
            into.setdefault(to, {})[state] = chance
    kept: list[tuple[str, FloatArray, dict[str, FloatArray]]] = []
    for state in order:
        sources = into.pop(state, {})
        stays = sources.pop(state, None)
        scale = CERTAIN if stays is None else 1.0 / (1.0 - stays)
        kept.append(
            (state, given.get(state, NOTHING) * scale, {r: q * scale for r, q in sources.items()})
        )
        for to in list(into):
            if state not in into[to]:
                continue
            chance = into[to].pop(state)
            given[to] = given.get(to, NOTHING) + kept[-1][1] * chance
            for source, weight in kept[-1][2].items():
                known = into[to].get(source)
                more = weight * chance
                into[to][source] = more if known is None else known + more
    found = {to: given[to] for to in into if to in given}
    for state, fixed, sources in reversed(kept):
        total = fixed
        for source, weight in sources.items():
            if source in found:
                total = total + found[source] * weight
        found[state] = total
    return found


def chance_of_ending(rows: Rows, ends: Sequence[str]) -> dict[str, FloatArray]:
    """From each state, the chance of ending in one of the ends named.

    Parameters
    ----------
    rows : mapping
        As in `expected_entries`.
    ends : sequence of str
        The ends that count.

    Returns
    -------
    dict of arrays (draw, year, class)
        For every state of `rows`, and 1 for the ends named.

    Notes
    -----
    Solves h = Q h + b by eliminating one state after the other.
    """
    left = {state: dict(row) for state, row in rows.items()}
    order = _backwards(left)
    fixed: dict[str, FloatArray] = {}
    for state in order:
        fixed[state] = NOTHING
        for to in ends:
            if to in left[state]:
                fixed[state] = fixed[state] + left[state].pop(to)
        left[state] = {to: chance for to, chance in left[state].items() if to in rows}
    kept: list[str] = []
    for state in order:
        row = left[state]
        stays = row.pop(state, None)
        if stays is not None:
            scale = 1.0 / (1.0 - stays)
            fixed[state] = fixed[state] * scale
            left[state] = row = {to: chance * scale for to, chance in row.items()}
        kept.append(state)
        for other in order[len(kept) :]:
            if state not in left[other]:
                continue
            chance = left[other].pop(state)
            fixed[other] = fixed[other] + chance * fixed[state]
            for to, weight in row.items():
                known = left[other].get(to)
                more = chance * weight
                left[other][to] = more if known is None else known + more
    found: dict[str, FloatArray] = dict.fromkeys(ends, CERTAIN)
    for state in reversed(kept):
        total = fixed[state]
        for to, chance in left[state].items():
            total = total + chance * found[to]
        found[state] = total
    return found


def _backwards(rows: Rows) -> list[str]:
    """All states, each after those it leads to (but for circles)."""
    order: list[str] = []
    for start in rows:
        order += [state for state in reversed(order_along(rows, start)) if state not in order]
    return order
