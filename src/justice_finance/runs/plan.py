"""What a run will do, before it does it: its tasks in a fixed order, and the id that names it.

The id is the hash of everything that makes the figures (parsed content of the files, the register
rows used, package version, seed, engine, draws) and of nothing else, so that the same question has
the same id on any day and a cited number can be found again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.runs.designs import PARTS
from justice_finance.runs.record import overlaps_of, plain
from justice_finance.version import __version__
from justice_finance.vocabulary import DAYS_PER_MONTH

if TYPE_CHECKING:
    from justice_finance.scenario.recipes import Recipes
    from justice_finance.scenario.study import Study

CHUNK = 256  # draws in a task; fixed, so that sums are reduced in the same order everywhere
FEWEST_DRAWS_OF_A_VARIANT = 64


@dataclass(frozen=True)
class Task:
    """One structural variant and one chunk of draws; all its scenarios share starts and opening."""

    number: int
    variant: str
    first: int
    last: int
    """Draws first .. last - 1."""


@dataclass(frozen=True)
class Request:
    """What a run was asked for; the rest is as the study says."""

    engine: str
    draws: int
    seed: int
    fraction: float | None = None


@dataclass(frozen=True)
class Plan:
    """Everything that fixes the figures of a run."""

    run_id: str
    study: str
    engine: str
    draws: int
    seed: int
    step_days: float
    fraction: float
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

    def tasks(self) -> tuple[Task, ...]:
        """All tasks, the headline variant first."""
        order = (self.headline_variant, *(v for v in self.variants if v != self.headline_variant))
        parts = [
            (variant, first, min(first + CHUNK, self.draws_of(variant)))
            for variant in order
            for first in range(0, self.draws_of(variant), CHUNK)
        ]
        return tuple(Task(number, *part) for number, part in enumerate(parts))


def plan_of(study: Study, recipes: Recipes, asked: Request) -> Plan:
    """Fix everything that makes the figures.

    Parameters
    ----------
    study : Study
    recipes : Recipes
        Of the study.
    asked : Request

    Returns
    -------
    Plan

    Raises
    ------
    RunError
        If a share of the country is not in (0, 1].
    """
    content = {
        "study": plain(study.file),
        "scenarios": {
            f"{variant}/{name}": _numbers(recipe)
            for (variant, name), recipe in recipes.recipes.items()
        },
        "engine": asked.engine,
        "draws": asked.draws,
        "seed": asked.seed,
        "step_days": DAYS_PER_MONTH,
        "fraction": _fraction(study, asked),
        "needs": plain(study.needs),
        **({} if study.surveys is None else {"surveys": plain(study.surveys)}),
        **({"overlaps": overlaps} if (overlaps := overlaps_of(study)) else {}),
    }
    return Plan(
        run_id=run_id_of(content),
        study=study.name,
        engine=asked.engine,
        draws=asked.draws,
        seed=asked.seed,
        step_days=DAYS_PER_MONTH,
        fraction=_fraction(study, asked),
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


def _fraction(study: Study, asked: Request) -> float:
    """Share of the country that an event engine simulates; the cohort engine takes all of it."""
    if asked.engine == "cohort":
        return 1.0
    of_study = study.file.event_fraction
    written = of_study.number if of_study is not None else None
    fraction = asked.fraction if asked.fraction is not None else written or 1.0
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
    return fraction


def canonical(content: Any) -> str:
    """One text for one content, whatever the order of keys."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def run_id_of(content: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that name the content and the package version."""
    text = canonical({"content": content, "version": __version__})
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
