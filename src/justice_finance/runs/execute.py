"""Runs a study: realises every scenario for every chunk of draws, and hands it to an engine.

Tasks have a fixed size and a fixed place in the plan, so the figures have the same bits for any
number of workers and any order in which tasks finish.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.engines.contract import Engine, Settings
from justice_finance.errors import Mistake, Place, RunError, did_you_mean
from justice_finance.results.pieces import Piece, collect
from justice_finance.results.summaries import Results
from justice_finance.runs.designs import Design, sobol_design
from justice_finance.runs.plan import Plan, Task, plan_of
from justice_finance.runs.record import attributes_of, record_of

if TYPE_CHECKING:
    from justice_finance.scenario.draws import DrawTable
    from justice_finance.scenario.study import Study

Progress = Callable[[float], None]

ENGINES: dict[str, str] = {
    "cohort": "justice_finance.engines.cohort",
    "event": "justice_finance.engines.event",
}
"""Where each engine lives; a new engine is a line here."""

MAX_EVENTS_UNASKED = 30_000_000


def engine_named(name: str) -> Engine:
    """The engine of a name.

    Raises
    ------
    RunError
        If there is none.
    """
    if name not in ENGINES:
        raise RunError(
            Mistake(
                "engine_unknown",
                Place(path="engine"),
                found=name,
                expected="one of " + ", ".join(ENGINES),
                do=did_you_mean(name, list(ENGINES)),
            )
        )
    engine: Engine = import_module(ENGINES[name]).ENGINE
    return engine


@dataclass(frozen=True)
class Work:
    """What every worker needs once: the study, the draws and how to run them."""

    study: Study
    table: DrawTable
    engine: str
    settings: Settings
    bound: Any

    def pieces(self, task: Task) -> list[Piece]:
        """All scenarios of one task."""
        from justice_finance.scenario.realise import baseline_of, realise

        engine = engine_named(self.engine)
        rows = self.table.rows(slice(task.first, task.last))
        baseline = baseline_of(self.study, task.variant, rows)
        found = []
        for name in self.study.scenarios:
            realised = realise(
                self.study, name, task.variant, rows, baseline=baseline, bound=self.bound
            )
            flows = engine.run(realised, self.settings)
            found.append(collect(realised, flows, first_draw=task.first))
        return found


_work: Work | None = None


def _prepare(work: Work) -> None:
    """Keep what every task of this process needs."""
    global _work
    _work = work


def _do(task: Task) -> tuple[int, list[Piece]]:
    if _work is None:
        raise RuntimeError("a worker was asked before it was prepared")
    return task.number, _work.pieces(task)
