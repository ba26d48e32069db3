"""The work of a run in tasks, done by this process or by several."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from typing import Protocol

from justice_finance.engines.contract import Settings
from justice_finance.results.pieces import Piece, collect
from justice_finance.runs.engines import engine_named
from justice_finance.runs.folder import PartialRun
from justice_finance.runs.memory import keep_freed_memory
from justice_finance.runs.plan import Plan, Task
from justice_finance.scenario.draws import DrawTable
from justice_finance.scenario.realised import FloatArray
from justice_finance.scenario.recipes import Recipes


@dataclass(frozen=True)
class Work:
    """What every worker needs once: the recipes, the plan and the draws."""

    recipes: Recipes
    plan: Plan
    table: DrawTable
    bound: FloatArray | None = None
    """Event engines: rate of candidates that all scenarios, variants and draws share."""
    first_draw: int = 0
    """Number of the first draw of the table."""

    @property
    def settings(self) -> Settings:
        """How the engine runs, but for luck and what is counted beside the flows."""
        plan = self.plan
        return Settings(seed=plan.seed, step_days=plan.step_days, fraction=plan.fraction)

    def pieces(self, task: Task) -> list[Piece]:
        """All scenarios of one task."""
        engine = engine_named(self.plan.engine)
        rows = self.table.rows(slice(task.first - self.first_draw, task.last - self.first_draw))
        headline = task.variant == self.plan.headline_variant
        waits = headline and self.plan.follows_persons
        settings = replace(self.settings, replication=task.replication, waits=waits)
        found: dict[str, Piece] = {}
        for realised in self.recipes.realise_all(task.variant, rows, self.bound, repeats=False):
            flows = engine.run(realised, settings)
            found[realised.name] = collect(realised, flows, task.first, margins=headline)
        for (variant, name), other in self.recipes.repeats.items():
            if variant == task.variant:
                found[name] = replace(found[other], scenario=name)
        return [found[name] for name in self.plan.scenarios]


class Executor(Protocol):
    """Does tasks somewhere."""

    def finished(self, work: Work, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[Piece]]]:
        """Every task with its pieces as it finishes, in whatever order."""
        ...


def do_tasks(
    work: Work,
    tasks: Sequence[Task],
    executor: Executor,
    partial: PartialRun | None,
    take: Callable[[Task, list[Piece]], None],
) -> None:
    """Do every task that is not kept from earlier; keep each, and hand it on, as it finishes."""
    kept = partial.kept() if partial is not None else {}
    waiting = []
    for task in tasks:
        pieces = partial.read(task.number) if partial and task.number in kept else None
        if pieces is None:
            waiting.append(task)
        else:
            take(task, pieces)
    for task, pieces in executor.finished(work, waiting):
        if partial is not None:
            partial.keep(task.number, pieces)
        take(task, pieces)


@dataclass(frozen=True)
class Processes:
    """This process, or several on this machine."""

    count: int

    def finished(self, work: Work, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[Piece]]]:
        """Tasks as they finish."""
        if self.count == 1 or len(tasks) < 2:
            yield from ((task, work.pieces(task)) for task in tasks)
            return
        with ProcessPoolExecutor(
            min(self.count, len(tasks)), _context(), initializer=_prepare, initargs=(work,)
        ) as pool:
            futures = [pool.submit(_do, task) for task in tasks]
            while futures:
                done, _ = wait(futures, return_when=FIRST_COMPLETED)
                for future in done:
                    futures.remove(future)  # and its pieces with it: a run may have many
                    yield future.result()


def processes(workers: int | None) -> Processes:
    """So many processes; one per core if nobody says."""
    return Processes(workers or os.cpu_count() or 1)


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


def _do(task: Task) -> tuple[Task, list[Piece]]:
    return task, _works[0].pieces(task)
