"""Shorter steps converge."""

from __future__ import annotations

import numpy as np

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.contract import Settings
from tests.engines.random_networks import FEATURES, random_realised


def test_halving_the_step_brings_flows_closer_together() -> None:
    closer = 0
    for seed in range(4):
        features = FEATURES - {"lattice", "limits"}
        realised = random_realised(np.random.default_rng(100 + seed), draws=1, features=features)
        month, half, quarter = (
            ENGINE.run(realised, Settings(step_days=365.0 / n)) for n in (12, 24, 48)
        )
        people = month.opening_stock.sum() + quarter.fresh.sum()
        first = np.abs(month.entries - half.entries).sum() / people
        second = np.abs(half.entries - quarter.entries).sum() / people
        assert second < 0.05
        closer += second < first or second < 1e-9
    assert closer >= 3
