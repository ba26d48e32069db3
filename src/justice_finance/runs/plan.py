"""What a run will do, before it does it: its tasks in a fixed order, and the id that names it.

The id is the hash of everything that makes the figures and of what is told beside them (parsed
content of the files, the register rows used, package version, seed, engine, draws; `told`) and of
nothing else, so that the same question has the same id on any day and a cited number can be found
again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.runs.designs import PARTS
from justice_finance.runs.engines import EVENT_ENGINES
from justice_finance.runs.record import overlaps_of, plain, translations_of
from justice_finance.runs.told import told_of
from justice_finance.version import __version__
from justice_finance.vocabulary import DAYS_PER_MONTH

if TYPE_CHECKING:
    from justice_finance.scenario.budget_levels import BudgetLevels
    from justice_finance.scenario.recipes import Recipes
    from justice_finance.scenario.study import Study

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


def plan_of(
    study: Study, recipes: Recipes, asked: Request, levels: BudgetLevels | None = None
) -> Plan:
    """Fix everything that makes the figures.

    Parameters
    ----------
    study : Study
    recipes : Recipes
        Of the study.
    asked : Request
    levels : BudgetLevels, optional
        Of its budget.

    Returns
    -------
    Plan

    Raises
    ------
    RunError
        If a share of the country is not in (0, 1], or replications are asked for that cannot be.
    """
    fraction, fraction_from = _fraction(study, asked)
    content: dict[str, Any] = {
        "study": plain(study.file),
        "scenarios": {
            f"{variant}/{name}": _numbers(recipe)
            for (variant, name), recipe in recipes.recipes.items()
        },
        "engine": asked.engine,
        "draws": asked.draws,
        "seed": asked.seed,
        "step_days": DAYS_PER_MONTH,
        "fraction": fraction,
        "needs": plain(study.needs),
        **({} if study.surveys is None else {"surveys": plain(study.surveys)}),
        **({} if levels is None else {"budget_levels": levels.as_record()}),
        **({"overlaps": overlaps} if (overlaps := overlaps_of(study)) else {}),
        **({"translations": said} if (said := translations_of(study)) else {}),
        "told": told_of(study),
    }
    replications = _replications(asked)
    if asked.engine in EVENT_ENGINES:
        content |= {"replications": replications, "fraction_from": fraction_from}
    if asked.until is not None:
        content["until"] = plain(asked.until)
    if asked.control_variate:
        content["control_variate"] = True
    return Plan(
        run_id=run_id_of(content),
        study=study.name,
        engine=asked.engine,
        draws=asked.draws,
        seed=asked.seed,
        step_days=DAYS_PER_MONTH,
        fraction=fraction,
        fraction_from=fraction_from,
        replications=replications,
        until=asked.until,
        control_variate=asked.control_variate,
        variants=recipes.variants,
        headline_variant=recipes.variants[0],
        scenarios=recipes.scenarios,
        content=content,
    )


def _numbers(recipe: Any) -> dict[str, Any]:
    """The model of a scenario, and every number in the unit it is used in."""
    numbers = {
        path: [each.central, plain(each.input.distribution) if each.input else None]
        for path, each in recipe.quantities.items()
    }
    model = hashlib.sha256(canonical(plain(recipe.model)).encode("utf-8")).hexdigest()
    converted = hashlib.sha256(canonical(numbers).encode("utf-8")).hexdigest()
    return {"model": model, "numbers": converted, "scale_factor": recipe.scale_factor}


def _fraction(study: Study, asked: Request) -> tuple[float, str]:
    """Share of the country that an event engine follows, and who says so."""
    if asked.engine not in EVENT_ENGINES:
        return 1.0, "the engine follows flows of all people"
    of_study = study.file.event_fraction
    fraction, words = 1.0, "nobody asked for less"
    if asked.fraction is not None:
        fraction, words = asked.fraction, asked.fraction_from
    elif of_study is not None and of_study.number is not None:
        fraction, words = of_study.number, "as the study says"
    if not 0.0 < fraction <= 1.0:
        raise RunError(
            Mistake(
                "fraction_out_of_range",
                Place(path="fraction"),
                found=repr(fraction),
                expected="a share above 0 and at most 1",
                do="give the share of the country to simulate, such as 0.001",
            )
        )
    return fraction, words


def _replications(asked: Request) -> int:
    """How many repeats with other luck; the cohort engine has none."""
    event = asked.engine in EVENT_ENGINES
    if asked.replications is None:
        return REPLICATIONS if event else 1
    most = MOST_REPLICATIONS if event else 1
    if not 1 <= asked.replications <= most:
        raise RunError(
            Mistake(
                "replications_out_of_range",
                Place(path="replications"),
                found=f"{asked.replications} on the engine {asked.engine}",
                expected=f"1 to {most:,}" if event else "1: it follows expected flows, and no luck",
                do="take a number in this range"
                if event
                else "leave it out, or say --engine event",
            )
        )
    return asked.replications


def canonical(content: Any) -> str:
    """One text for one content, whatever the order of keys."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def run_id_of(content: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that name the content and the package version."""
    text = canonical({"content": content, "version": __version__})
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
