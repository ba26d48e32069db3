"""Stock SimPy, as its documentation teaches it: a process for each journey, `random`, resources.

Giving up is a request or a timeout, whichever comes first. SimPy cannot change the capacity of a
resource; the full variant sets the private field, as its users do.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Generator
from importlib.metadata import version
from typing import Any

from benchmarks.network import ENDS, Service
from benchmarks.realising import shape_of
from benchmarks.runners.task import Task, Told, cumulated, patience
from benchmarks.variants import FULL, URGENT_SHARE

Process = Generator[Any, Any, None]


def sampler(service: Service, mean: float) -> Callable[[], float]:
    """A time at a server, from the standard library."""
    import math

    if service.form == "fixed":
        return lambda: mean
    if service.form == "exponential":
        return lambda: random.expovariate(1.0 / mean)
    shape = shape_of(service)
    if service.form == "gamma":
        return lambda: random.gammavariate(shape, mean / shape)
    mu = math.log(mean) - 0.5 * shape * shape
    return lambda: random.lognormvariate(mu, shape)


def simulate(task: Task) -> Told:
    """Run the network as a SimPy user would write it."""
    import simpy

    random.seed(task.seed)
    told = Told(version=f"SimPy {version('simpy')}")
    told.begin(task)
    with told.timed():
        env = simpy.Environment()
        model = _Model(env, simpy, task, told)
        model.start()
        env.run(until=task.days)
    return told


class _Model:
    def __init__(self, env: Any, simpy: Any, task: Task, told: Told) -> None:
        self.env, self.task, self.told = env, task, told
        self.full = task.variant == FULL
        self.additions = task.additions if self.full else None
        kind = simpy.PriorityResource if self.full else simpy.Resource
        services = task.network.services
        self.servers = {
            name: max(1, int(s.servers * task.people + 0.5)) for name, s in services.items()
        }
        self.resources = {name: kind(env, capacity=self.servers[name]) for name in services}
        self.entry = {name: cumulated(p.entry) for name, p in task.network.problems.items()}
        self.moves = {
            name: {left: cumulated(row) for left, row in p.moves.items()}
            for name, p in task.network.problems.items()
        }
        self.patience = {name: s.mean_patience_days for name, s in services.items()}
        self.in_sittings = {name: False for name in services}
        self.limit = {name: float("inf") for name in services}
        if self.additions:
            every, per_server = self.additions.every, self.additions.queue_limit_per_server
            for position, name in enumerate(services):
                self.in_sittings[name] = position % every == 1 % every
                self.limit[name] = max(1.0, int(per_server * self.servers[name]))
        self.time_of = {
            name: sampler(s, s.mean_days / self._mean_sittings(name))
            for name, s in services.items()
        }
        self.money: dict[tuple[int, str, str, bool], float] = defaultdict(float)

    def _mean_sittings(self, name: str) -> float:
        return self.additions.mean_sittings if self.additions and self.in_sittings[name] else 1.0

    def start(self) -> None:
        for name, problem in self.task.network.problems.items():
            rate = problem.arrivals_per_day * self.task.people
            if rate > 0.0:
                self.env.process(self.arrivals(name, rate))
        if self.additions:
            self.env.process(self.capacity_steps(self.additions.capacity_by_year))

    def arrivals(self, problem: str, rate: float) -> Process:
        while True:
            yield self.env.timeout(random.expovariate(rate))
            self.told.arrivals += 1
            self.env.process(self.journey(problem))

    def capacity_steps(self, by_year: tuple[float, ...]) -> Process:
        year = 0
        while True:
            for name, resource in self.resources.items():
                step = by_year[year % len(by_year)]
                resource._capacity = max(1, int(self.servers[name] * step + 0.5))
                resource._trigger_put(None)
            yield self.env.timeout(365.0)
            year += 1

    def journey(self, problem: str) -> Process:
        urgent = self.full and random.random() < URGENT_SHARE
        targets, weights = self.entry[problem]
        while True:
            place = random.choices(targets, cum_weights=weights)[0]
            if place in ENDS:
                return
            if self.full:
                served = yield from self.full_visit(place, problem, urgent)
                if not served:
                    return
            else:
                yield from self.visit(place)
            targets, weights = self.moves[problem][place]

    def visit(self, place: str) -> Process:
        env, told = self.env, self.told
        came = env.now
        with self.resources[place].request() as request:
            yield request
            told.joined[place] += 1
            told.visits[place] += 1
            told.waited_days[place] += env.now - came
            yield env.timeout(self.time_of[place]())
        told.completions += 1

    def full_visit(self, place: str, problem: str, urgent: bool) -> Generator[Any, Any, bool]:
        env, told, additions, resource = self.env, self.told, self.additions, self.resources[place]
        sitting = 1
        while True:
            if additions and self.in_sittings[place]:
                yield env.timeout(additions.notice_days)
            if (
                sitting == 1
                and resource.count >= resource.capacity
                and len(resource.queue) >= self.limit[place]
            ):
                told.turned_away += 1
                return False
            came = env.now
            with resource.request(priority=0 if urgent else 1) as request:
                if sitting == 1:
                    yield request | env.timeout(patience(self.patience[place]))
                    told.joined[place] += 1
                    told.waited_days[place] += env.now - came
                    if not request.triggered:
                        told.gave_up += 1
                        return False
                    told.visits[place] += 1
                else:
                    yield request
                    told.waited_days[place] += env.now - came
                yield env.timeout(self.time_of[place]())
            told.completions += 1
            if additions is None:
                return True
            account = (int(env.now / 365.0), place, problem, urgent)
            self.money[account] += additions.price_of_sitting + (
                additions.price_of_visit if sitting == 1 else 0.0
            )
            if not self.in_sittings[place] or random.random() < 1.0 / additions.mean_sittings:
                return True
            yield env.timeout(random.expovariate(1.0 / additions.parties_days))
            sitting += 1
