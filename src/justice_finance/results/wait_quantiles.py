"""How long people wait, in a few figures: median, and the waits that one in ten or hundred exceeds.

Read from the counts of `results.waiting`; a quantile is off by less than a tenth of itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from justice_finance.results.waits import quantile_of

if TYPE_CHECKING:
    import xarray as xr

QUANTILES = {"median": 0.5, "p90": 0.9, "p99": 0.99}
FEWEST_PEOPLE = {"median": 100, "p90": 500, "p99": 5000}
"""Simulated people from whom each is told: fifty on the rarer side of it."""


def has_waits(dataset: xr.Dataset) -> bool:
    """Whether the run followed persons and counted how long each waits."""
    return "waits_by_draw" in dataset


def wait_quantiles(counts: xr.DataArray) -> xr.DataArray:
    """Quantiles of waits in days.

    Parameters
    ----------
    counts : xarray.DataArray
        People by `wait_bin`, and any other dims.

    Returns
    -------
    xarray.DataArray
        `quantile` (median, p90, p99) in place of `wait_bin`; not a number where too few waited to
        tell: 100 people for a median, 500 for p90, 5,000 for p99.
    """
    import xarray as xr

    shape = counts.transpose(..., "wait_bin")
    people = shape.values.sum(axis=-1)
    found = []
    for name, share in QUANTILES.items():
        enough = people >= FEWEST_PEOPLE[name]
        found.append(np.where(enough, quantile_of(shape.values, share), np.nan))
    dims = ("quantile", *shape.dims[:-1])
    coords = {name: shape.coords[name] for name in shape.dims[:-1] if name in shape.coords}
    return xr.DataArray(
        np.stack(found),
        dims=dims,
        coords={**coords, "quantile": list(QUANTILES)},
        attrs={"units": "days"},
    )


def longest_queue(dataset: xr.Dataset, scenario: str) -> str | None:
    """The service in whose queue most days are spent; None where there is no queue."""
    days = dataset["waiting_days"].sel(scenario=scenario).sum(("draw", "year"))
    if not float(days.max()) > 0.0:
        return None
    return str(days["service"].values[int(np.argmax(days.values))])


def slowest_service(dataset: xr.Dataset, scenario: str, kind: str) -> str | None:
    """The service at which one in ten waits longest; None where nobody waits."""
    counts = dataset["waits_by_draw"].sel(scenario=scenario, wait_kind=kind).sum("draw")
    longest = wait_quantiles(counts).sel(quantile="p90")
    if bool(longest.isnull().all()) or float(longest.max()) <= 0.0:
        return None
    return str(longest["service"].values[int(np.argmax(longest.fillna(-1.0).values))])
