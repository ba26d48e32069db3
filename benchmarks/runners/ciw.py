"""Ciw: customer classes for problem and urgency, priorities and reneging as it has them."""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import Any

from benchmarks.network import Service
from benchmarks.realising import shape_of
from benchmarks.runners.task import Task, Told
from benchmarks.variants import FULL, URGENT_SHARE


def simulate(task: Task) -> Told:
    """Run the network file's own variants; Ciw turns nobody away who comes from another service."""
    import ciw

    told = Told(version=f"Ciw {version('ciw')}", holds="priorities, giving up")
    told.begin(task)
    ciw.seed(task.seed)
    with told.timed():
        simulation = ciw.Simulation(ciw.create_network(**_network(ciw, task)))
        simulation.simulate_until_max_time(task.days)
    _count(simulation, task, told)
    return told


def _time(ciw: Any, service: Service) -> Any:
    mean, shape = service.mean_days, shape_of(service)
    if service.form == "fixed":
        return ciw.dists.Deterministic(mean)
    if service.form == "exponential":
        return ciw.dists.Exponential(1.0 / mean)
    if service.form == "gamma":
        return ciw.dists.Gamma(shape, mean / shape)
    return ciw.dists.Lognormal(math.log(mean) - 0.5 * shape * shape, shape)


def _network(ciw: Any, task: Task) -> dict[str, Any]:
    full = task.variant == FULL
    services = task.network.services
    ranks = ((0, URGENT_SHARE), (1, 1.0 - URGENT_SHARE)) if full else ((0, 1.0),)
    arrivals, routing, times, priority, patience = {}, {}, {}, {}, {}
    for name, problem in task.network.problems.items():
        for rank, share in ranks:
            klass = f"{name} {rank}"
            daily = problem.arrivals_per_day * task.people * share
            rates = [daily * problem.entry.get(place, 0.0) for place in services]
            arrivals[klass] = [ciw.dists.Exponential(r) if r > 0.0 else None for r in rates]
            routing[klass] = [
                [problem.moves.get(left, {}).get(to, 0.0) for to in services] for left in services
            ]
            times[klass] = [_time(ciw, service) for service in services.values()]
            priority[klass] = rank
            patience[klass] = [
                ciw.dists.Exponential(1.0 / s.mean_patience_days)
                if s.mean_patience_days < math.inf
                else None
                for s in services.values()
            ]
    servers = [max(1, int(s.servers * task.people + 0.5)) for s in services.values()]
    network = {
        "arrival_distributions": arrivals,
        "service_distributions": times,
        "number_of_servers": servers,
        "routing": {k: ciw.routing.TransitionMatrix(rows) for k, rows in routing.items()},
    }
    if full:
        network |= {"priority_classes": priority, "reneging_time_distributions": patience}
    return network


def _count(simulation: Any, task: Task, told: Told) -> None:
    names = list(task.network.services)
    told.arrivals = simulation.nodes[0].number_of_individuals
    for record in simulation.get_all_records():
        place = names[record.node - 1]
        told.joined[place] += 1
        told.waited_days[place] += record.waiting_time
        if record.record_type == "renege":
            told.gave_up += 1
        elif record.record_type == "service":
            told.completions += 1
            told.visits[place] += 1
