"""Rows of the log: one for each stay in a state, written when it ends.

Whole numbers: person, parent, origin, class, visit, state, sittings begun, next state, how it
ended. Floats: arrived, first due, started, left. What they mean stands at `engines.steps.Step`.
"""

from __future__ import annotations

from math import nan

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.layout import CLASS, HAND, STATE, VISIT, WIDE, World

PARENT, ORIGIN, HELD = range(3)
MORE = 3


def number_of(w: World, slot: int) -> int:
    """The person in a slot."""
    high = w.people[slot * WIDE + at.HIGH]
    return (high << 32) | w.people[slot * WIDE + at.LOW]


def note_origin(w: World, slot: int, origin: int) -> None:
    """Note how the problem of a person began."""
    if w.marks[at.LOGS]:
        w.more[slot * MORE + ORIGIN] = origin


def note_parent(w: World, slot: int, parent: int) -> None:
    """Note which person a person's problem comes from; -1: none."""
    if w.marks[at.LOGS]:
        w.more[slot * MORE + PARENT] = parent


def note_arrival(w: World, slot: int) -> None:
    """Forget what belongs to the stay before."""
    if w.marks[at.LOGS]:
        w.more[slot * MORE + HELD] = 0
        w.firsts[slot * 2] = w.firsts[slot * 2 + 1] = nan


def note_due(w: World, slot: int, due: float) -> None:
    """Note when a first sitting falls due."""
    if w.marks[at.LOGS]:
        w.firsts[slot * 2] = due


def note_sitting(w: World, slot: int, first: bool) -> None:
    """Note that a sitting begins."""
    if w.marks[at.LOGS]:
        w.more[slot * MORE + HELD] += 1
        if first:
            w.firsts[slot * 2 + 1] = w.clock[at.NOW]


def note_step(w: World, slot: int, next_state: int, leaving: int) -> None:
    """Note that a stay ends now."""
    if w.marks[at.LOGS]:
        _write_step(w, slot, next_state, leaving)


def _write_step(w: World, slot: int, next_state: int, leaving: int) -> None:
    """Write the row of a stay that ends now. There is room: the kernel makes sure."""
    row = w.marks[at.ROWS]
    w.marks[at.ROWS] = row + 1
    if row + 1 > w.marks[at.LOG_ROOM] - at.ROWS_OF_AN_EVENT:
        w.marks[at.STOPS] = 1
    here, whole = slot * WIDE, row * at.LOG_WHOLE
    w.log_whole[whole] = number_of(w, slot)
    w.log_whole[whole + 1] = w.more[slot * MORE + PARENT]
    w.log_whole[whole + 2] = w.more[slot * MORE + ORIGIN]
    w.log_whole[whole + 3] = w.people[here + CLASS]
    w.log_whole[whole + 4] = w.people[here + VISIT]
    w.log_whole[whole + 5] = w.people[here + STATE]
    w.log_whole[whole + 6] = w.more[slot * MORE + HELD]
    w.log_whole[whole + 7] = next_state
    w.log_whole[whole + 8] = leaving
    w.log_float[row * at.LOG_FLOAT] = w.times[slot * HAND + at.ARRIVED]
    w.log_float[row * at.LOG_FLOAT + 1] = w.firsts[slot * 2]
    w.log_float[row * at.LOG_FLOAT + 2] = w.firsts[slot * 2 + 1]
    w.log_float[row * at.LOG_FLOAT + 3] = w.clock[at.NOW]
