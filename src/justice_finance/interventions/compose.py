"""How interventions change numbers: pure rules on arrays of axes (draw, year, class).

An effect reaches its full size in steps (`ramp`), for a covered share of people. Rules of
composition do not depend on the order in which interventions are listed: callers pass effects in
order of (intervention id, effect id).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]


def ramp_by_year(
    years: Sequence[int], starts: int, ends: int | None, reached: Sequence[FloatArray]
) -> FloatArray:
    """Share of full scale in each year, before anything persists.

    Parameters
    ----------
    years : sequence of int
        Model years.
    starts, ends : int
        First and last year of the intervention; None: it never ends.
    reached : sequence of arrays (draw, 1, 1)
        Share reached in the first, second ... year; the last one holds from then on.

    Returns
    -------
    array (draw, year, 1)
        0 before `starts` and after `ends`.
    """
    columns = []
    for year in years:
        running = starts <= year and (ends is None or year <= ends)
        at = reached[min(year - starts, len(reached) - 1)] if running else np.zeros((1, 1, 1))
        columns.append(at)
    size = max(each.shape[0] for each in columns)
    return np.concatenate([np.broadcast_to(each, (size, 1, 1)) for each in columns], axis=1)


def persistent(
    ramp: FloatArray, years: Sequence[int], ends: int | None, half_life: FloatArray | None
) -> FloatArray:
    """Share of the full effect in each year: the ramp, and what remains of it after the end.

    Parameters
    ----------
    ramp : array (draw, year, 1)
        From `ramp_by_year`.
    years : sequence of int
    ends : int or None
        Last year of the intervention.
    half_life : array (draw, 1, 1) or None
        Days in which the effect halves after the end; None: nothing remains.

    Returns
    -------
    array (draw, year, 1)
        In the j-th year after the end, the last ramp x the mean of 2^(-t / half life) over it.
    """
    if ends is None or half_life is None or ends not in years:
        return ramp
    size = max(ramp.shape[0], half_life.shape[0])
    result = np.array(np.broadcast_to(ramp, (size, *ramp.shape[1:])))
    last = result[:, years.index(ends), 0]
    halves = half_life[:, 0, 0]
    # A half-life of zero leaves nothing; any number serves there in its stead.
    decay = math.log(2.0) * DAYS_PER_YEAR / np.where(halves > 0.0, halves, 1.0)
    for position, year in enumerate(years):
        if year > ends:
            mean = np.exp(-decay * (year - ends - 1)) * -np.expm1(-decay) / decay
            result[:, position, 0] = np.where(halves > 0.0, last * mean, 0.0)
    return result


def ratio_factor(ratio: FloatArray, reach: FloatArray) -> FloatArray:
    """What a ratio does on average over covered and uncovered people.

    Parameters
    ----------
    ratio : array
        Factor for who is fully reached, 0 or more.
    reach : array
        Coverage x share of the full effect, 0..1.

    Returns
    -------
    array
        1 + reach x (ratio - 1).
    """
    return 1.0 + reach * (ratio - 1.0)


def changed_quantity(
    base: FloatArray, ratios: Sequence[FloatArray], additions: Sequence[FloatArray]
) -> FloatArray:
    """(base x product of ratios) + sum of additions, in the order given."""
    result = base
    for ratio in ratios:
        result = result * ratio
    for amount in additions:
        result = result + amount
    return result


def row_with_odds(
    row: Mapping[str, FloatArray], odds: Mapping[str, FloatArray], reach: FloatArray
) -> dict[str, FloatArray]:
    """Moves out of one state after odds ratios on some of them (multinomial logit).

    Parameters
    ----------
    row : mapping
        Probabilities by state moved to; they sum to one.
    odds : mapping
        What the weight of a move is multiplied by for who is fully reached.
    reach : array
        Coverage x share of the full effect.

    Returns
    -------
    dict
        (1 - reach) x row + reach x (row with the weights, renormalised); sums to one.
    """
    weights = {to: share * odds[to] if to in odds else share for to, share in row.items()}
    total: FloatArray = np.zeros((1, 1, 1))
    for each in weights.values():
        total = total + each
    safe = np.where(total > 0.0, total, 1.0)
    return {to: share + reach * (weights[to] / safe - share) for to, share in row.items()}


def drawn_shares(
    row: Mapping[str, FloatArray],
    drawn_from: Mapping[str, FloatArray],
    arrivals: FloatArray,
    diverted: FloatArray,
) -> tuple[dict[str, FloatArray], FloatArray]:
    """Which share of each move out of a state goes a new way instead.

    Parameters
    ----------
    row : mapping
        Probabilities by state moved to, arrays (draw, year, class).
    drawn_from : mapping
        Share of the diverted people who would have taken each move; sums to one.
    arrivals : array (draw, year, class)
        Arrivals in the state per year, by class.
    diverted : array (draw, year, 1)
        People diverted per year.

    Returns
    -------
    moved : dict of arrays
        Share of each class's arrivals taken from each move. A class gives in proportion to its own
        probability of the move, and never more than it has.
    cut : array (draw, year, 1)
        Share of `diverted` that could not be found in these moves.
    """
    moved: dict[str, FloatArray] = {}
    cut: FloatArray = np.zeros((1, 1, 1))
    for to, share in drawn_from.items():
        takers = sum_of_classes(arrivals * row[to])
        wanted = diverted * share
        factor = np.where(takers > 0.0, wanted / np.where(takers > 0.0, takers, 1.0), 0.0)
        kept = np.minimum(factor, 1.0)
        moved[to] = kept * row[to]
        cut = cut + np.where(wanted > 0.0, share * (1.0 - kept * takers / np.where(
            wanted > 0.0, wanted, 1.0)), 0.0)  # fmt: skip
    return moved, np.maximum(cut, 0.0)


def sum_of_classes(values: FloatArray) -> FloatArray:
    """Add up the class axis, one class after the other, so that no bit depends on the layout.

    Parameters
    ----------
    values : array (draw, year, class)

    Returns
    -------
    array (draw, year, 1)
    """
    total = np.zeros((*values.shape[:2], 1))
    for position in range(values.shape[2]):
        total = total + values[:, :, position : position + 1]
    return total
