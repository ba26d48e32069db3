"""What a way of financing needs to know of a run: outcomes by year, and who could share a cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.cost_benefit import net_present_value
from justice_finance.appraisal.financing.budgets import CoFinancing, budget_impact, co_financing
from justice_finance.appraisal.perspectives import PUBLIC_FUNDERS
from justice_finance.appraisal.question import ask
from justice_finance.appraisal.worth import dataset_of
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr


def outcomes_by_year(
    results: Any, comparator: str = BUSINESS_AS_USUAL, horizon: int | None = None
) -> xr.DataArray:
    """Further problems resolved in each year, net of those that come back: what could be paid for.

    Parameters
    ----------
    results : Results or xarray.Dataset
    comparator, horizon
        As in `appraise`.

    Returns
    -------
    xarray.DataArray (scenario, draw, year)
        Problems; below zero in years in which more come back than are resolved further.
    """
    data = dataset_of(results)
    asked = ask(data, "society", None, None, False, horizon, comparator)
    net = (data["problems_resolved"] - data["problems_returned"]).sum("legal_problem")
    change = net - net.sel(scenario=asked.comparator, drop=True)
    ordered = change.transpose("scenario", "draw", "year").isel(year=slice(asked.horizon))
    return ordered.assign_attrs(long_name="further problems resolved", units="problems")


def co_financing_of(
    results: Any,
    option: str,
    payer: str = "government_justice",
    parties: Sequence[str] = PUBLIC_FUNDERS,
    discount_rate: float | str | None = None,
    **asked: Any,
) -> CoFinancing:
    """How the budgets that an option relieves could share what it costs the one that pays.

    Parameters
    ----------
    results : Results or xarray.Dataset
    option : str
        A scenario.
    payer : str
        The budget that pays; its own savings are taken off what it pays.
    parties : sequence of str
        Budgets that could share, the payer among them or not.
    discount_rate : float or str, optional
        As in `appraise`.
    asked
        `comparator`, `horizon`, as in `budget_impact`.

    Returns
    -------
    CoFinancing
        Of mean present values: cost is the payer's budget impact, gains are those of the others.

    Raises
    ------
    AppraisalError
        As `co_financing`, if no other budget gains, or the payer saves.
    """
    data = dataset_of(results)
    others = [name for name in parties if name != payer]
    found = budget_impact(data, [payer, *others], **asked)["budget_impact"]
    rate = data.attrs["discount_rate"] if discount_rate is None else discount_rate
    mean = found.sel(scenario=option).mean("draw").transpose("party", "year").values
    worth = np.asarray(net_present_value(mean, rate))
    return co_financing(float(worth[0]), dict(zip(others, (-worth[1:]).tolist(), strict=True)))
