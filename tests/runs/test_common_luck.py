"""Common luck: a comparison is sharper with the same persons in both scenarios."""

from __future__ import annotations

import numpy as np

from benchmarks.common_luck import FIGURES, TARGET, Pair, compare, gain
from justice_finance.engines.event import ENGINE
from tests.agreement.networks_to_agree_on import court

REPLICATIONS = 24


def test_the_variance_of_a_difference_is_five_times_smaller_than_with_independent_seeds() -> None:
    pair = Pair("a tenth more judges", court(0.25), court(0.25, staff=4.4), 1.0)
    one, other = compare(pair, ENGINE, REPLICATIONS, seed=31)
    lots = np.random.default_rng(2).integers(0, REPLICATIONS, (2000, REPLICATIONS))
    for figure in range(len(FIGURES)):
        common, independent = gain(one[:, figure], other[:, figure])
        again = [np.divide(*gain(one[lot, figure], other[lot, figure])[::-1]) for lot in lots]
        assert independent / common > TARGET
        assert np.quantile(again, 0.05) > TARGET


def test_the_gain_is_that_of_a_known_correlation() -> None:
    luck = np.random.default_rng(3)
    shared, own = luck.normal(size=(2, 20_000)), luck.normal(size=20_000)
    one, other = shared[0], 0.9 * shared[0] + np.sqrt(1.0 - 0.81) * own
    common, independent = gain(one, other)
    assert abs(independent / common - 1.0 / (1.0 - 0.9)) < 0.5
