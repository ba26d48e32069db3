"""The engines of this project."""

from __future__ import annotations

import importlib

from benchmarks.realising import realise
from benchmarks.runners.task import Task, Told
from justice_finance.engines.contract import Engine, Settings
from justice_finance.results.ledger import post
from justice_finance.version import __version__

WARM_UP = 0.01
"""Share of the people in the run that compiles, which is not counted."""


def simulate(task: Task, name: str) -> Told:
    """Run `event` or `compiled`; the ledger is part of the full variant."""
    engine: Engine = importlib.import_module(f"justice_finance.engines.{name}").ENGINE
    version = __version__
    if name == "compiled":
        version += f", numba {importlib.import_module('numba').__version__}"
        small = realise(task.network, task.variant, 1, task.additions, people=WARM_UP)
        engine.run(small, Settings(seed=task.seed))
    realised = realise(task.network, task.variant, task.years, task.additions, people=task.people)
    told = Told(version=version)
    with told.timed():
        flows = engine.run(realised, Settings(seed=task.seed))
        if realised.charges:
            post(realised, flows)
    names = realised.axes.services
    visits, gave_up = flows.visits.sum(axis=(0, 1, 2)), flows.gave_up.sum(axis=(0, 1, 2))
    told.arrivals = int(flows.fresh.sum())
    told.completions = int(flows.sittings.sum())
    told.gave_up = int(gave_up.sum())
    told.turned_away = int(flows.turned_away.sum())
    told.visits = dict(zip(names, visits.tolist(), strict=True))
    told.joined = dict(zip(names, (visits + gave_up).tolist(), strict=True))
    waited = flows.waiting_days.sum(axis=(0, 1, 2)).tolist()
    told.waited_days = dict(zip(names, waited, strict=True))
    return told
