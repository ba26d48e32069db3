"""Adds up what tasks bring, in the order of the plan, as they come.

Replications of one draw are added up by number, and draws of one replication by number, whatever
the order in which tasks finish and however draws are cut into tasks: floating-point sums have one
order, and so the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.pieces import Piece
from justice_finance.results.replications import balance_of
from justice_finance.runs.plan import Plan, Task

FloatArray = NDArray[np.float64]
Value = TypeVar("Value")

BY_REPLICATION = (
    "ledger",
    "terminal_flow",
    "half_life",
    "problems_resolved",
    "problems_returned",
)
"""What is also kept for each replication, as a mean over draws: all that a net worth needs."""


@dataclass
class InOrder(Generic[Value]):
    """A sum over whole numbers from 0, in their order; what comes early waits."""

    add: Callable[[Value, Value], Value]
    total: Value | None = None
    count: int = 0
    _early: dict[int, tuple[int, Value]] = field(default_factory=dict)

    def put(self, number: int, value: Value, length: int = 1) -> None:
        """Add what stands for the numbers from `number` to `number + length`."""
        self._early[number] = (length, value)
        while self.count in self._early:
            covered, came = self._early.pop(self.count)
            self.total = came if self.total is None else self.add(self.total, came)
            self.count += covered

    def whole(self) -> Value:
        """The sum; nothing may be missing."""
        if self.total is None or self._early:
            raise ValueError("something to add is missing")
        return self.total


class Reduction:
    """The pieces of a run, replications put together.

    Parameters
    ----------
    plan : Plan
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._means: dict[tuple[str, int, str], InOrder[Piece]] = {}
        self._luck: dict[tuple[str, int, str], InOrder[Piece]] = {}
        self._balance: dict[tuple[str, str], dict[tuple[int, int], FloatArray]] = {}

    def take(self, task: Task, pieces: list[Piece]) -> None:
        """Take in what a task brings: one piece for each scenario, of one replication."""
        for piece in pieces:
            key = (task.variant, task.first, piece.scenario)
            self._means.setdefault(key, InOrder(_sum_of)).put(task.replication, piece)
            if self._plan.follows_persons:
                self._keep_luck(task, piece)

    def _keep_luck(self, task: Task, piece: Piece) -> None:
        of_scenario = self._balance.setdefault((task.variant, piece.scenario), {})
        of_scenario[task.replication, task.first] = balance_of(piece)
        key = (task.variant, task.replication, piece.scenario)
        kept = replace(
            piece, arrays={name: piece.arrays[name] for name in BY_REPLICATION}, waits=None
        )
        self._luck.setdefault(key, InOrder(_over_draws)).put(task.first, kept, piece.draws)

    def pieces(self, variant: str) -> list[Piece]:
        """Means over replications, in the order of draws and scenarios."""
        return [
            _divided(one.whole(), one.count)
            for key, one in sorted(self._means.items(), key=lambda item: item[0][1])
            if key[0] == variant
        ]

    def luck(self, variant: str) -> list[Piece]:
        """One piece for each replication and scenario: means over draws, the replication a draw."""
        found = []
        for (of, replication, _), one in sorted(self._luck.items(), key=lambda item: item[0][1]):
            if of == variant:
                summed = one.whole()
                if summed.draws > 1:
                    summed = _over_draws(replace(summed, draws=0, arrays={}), summed)
                mean = {name: value / one.count for name, value in summed.arrays.items()}
                found.append(replace(summed, first_draw=replication, draws=1, arrays=mean))
        return found

    def balance(self, variant: str) -> dict[str, FloatArray]:
        """By scenario: the balance of society in every draw and replication."""
        found = {}
        for (of, scenario), parts in self._balance.items():
            if of == variant:
                numbers = sorted({replication for replication, _ in parts})
                found[scenario] = np.stack(
                    [
                        np.concatenate([parts[key] for key in sorted(parts) if key[0] == number])
                        for number in numbers
                    ],
                    axis=1,
                )
        return found


def _sum_of(total: Piece, piece: Piece) -> Piece:
    """Two pieces of the same draws; moves that only one of them has are kept."""
    labels, first, second = dict(total.labels), dict(total.arrays), dict(piece.arrays)
    if labels.get("move") != piece.labels.get("move"):
        moves = tuple(dict.fromkeys((*total.labels["move"], *piece.labels["move"])))
        first["move_flows"] = _spread(total, moves)
        second["move_flows"] = _spread(piece, moves)
        labels["move"] = moves
    arrays = {name: value + second[name] for name, value in first.items()}
    return replace(total, labels=labels, arrays=arrays, waits=_both(total.waits, piece.waits))


def _both(
    total: Mapping[str, FloatArray] | None, other: Mapping[str, FloatArray] | None
) -> Mapping[str, FloatArray] | None:
    if total is None or other is None:
        return None
    return {name: value + other[name] for name, value in total.items()}


def _spread(piece: Piece, moves: tuple[object, ...]) -> FloatArray:
    place = {name: position for position, name in enumerate(moves)}
    found = np.zeros((piece.draws, len(moves)))
    found[:, [place[name] for name in piece.labels["move"]]] = piece.arrays["move_flows"]
    return found


def _over_draws(total: Piece, piece: Piece) -> Piece:
    """Add the draws of a piece one by one: the sum does not depend on how they are cut."""
    arrays = {}
    for name, value in piece.arrays.items():
        rows = total.arrays.get(name, np.zeros((0, *value.shape[1:])))
        summed = np.zeros(value.shape[1:])
        for row in (*rows, *value):
            summed = summed + row
        arrays[name] = summed[None]
    return replace(total, draws=1, arrays=arrays)


def _divided(piece: Piece, count: int) -> Piece:
    if count == 1:
        return piece
    arrays = {name: value / count for name, value in piece.arrays.items()}
    return replace(piece, arrays=arrays)
