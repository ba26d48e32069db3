"""Whether two engines agree on a network, person by person and count by count."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from justice_finance.engines import compiled, event
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.results.waits import Waits
from justice_finance.scenario.realised import Realised
from tests.engines.random_networks import FEATURES, comparable, small_random, with_closures


def features_of(number: int) -> frozenset[str]:
    """Features of a small network by its number, three of them or more; a third on a lattice."""
    rng = np.random.default_rng([20_261, number])
    named = sorted(FEATURES - {"lattice"})
    some = rng.permutation(named)[: int(rng.integers(3, len(named) + 1))]
    return frozenset([*(str(name) for name in some), *(["lattice"] if number % 3 == 0 else [])])


def mixed_network(number: int) -> tuple[Realised, Settings]:
    """A small network by its number, and how to run it; every other one has closed days."""
    rng = np.random.default_rng([20_262, number])
    settings = Settings(
        seed=int(rng.integers(1, 1 << 40)),
        replication=int(rng.integers(0, 4)),
        fraction=float(rng.choice([1.0, 1.0, 0.4])),
    )
    network = small_random(number, features_of(number))
    return (with_closures(rng, network) if number % 2 else network), settings


def features_met(number: int, network: Realised) -> frozenset[str]:
    """Features of a mixed network, closed days among them where a service has any."""
    closes = bool(np.isfinite(network.services.closures).any())
    return features_of(number) | ({"closed_days"} if closes else set())


def differences(network: Realised, settings: Settings) -> list[str]:
    """What differs in any bit: names of flows and waits, and whether a person's way does."""
    found = differing_counts(network, settings)
    ways = (comparable(engine.trajectories(network, settings)) for engine in (compiled, event))
    if next(ways) != next(ways):
        found.append("trajectories")
    return found


def differing_counts(network: Realised, settings: Settings) -> list[str]:
    """Names of the flows and waits that differ in any bit."""
    settings = replace(settings, waits=True)
    ours, theirs = (engine.ENGINE.run(network, settings) for engine in (compiled, event))
    return _unequal(ours, theirs) + _unequal(ours.waits, theirs.waits)


def _unequal(ours: Flows | Waits | None, theirs: Flows | Waits | None) -> list[str]:
    """Names of arrays with a differing bit."""
    assert ours is not None
    return [
        field.name
        for field in fields(ours)
        if field.name != "waits"
        and not np.array_equal(getattr(ours, field.name), getattr(theirs, field.name))
    ]
