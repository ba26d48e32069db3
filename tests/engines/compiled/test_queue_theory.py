"""Queueing theory on the compiled engine, five times as sure as the event engine can afford."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.engines.compiled import ENGINE, trajectories
from justice_finance.engines.contract import Settings
from tests.engines.queue_theory import CASES, Theory
from tests.engines.random_networks import FEATURES, random_realised


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_theory_lies_inside_the_interval_of_the_run(case) -> None:
    case(Theory(ENGINE, times=40.0, largest_error=0.003, other_seed=1000))


def test_littles_law_is_an_identity_of_the_run() -> None:
    network = random_realised(np.random.default_rng(4), draws=1, years=2, features=FEATURES)
    flows = ENGINE.run(network, Settings(seed=2))
    stays = np.zeros(flows.open_days.shape[2:])
    for step in trajectories(network, Settings(seed=2)):
        stays[step.klass, step.state] += step.left - step.arrived
    np.testing.assert_allclose(flows.open_days[0].sum(axis=0), stays, rtol=1e-11, atol=1e-9)
