"""Which of several options is worth its cost at some value of the effect: incremental analysis.

The frontier is the lower convex hull of (effect, cost) from the cheapest option to the most
effective one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.draws_of_options import draws_first
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.uncertainty import monte_carlo_error

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

FRONTIER, DOMINATED, EXTENDED = "frontier", "dominated", "extended"

_SAME = 1e-12  # options nearer than this share of the range of costs and effects lie on one line


def incremental_analysis(
    names: Sequence[str], costs: Any, effects: Any, scramble: ArrayLike | None = None
) -> pd.DataFrame:
    """What each further unit of effect costs, along the options that are worth considering.

    Parameters
    ----------
    names : sequence of str
        Options that exclude each other, the option of doing nothing more among them.
    costs : array (option,) or (draw, option)
        Expected cost; the mean is taken over draws.
    effects : array (option,) or (draw, option)
        Expected effect, more is better; the mean is taken over draws.
    scramble : array of int (draw,), optional
        Which independent scramble of the points each draw belongs to.

    Returns
    -------
    pandas.DataFrame
        One row for each option, by cost and then effect: `name`, `cost`, `effect`, `status`,
        `incremental_cost`, `incremental_effect`, `ratio`, and `standard_error` of the ratio (not a
        number without draws).

        status: `dominated` if another option costs no more and does no less, one of them strictly
        (strong dominance); `extended` if not, but a mix of two others costs no more and does no
        less, one strictly (extended dominance); `frontier` otherwise. Options with the same cost
        and effect have the same status, and options exactly on a line between two of the
        frontier stay on it.

        Increments and ratio compare an option of the frontier with the one before it that
        has less effect; they are not a number for the first and for all that are not on the
        frontier.

    Raises
    ------
    AppraisalError
        If names, costs and effects are not of one length, or not numbers.

    Notes
    -----
    ratio = (cost - cost before) / (effect - effect before). Ratios never fall along the frontier.

    Sources
    -------
    M. C. Weinstein (1990), "Principles of cost-effective resource allocation in health care
    organizations", International Journal of Technology Assessment in Health Care 6; Drummond.
    """
    import pandas as pd

    by_draw = [_by_option(each, names, what) for each, what in _named(costs, effects)]
    means = [each.mean(axis=0) for each in by_draw]
    order = np.lexsort((means[1], means[0]))
    cost, effect = (each[order] for each in means)
    cost_draws, effect_draws = (each[:, order] for each in by_draw)
    drawn = cost_draws.shape == effect_draws.shape and len(cost_draws) > 1
    status = _statuses(cost, effect)
    step_cost, step_effect, ratio, error = (np.full(len(cost), np.nan) for _ in range(4))
    before = -1
    for place in np.flatnonzero(status == FRONTIER).tolist():
        if before >= 0 and effect[place] > effect[before]:
            step_cost[place] = cost[place] - cost[before]
            step_effect[place] = effect[place] - effect[before]
            ratio[place] = step_cost[place] / step_effect[place]
            if drawn:
                away = cost_draws[:, place] - cost_draws[:, before]
                away = away - ratio[place] * (effect_draws[:, place] - effect_draws[:, before])
                error[place] = monte_carlo_error(away, np.mean, scramble) / step_effect[place]
        elif before >= 0:  # a tie has the increments of its twin
            for column in (step_cost, step_effect, ratio, error):
                column[place] = column[place - 1]
            continue
        before = place
    return pd.DataFrame(
        {
            "name": [names[number] for number in order],
            "cost": cost,
            "effect": effect,
            "status": status,
            "incremental_cost": step_cost,
            "incremental_effect": step_effect,
            "ratio": ratio,
            "standard_error": error,
        }
    )


def _named(costs: Any, effects: Any) -> tuple[tuple[Any, str], ...]:
    return (costs, "costs"), (effects, "effects")


def _by_option(values: Any, names: Sequence[str], what: str) -> FloatArray:
    """Figures (draw, option); one row where there are no draws."""
    if np.ndim(values) == 2:
        numbers = draws_first(values, what, 2)
    else:
        numbers = np.atleast_1d(np.asarray(values, dtype=np.float64))[None]
    if numbers.shape[1:] != (len(names),) or not np.isfinite(numbers).all():
        found = f"an array of shape {np.shape(values)}"
        refuse("arrays_do_not_fit", what, found, f"{len(names)} numbers, one for each name")
    return numbers


def _statuses(cost: FloatArray, effect: FloatArray) -> NDArray[np.str_]:
    """Status of options in order of cost and then effect."""
    count = len(cost)
    status = np.full(count, FRONTIER, dtype=object)
    no_dearer = cost[None, :] <= cost[:, None]
    no_worse = effect[None, :] >= effect[:, None]
    strictly = (cost[None, :] < cost[:, None]) | (effect[None, :] > effect[:, None])
    status[(no_dearer & no_worse & strictly).any(axis=1)] = DOMINATED
    left = np.flatnonzero(status == FRONTIER).tolist()  # cost and effect rise together now
    scale = _SAME * float(np.ptp(cost) * np.ptp(effect))
    hull: list[int] = []
    for place in left:
        if hull and cost[place] == cost[hull[-1]]:  # a tie
            continue
        while len(hull) > 1 and _above(hull[-2], hull[-1], place, cost, effect) > scale:
            hull.pop()
        hull.append(place)
    kept = {(cost[place], effect[place]) for place in hull}
    for place in left:
        if (cost[place], effect[place]) not in kept:
            status[place] = EXTENDED
    return status


def _above(first: int, middle: int, last: int, cost: FloatArray, effect: FloatArray) -> float:
    """Positive where the middle option lies above the line between the two others."""
    return float(
        (cost[middle] - cost[first]) * (effect[last] - effect[first])
        - (cost[last] - cost[first]) * (effect[middle] - effect[first])
    )
