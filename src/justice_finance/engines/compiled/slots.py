"""Slots: taking one, giving it back, and what is pending in it."""

from __future__ import annotations

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.calendar import add
from justice_finance.engines.compiled.layout import (
    HAND,
    NONE,
    NOW,
    STATUS,
    WIDE,
    World,
)
from justice_finance.engines.steps import Leaving, Origin
from justice_finance.vocabulary import StateKind

WAIT = int(StateKind.WAIT)
SERVICE = int(StateKind.SERVICE)
RESOLUTION = int(StateKind.RESOLUTION)
FRESH, RETURNED, KNOCKED_ON = int(Origin.FRESH), int(Origin.RETURNED), int(Origin.KNOCKED_ON)
ENDED = int(Leaving.ENDED)


def later(w: World, slot: int, delay: float, status: int) -> None:
    """Let something happen after a delay, unless that is at the horizon or later."""
    until(w, slot, w.clock[NOW] + delay, status)


def until(w: World, slot: int, time: float, status: int) -> None:
    """Let something happen at a time, unless that is at the horizon or later."""
    w.people[slot * WIDE + STATUS] = status
    if time < w.clock[at.HORIZON]:
        w.times[slot * HAND + at.AT] = time
        add(w, slot)


def soon(w: World, slot: int, delay: float, status: int) -> int:
    """As `later`, for what is never taken back. If it falls due at once: what; it is kept out of
    the calendar then. Otherwise FREE.
    """
    if delay == 0.0 and w.marks[at.NEXT] == NONE:
        w.people[slot * WIDE + STATUS] = status
        return status
    later(w, slot, delay, status)
    return at.FREE


def new_slot(w: World) -> int:
    """A slot that nobody has. There is one: the kernel makes sure before each event."""
    slot = w.marks[at.FIRST_FREE]
    if slot != NONE:
        w.marks[at.FIRST_FREE] = w.people[slot * WIDE + at.AFTER]
        return slot
    slot = w.marks[at.USED]
    w.people[slot * WIDE + at.BEFORE] = NONE
    w.marks[at.USED] = slot + 1
    if slot + 1 >= w.marks[at.SLOTS]:
        w.marks[at.STOPS] = 1
    return slot


def free_slot(w: World, slot: int) -> None:
    """Let a slot be used again."""
    w.people[slot * WIDE + STATUS] = at.FREE
    w.people[slot * WIDE + at.AFTER] = w.marks[at.FIRST_FREE]
    w.marks[at.FIRST_FREE] = slot
