"""A whole country person by person: all problems of all its people, every scenario of a study.

    python -m benchmarks.national [--study scenarios/kenya] [--fraction 1.0] [--out out/national]

The headline variant at central values, each scenario in a process of its own, one after another.
Writes the run as a folder from which `justice-finance report` makes its page, and with the whole
of Kenya `benchmarks/results/national.md`. The cohort engine on the same numbers stands beside it.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.runners.task import peak_memory_mb
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import expected_events
from justice_finance.results.flows import Flows
from justice_finance.results.pieces import Piece, collect
from justice_finance.results.summaries import Results
from justice_finance.runs.batches import Batches
from justice_finance.runs.designs import Design
from justice_finance.runs.engines import engine_named
from justice_finance.runs.folder import PartialRun
from justice_finance.runs.plan import Plan, Request, Task
from justice_finance.runs.record import attributes_of, record_of
from justice_finance.runs.reduction import Reduction
from justice_finance.runs.run_id import plan_of, run_id_of
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipes import Recipes, recipes_of
from justice_finance.scenario.study import Study, load_study
from justice_finance.vocabulary import StateKind

RESULT = Path(__file__).parent / "results" / "national.md"
SHOWN_STUDY = "scenarios/kenya"


@dataclass(frozen=True)
class Done:
    """One scenario that was run in a process of its own."""

    piece: Piece
    entries: float
    """States entered by people simulated."""
    expected: float
    """Events as they are estimated before a run."""
    people: float
    """Problems begun."""
    seconds: float
    memory: float
    figures: dict[str, float]
    of_cohort: dict[str, float]


def figures_of(realised: Realised, flows: Flows) -> dict[str, float]:
    """Problems resolved, hours worked, days open and days in queues, all years together."""
    resolved = flows.entries[..., realised.journeys.kind == StateKind.RESOLUTION].sum()
    return {
        "problems resolved": float(resolved),
        "hours of work": float(flows.hours_used.sum()),
        "days open": float(flows.open_days.sum()),
        "days in queues": float(flows.waiting_days.sum()),
    }


def run_scenario(realised: Realised, settings: Settings) -> Done:
    """Run one scenario here, the compiled code made before the clock starts."""
    engine = engine_named("compiled")
    engine.run(realised, replace(settings, fraction=settings.fraction / 1e5))
    begun = time.process_time()
    flows = engine.run(realised, settings)
    seconds = time.process_time() - begun
    return Done(
        piece=collect(realised, flows),
        entries=float(flows.entries.sum()) * settings.fraction,
        expected=expected_events(realised, settings),
        people=float(flows.fresh.sum()) * settings.fraction,
        seconds=seconds,
        memory=peak_memory_mb(),
        figures=figures_of(realised, flows),
        of_cohort=figures_of(realised, engine_named("cohort").run(realised, Settings())),
    )


def every_scenario(plan: Plan, recipes: Recipes) -> Iterator[Done]:
    """All scenarios but those that repeat another, one after another."""
    settings = Settings(seed=plan.seed, fraction=plan.fraction, waits=True)
    central = recipes.inputs.central_table()
    for realised in recipes.realise_all(plan.headline_variant, central, repeats=False):
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            yield alone.submit(run_scenario, realised, settings).result()


def plan_for(study: Study, recipes: Recipes, fraction: float) -> Plan:
    """One draw, which is the central values, of the headline variant alone."""
    asked = Request("compiled", 1, study.file.seed, fraction=fraction, replications=1)
    plan = plan_of(study, recipes, asked)
    content = {**plan.content, "central_values": True}
    only = plan.variants[:1]
    return replace(plan, run_id=run_id_of(content), content=content, variants=only)


def keep(
    study: Study, recipes: Recipes, plan: Plan, done: dict[str, Done], out: Path
) -> tuple[Results, Path]:
    """Put the scenarios together and write the run folder."""
    reduction = Reduction(plan)
    pieces = []
    for name in plan.scenarios:
        other = recipes.repeats.get((plan.headline_variant, name), name)
        pieces.append(replace(done[other].piece, scenario=name))
    reduction.take(Task(0, plan.headline_variant, 0, 1), pieces)
    design = Design(np.full((1, recipes.inputs.dimension), 0.5), np.zeros(1, int), plan.seed)
    about = attributes_of(study, plan)
    batches = Batches(plan, recipes, about, reduction, [design], done=1)
    dataset = batches.dataset(plan.headline_variant)
    record = {**record_of(study, recipes, plan), "validation": [], "needs": None}
    results = Results(dataset, {plan.headline_variant: dataset}, record, central_draw(recipes))
    return results, PartialRun(out, plan).finish(results)


def central_draw(recipes: Recipes) -> Any:
    """The values of every uncertain input, as a run keeps its draws."""
    import xarray as xr

    values = recipes.inputs.central_table().all_values()
    return xr.Dataset(
        {"value": (("draw", "input"), values), "scramble": ("draw", np.zeros(1, dtype=int))},
        coords={"input": list(recipes.inputs.ids)},
    )


def table(study: str, fraction: float, done: dict[str, Done]) -> str:
    """What was measured, in Markdown."""
    total = sum(one.seconds for one in done.values())
    lines = [
        "# A whole country, person by person",
        "",
        f"Made by `python -m benchmarks.national`: {study}, {fraction:.4g} of its people, "
        "all problems of all adults, ten years, central values of the headline variant, "
        f"one replication. {total:,.0f} s of processor time in all, of one core each; memory of "
        "the whole process, Python and the compiler included.",
        "",
        "| scenario | problems begun | states entered | seconds | states entered/s "
        "| expected events/s | memory, MB |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    lines += [
        f"| {name.replace('_', ' ')} | {one.people:,.0f} | {one.entries:,.0f} "
        f"| {one.seconds:,.1f} | {one.entries / one.seconds:,.0f} "
        f"| {one.expected / one.seconds:,.0f} | {one.memory:,.0f} |"
        for name, one in done.items()
    ]
    names = list(next(iter(done.values())).figures)
    lines += [
        "",
        "The same figures on the cohort engine, which follows expected flows by the month and so "
        "has no luck and no queue of chance. In brackets: event engine less cohort, as a share.",
        "",
        "| scenario | " + " | ".join(names) + " |",
        "| --- |" + " --: |" * len(names),
    ]
    for name, one in done.items():
        cells = [_beside(one.figures[figure], one.of_cohort[figure]) for figure in names]
        lines.append(f"| {name.replace('_', ' ')} | " + " | ".join(cells) + " |")
    lines += ["", f"Python {platform.python_version()}, {platform.machine()}."]
    return "\n".join(lines) + "\n"


def _beside(event: float, cohort: float) -> str:
    """The event engine's figure, and how far it is from the cohort engine's."""
    return f"{event:,.0f} ({event / cohort - 1.0:+.2%})" if cohort else f"{event:,.0f}"


def main() -> None:
    """Run, keep the folder, print and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--study", default=SHOWN_STUDY)
    parser.add_argument("--fraction", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=Path("out/national"))
    asked = parser.parse_args()
    study = load_study(asked.study)
    recipes = recipes_of(study)
    plan = plan_for(study, recipes, asked.fraction)
    done: dict[str, Done] = {}
    for one in every_scenario(plan, recipes):
        done[one.piece.scenario] = one
        print(f"{one.piece.scenario}: {one.seconds:.1f} s, {one.memory:.0f} MB", flush=True)
    text = table(asked.study, asked.fraction, done)
    print(text)
    if asked.study == SHOWN_STUDY and asked.fraction == 1.0:
        RESULT.write_text(text, encoding="utf-8")
    _, folder = keep(study, recipes, plan, done, asked.out)
    print(f"run folder: {folder}")


if __name__ == "__main__":
    main()
