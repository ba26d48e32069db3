"""The cohort engine as a control variate: the same draws on both engines, and further ones on it.

The cohort engine has no luck and takes little time, and what it says of a draw goes along with what
an event engine says. Its mean over the draws of the run differs from its mean over many more draws
by chance; that difference, times a factor, is taken off the event engine's mean
(`appraisal.control`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.runs.designs import sobol_design
from justice_finance.runs.plan import EVENT_CHUNK, Plan
from justice_finance.runs.reduction import BY_REPLICATION, Reduction
from justice_finance.runs.workers import Executor, Work, do_tasks

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.runs.batches import Batches

FURTHER_BATCHES = 7
"""Further designs of the size of the run's own, each with scrambles of its own."""
KEPT = BY_REPLICATION


def refuse_control_variate(plan: Plan) -> None:
    """Raise if a control variate is asked for where there is nothing to control.

    Raises
    ------
    RunError
        On the cohort engine, which is the control, or with too few draws to learn from.
    """
    few = plan.draws < EVENT_CHUNK
    if plan.control_variate and (few or not plan.follows_persons):
        raise RunError(
            Mistake(
                "control_variate_misplaced",
                Place(path="control_variate"),
                found=f"{plan.draws} draws on the engine {plan.engine}",
                expected=f"{EVENT_CHUNK} draws or more on an engine that follows persons",
                do="take more draws" if plan.follows_persons else "leave it out: it has no luck",
            )
        )


def with_control(dataset: xr.Dataset, batches: Batches, executor: Executor) -> xr.Dataset:
    """Run the cohort engine and add what it says of the headline variant.

    Returns
    -------
    xarray.Dataset
        With `<variable>_of_control` (scenario, draw, ...): the draws of the run; and
        `<variable>_of_further_control` (scenario, lot, ...): means over each further scramble.
    """
    same = _cohort(batches, executor, 0)
    added = {f"{name}_of_control": same[name] for name in KEPT}
    lots: dict[str, list[xr.DataArray]] = {name: [] for name in KEPT}
    for batch in range(1, 1 + FURTHER_BATCHES):
        further = _cohort(batches, executor, batch)
        scramble = further["scramble"].values
        for name in KEPT:
            lots[name] += [
                further[name].isel(draw=np.flatnonzero(scramble == number)).mean("draw")
                for number in np.unique(scramble)
            ]
    import xarray as xr

    for name in KEPT:
        added[f"{name}_of_further_control"] = xr.concat(lots[name], "lot").transpose(
            "scenario", "lot", ...
        )
    found = {name: (value.dims, value.values) for name, value in added.items()}
    return dataset.assign(found)


def _cohort(batches: Batches, executor: Executor, batch: int) -> xr.Dataset:
    """The cohort engine's results of the headline variant for one design."""
    from justice_finance.results.dataset import assemble

    recipes = batches.recipes
    plan = replace(batches.plan, engine="cohort", replications=1, until=None)
    design = sobol_design(recipes.inputs.dimension, plan.draws, plan.seed, batch)
    reduction = Reduction(plan)
    tasks = [task for task in plan.tasks() if task.variant == plan.headline_variant]
    work = Work(recipes, plan, recipes.inputs.table(design.uniforms))
    do_tasks(work, tasks, executor, None, reduction.take)
    about = {**batches.attributes, "structural_variant": plan.headline_variant}
    pieces = reduction.pieces(plan.headline_variant)
    return assemble(pieces, about, scramble=list(design.scramble))
