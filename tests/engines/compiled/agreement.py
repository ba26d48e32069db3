"""Whether two engines agree on a network, person by person and count by count."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from justice_finance.engines import compiled, event
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.results.waits import Waits
from justice_finance.scenario.realised import Realised
from tests.engines.random_networks import FEATURES, comparable, small_random


def mixed_network(seed: int) -> tuple[Realised, Settings]:
    """A small network of the features that a seed picks, a third of them on a lattice."""
    rng = np.random.default_rng([20_261, seed])
    named = sorted(FEATURES - {"lattice"})
    some = rng.permutation(named)[: int(rng.integers(3, len(named) + 1))]
    features = frozenset([*(str(name) for name in some), *(["lattice"] if seed % 3 == 0 else [])])
    settings = Settings(
        seed=int(rng.integers(1, 1 << 40)),
        replication=int(rng.integers(0, 4)),
        fraction=float(rng.choice([1.0, 1.0, 0.4])),
    )
    return small_random(seed, features), settings


def differences(network: Realised, settings: Settings) -> list[str]:
    """What differs in any bit: names of flows and waits, and whether a person's way does."""
    settings = replace(settings, waits=True)
    ours, theirs = (engine.ENGINE.run(network, settings) for engine in (compiled, event))
    found = _unequal(ours, theirs) + _unequal(ours.waits, theirs.waits)
    ways = (comparable(engine.trajectories(network, settings)) for engine in (compiled, event))
    if next(ways) != next(ways):
        found.append("trajectories")
    return found


def _unequal(ours: Flows | Waits | None, theirs: Flows | Waits | None) -> list[str]:
    """Names of arrays with a differing bit."""
    assert ours is not None
    return [
        field.name
        for field in fields(ours)
        if field.name != "waits"
        and not np.array_equal(getattr(ours, field.name), getattr(theirs, field.name))
    ]
