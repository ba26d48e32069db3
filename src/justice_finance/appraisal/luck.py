"""Luck apart from ignorance: what another set of persons would have changed.

An engine that follows persons has luck. A run repeats every draw with several lots of it
(replications), each lot the same in all draws and scenarios, and keeps means over draws for each.
The spread of these means is luck; the spread over draws is what the evidence leaves open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

BY_REPLICATION = "_by_replication"
FIGURES = (
    "net_present_value",
    "public_cost",
    "funder_outlay",
    "problems_resolved",
    "problems_resolved_undiscounted",
    "benefit_cost_ratio",
    "benefit_public_cost_ratio",
)
"""Figures of an appraisal that are also given for each replication."""


def luck_of(data: xr.Dataset) -> xr.Dataset | None:
    """The results of each replication, means over draws, in place of draws; None without luck."""
    import xarray as xr

    names = [str(name) for name in data.data_vars if str(name).endswith(BY_REPLICATION)]
    if not names:
        return None
    kept = data[names].rename({name: name.removesuffix(BY_REPLICATION) for name in names})
    kept = kept.drop_vars(["draw", "scramble"], errors="ignore")
    found = kept.rename({"replication": "draw"}).assign_attrs(data.attrs)
    for name in ("problem_account", "group_account"):  # labels of an appraisal
        if name not in found.coords:
            found = found.assign_coords({name: data[name].values})
    assert isinstance(found, xr.Dataset)
    return found


def with_luck(worth: xr.Dataset, by_replication: xr.Dataset) -> xr.Dataset:
    """Add the figures of each replication to an appraisal: `<figure>_by_replication`."""
    kept = by_replication[list(FIGURES)].drop_vars("scramble", errors="ignore")
    named = {name: f"{name}{BY_REPLICATION}" for name in FIGURES}
    return worth.assign(kept.rename({**named, "draw": "replication"}).data_vars)


def error_from_luck(by_replication: ArrayLike) -> float:
    """Standard error of a mean over draws that comes from luck.

    Parameters
    ----------
    by_replication : array (replication,)
        The mean over draws in each replication; they are independent of each other.

    Returns
    -------
    float
        Standard deviation / sqrt(replications); not a number for a single one.
    """
    values = np.asarray(by_replication, dtype=np.float64)
    if len(values) < 2:
        return float("nan")
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def luck_in(chosen: xr.Dataset, figure: str) -> float:
    """Error from luck of a figure of one scenario's appraisal; 0 where there is no luck."""
    name = f"{figure}{BY_REPLICATION}"
    return error_from_luck(chosen[name].values) if name in chosen else 0.0


def standard_error(chosen: xr.Dataset, figure: str, over_draws: float) -> float:
    """Error of a figure's mean from draws and luck together.

    Parameters
    ----------
    chosen : xarray.Dataset
        The appraisal of one scenario.
    figure : str
        One of `FIGURES`.
    over_draws : float
        Error over draws (`uncertainty.monte_carlo_error`).

    Returns
    -------
    float
        Root of the sum of squares. Luck is crossed with draws, so what both do together is counted
        twice: the error is never too small on average. Not a number where luck cannot be told.

    Sources
    -------
    Searle, Casella and McCulloch, Variance components, chapter 4 (two-way crossed, random).
    """
    return float(np.hypot(over_draws, luck_in(chosen, figure)))
