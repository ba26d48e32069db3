"""What fixes a run, and the id that names it.

The id is the hash of everything that makes the figures and of what is told beside them (parsed
content of the files, the register rows used, package version, seed, engine, draws; `told`) and of
nothing else, so that the same question has the same id on any day and a cited number can be found
again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.runs.engines import EVENT_ENGINES
from justice_finance.runs.plan import MOST_REPLICATIONS, REPLICATIONS, Plan, Request
from justice_finance.runs.record import converted_numbers, overlaps_of, plain, translations_of
from justice_finance.runs.told import told_of
from justice_finance.version import __version__
from justice_finance.vocabulary import DAYS_PER_MONTH

if TYPE_CHECKING:
    from justice_finance.scenario.budget_levels import BudgetLevels
    from justice_finance.scenario.recipes import Recipes
    from justice_finance.scenario.study import Study


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
    model = hashlib.sha256(canonical(plain(recipe.model)).encode("utf-8")).hexdigest()
    converted = hashlib.sha256(canonical(converted_numbers(recipe)).encode("utf-8")).hexdigest()
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
