"""One figure of two runs: old, new, and how sure their difference is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.uncertainty import monte_carlo_error, ratio_of_means
from justice_finance.inspect.figures import (
    COUNTS,
    LOSS,
    MONEY,
    RATIOS,
    Asked,
    draws_of,
    estimate,
    finite,
    scrambles_of,
)

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

HEADLINE = (*MONEY, *COUNTS, *RATIOS, LOSS)
ROUNDING = 1e-9
"""Differences below this share of the figures are those of adding up in another order."""


def difference(worths: tuple[xr.Dataset, xr.Dataset], what: Asked, paired: bool) -> dict[str, Any]:
    """Old, new and their difference, each with its error.

    Parameters
    ----------
    worths : two datasets
        Of `figures.worth_of`.
    what : Asked
    paired : bool
        Whether draws of both belong together.
    """
    old, new = (estimate(each, what) for each in worths)
    if old is None or new is None:
        return {"old": old, "new": new, "difference": None, "error": None}
    if paired:
        error = finite(_paired_error(worths, what))
    else:
        sides = [each["error"] for each in (old, new)]
        error = None if None in sides else float(np.hypot(*sides))
    change = new["mean"] - old["mean"]
    noise = ROUNDING * max(abs(old["mean"]), abs(new["mean"]))
    if abs(change) <= noise:
        change = 0.0
    if error is not None and error <= noise:
        error = 0.0
    return {"old": old, "new": new, "difference": change, "error": error}


def _paired_error(worths: tuple[xr.Dataset, xr.Dataset], what: Asked) -> float:
    """Monte Carlo error of a difference whose draws belong together."""
    sides = [draws_of(each, what) for each in worths]
    scramble = scrambles_of(worths[0])
    if what.figure not in RATIOS:
        return monte_carlo_error(sides[1] - sides[0], np.mean, scramble)
    below = [each[RATIOS[what.figure]].sel(scenario=what.option).values for each in worths]
    both = np.column_stack([sides[0], below[0], sides[1], below[1]])
    kept = ~np.isnan(both).any(axis=1)

    def change(pairs: FloatArray) -> float:
        return ratio_of_means(pairs[:, 2:]) - ratio_of_means(pairs[:, :2])

    return monte_carlo_error(both[kept], change, None if scramble is None else scramble[kept])
