"""What a run will do, before it does it: what was asked for, and its tasks in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from justice_finance.runs.designs import PARTS
from justice_finance.runs.engines import EVENT_ENGINES

TASKS_OF_A_BATCH = 1 << 24  # more than any has, so that every task of a run has its own number
CHUNK = 256  # draws in a task of the cohort engine
EVENT_CHUNK = 32  # and of an event engine, whose draws take longer; one replication in a task
FEWEST_DRAWS_OF_A_VARIANT = 64
PART_FOR_LEVELS = 4  # the levels of the budget run on one draw of so many, at least
CHUNK_OF_LEVELS = 64
REPLICATIONS = 4  # of an event engine, where nobody says
MOST_REPLICATIONS = 1024
MOST_BATCHES = 16  # of draws or replications, where a precision is asked for


@dataclass(frozen=True)
class Task:
    """One structural variant, chunk of draws and replication; its scenarios share all of them."""

    number: int
    variant: str
    first: int
    last: int
    """Draws first .. last - 1."""
    replication: int = 0


@dataclass(frozen=True)
class Request:
    """What a run was asked for; the rest is as the study says."""

    engine: str
    draws: int
    seed: int
    fraction: float | None = None
    replications: int | None = None
    until: Until | None = None
    control_variate: bool = False
    fraction_from: str = "as asked for"
    """Who says `fraction`, in words."""


@dataclass(frozen=True)
class Until:
    """The precision asked for: draws or replications are added until a figure is so sure.

    Attributes
    ----------
    error : float
        Largest standard error of the figure's mean, as a share (`runs.precision`).
    figure : str
        One of `runs.precision.FIGURES`.
    most_batches : int
        The run ends after so many batches, however sure.
    """

    error: float
    figure: str = "net_present_value"
    most_batches: int = MOST_BATCHES


@dataclass(frozen=True)
class Plan:
    """Everything that fixes the figures of a run.

    Where a precision is asked for, `draws` (cohort engine) or `replications` (event engines) are
    those of one batch, and batches follow each other until it is reached: the run id names the
    question, and the question has one answer.
    """

    run_id: str
    study: str
    engine: str
    draws: int
    seed: int
    step_days: float
    fraction: float
    fraction_from: str
    """Who says what share of the country is followed, in words."""
    replications: int
    until: Until | None
    control_variate: bool
    variants: tuple[str, ...]
    headline_variant: str
    scenarios: tuple[str, ...]
    content: Mapping[str, Any] = field(repr=False)
    """What the id is made of: the study and every converted number of every scenario."""

    def draws_of(self, variant: str) -> int:
        """Draws that a variant runs on: all for the headline, the first eighth for the others.

        A ranking needs fewer draws than a range; the first eighth is a Sobol net itself.
        """
        if variant == self.headline_variant:
            return self.draws
        return min(self.draws, max(FEWEST_DRAWS_OF_A_VARIANT, self.draws // PARTS))

    @property
    def draws_of_levels(self) -> int:
        """Draws that the levels of the budget run on, chosen to stand for all."""
        return min(self.draws, max(FEWEST_DRAWS_OF_A_VARIANT, self.draws // PART_FOR_LEVELS))

    @property
    def follows_persons(self) -> bool:
        """Whether the engine has luck, so that replications differ."""
        return self.engine in EVENT_ENGINES

    @property
    def most_batches(self) -> int:
        """How many batches there may be: one, unless a precision is asked for."""
        return 1 if self.until is None else self.until.most_batches

    def tasks(self, batch: int = 0) -> tuple[Task, ...]:
        """All tasks of a batch, the headline variant first.

        Every batch of an event engine repeats all draws with further replications; every batch of
        the cohort engine has further draws, of the headline variant alone.
        """
        if self.follows_persons:
            replications = range(batch * self.replications, (batch + 1) * self.replications)
            chunk, offset, variants = EVENT_CHUNK, 0, self._variants_in_order()
        else:
            replications = range(1)
            chunk, offset, variants = CHUNK, batch * self.draws, self._variants_in_order()
            variants = variants[:1] if batch else variants
        parts = [
            (variant, offset + first, offset + min(first + chunk, self.draws_of(variant)), number)
            for variant in variants
            for first in range(0, self.draws_of(variant), chunk)
            for number in replications
        ]
        begin = batch * TASKS_OF_A_BATCH
        return tuple(Task(begin + number, *part) for number, part in enumerate(parts))

    def tasks_of_levels(self, batch: int) -> tuple[Task, ...]:
        """Tasks of a plan that is that of the levels of the budget; `batch` has no other tasks."""
        chunk = EVENT_CHUNK if self.follows_persons else CHUNK_OF_LEVELS
        parts = [
            (self.headline_variant, first, min(first + chunk, self.draws), number)
            for first in range(0, self.draws, chunk)
            for number in range(self.replications if self.follows_persons else 1)
        ]
        begin = batch * TASKS_OF_A_BATCH
        return tuple(Task(begin + number, *part) for number, part in enumerate(parts))

    def _variants_in_order(self) -> tuple[str, ...]:
        others = (name for name in self.variants if name != self.headline_variant)
        return (self.headline_variant, *others)
