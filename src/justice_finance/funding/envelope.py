"""Fitting an option into an envelope of public money in present value.

Options are compared at their own efficient scale and again within one envelope. Within it every
scale is cut by the same factor; none is inflated to fill it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

CLOSE = 1e-10
"""Relative distance from the envelope that counts as fitting it."""
MOST_TRIES = 60


def present_value(amounts: Sequence[float], discount_rate: float) -> float:
    """Amounts of successive years brought to the first of them.

    Parameters
    ----------
    amounts : sequence of float
        Real money, one for each model year.
    discount_rate : float
        Per year, as a share.

    Returns
    -------
    float
        Sum over t of amounts[t] / (1 + rate)^t; the first year is not discounted.
    """
    total, factor = 0.0, 1.0
    for amount in amounts:
        total += amount * factor
        factor /= 1.0 + discount_rate
    return total


def fitting_factor(
    cost_at: Callable[[float], float], envelope: float, full: float | None = None
) -> float:
    """The factor by which scales are cut so that the planned public cost fits the envelope.

    Parameters
    ----------
    cost_at : callable
        Present value of the planned public cost at a factor on all scales, nearly proportional
        to it.
    envelope : float
        Money, at least 0.
    full : float, optional
        The cost at full scale, if it is known already.

    Returns
    -------
    float
        In 0..1; 1 if the option fits as it is.

    Notes
    -----
    min(1, envelope / cost) where cost is proportional to scale; else the factor is improved by
    false position until the cost meets the envelope.
    """
    cost = cost_at(1.0) if full is None else full
    if cost <= envelope:
        return 1.0
    if envelope <= 0.0:
        return 0.0
    low, high = (0.0, 0.0), (1.0, cost)  # factor and its cost
    factor = envelope / cost
    for number in range(MOST_TRIES):
        cost = cost_at(factor)
        if abs(cost - envelope) <= CLOSE * envelope:
            break
        low, high = (low, (factor, cost)) if cost > envelope else ((factor, cost), high)
        factor = (low[0] + high[0]) / 2.0
        if number % 3 < 2 and high[1] > low[1]:  # along the line, and every third time halfway
            along = (envelope - low[1]) / (high[1] - low[1])
            factor = low[0] + (high[0] - low[0]) * min(max(along, 0.0), 1.0)
    return factor
