"""A person on a journey, and the record of each step of it."""

from __future__ import annotations

from enum import IntEnum
from math import nan
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from justice_finance.engines.event.calendar import Happening
    from justice_finance.engines.event.sites import Site


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


class Person:
    """Someone with a problem, at one step of the journey."""

    __slots__ = (
        "arrived",
        "began",
        "due",
        "first_due",
        "giving_up",
        "held",
        "hold",
        "hours",
        "klass",
        "luck",
        "number",
        "origin",
        "parent",
        "queued",
        "serving",
        "site",
        "sitting",
        "sitting_luck",
        "sittings",
        "sittings_uniform",
        "started",
        "state",
        "survival",
        "visit",
    )

    def __init__(self, number: int, klass: int, origin: int, parent: int = -1) -> None:
        self.number = number
        self.klass = klass
        self.origin = origin
        self.parent = parent
        self.visit = -1
        self.state = -1
        self.arrived = 0.0
        self.luck = (nan, nan, nan, nan)
        self.site: Site | None = None
        self.sittings = 0  # how many there will be, where that is settled beforehand
        self.sittings_uniform = nan  # else what decides after each whether another follows,
        self.survival = 1.0  # and the chance that as many have followed as did
        self.sitting = 0  # number of the one held or waited for, from 1
        self.sitting_luck = self.luck
        self.held = 0  # sittings begun within the run
        self.due = nan
        self.first_due = nan
        self.started = nan
        self.queued = False
        self.serving = False
        self.began = nan  # the sitting being held
        self.hold = 0.0
        self.hours = 0.0
        self.giving_up: Happening | None = None

    def clear_step(self) -> None:
        """Forget what belongs to the step before."""
        self.site = None
        self.sittings = self.sitting = self.held = 0
        self.due = self.first_due = self.started = self.began = nan

    def step(self, left: float, next_state: int, leaving: int) -> Step:
        """The record of the step that ends now."""
        return Step(
            self.number,
            self.parent,
            self.origin,
            self.klass,
            self.visit,
            self.state,
            self.arrived,
            self.first_due,
            self.started,
            self.held,
            left,
            next_state,
            leaving,
        )
