"""Runs a study: realises every scenario for every chunk of draws, and hands it to an engine.

Tasks have a fixed size and a fixed place in the plan, so the figures have the same bits for any
number of workers and any order in which tasks finish.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.results.pieces import Piece
from justice_finance.results.summaries import Results
from justice_finance.runs.designs import Design, sobol_design
from justice_finance.runs.engines import engine_named, refuse_too_long
from justice_finance.runs.folder import PartialRun, complete_run
from justice_finance.runs.plan import Plan, Request, plan_of
from justice_finance.runs.record import attributes_of, record_of
from justice_finance.runs.workers import Work, do_tasks
from justice_finance.scenario.recipes import recipes_of

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.scenario.study import Study

Progress = Callable[[float], None]
Validate = Callable[["Study"], list[dict[str, object]]]
CostNeeds = Callable[["Study", int, int], dict[str, Any] | None]


def run(
    study: Study,
    draws: int | None = None,
    engine: str | None = None,
    seed: int | None = None,
    *,
    workers: int | None = None,
    out: Path | str | None = None,
    fraction: float | None = None,
    even_if_long: bool = False,
    progress: Progress | None = None,
    validate: Validate | None = None,
    cost_needs: CostNeeds | None = None,
) -> Results:
    """Run every scenario of a study, in every structural variant, for every draw.

    Parameters
    ----------
    study : Study
        As `load_study` returns it.
    draws : int, optional
        Draws of the uncertain inputs, a power of two; default as the study says.
    engine : str, optional
        `cohort` or `event`; default as the study says.
    seed : int, optional
        Names the draws and, on an event engine, the luck; default as the study says.
    workers : int, optional
        Processes; default one per core. The figures do not depend on it.
    out : Path, optional
        Folder that receives the run as `out/<run_id>`. A run that stands there whole is read and
        not made again; one that was interrupted goes on where it stopped.
    fraction : float, optional
        Event engine: share of the country simulated, in (0, 1]; default as the study says.
    even_if_long : bool
        Run on the event engine even if it takes many minutes.
    progress : callable, optional
        Called with the share done, 0..1.
    validate : callable, optional
        Gives the rows of the validation table for the record; not called for a run found whole.
    cost_needs : callable, optional
        From the study, draws and seed: what meeting its needs costs, for the record; likewise.

    Returns
    -------
    Results
        `.dataset` of the headline variant, `.variants`, `.ledger`, `.summary()`, `.record`.

    Raises
    ------
    RunError
        If what is asked for cannot be run.
    EngineError
        If people or money are not conserved; that is a fault of ours and never passes silently.
    """
    asked = Request(
        engine=study.file.engine if engine is None else engine,
        draws=study.file.draws if draws is None else draws,
        seed=study.file.seed if seed is None else seed,
        fraction=fraction,
    )
    chosen = engine_named(asked.engine)
    recipes = recipes_of(study)
    plan = plan_of(study, recipes, asked)
    directory = None if out is None else Path(out)
    if directory is not None:
        earlier = complete_run(directory, plan.run_id)
        if earlier is not None:
            return earlier
    design = sobol_design(recipes.inputs.dimension, plan.draws, plan.seed)
    table = recipes.inputs.table(design.uniforms)
    bound = recipes.inflow_bound(table) if chosen.name == "event" else None
    work = Work(recipes, plan, table, bound)
    if not even_if_long:
        refuse_too_long(chosen, work)
    partial = None if directory is None else PartialRun(directory, plan)
    done = do_tasks(work, workers, partial, progress)
    values = _draws_dataset(work, design)
    record = record_of(study, recipes)
    record["validation"] = validate(study) if validate is not None else []
    record["needs"] = cost_needs(study, plan.draws, plan.seed) if cost_needs is not None else None
    results = _results(plan, design, done, attributes_of(study, plan), record, values)
    if partial is not None:
        partial.finish(results, values)
    return results


def _results(
    plan: Plan,
    design: Design,
    done: Mapping[int, list[Piece]],
    attributes: Mapping[str, Any],
    record: Mapping[str, Any],
    values: xr.Dataset,
) -> Results:
    """Put the pieces together, in the order of the plan."""
    from justice_finance.results.dataset import assemble

    variants = {}
    for variant in plan.variants:
        pieces = [
            piece for task in plan.tasks() if task.variant == variant for piece in done[task.number]
        ]
        about = {**attributes, "structural_variant": variant}
        scramble = list(design.scramble[: plan.draws_of(variant)])
        variants[variant] = assemble(pieces, about, scramble=scramble)
    return Results(variants[plan.headline_variant], variants, record, values)


def _draws_dataset(work: Work, design: Design) -> xr.Dataset:
    """The values of every uncertain input in every draw."""
    import xarray as xr

    values = work.table.all_values()
    return xr.Dataset(
        {"value": (("draw", "input"), values), "scramble": ("draw", design.scramble)},
        coords={"input": list(work.table.design.ids)},
        attrs={"seed": design.seed},
    )
