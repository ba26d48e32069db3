"""The steps in machine code give the bits of the steps in numpy, whatever the network."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from justice_finance import load_study
from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.cohort.compiling import compiled_kernel
from justice_finance.engines.cohort.plan import make_plan
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipes import recipes_of
from tests.engines.random_networks import FEATURES, random_realised

pytest.importorskip("numba")

KENYA = Path(__file__).parents[3] / "scenarios" / "kenya"
QUARTERS = Settings(step_days=365.0 / 4)
ONE_WAY = FEATURES - {"cycles", "lattice"}
ENDS_FOR_GOOD = ONE_WAY - {"returns", "knock_ons"}
SEEDS = range(40)


def network(seed: int, draws: int) -> Realised:
    features = ONE_WAY if seed % 4 == 0 else ENDS_FOR_GOOD
    features |= {"lattice"} if seed % 3 == 0 else set()
    return random_realised(np.random.default_rng(seed), draws=draws, features=features)


def assert_same_bits(one: Flows, other: Flows) -> None:
    for each in fields(Flows):
        np.testing.assert_array_equal(getattr(one, each.name), getattr(other, each.name))


@pytest.mark.parametrize("seed", SEEDS)
def test_compiled_steps_give_the_same_bits(seed: int) -> None:
    realised = network(seed, 19)
    settings = Settings() if seed % 5 == 0 else QUARTERS
    compiled = ENGINE.run(realised, settings)
    assert_same_bits(compiled, ENGINE.run(realised, settings, compiled=False))


def test_most_of_these_networks_do_run_compiled() -> None:
    """Those on which people may go round within a step do not, and would prove nothing."""
    straight = [
        not any(group.cyclic for group in make_plan(network(seed, 2), QUARTERS).groups)
        for seed in SEEDS
    ]
    assert compiled_kernel() is not None
    assert sum(straight) > len(straight) / 2


def test_a_shipped_study_gives_the_same_bits() -> None:
    """Kenya at central values, every scenario: queues, knock-on problems and lumps as in life."""
    recipes = recipes_of(load_study(KENYA))
    for realised in recipes.realise_all(recipes.variants[0]):
        compiled = ENGINE.run(realised, Settings())
        assert_same_bits(compiled, ENGINE.run(realised, Settings(), compiled=False))
