"""One or two inputs moved, all else at its central value: tornado, grids, switching values.

For a study that can be asked again at any values of its inputs. For draws that exist already, see
`given_draws`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.functions import (
    Function,
    Quantile,
    named_quantiles,
    outcomes_of,
)
from justice_finance.appraisal.refusals import refuse

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

LOW, HIGH = 0.05, 0.95
_GRID = 257  # quantiles at which a change of sign is looked for
_HALVINGS = 50


def one_way(function: Function, central: ArrayLike, number: int, values: ArrayLike) -> FloatArray:
    """Outcomes as one input takes several values.

    Parameters
    ----------
    function : callable
        From values of the inputs (point, input) to outcomes (point,).
    central : array (input,)
        Values of all others.
    number : int
        Which input is moved.
    values : array (point,)

    Returns
    -------
    array (point,)
    """
    moved = np.atleast_1d(np.asarray(values, dtype=np.float64))
    points = np.tile(np.asarray(central, dtype=np.float64), (len(moved), 1))
    points[:, number] = moved
    return outcomes_of(function, points)


def two_way(
    function: Function,
    central: ArrayLike,
    numbers: tuple[int, int],
    first_values: ArrayLike,
    second_values: ArrayLike,
) -> FloatArray:
    """Outcomes over a grid of two inputs: (first value, second value).

    Parameters
    ----------
    function, central
        As in `one_way`.
    numbers : pair of int
        Which two inputs are moved.
    first_values, second_values : array

    Returns
    -------
    array (first, second)
    """
    first, second = (np.atleast_1d(np.asarray(v, float)) for v in (first_values, second_values))
    points = np.tile(np.asarray(central, dtype=np.float64), (len(first) * len(second), 1))
    points[:, numbers[0]] = np.repeat(first, len(second))
    points[:, numbers[1]] = np.tile(second, len(first))
    return outcomes_of(function, points).reshape(len(first), len(second))


def tornado(
    function: Function,
    distributions: Mapping[str, Any] | Sequence[Any],
    central: ArrayLike | None = None,
) -> pd.DataFrame:
    """How far each input alone moves the outcome, from its 5 % to its 95 % quantile.

    Parameters
    ----------
    function : callable
        As in `one_way`.
    distributions : mapping of name to distribution, or sequence
        Each with `quantile` or `ppf`.
    central : array (input,), optional
        The means (of distributions that know theirs) if not given.

    Returns
    -------
    pandas.DataFrame
        The widest first: `name`, `low_input`, `high_input`, `at_low`, `at_high`, `swing` (of
        at_low and at_high, the larger less the smaller).
    """
    import pandas as pd

    names, quantiles = named_quantiles(distributions)
    middle = _central(distributions, quantiles, central)
    rows = []
    for number, name in enumerate(names):
        ends = np.asarray(quantiles[number](np.array([LOW, HIGH])))
        low, high = one_way(function, middle, number, ends).tolist()
        rows.append((name, *ends.tolist(), low, high, abs(high - low)))
    columns = ["name", "low_input", "high_input", "at_low", "at_high", "swing"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def switching_values(
    difference: Function,
    distributions: Mapping[str, Any] | Sequence[Any],
    central: ArrayLike | None = None,
) -> pd.DataFrame:
    """Where each input alone would turn the decision, and how likely it lies beyond.

    Parameters
    ----------
    difference : callable
        Net benefit of one option less another's, from values of the inputs (point, input).
    distributions, central
        As in `tornado`.

    Returns
    -------
    pandas.DataFrame
        The most likely to switch first: `name`, `central`, `switching_value` (the nearest to the
        central value, in probability; not a number where none lies between the 0.01 % and the
        99.99 % quantile), `probability` (that the sign differs from that at the central values),
        `switching_values` (all of them, ascending).

    Notes
    -----
    Changes of sign are looked for at 257 quantiles and narrowed by halving; two within one step
    are not seen.

    Sources
    -------
    HM Treasury, The Green Book (2022), chapter 5 (switching values).
    """
    import pandas as pd

    names, quantiles = named_quantiles(distributions)
    middle = _central(distributions, quantiles, central)
    now = float(outcomes_of(difference, middle[None])[0]) < 0.0
    rows = []
    for number, name in enumerate(names):
        shares = np.linspace(1e-4, 1.0 - 1e-4, _GRID)
        signs = _negative(difference, middle, number, quantiles[number], shares)
        turns = _narrowed(difference, middle, number, quantiles[number], shares, signs)
        edges = np.concatenate([[0.0], turns, [1.0]])
        starts_other = bool(signs[0]) != now
        inside = np.arange(len(edges) - 1) % 2 == (0 if starts_other else 1)
        probability = float(np.diff(edges)[inside].sum())
        values = np.asarray(quantiles[number](turns)) if len(turns) else np.zeros(0)
        nearest = float("nan")
        if len(turns):
            here = _share_at(quantiles[number], float(middle[number]))
            nearest = float(values[np.argmin(np.abs(turns - here))])
        rows.append((name, float(middle[number]), nearest, probability, tuple(values.tolist())))
    columns = ["name", "central", "switching_value", "probability", "switching_values"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("probability", ascending=False, kind="stable", ignore_index=True)


def _central(
    distributions: Mapping[str, Any] | Sequence[Any],
    quantiles: Sequence[Quantile],
    central: ArrayLike | None,
) -> FloatArray:
    if central is not None:
        found = np.asarray(central, dtype=np.float64)
    else:
        each = distributions.values() if isinstance(distributions, Mapping) else distributions
        means = [one.mean() if callable(one.mean) else one.mean for one in each]
        found = np.asarray(means, dtype=np.float64)
    if found.shape != (len(quantiles),):
        expected = f"{len(quantiles)} numbers, one for each input"
        refuse("arrays_do_not_fit", "central", f"an array of shape {found.shape}", expected)
    return found


def _negative(
    difference: Function, middle: FloatArray, number: int, quantile: Quantile, shares: FloatArray
) -> NDArray[np.bool_]:
    return np.asarray(one_way(difference, middle, number, quantile(shares)) < 0.0)


def _narrowed(
    difference: Function,
    middle: FloatArray,
    number: int,
    quantile: Quantile,
    shares: FloatArray,
    signs: NDArray[np.bool_],
) -> FloatArray:
    """Shares of probability below each change of sign, by halving."""
    place = np.flatnonzero(signs[1:] != signs[:-1])
    if not len(place):
        return np.zeros(0)
    low, high, below = shares[place], shares[place + 1], signs[place]
    for _ in range(_HALVINGS):
        half = 0.5 * (low + high)
        same = _negative(difference, middle, number, quantile, half) == below
        low, high = np.where(same, half, low), np.where(same, high, half)
    return np.asarray(0.5 * (low + high))


def _share_at(quantile: Quantile, value: float) -> float:
    """Share of probability below a value."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        half = 0.5 * (low + high)
        if float(quantile(np.array([half]))[0]) < value:
            low = half
        else:
            high = half
    return 0.5 * (low + high)
