"""A person on a journey."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from justice_finance.engines.steps import Step

if TYPE_CHECKING:
    from justice_finance.engines.event.calendar import Happening
    from justice_finance.engines.event.sites import Site


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
