"""Measures of a service as courts publish them, from the results dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from justice_finance.vocabulary import DAYS_PER_YEAR

if TYPE_CHECKING:
    import xarray as xr


def service_indicators(dataset: xr.Dataset) -> xr.Dataset:
    """Clearance rate, disposition time, use of hours, and the wait in the queue.

    Parameters
    ----------
    dataset : xarray.Dataset
        A results dataset.

    Returns
    -------
    xarray.Dataset
        Over scenario, draw, year, service. Not a number where the divisor is zero.
        `clearance_rate` = resolved / incoming cases of the year (share);
        `disposition_time` = 365 x pending at the end of the year / resolved in it (days);
        `utilisation` = hours used / hours offered (share; 0 where there is no limit);
        `queue_time` = person-days in the queue / sittings held (days per sitting).

    Sources
    -------
    Clearance rate and disposition time as the European Commission for the Efficiency of Justice
    and the National Center for State Courts define them.
    """
    import xarray as xr

    def ratio(above: xr.DataArray, below: xr.DataArray, title: str, unit: str) -> xr.DataArray:
        result = above / below.where(below > 0.0)
        return result.assign_attrs(long_name=title, units=unit)

    resolved = dataset["resolved_cases"]
    return xr.Dataset(
        {
            "clearance_rate": ratio(
                resolved, dataset["incoming_cases"], "resolved over incoming cases", "share"
            ),
            "disposition_time": ratio(
                DAYS_PER_YEAR * dataset["pending_cases"], resolved, "pending over resolved", "days"
            ),
            "utilisation": ratio(
                dataset["hours_used"], dataset["hours_available"], "hours used of offered", "share"
            ),
            "queue_time": ratio(
                dataset["waiting_days"], dataset["sittings"], "queue before a sitting", "days"
            ),
        }
    )
