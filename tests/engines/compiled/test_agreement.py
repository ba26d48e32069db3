"""The compiled engine against the event engine: every person, every time, every count, to the bit.

`python -m benchmarks.compare_engines` compares many more networks in the same way.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from justice_finance.engines import compiled, event
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from tests.engines.compiled.agreement import differences, mixed_network
from tests.engines.random_networks import FEATURES, random_realised


@pytest.mark.parametrize("first", range(0, 300, 25))
def test_small_networks_that_mix_everything_agree_to_the_bit(first: int) -> None:
    for seed in range(first, first + 25):
        network, settings = mixed_network(seed)
        assert differences(network, settings) == [], seed


def same_flows(ours: Flows, theirs: Flows) -> bool:
    return all(
        np.array_equal(getattr(ours, field.name), getattr(theirs, field.name))
        for field in fields(Flows)
    )


@pytest.mark.parametrize("fraction", [1.0, 0.3])
def test_larger_networks_with_several_draws_agree_to_the_bit(fraction: float) -> None:
    network = random_realised(np.random.default_rng(11), draws=3, years=4, features=FEATURES)
    settings = Settings(seed=5, replication=2, fraction=fraction)
    assert same_flows(compiled.ENGINE.run(network, settings), event.ENGINE.run(network, settings))


def of_draw(network, draw):
    """The same scenario with one draw only."""

    def one(part):
        cut = {}
        for field in fields(part):
            value = getattr(part, field.name)
            if hasattr(value, "mean") and not isinstance(value, np.ndarray):
                cut[field.name] = replace(
                    value,
                    **{n: getattr(value, n)[draw : draw + 1] for n in ("mean", "shape", "ratio")},
                )
            elif isinstance(value, np.ndarray) and value.dtype == np.float64 and value.ndim > 1:
                cut[field.name] = value[draw : draw + 1]
        return replace(part, **cut)

    return network, one
