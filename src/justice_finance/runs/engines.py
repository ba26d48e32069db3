"""Which engines there are, and when a run on one would take longer than anyone meant."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING

from justice_finance.engines.contract import Engine
from justice_finance.errors import Mistake, Place, RunError, did_you_mean

if TYPE_CHECKING:
    from justice_finance.runs.workers import Work
    from justice_finance.scenario.budget_levels import BudgetLevels

EVENT_ENGINES = ("event", "compiled")
"""Engines that follow persons, and so have luck."""
ENGINES = ("cohort", *EVENT_ENGINES)
MAX_SECONDS_UNASKED = 900
COMPILED_EVENTS_PER_SECOND = 1_000_000.0
"""As `event.EVENTS_PER_SECOND`: of events as they are estimated, from above."""


def engine_named(name: str) -> Engine:
    """The engine of a name; a new engine is two lines here.

    Raises
    ------
    RunError
        If there is none.
    """
    if name == "cohort":
        from justice_finance.engines import cohort

        return cohort.ENGINE
    if name == "event":
        from justice_finance.engines import event

        return event.ENGINE
    if name == "compiled":
        refuse_without_numba()
        from justice_finance.engines import compiled

        return compiled.ENGINE
    raise RunError(
        Mistake(
            "engine_unknown",
            Place(path="engine"),
            found=name,
            expected="one of " + ", ".join(ENGINES),
            do=did_you_mean(name, list(ENGINES)),
        )
    )


def refuse_too_long(engine: Engine, work: Work, levels: BudgetLevels | None = None) -> None:
    """Estimate the time of an event run, and refuse one of many minutes unless it was asked for.

    Raises
    ------
    RunError
        With the estimate, and what to do.
    """
    if engine.name not in EVENT_ENGINES:
        return
    from justice_finance.engines.event import expected_events

    plan = work.plan
    one = work.realised_centrally()
    repeated = Counter(variant for variant, _ in work.recipes.repeats)
    runs = sum(
        plan.draws_of(variant) * (len(plan.scenarios) - repeated[variant])
        for variant in plan.variants
    )
    if levels is not None:
        runs += plan.draws_of_levels * len(levels.recipes.scenarios)
    runs *= plan.replications
    events = expected_events(one, work.settings) * runs
    seconds = events / events_per_second(engine.name)
    if seconds > MAX_SECONDS_UNASKED:
        raise RunError(
            Mistake(
                "run_too_long",
                Place(path=f"engine.{engine.name}"),
                found=f"about {events:,.0f} events, {seconds / 60:,.0f} minutes of processor time",
                expected=f"at most {MAX_SECONDS_UNASKED // 60} minutes",
                do="take fewer draws or replications, a smaller --fraction, a faster engine, or "
                "say --yes",
            )
        )


def refuse_without_numba() -> None:
    """Raise unless the compiled engine can be compiled; every other engine runs without.

    Raises
    ------
    RunError
        Where numba is not installed.
    """
    if find_spec("numba") is None:
        raise RunError(
            Mistake(
                "library_missing",
                Place(path="engine"),
                found="no library `numba`, which makes the compiled engine",
                expected="numba; the engine `event` gives the same bits without it, slowly",
                do="pip install 'justice-finance[compiled]', or take another engine",
            )
        )


def events_per_second(name: str) -> float:
    """What an engine does on an ordinary machine."""
    from justice_finance.engines.event import EVENTS_PER_SECOND

    return COMPILED_EVENTS_PER_SECOND if name == "compiled" else EVENTS_PER_SECOND
