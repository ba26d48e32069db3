"""Mean and range over draws, and the object that `run` returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

STATISTICS: dict[str, float | None] = {"mean": None, "p05": 0.05, "p95": 0.95}

# Rows of the summary table: variable, how years are put together, title.
_ROWS = (
    ("problems_started", "sum", "problems begun"),
    ("problems_resolved", "sum", "problems resolved"),
    ("problems_returned", "sum", "problems come back"),
    ("problems_unresolved", "sum", "journeys without resolution"),
    ("open_problems", "last", "problems open at the end"),
    ("lingering_people", "last", "people with a remaining loss at the end"),
)


def summarise(dataset: xr.Dataset) -> xr.Dataset:
    """Mean, 5 % and 95 % quantiles over draws.

    Parameters
    ----------
    dataset : xarray.Dataset
        With a dim `draw`; draws that are not a number are left out.

    Returns
    -------
    xarray.Dataset
        With a dim `statistic` (mean, p05, p95) in place of `draw`.
    """
    import xarray as xr

    parts = [
        dataset.mean("draw", keep_attrs=True)
        if share is None
        else dataset.quantile(share, "draw", keep_attrs=True).drop_vars("quantile")
        for share in STATISTICS.values()
    ]
    return xr.concat(parts, dim="statistic").assign_coords(statistic=list(STATISTICS))


def society_balance(dataset: xr.Dataset) -> xr.DataArray:
    """Benefits in kind less resources used, by year: what society gains or loses, undiscounted."""
    sign = np.where(dataset["entry_from"].values == "resources", 1.0, 0.0)
    sign = sign - np.where(dataset["entry_to"].values == "resources", 1.0, 0.0)
    return dataset["ledger"].dot(_along_entry(dataset, sign), dim="entry")


def _along_entry(dataset: xr.Dataset, values: np.ndarray) -> xr.DataArray:
    import xarray as xr

    return xr.DataArray(values, dims="entry", coords={"entry": dataset["entry"]})


@dataclass(frozen=True)
class Results:
    """What a run returns: a labelled dataset with ways to look at it.

    Attributes
    ----------
    dataset : xarray.Dataset
        Variables of `results.dataset.VARIABLES`, of the headline structural variant.
    variants : mapping
        The same for every structural variant, by name (the headline's dataset included).
    record : mapping
        What the run was made of, as plain values: titles, changes, inputs, sources, versions.
    draws : xarray.Dataset, optional
        `value` over draw and input: the uncertain inputs of every draw, where the run kept them.
    levels : xarray.Dataset, optional
        The options at the levels of the budget, as the record names them, and business as usual;
        `draw` holds the numbers of the draws that were taken to stand for all.
    """

    dataset: xr.Dataset
    variants: Mapping[str, xr.Dataset] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    draws: xr.Dataset | None = None
    levels: xr.Dataset | None = None

    @property
    def run_id(self) -> str:
        """The id that names the run."""
        return str(self.dataset.attrs["run_id"])

    @property
    def ledger(self) -> xr.DataArray:
        """Money moved, over scenario, draw, year and entry (category, from, to)."""
        return self.dataset["ledger"]

    def summary(self) -> pd.DataFrame:
        """Totals over the horizon by scenario: mean, 5 % and 95 % over draws, undiscounted.

        Returns
        -------
        pandas.DataFrame
            Rows are scenario and figure; columns mean, p05, p95 and unit.
        """
        import pandas as pd

        data = self.dataset
        figures = []
        for name, years, title in _ROWS:
            value = data[name].sum("legal_problem")
            value = value.sum("year") if years == "sum" else value.isel(year=-1)
            figures.append((title, value, data[name].attrs["units"]))
        money = f"{data.attrs['currency']}, prices of {data.attrs['price_year']}"
        figures.append(("balance of society", society_balance(data).sum("year"), money))
        rows = []
        for scenario in data["scenario"].values:
            for title, value, unit in figures:
                row: dict[str, object] = {"scenario": str(scenario), "figure": title}
                chosen = value.sel(scenario=scenario).values
                row |= {
                    key: float(chosen.mean() if share is None else np.quantile(chosen, share))
                    for key, share in STATISTICS.items()
                }
                rows.append({**row, "unit": unit})
        return pd.DataFrame(rows).set_index(["scenario", "figure"])

    def __repr__(self) -> str:
        data = self.dataset
        size = f"{data.sizes['scenario']} scenarios, {data.sizes['draw']} draws"
        years = data["year"].values
        return f"<Results {data.attrs['run_id']}: {size}, {years[0]} to {years[-1]}>"

    def _repr_html_(self) -> str:
        about = ", ".join(
            f"{key} {self.dataset.attrs[key]}" for key in ("study", "engine", "run_id")
        )
        table = self.summary().to_html(float_format=lambda value: f"{value:,.0f}")
        return f"<p>{escape(about)}</p>{table}"
