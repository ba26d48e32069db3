"""The work of a run in tasks, done by this process or by several."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.context import BaseContext

from justice_finance.engines.contract import Settings
from justice_finance.results.pieces import Piece, collect
from justice_finance.runs.engines import engine_named
from justice_finance.runs.folder import PartialRun
from justice_finance.runs.memory import keep_freed_memory
from justice_finance.runs.plan import Plan, Task
from justice_finance.scenario.draws import DrawTable
from justice_finance.scenario.realised import FloatArray, Realised
from justice_finance.scenario.recipes import Recipes

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Work:
    """What every worker needs once: the recipes, the plan and the draws."""

    recipes: Recipes
    plan: Plan
    table: DrawTable
    bound: FloatArray | None = None
    """Event engines: rate of candidates that all scenarios, variants and draws share."""

    @property
    def settings(self) -> Settings:
        """How the engine runs."""
        plan = self.plan
        return Settings(seed=plan.seed, step_days=plan.step_days, fraction=plan.fraction)

    def pieces(self, task: Task) -> list[Piece]:
        """All scenarios of one task."""
        engine = engine_named(self.plan.engine)
        rows = self.table.rows(slice(task.first, task.last))
        headline = task.variant == self.plan.headline_variant
        found: dict[str, Piece] = {}
        for realised in self.recipes.realise_all(task.variant, rows, self.bound, repeats=False):
            flows = engine.run(realised, self.settings)
            found[realised.name] = collect(realised, flows, task.first, margins=headline)
        for (variant, name), other in self.recipes.repeats.items():
            if variant == task.variant:
                found[name] = replace(found[other], scenario=name)
        return [found[name] for name in self.plan.scenarios]

    def realised_centrally(self) -> Realised:
        """Business as usual at central values, for estimates."""
        return next(iter(self.recipes.realise_all(self.plan.headline_variant, None)))


def do_tasks(
    work: Work, workers: int | None, partial: PartialRun | None, progress: Progress | None
) -> Mapping[int, list[Piece]]:
    """Do every task that is not kept from earlier; report and keep each as it finishes."""
    done = dict(partial.kept()) if partial is not None else {}
    tasks = work.plan.tasks()
    waiting = [task for task in tasks if task.number not in done]
    for number, pieces in _finished(work, waiting, workers or os.cpu_count() or 1):
        done[number] = pieces
        if partial is not None:
            partial.keep(number, pieces)
        if progress is not None:
            progress(len(done) / len(tasks))
    return done


def _finished(work: Work, tasks: list[Task], workers: int) -> Iterator[tuple[int, list[Piece]]]:
    """Tasks as they finish, in whatever order."""
    if workers == 1 or len(tasks) < 2:
        yield from ((task.number, work.pieces(task)) for task in tasks)
        return
    with ProcessPoolExecutor(
        min(workers, len(tasks)), _context(), initializer=_prepare, initargs=(work,)
    ) as pool:
        futures = [pool.submit(_do, task) for task in tasks]
        for future in as_completed(futures):
            yield future.result()


def _context() -> BaseContext:
    """How processes are made: a copy of this one where that is safe, else a fresh one.

    A copy costs nothing and needs no guard in a script's main module, but would share the state of
    threads that it does not have.
    """
    safe = sys.platform == "linux" and threading.active_count() == 1
    return get_context("fork" if safe else "spawn")


_works: list[Work] = []


def _prepare(work: Work) -> None:
    """Keep what every task of this process needs."""
    keep_freed_memory()
    _works[:] = [work]


def _do(task: Task) -> tuple[int, list[Piece]]:
    return task.number, _works[0].pieces(task)
