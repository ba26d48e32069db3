"""Runs a study: realises every scenario for every chunk of draws, and hands it to an engine.

Tasks have a fixed size and a fixed place in the plan, so the figures have the same bits for any
number of workers and any order in which tasks finish.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.results.summaries import Results
from justice_finance.runs.batches import Batches, Progress, Say, do_batches
from justice_finance.runs.budget_levels import (
    ProgressOfParts,
    run_budget_levels,
    share_of_own_scale,
)
from justice_finance.runs.engines import engine_named
from justice_finance.runs.folder import PartialRun, complete_run
from justice_finance.runs.plan import Request, Until
from justice_finance.runs.reach import plan_within_reach
from justice_finance.runs.record import attributes_of, record_of
from justice_finance.runs.reduction import Reduction
from justice_finance.runs.workers import Executor, processes
from justice_finance.scenario.budget_levels import budget_levels_of
from justice_finance.scenario.recipes import recipes_of

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.scenario.study import Study

Validate = Callable[["Study"], list[dict[str, object]]]
CostNeeds = Callable[["Study", int, int], dict[str, Any] | None]


def run(
    study: Study,
    draws: int | None = None,
    engine: str | None = None,
    seed: int | None = None,
    *,
    replications: int | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    out: Path | str | None = None,
    fraction: float | None = None,
    until_error: float | str | None = None,
    until_figure: str | None = None,
    most_batches: int | None = None,
    control_variate: bool = False,
    even_if_long: bool = False,
    progress: Progress | None = None,
    say: Say | None = None,
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
        `cohort`, `event` or `compiled`; default as the study says.
    seed : int, optional
        Names the draws and, on an event engine, the luck; default as the study says.
    replications : int, optional
        Event engines: repeats of every draw with other luck, the same in all scenarios; 4 if not
        given. The cohort engine has no luck.
    workers : int, optional
        Processes; default one per core. The figures do not depend on it.
    cluster : str, optional
        Address of a Dask scheduler whose workers do the tasks in place of processes here. The
        figures do not depend on it either.
    out : Path, optional
        Folder that receives the run as `out/<run_id>`. A run that stands there whole is read and
        not made again; one that was interrupted goes on where it stopped.
    fraction : float, optional
        Event engines: share of the country followed, in (0, 1]; default as the study says, or as
        much as takes an hour of processor time (`runs.reach`).
    until_error : float or str, optional
        Largest standard error of a figure's mean in any scenario, as a share or per cent
        (`runs.precision`). Batches of `draws` (cohort engine) or `replications` (event engines)
        are added until it is reached.
    until_figure : str, optional
        Which figure; net present value if not given.
    most_batches : int, optional
        The most batches; 16 if not given.
    control_variate : bool
        Event engines: also run the cohort engine on the same draws and on further ones, and use it
        to make means surer (`appraisal.control`).
    even_if_long : bool
        Run on an event engine even if it takes hours, on the share that the study says.
    progress : callable, optional
        Called with the share done, 0..1.
    say : callable, optional
        Given a sentence on the share followed, and on the precision reached after each batch.
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
    until = None if until_error is None else _until(until_error, until_figure, most_batches)
    asked = request_of(study, draws, engine, seed, fraction, replications, until, control_variate)
    engine_named(asked.engine)  # refused here, if it is not there
    recipes = recipes_of(study)
    levels = budget_levels_of(study, recipes)
    plan, effort = plan_within_reach(study, recipes, asked, even_if_long, levels)
    if control_variate:
        from justice_finance.runs.control import refuse_control_variate

        refuse_control_variate(plan)
    directory = None if out is None else Path(out)
    if directory is not None and (earlier := complete_run(directory, plan.run_id)) is not None:
        return earlier
    about = attributes_of(study, plan)
    batches = Batches(plan, recipes, about, Reduction(plan), [], levels=levels)
    work = batches.work()
    if say is not None and effort is not None:
        say(effort.sentence(plan))
    executor = processes(workers) if cluster is None else _cluster(cluster)
    partial = None if directory is None else PartialRun(directory, plan)
    parts = ProgressOfParts(progress, 1.0 if levels is None else share_of_own_scale(plan, levels))
    do_batches(batches, work, executor, partial, parts.first, say)
    record = {**record_of(study, recipes, plan), **_of_run(batches)}
    record["validation"] = validate(study) if validate is not None else []
    record["needs"] = cost_needs(study, plan.draws, plan.seed) if cost_needs is not None else None
    results = _results(batches, executor, record)
    if levels is not None:
        found = run_budget_levels(levels, batches, results.dataset, executor, partial, parts)
        results = replace(results, levels=found)
    if partial is not None:
        partial.finish(results)
    return results


def _of_run(batches: Batches) -> dict[str, Any]:
    """For the record: how sure a figure was asked to be, and is; the levels of the budget."""
    until, levels = batches.plan.until, batches.levels
    found: dict[str, Any] = {} if levels is None else {"budget_levels": levels.as_record()}
    if batches.reached is not None and until is not None:
        found["precision"] = {"asked": until.error, **vars(until), **vars(batches.reached)}
    return found


def request_of(
    study: Study,
    draws: int | None,
    engine: str | None,
    seed: int | None,
    fraction: float | None = None,
    replications: int | None = None,
    until: Until | None = None,
    control_variate: bool = False,
) -> Request:
    """What a run is asked for, as the study says where nobody asks."""
    return Request(
        engine=study.file.engine if engine is None else engine,
        draws=study.file.draws if draws is None else draws,
        seed=study.file.seed if seed is None else seed,
        fraction=fraction,
        replications=replications,
        until=until,
        control_variate=control_variate,
    )


def _until(error: float | str, figure: str | None, most_batches: int | None) -> Until:
    from justice_finance.runs.precision import until_of

    return until_of(error, figure, most_batches)


def _cluster(address: str) -> Executor:
    from justice_finance.runs.scale_out import cluster_at

    return cluster_at(address)


def _results(batches: Batches, executor: Executor, record: Mapping[str, Any]) -> Results:
    """Put the pieces together, in the order of the plan."""
    plan = batches.plan
    variants = {variant: batches.dataset(variant) for variant in plan.variants}
    if plan.control_variate:
        from justice_finance.runs.control import with_control

        headline = variants[plan.headline_variant]
        variants[plan.headline_variant] = with_control(headline, batches, executor)
    values = _draws_dataset(batches)
    return Results(variants[plan.headline_variant], variants, record, values)


def _draws_dataset(batches: Batches) -> xr.Dataset:
    """The values of every uncertain input in every draw."""
    import xarray as xr

    design = batches.design
    table = batches.recipes.inputs.table(design.uniforms)
    return xr.Dataset(
        {"value": (("draw", "input"), table.all_values()), "scramble": ("draw", design.scramble)},
        coords={"input": list(table.design.ids)},
        attrs={"seed": design.seed},
    )
