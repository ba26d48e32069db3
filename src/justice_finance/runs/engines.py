"""Which engines there are, and when a run on one would take longer than anyone meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from justice_finance.engines.contract import Engine
from justice_finance.errors import Mistake, Place, RunError, did_you_mean

if TYPE_CHECKING:
    from justice_finance.runs.workers import Work

ENGINES = ("cohort", "event")
MAX_SECONDS_UNASKED = 900


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
    raise RunError(
        Mistake(
            "engine_unknown",
            Place(path="engine"),
            found=name,
            expected="one of " + ", ".join(ENGINES),
            do=did_you_mean(name, list(ENGINES)),
        )
    )


def refuse_too_long(engine: Engine, work: Work) -> None:
    """Estimate the time of an event run, and refuse one of many minutes unless it was asked for.

    Raises
    ------
    RunError
        With the estimate, and what to do.
    """
    if engine.name != "event":
        return
    from justice_finance.engines.event import EVENTS_PER_SECOND, expected_events

    one = work.realised_centrally()
    times = work.plan.draws * len(work.plan.variants) * len(work.plan.scenarios)
    events = expected_events(one, work.settings) * times
    seconds = events / EVENTS_PER_SECOND
    if seconds > MAX_SECONDS_UNASKED:
        raise RunError(
            Mistake(
                "run_too_long",
                Place(path="engine.event"),
                found=f"about {events:,.0f} events, {seconds / 60:,.0f} minutes of processor time",
                expected=f"at most {MAX_SECONDS_UNASKED // 60} minutes",
                do="take fewer draws, a smaller --fraction, the cohort engine, or say --yes",
            )
        )
