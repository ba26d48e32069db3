"""One stay of one person in one state, as every event engine reports it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Origin(IntEnum):
    """How a problem began."""

    FRESH = 0
    RETURNED = 1
    KNOCKED_ON = 2
    OPENING = 3


class Leaving(IntEnum):
    """How a step ended."""

    MOVED = 0
    GAVE_UP = 1
    TURNED_AWAY = 2
    ENDED = 3  # the state is an end
    OPEN = 4  # still there at the horizon


class Step(NamedTuple):
    """One step of one person's journey: one stay in one state.

    Attributes
    ----------
    person, parent : int
        Numbers of `addresses`; parent is -1 unless the problem returned or was set off.
    origin : int
        `Origin` of the person.
    klass : int
        Class: problem x group x seriousness.
    visit : int
        Number of the state on this person's way, from 0.
    state : int
    arrived : float
        Days; 0 for the first step of those there on day 0.
    due : float
        When the first sitting fell due, days (before 0 for those in a queue on day 0); not a
        number unless the state is a service and it did.
    started : float
        When the first sitting began; not a number if none did within the run.
    sittings : int
        Sittings begun within the run.
    left : float
        Days; the horizon if still there.
    next_state : int
        -1 at an end, or if still there.
    leaving : int
        `Leaving`.
    """

    person: int
    parent: int
    origin: int
    klass: int
    visit: int
    state: int
    arrived: float
    due: float
    started: float
    sittings: int
    left: float
    next_state: int
    leaving: int
