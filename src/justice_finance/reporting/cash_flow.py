"""What public budgets and donors pay and save, year by year as it is paid, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from justice_finance.appraisal.perspectives import PUBLIC_FUNDERS
from justice_finance.charts.rounding import Estimate
from justice_finance.reporting.figures import estimate_of

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class CashFlow:
    """One option against business as usual, not discounted; below zero is a saving.

    Attributes
    ----------
    by_payer : mapping of str to tuple of Estimate
        Net outlay of each public budget and of donors, by year; all headline options have the
        same payers.
    total, running : tuple of Estimate
        Of all payers by year, and added up so far.
    """

    option: str
    years: tuple[int, ...]
    by_payer: Mapping[str, tuple[Estimate, ...]]
    total: tuple[Estimate, ...]
    running: tuple[Estimate, ...]


def cash_flows(worth: xr.Dataset, options: Sequence[str]) -> tuple[CashFlow, ...]:
    """Outlay of government and donors of each option, from an appraisal."""
    scramble = worth["scramble"].values if "scramble" in worth.coords else None
    paid = worth["budget_impact"].sel(scenario=list(options))
    payers = [name for name in PUBLIC_FUNDERS if paid.sel(party=name).values.any()]
    years = tuple(int(year) for year in worth["year"].values)

    def by_year(values: np.ndarray) -> tuple[Estimate, ...]:
        return tuple(estimate_of(values[:, at], scramble) for at in range(len(years)))

    found = []
    for option in options:
        own = {
            name: paid.sel(scenario=option, party=name).transpose("draw", "year").values
            for name in payers
        }
        total = sum(own.values(), np.zeros((worth.sizes["draw"], len(years))))
        found.append(
            CashFlow(
                option,
                years,
                {name: by_year(values) for name, values in own.items()},
                by_year(total),
                by_year(np.cumsum(total, axis=1)),
            )
        )
    return tuple(found)
