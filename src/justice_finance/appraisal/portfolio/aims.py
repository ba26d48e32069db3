"""What a portfolio is chosen for when values are uncertain: mean, downside, or largest regret."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.given_arrays import finite_array, refuse_array
from justice_finance.appraisal.portfolio.rules import Rules
from justice_finance.appraisal.portfolio.solver import Aim, choose, no_choice

FloatArray = NDArray[np.float64]

AIMS = {
    "expected": "greatest mean over draws",
    "downside": "greatest mean of the worst draws",
    "regret": "smallest largest regret over draws",
}
MOST_LOOKED_AT = 14
"""Options up to which every choice is looked at where the best of each draw is wanted."""


def downside(values: ArrayLike, tail_share: float = 0.1) -> float:
    """Mean of the worst draws (conditional value at risk).

    Parameters
    ----------
    values : array (draw,)
        More is better; all draws weigh alike.
    tail_share : float
        Share of draws that count as the worst, above 0 and at most 1.

    Returns
    -------
    float
        In the unit of the values.

    Notes
    -----
    max over t of t - mean(max(t - value, 0)) / tail_share; where tail_share x draws is no whole
    number, the last draw of the tail counts in part.

    Sources
    -------
    R. T. Rockafellar and S. Uryasev (2000), "Optimization of conditional value-at-risk", Journal of
    Risk 2; (2002), Journal of Banking and Finance 26, proposition 8.

    Examples
    --------
    >>> downside([4.0, 1.0, 2.0, 3.0], 0.5)
    1.5
    """
    ordered = np.sort(finite_array("values", values, axes=(1,)))
    check_tail(tail_share)
    part = tail_share * len(ordered)
    weight = np.clip(part - np.arange(len(ordered)), 0.0, 1.0)
    return float(ordered @ weight / part)


def check_tail(tail_share: float) -> None:
    """Raise unless a share of draws is above 0 and at most 1."""
    if not 0.0 < tail_share <= 1.0:
        refuse_array("tail_share", f"{tail_share:g}", "a share of draws above 0 and at most 1")


def downside_aim(value: FloatArray, tail_share: float) -> Aim:
    """The mean of the worst draws as a linear aim with one unknown for each draw and one more.

    Notes
    -----
    min -t + sum(u) / (tail_share x draws), u >= t - value @ choice, u >= 0.
    """
    draws, options = value.shape
    scale = np.abs(value).max() or 1.0
    rows = np.hstack([-value / scale, -np.eye(draws), np.ones((draws, 1))])
    further = np.append(np.full(draws, 1.0 / (tail_share * draws)), -1.0)
    free = np.append(np.zeros(draws, dtype=bool), True)
    return Aim(np.zeros(options), further, rows, np.zeros(draws), free)


def regret_aim(value: FloatArray, best: FloatArray) -> Aim:
    """The largest regret as a linear aim with one more unknown.

    Notes
    -----
    min r, r >= best of a draw - value @ choice in it.
    """
    draws, options = value.shape
    scale = np.abs(value).max() or 1.0
    rows = np.hstack([-value / scale, -np.ones((draws, 1))])
    return Aim(np.zeros(options), np.ones(1), rows, -best / scale, np.zeros(1, dtype=bool))


def best_by_draw(rules: Rules, budget: FloatArray) -> FloatArray:
    """What the best portfolio of each draw is worth, if the draw were known (draw,).

    Few options: every choice is looked at. Many: one programme for each draw.
    """
    if rules.options <= MOST_LOOKED_AT:
        places = np.arange(2**rules.options)[:, None] >> np.arange(rules.options) & 1
        choices = places.astype(bool)
        choices = choices[rules.keeping(choices, budget)]
        if len(choices) == 0:
            no_choice(rules)
        return np.array([(choices @ worth).max() for worth in rules.value])
    best = np.zeros(len(rules.value))
    for place, worth in enumerate(rules.value):
        taken = choose(rules, Aim(-worth), budget)
        if taken is None:
            no_choice(rules)
        best[place] = worth[taken].sum()
    return best
