"""salabim: a component for each journey, resources with priorities, requests that may fail."""

from __future__ import annotations

import random
from importlib.metadata import version
from typing import Any

from benchmarks.network import ENDS
from benchmarks.runners.simpy import sampler
from benchmarks.runners.task import Task, Told, cumulated, patience
from benchmarks.variants import FULL, URGENT_SHARE


def simulate(task: Task) -> Told:
    """Run the network file's own variants."""
    import salabim

    random.seed(task.seed)
    told = Told(version=f"salabim {version('salabim')}", holds="priorities, giving up")
    told.begin(task)
    with told.timed():
        env = salabim.Environment(trace=False, yieldless=False, random_seed=task.seed)
        _start(salabim, env, task, told)
        env.run(till=task.days)
    return told


def _start(salabim: Any, env: Any, task: Task, told: Told) -> None:
    full, services = task.variant == FULL, task.network.services
    resources = {
        name: salabim.Resource(name, capacity=max(1, int(s.servers * task.people + 0.5)), env=env)
        for name, s in services.items()
    }
    time_of = {name: sampler(s, s.mean_days) for name, s in services.items()}
    problems = task.network.problems
    entry = {name: cumulated(p.entry) for name, p in problems.items()}
    moves = {
        name: {left: cumulated(row) for left, row in p.moves.items()}
        for name, p in problems.items()
    }

    class Journey(salabim.Component):  # type: ignore[misc]
        def setup(self, problem: str) -> None:
            self.problem = problem

        def process(self) -> Any:
            rank = 0 if full and random.random() < URGENT_SHARE else 1
            targets, weights = entry[self.problem]
            while True:
                place = random.choices(targets, cum_weights=weights)[0]
                if place in ENDS:
                    return
                came = env.now()
                if full:
                    yield self.request(
                        (resources[place], 1, rank),
                        fail_delay=patience(services[place].mean_patience_days),
                    )
                else:
                    yield self.request(resources[place])
                told.joined[place] += 1
                told.waited_days[place] += env.now() - came
                if full and self.failed():
                    told.gave_up += 1
                    return
                told.visits[place] += 1
                yield self.hold(time_of[place]())
                self.release()
                told.completions += 1
                targets, weights = moves[self.problem][place]

    class Arrivals(salabim.Component):  # type: ignore[misc]
        def setup(self, problem: str, rate: float) -> None:
            self.problem, self.rate = problem, rate

        def process(self) -> Any:
            while True:
                yield self.hold(random.expovariate(self.rate))
                told.arrivals += 1
                Journey(problem=self.problem)

    for name, problem in problems.items():
        if problem.arrivals_per_day > 0.0:
            Arrivals(problem=name, rate=problem.arrivals_per_day * task.people)
