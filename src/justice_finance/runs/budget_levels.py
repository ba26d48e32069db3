"""Runs the options at the levels of the budget, on a part of the draws that stands for all.

The part is chosen after the options at their own scale have run: means, ranges and chances of loss
of their figures stay what they are over all draws, within the Monte Carlo error where that can be
reached. A reader who changes the level then compares the same draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.representative import figures_to_keep, representative_draws
from justice_finance.runs.batches import Batches, Progress
from justice_finance.runs.designs import Design
from justice_finance.runs.folder import PartialRun
from justice_finance.runs.plan import Plan, Task
from justice_finance.runs.reduction import Reduction
from justice_finance.runs.workers import Executor, Work, do_tasks
from justice_finance.scenario.budget_levels import BudgetLevels
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class ProgressOfParts:
    """Progress of a run of which the levels of the budget are the last part."""

    progress: Progress | None
    share: float
    """What the scenarios at their own scale take of the whole."""

    def first(self, done: float) -> None:
        """The scenarios at their own scale are done so far."""
        if self.progress is not None:
            self.progress(self.share * done)

    def last(self, done: float) -> None:
        """The levels are done so far."""
        if self.progress is not None:
            self.progress(self.share + (1.0 - self.share) * done)


def share_of_own_scale(plan: Plan, levels: BudgetLevels) -> float:
    """Share of a run's work that is not the levels of its budget."""
    own = sum(plan.draws_of(variant) for variant in plan.variants) * len(plan.scenarios)
    further = plan.draws_of_levels * len(levels.recipes.scenarios)
    return own / (own + further)


def run_budget_levels(
    levels: BudgetLevels,
    batches: Batches,
    headline: xr.Dataset,
    executor: Executor,
    partial: PartialRun | None,
    progress: ProgressOfParts,
) -> xr.Dataset:
    """Results of the options at every level.

    Parameters
    ----------
    levels : BudgetLevels
    batches : Batches
        Of the run, done.
    headline : xarray.Dataset
        Its results in the headline variant.
    executor, partial, progress
        As for the run.

    Returns
    -------
    xarray.Dataset
        Like that of a run; scenarios are business as usual and `Level.scenario`, and `draw` holds
        the numbers of the draws in the run.
    """
    own = batches.plan
    options = [str(name) for name in headline["scenario"].values if name != BUSINESS_AS_USUAL]
    kept = figures_to_keep(headline, options)
    chosen = representative_draws(kept, own.draws_of_levels)
    every = batches.design
    design = Design(every.uniforms[chosen], every.scramble[chosen], every.seed)
    plan = replace(
        own,
        variants=(own.headline_variant,),
        scenarios=levels.recipes.scenarios,
        draws=len(chosen),
        replications=batches.replications,
        until=None,
        control_variate=False,
    )
    table = batches.recipes.inputs.table(every.uniforms).picked(chosen)
    bound = batches.bound if own.follows_persons else None
    work = Work(levels.recipes, plan, table, bound)
    own_tasks = plan.tasks_of_levels(own.most_batches)
    mine = Batches(plan, levels.recipes, batches.attributes, Reduction(plan), [design], 1)
    done = 0

    def take(task: Task, pieces: list[Any]) -> None:
        nonlocal done
        mine.reduction.take(task, pieces)
        done += 1
        progress.last(done / len(own_tasks))

    do_tasks(work, own_tasks, executor, partial, take)
    return mine.dataset(own.headline_variant).assign_coords(draw=chosen)
