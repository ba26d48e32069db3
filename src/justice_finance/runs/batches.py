"""Does the tasks of a run, batch after batch, until it is as sure as was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.results.pieces import Piece
from justice_finance.runs.designs import Design, joined, sobol_design
from justice_finance.runs.folder import PartialRun
from justice_finance.runs.plan import Plan, Task
from justice_finance.runs.reduction import Reduction
from justice_finance.runs.workers import Executor, Work, do_tasks

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.runs.precision import Reached
    from justice_finance.scenario.budget_levels import BudgetLevels
    from justice_finance.scenario.realised import FloatArray
    from justice_finance.scenario.recipes import Recipes

Progress = Callable[[float], None]
Say = Callable[[str], None]


@dataclass
class Batches:
    """What has been done of a run.

    Attributes
    ----------
    done : int
        Batches.
    reached : Reached, optional
        How sure the figure is, where a precision was asked for.
    """

    plan: Plan
    recipes: Recipes
    attributes: Mapping[str, Any]
    reduction: Reduction
    designs: list[Design]
    done: int = 0
    levels: BudgetLevels | None = None
    """Run after the batches; persons are the same there."""
    bound: FloatArray | None = None
    """Event engines: rate of candidates that all scenarios, variants, levels and draws share."""
    reached: Reached | None = None

    @property
    def design(self) -> Design:
        """All draws so far."""
        return joined(self.designs)

    @property
    def replications(self) -> int:
        """Of every draw, so far."""
        return self.plan.replications * (self.done if self.plan.follows_persons else 1)

    def work(self) -> Work:
        """What the next batch needs: further draws, or the same once more."""
        plan, inputs = self.plan, self.recipes.inputs
        if not (self.designs and plan.follows_persons):
            batch = len(self.designs)
            self.designs.append(sobol_design(inputs.dimension, plan.draws, plan.seed, batch))
        table = inputs.table(self.designs[-1].uniforms)
        if plan.follows_persons:
            self.bound = self.recipes.inflow_bound(table)
            if self.levels is not None:
                self.bound = np.maximum(self.bound, self.levels.recipes.inflow_bound(table))
            return Work(self.recipes, plan, table, self.bound)
        return Work(self.recipes, plan, table, first_draw=(len(self.designs) - 1) * plan.draws)

    def dataset(self, variant: str) -> xr.Dataset:
        """The results of a variant so far."""
        from justice_finance.results.dataset import assemble
        from justice_finance.results.replications import with_replications
        from justice_finance.results.waiting import waits_of, with_waits

        pieces = self.reduction.pieces(variant)
        about = {
            **self.attributes,
            "structural_variant": variant,
            "replications": self.replications,
        }
        draws = 1 + max(piece.first_draw + piece.draws - 1 for piece in pieces)
        dataset = assemble(pieces, about, scramble=list(self.design.scramble[:draws]))
        if not self.plan.follows_persons:
            return dataset
        dataset = with_replications(
            dataset, self.reduction.luck(variant), self.reduction.balance(variant)
        )
        waits = waits_of((piece.scenario, piece.waits) for piece in pieces)
        return with_waits(dataset, waits) if waits else dataset


def do_batches(
    batches: Batches,
    work: Work,
    executor: Executor,
    partial: PartialRun | None,
    progress: Progress | None,
    say: Say | None,
) -> None:
    """Do batch after batch until the precision asked for is reached, or cannot be.

    More replications do not help where draws alone leave more error than was asked for.
    """
    plan = batches.plan
    while True:
        tasks = plan.tasks(batches.done)
        counted = _Counted(batches, len(tasks), progress)
        do_tasks(work, tasks, executor, partial, counted.take)
        batches.done += 1
        if plan.until is None:
            break
        from justice_finance.runs.precision import precision_of

        dataset = batches.dataset(plan.headline_variant)
        reached = batches.reached = precision_of(dataset, plan.until, batches.done)
        if say is not None:
            say(reached.sentence(plan.until, plan.follows_persons))
        hopeless = plan.follows_persons and reached.over_draws > plan.until.error
        if reached.met or hopeless or batches.done == plan.most_batches:
            break
        work = batches.work()
    if progress is not None and batches.done < plan.most_batches:
        progress(1.0)


class _Counted:
    """Hands pieces to the reduction and says how far the run is."""

    def __init__(self, batches: Batches, tasks: int, progress: Progress | None) -> None:
        self._batches = batches
        self._tasks = tasks
        self._progress = progress
        self._taken = 0

    def take(self, task: Task, pieces: list[Piece]) -> None:
        self._batches.reduction.take(task, pieces)
        self._taken += 1
        if self._progress is not None:
            done = self._batches.done + self._taken / self._tasks
            self._progress(done / self._batches.plan.most_batches)
