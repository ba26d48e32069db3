"""Sobol indices: how much of the variance of an outcome each input accounts for.

The *first-order* index is the share of variance that would go, on average, if the input were
known. The *total* index is the share that would be left if everything else were known: it also
counts what the input does together with others. Inputs are independent; where they are not, see
`shapley_effects`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.functions import (
    SCRAMBLES,
    Function,
    named_quantiles,
    outcomes_of,
    power_of_two,
    values_of,
)
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.uncertainty import spread_of_ratio
from justice_finance.sampling import scrambled_sobol

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class SobolIndices:
    """First and total order of each input, with errors from independent scrambles.

    Attributes
    ----------
    names : tuple of str
    first, total : array (input,)
        Shares of variance; estimates may lie a little outside 0..1.
    first_error, total_error : array (input,)
        Standard errors.
    first_interval, total_interval : array (input, 2)
        95 % intervals (Student's t over the scrambles).
    mean, variance : float
        Of the outcome.
    evaluations : int
        How often the function was asked.
    """

    names: tuple[str, ...]
    first: FloatArray
    total: FloatArray
    first_error: FloatArray
    total_error: FloatArray
    first_interval: FloatArray
    total_interval: FloatArray
    mean: float
    variance: float
    evaluations: int

    def table(self) -> pd.DataFrame:
        """One row for each input: `name`, `first`, `first_error`, `total`, `total_error`."""
        import pandas as pd

        columns = ("first", "first_error", "total", "total_error")
        found = {name: getattr(self, name) for name in columns}
        return pd.DataFrame({"name": list(self.names), **found})


def sobol_indices(
    function: Function,
    distributions: Mapping[str, Any] | Sequence[Any],
    points: int,
    scrambles: int = SCRAMBLES,
    seed: int = 1,
) -> SobolIndices:
    """First and total Sobol indices of independent inputs.

    Parameters
    ----------
    function : callable
        From values of the inputs (point, input) to outcomes (point,).
    distributions : mapping of name to distribution, or sequence
        Each with `quantile` or `ppf`.
    points : int
        Base points of each scramble, rounded up to a power of two.
    scrambles : int
        Independent scrambles, 2 or more; the function is asked for scrambles x (inputs + 2) x
        points outcomes.
    seed : int
        Names the scrambles.

    Returns
    -------
    SobolIndices

    Raises
    ------
    AppraisalError
        If the function does not give one number for each point, or always the same.

    Notes
    -----
    With A and B independent points, AB_i being A with column i of B, and V the variance:
    first_i = mean f(B) (f(AB_i) - c f(A)) / V, outcomes less their mean;
    total_i = mean (f(A) - f(AB_i))^2 / 2V. The first is right for any c, and c is chosen to make
    it vary least (1 is Saltelli's). Errors: over scrambles, of a ratio of means.

    Sources
    -------
    A. Saltelli and others (2010), "Variance based sensitivity analysis of model output", Computer
    Physics Communications 181; M. J. W. Jansen (1999), Computer Physics Communications 117.
    """
    names, quantiles = named_quantiles(distributions)
    count, each = len(names), power_of_two(points)
    uniforms = scrambled_sobol(2 * count, each, scrambles, seed)
    first_points, second_points = uniforms[..., :count], uniforms[..., count:]

    def outcomes(at: FloatArray) -> FloatArray:
        values = values_of(quantiles, at).reshape(-1, count)
        return outcomes_of(function, values).reshape(scrambles, each)

    a, b = outcomes(first_points), outcomes(second_points)
    mean = 0.5 * float(a.mean() + b.mean())
    a, b = a - mean, b - mean
    variance = 0.5 * (a**2 + b**2).mean(axis=1)
    if not variance.mean() > 0.0:
        refuse("arrays_do_not_fit", "function", "the same outcome everywhere", "one that varies")
    alone, together = np.empty((count, scrambles)), np.empty((count, scrambles))
    for number in range(count):
        mixed = first_points.copy()
        mixed[..., number] = second_points[..., number]
        ab = outcomes(mixed) - mean
        control = a * b  # its mean is zero
        pull = float(((b * ab - (b * ab).mean()) * control).mean() / (control**2).mean())
        alone[number] = (b * ab - pull * control).mean(axis=1)
        together[number] = 0.5 * ((a - ab) ** 2).mean(axis=1)
    first, first_error, first_interval = spread_of_ratio(alone, variance)
    total, total_error, total_interval = spread_of_ratio(together, variance)
    return SobolIndices(
        names,
        first,
        total,
        first_error,
        total_error,
        first_interval,
        total_interval,
        mean,
        float(variance.mean()),
        (count + 2) * scrambles * each,
    )
