"""What each budget pays, year by year, and how ministries that gain could share a cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import refuse_array
from justice_finance.appraisal.perspectives import PUBLIC_FUNDERS, net_outlay, parties_of, spending
from justice_finance.appraisal.question import ask
from justice_finance.appraisal.worth import dataset_of
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

TITLES = {
    "spending": "spent on dealing with problems, fees and transfers received taken off",
    "savings": "saved because there are fewer or shorter problems",
    "budget_impact": "paid less received: spending less savings, excess burden left out",
}


def budget_impact(
    results: Any,
    parties: Sequence[str] = PUBLIC_FUNDERS,
    comparator: str = BUSINESS_AS_USUAL,
    horizon: int | None = None,
) -> xr.Dataset:
    """What each budget holder pays more or less than in the comparator, by year, undiscounted.

    Parameters
    ----------
    results : Results or xarray.Dataset
    parties : sequence of str
        Budget holders: ministries and donors if not given.
    comparator, horizon
        As in `appraise`.

    Returns
    -------
    xarray.Dataset
        `spending`, `savings`, `budget_impact` over scenario, draw, party, year; positive is paid
        (and saved). budget_impact = spending - savings.

    Raises
    ------
    AppraisalError
        As `appraise`.

    Sources
    -------
    S. D. Sullivan and others (2014), "Budget impact analysis: principles of good practice", Value
    in Health 17 (undiscounted, by year, the budget holder's own prices).
    """
    import xarray as xr

    data = dataset_of(results)
    asked = ask(data, "society", None, None, False, horizon, comparator)
    for name in parties:
        parties_of(name, "parties")
    ledger = data["ledger"].values[:, :, : asked.horizon]
    base = list(data["scenario"].values).index(asked.comparator)
    change = ledger - ledger[base]
    dims = ("scenario", "draw", "party", "year")
    amounts = {
        "spending": _by_party(change, np.stack([spending(data, [name]) for name in parties])),
        "budget_impact": _by_party(
            change, np.stack([net_outlay(data, [name]) for name in parties])
        ),
    }
    amounts["savings"] = amounts["spending"] - amounts["budget_impact"]
    money = {name: data.attrs[name] for name in ("currency", "price_year")}
    attributes = {"comparator": asked.comparator, "horizon": asked.horizon, **money}
    for name in ("run_id", "structural_variant", "study"):
        if name in data.attrs:
            attributes[name] = data.attrs[name]
    coords: dict[str, Any] = {name: data[name].values for name in ("scenario", "draw")}
    coords |= {"party": list(parties), "year": data["year"].values[: asked.horizon]}
    variables = {
        name: (dims, amounts[name], {"long_name": title, "units": "money", **money})
        for name, title in TITLES.items()
    }
    return xr.Dataset(variables, coords=coords, attrs=attributes)


def _by_party(change: FloatArray, weights: FloatArray) -> FloatArray:
    return np.moveaxis(np.einsum("sdye,pe->sdyp", change, weights), 3, 2)


@dataclass(frozen=True)
class CoFinancing:
    """How those that gain could share a cost.

    Attributes
    ----------
    party : tuple of str
    gain, contribution, net : array (party,)
        Net is gain less contribution: the same return on its contribution for everybody.
    share : array (party,)
        Share of the cost: gain over gains of all that gain. It is also the price at which each of
        them would want the same scale, if gains rise alike (Lindahl).
    least, most : array (party,)
        Between what contribution the others' gains leave open, and what it gains: within it, nobody
        pays more than it gains.
    gap : float
        Part of the cost above all gains together: to be carried for other reasons, 0 if none.
    """

    party: tuple[str, ...]
    gain: FloatArray
    contribution: FloatArray
    net: FloatArray
    share: FloatArray
    least: FloatArray
    most: FloatArray
    gap: float


def co_financing(cost: float, gains: Mapping[str, float]) -> CoFinancing:
    """Share a cost in proportion to gains, and say how far each share could move.

    Parameters
    ----------
    cost : float
        Present value of what is to be shared, 0 or more.
    gains : mapping of str to float
        Present value of what each party gains before it contributes; who loses contributes nothing.

    Returns
    -------
    CoFinancing

    Raises
    ------
    AppraisalError
        With code `arrays_do_not_fit` if nobody gains, or the cost is below zero.

    Notes
    -----
    contribution = gain x min(1, cost / sum of gains); least = max(0, cost - gap - gains of the
    others), most = min(gain, cost).

    Sources
    -------
    E. Lindahl (1919), in R. A. Musgrave and A. T. Peacock, eds., Classics in the Theory of Public
    Finance (1958).
    """
    gain = np.maximum(np.array([float(each) for each in gains.values()]), 0.0)
    whole = float(gain.sum())
    if not np.isfinite(cost) or cost < 0.0 or not whole > 0.0:
        refuse_array("gains", f"{whole:g} against a cost of {cost:g}", "gains above 0, cost from 0")
    shared = min(cost, whole)
    contribution = gain * (shared / whole)
    return CoFinancing(
        party=tuple(gains),
        gain=np.array([float(each) for each in gains.values()]),
        contribution=contribution,
        net=gain - contribution,
        share=gain / whole,
        least=np.maximum(0.0, shared - (whole - gain)),
        most=np.minimum(gain, shared),
        gap=cost - shared,
    )
