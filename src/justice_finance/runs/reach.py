"""How long a run that follows persons would take, and what share of a country is within reach.

A share that is asked for is taken, or refused where it takes longer than anyone meant. Where nobody
asks for one, the share that the study names is taken, or the whole country, or as much of it as
takes an hour of processor time: a smaller share keeps means and makes luck larger, and waits longer
where a part of one server would be right (`runs.stations`).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from justice_finance.engines.contract import Settings
from justice_finance.errors import Mistake, Place, RunError
from justice_finance.runs.plan import Plan, Request
from justice_finance.runs.run_id import plan_of

if TYPE_CHECKING:
    from justice_finance.scenario.budget_levels import BudgetLevels
    from justice_finance.scenario.recipes import Recipes
    from justice_finance.scenario.study import Study

MOST_SECONDS = 3600
"""Of processor time, unless --yes is said: half an hour on two cores."""
COMPILED_EVENTS_PER_SECOND = 6_500_000.0
"""As `event.EVENTS_PER_SECOND`: of events as they are estimated, from above."""
SECONDS_TO_BEGIN = 0.03
"""Of one draw of one scenario, before anything happens in it; on the compiled engine."""
LEAST_FOLLOWED = 20_000.0
"""Problems begun in each run, below which no share is chosen: luck would drown everything."""
WITHIN_REACH = "as much of it as takes an hour of processor time"


@dataclass(frozen=True)
class Effort:
    """What the event engines would do for a plan.

    Attributes
    ----------
    runs : int
        Draws, replications, scenarios and variants that are simulated, in one batch.
    events : float
        Expected in each, if the whole country is followed (`event.expected_events`).
    problems : float
        Begun in each, likewise.
    engine : str
    """

    runs: int
    events: float
    problems: float
    engine: str

    def seconds(self, fraction: float) -> float:
        """Processor time, from above."""
        begin, pace = _pace(self.engine)
        return self.runs * (begin + self.events * fraction / pace)

    def fraction_in(self, seconds: float) -> float:
        """The largest share of one digit that takes so long; 0 if none does."""
        begin, pace = _pace(self.engine)
        fraction = min(1.0, (seconds / self.runs - begin) * pace / self.events)
        if fraction <= 0.0:
            return 0.0
        exponent = math.floor(math.log10(fraction))
        digit = math.floor(fraction / 10.0**exponent * (1.0 + 1e-12))
        return float(f"{digit}e{exponent}")

    def words(self, fraction: float) -> str:
        """Runs, events and processor time at a share."""
        events = self.runs * self.events * fraction
        minutes = self.seconds(fraction) / 60.0
        return (
            f"{self.runs:,} runs, about {events:,.0f} events, "
            f"{minutes:,.0f} minutes of processor time"
        )

    def sentence(self, plan: Plan) -> str:
        """What share the plan follows, who says so, and how long it takes."""
        share = f"{plan.fraction:.3g} of the country, {plan.fraction_from}"
        return f"following {share}: {self.words(plan.fraction)}"


def _pace(engine: str) -> tuple[float, float]:
    """Seconds to begin, and expected events a second."""
    from justice_finance.engines.event import EVENTS_PER_SECOND

    pace = COMPILED_EVENTS_PER_SECOND if engine == "compiled" else EVENTS_PER_SECOND
    return SECONDS_TO_BEGIN, pace


def effort_of(plan: Plan, recipes: Recipes, levels: BudgetLevels | None = None) -> Effort:
    """Estimate from business as usual of the headline variant at central values."""
    from justice_finance.engines.event import expected_events

    one = next(iter(recipes.realise_all(plan.headline_variant, None)))
    repeated = Counter(variant for variant, _ in recipes.repeats)
    runs = sum(
        plan.draws_of(variant) * (len(plan.scenarios) - repeated[variant])
        for variant in plan.variants
    )
    if levels is not None:
        runs += plan.draws_of_levels * len(levels.recipes.scenarios)
    runs *= plan.replications
    return Effort(
        runs, expected_events(one, Settings()), float(one.journeys.inflow.sum()), plan.engine
    )


def plan_within_reach(
    study: Study,
    recipes: Recipes,
    asked: Request,
    even_if_long: bool,
    levels: BudgetLevels | None = None,
) -> tuple[Plan, Effort | None]:
    """Fix everything that makes the figures, the share of the country among it.

    Parameters
    ----------
    study : Study
    recipes : Recipes
        Of the study.
    asked : Request
    even_if_long : bool
        Take the share that was asked for or that the study names, however long it takes.
    levels : BudgetLevels, optional
        Of the budget, run beside.

    Returns
    -------
    Plan
    Effort or None
        None for the cohort engine, which follows no persons.

    Raises
    ------
    RunError
        If the run would take longer than anyone meant, with the estimate and what to do.
    """
    plan = plan_of(study, recipes, asked, levels)
    if not plan.follows_persons:
        return plan, None
    effort = effort_of(plan, recipes, levels)
    if even_if_long or effort.seconds(plan.fraction) <= MOST_SECONDS:
        return plan, effort
    fraction = effort.fraction_in(MOST_SECONDS)
    if asked.fraction is not None or fraction * effort.problems < LEAST_FOLLOWED:
        raise RunError(_too_long(plan, effort))
    lowered = replace(asked, fraction=fraction, fraction_from=WITHIN_REACH)
    return plan_of(study, recipes, lowered, levels), effort


def _too_long(plan: Plan, effort: Effort) -> Mistake:
    return Mistake(
        "run_too_long",
        Place(path=f"engine.{plan.engine}"),
        found=effort.words(plan.fraction),
        expected=f"at most {MOST_SECONDS // 60} minutes",
        do="take fewer draws or replications, a smaller --fraction, a faster engine, or say --yes",
    )
