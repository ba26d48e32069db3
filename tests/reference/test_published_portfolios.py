"""Published choices under a budget, and closed forms of the mean of the worst draws."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal import best_portfolio, downside

ADAGIO_1 = ([15, 100, 90, 60, 40, 15, 10, 1], [2, 20, 20, 30, 40, 30, 60, 10], 102)
ADAGIO_2 = ([70, 20, 39, 37, 7, 5, 10], [31, 10, 20, 19, 4, 3, 6], 50)
KREHER_STINSON = (
    [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240],
    [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
    750,
)


def test_knapsack_of_eight() -> None:
    """Documentation of `knapsack` in H. W. Borchers, adagio (R package), example 1: 280."""
    found = best_portfolio(*ADAGIO_1)
    assert (found.value, found.cost, found.chosen) == (280.0, 102.0, (0, 1, 2, 3, 5))


def test_knapsack_of_seven() -> None:
    """Documentation of `knapsack` in adagio, example 2: items 1 and 4, 107."""
    found = best_portfolio(*ADAGIO_2)
    assert (found.value, found.cost, found.chosen) == (107.0, 50.0, (0, 3))


def test_knapsack_of_fifteen() -> None:
    """J. Burkardt, data set KNAPSACK_01, problem 7, from Kreher and Stinson, Combinatorial
    Algorithms (1999), table 5.2: greatest profit 1458."""
    found = best_portfolio(*KREHER_STINSON)
    assert found.value == 1458.0
    assert found.cost <= 750.0


def test_relaxed_knapsack_is_greedy() -> None:
    """G. B. Dantzig (1957), Discrete-variable extremum problems, Operations Research 5: the
    relaxation takes items by ratio and a part of the first that does not fit, whose ratio is the
    price of the budget."""
    value, cost, budget = (np.array(each, dtype=float) for each in KREHER_STINSON)
    order = np.argsort(-value / cost)
    spent = np.cumsum(cost[order])
    split = int(np.searchsorted(spent, budget))
    part = (budget - (spent[split - 1] if split else 0.0)) / cost[order[split]]
    expected = value[order[:split]].sum() + part * value[order[split]]
    found = best_portfolio(value, cost, float(budget))
    assert found.relaxed_value == pytest.approx(expected, rel=1e-10)
    assert found.shadow_price == pytest.approx(value[order[split]] / cost[order[split]], rel=1e-10)


@pytest.mark.parametrize("tail_share", [0.01, 0.05, 0.1, 0.5])
def test_downside_of_a_uniform(tail_share) -> None:
    """Closed form: the worst share a of the numbers 1..n with a n whole has mean (a n + 1) / 2."""
    count = 1000
    values = np.random.default_rng(3).permutation(np.arange(1.0, count + 1.0))
    assert downside(values, tail_share) == pytest.approx(
        (tail_share * count + 1.0) / 2.0, rel=1e-12
    )


@pytest.mark.parametrize("tail_share", [0.05, 0.2])
def test_downside_of_a_normal(tail_share) -> None:
    """Closed form: mean - standard deviation x density at the quantile / share (Rockafellar and
    Uryasev 2000). On the mid-quantiles of 2^16 equal parts the error is that of the rule."""
    from scipy.stats import norm

    points = norm.ppf((np.arange(2**16) + 0.5) / 2**16, loc=4.0, scale=3.0)
    expected = 4.0 - 3.0 * norm.pdf(norm.ppf(tail_share)) / tail_share
    assert downside(points, tail_share) == pytest.approx(expected, abs=5e-4)


def test_downside_between_two_draws() -> None:
    """Rockafellar and Uryasev (2002), proposition 8: the draw at the edge counts in part.

    Half of three draws is one and a half: (1 + 0.5 x 2) / 1.5.
    """
    assert downside([3.0, 1.0, 2.0], 0.5) == pytest.approx(2.0 / 1.5, rel=1e-15)
