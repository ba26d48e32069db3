"""What each scenario is worth against business as usual: to society, to a party, to a funder.

Everything is a difference between a scenario and the comparator, draw by draw, taken before it is
discounted; so the comparator against itself is exactly zero, and swapping the two sides gives the
exact negative. Definitions:

net present value
    of a perspective: present value of what its parties receive less what they pay.
public cost
    present value of the net outlay of government and donors: paid less received, savings that
    follow from fewer problems taken off, excess burden left out. Positive is spending.
funder outlay
    present value of what the funder named spends on dealing with problems (services, interventions,
    transfers) less fees and transfers it receives. Savings on the consequences of problems
    (`perspectives.CONSEQUENCES`) are not taken off.
benefit-cost ratio
    (net present value of the perspective + that part of the funder's outlay that lies in it) /
    funder outlay: all other effects, induced savings among them, over the outlay. None for a
    scenario whose outlay is not above zero in more than 1 % of draws.
benefit-public-cost ratio
    the same with public cost in place of the funder's outlay.
problems resolved
    resolved less come back within the horizon, discounted like money (and once undiscounted).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.cost_benefit import safe_ratio
from justice_finance.appraisal.discounting import discount_factors, tail_factor
from justice_finance.appraisal.labels import Values, labelled
from justice_finance.appraisal.perspectives import (
    PARTIES_OF_SOCIETY,
    PUBLIC_FUNDERS,
    by_party,
    net_outlay,
    parties_of,
    received_less_paid,
    spending,
)
from justice_finance.appraisal.question import Question, ask
from justice_finance.appraisal.rates_of_return import internal_rate_of_return
from justice_finance.vocabulary import BUSINESS_AS_USUAL, COST_CATEGORIES

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

LARGEST_SHARE_WITHOUT_COST = 0.01


def appraise(
    results: Any,
    perspective: str = "society",
    discount_rate: float | str | None = None,
    funder: str | None = None,
    terminal_value: bool = False,
    horizon: int | None = None,
    comparator: str = BUSINESS_AS_USUAL,
    detail: bool = True,
) -> xr.Dataset:
    """Worth of every scenario against a comparator, for every draw.

    Parameters
    ----------
    results : Results or xarray.Dataset
        What a run returned; anything with the same variables will do.
    perspective : str
        A name of `vocabulary.PERSPECTIVES`, or one party.
    discount_rate : float or str, optional
        Real, per year, as a share, or `green_book`; the study's own if not given.
    funder : str, optional
        Party or perspective whose net outlay the ratio divides by; the study's own if not given.
    terminal_value : bool
        Whether to add what open and lingering problems go on costing after the horizon.
    horizon : int, optional
        Years from the base year to count; all if not given.
    comparator : str
        Scenario that all are compared with.
    detail : bool
        Whether to add the worth by legal problem and by population group, where the results
        have these margins.

    Returns
    -------
    xarray.Dataset
        Over scenario, draw; definitions at the top of this module; attributes say what was asked.

    Raises
    ------
    AppraisalError
        If a rate, perspective, funder, horizon or comparator makes no sense.

    Notes
    -----
    Flows of year t of the run are multiplied by the factor of t: the base year is not discounted.
    The terminal value enters present values; rate of return, payback and yearly figures look at
    the years of the run alone.
    """
    data = dataset_of(results)
    question = ask(data, perspective, discount_rate, funder, terminal_value, horizon, comparator)
    years = question.horizon
    ledger = data["ledger"].values[:, :, :years]
    base = list(data["scenario"].values).index(question.comparator)
    change = ledger - ledger[base]
    factors = discount_factors(question.discount_rate, np.arange(years))
    present = np.einsum("sdye,y->sde", change, factors)
    if question.terminal_value:
        present += tail_worth(data, question, "terminal_flow", base)
    values = _worth(data, question, change, present)
    values |= _problems(data, question, base, factors)
    values["cost_per_resolved_problem"] = (
        ("scenario", "draw"),
        safe_ratio(values["funder_outlay"][1], values["problems_resolved"][1]),
    )
    for account in ("problem", "group"):
        if detail and f"net_by_{account}" in data:
            values |= _by_account(data, question, base, factors, account)
    return labelled(data, question, values)


def dataset_of(results: Any) -> xr.Dataset:
    """The dataset of a `Results`, or the dataset itself."""
    data: xr.Dataset = getattr(results, "dataset", results)
    return data


def _worth(data: xr.Dataset, question: Question, change: FloatArray, present: FloatArray) -> Values:
    """Everything that follows from the ledger over all problems and groups."""
    parties = parties_of(question.perspective)
    funder = parties_of(question.funder, "funder")
    sign = received_less_paid(data, parties)
    value = _weighted(present, sign)
    inside = [party for party in funder if party in parties]
    outlay = _weighted(present, spending(data, funder))
    public = _weighted(present, net_outlay(data, PUBLIC_FUNDERS))
    public_inside = [party for party in PUBLIC_FUNDERS if party in parties]
    others = value + _weighted(present, spending(data, inside))
    other_than_public = value + _weighted(present, net_outlay(data, public_inside))
    yearly = _weighted(change, sign)
    party = by_party(data)
    per_draw = ("scenario", "draw")
    category = np.stack(
        [sign * (data["entry_category"].values == name) for name in COST_CATEGORIES]
    )
    outlay_by_party = np.stack([net_outlay(data, [name]) for name in PARTIES_OF_SOCIETY])
    return {
        "net_present_value": (per_draw, value),
        "public_cost": (per_draw, public),
        "funder_outlay": (per_draw, outlay),
        "benefit_cost_ratio": (per_draw, _ratio(others, outlay)),
        "benefit_public_cost_ratio": (per_draw, _ratio(other_than_public, public)),
        "internal_rate_of_return": (per_draw, internal_rate_of_return(yearly)),
        "payback_year": (per_draw, _payback_year(data, yearly, question)),
        "net_present_value_by_party": ((*per_draw, "party"), _weighted(present, party)),
        "present_value_by_category": ((*per_draw, "cost_category"), _weighted(present, category)),
        "net_benefit": ((*per_draw, "year"), yearly),
        "net_by_party": ((*per_draw, "party", "year"), _by_party(change, party)),
        "budget_impact": ((*per_draw, "party", "year"), _by_party(change, outlay_by_party)),
    }


def _weighted(amounts: FloatArray, weights: FloatArray) -> FloatArray:
    """Sum of amounts (..., entry) with weights (entry,) or (members, entry): members stand last.

    Not a matrix product: its last bits would depend on how many draws and years there are.
    """
    letters = "...e,e->..." if weights.ndim == 1 else "...e,pe->...p"
    return np.asarray(np.einsum(letters, amounts, weights), dtype=np.float64)


def _by_party(change: FloatArray, weights: FloatArray) -> FloatArray:
    """Yearly sums by party (scenario, draw, party, year)."""
    return np.moveaxis(_weighted(change, weights), 3, 2)


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """Ratio by draw; none at all for a scenario whose cost may not be positive."""
    ratio = safe_ratio(above, below)
    saves = np.mean(below <= 0.0, axis=1) > LARGEST_SHARE_WITHOUT_COST
    ratio[saves] = np.nan
    return ratio


def _payback_year(data: xr.Dataset, yearly: FloatArray, question: Question) -> FloatArray:
    """Calendar year from whose end on cumulated discounted net benefits are not negative."""
    factors = discount_factors(question.discount_rate, np.arange(question.horizon))
    negative = np.cumsum(yearly * factors, axis=-1) < 0.0
    last = question.horizon - 1 - np.argmax(negative[..., ::-1], axis=-1)
    place = np.where(negative.any(axis=-1), last + 1, 0)
    years = np.append(data["year"].values[: question.horizon].astype(np.float64), np.nan)
    return np.asarray(years[place], dtype=np.float64)


def _problems(data: xr.Dataset, question: Question, base: int, factors: FloatArray) -> Values:
    """Further problems resolved, net of those that come back."""
    years = question.horizon
    net = (data["problems_resolved"] - data["problems_returned"]).sum("legal_problem")
    value = net.transpose("scenario", "draw", "year").values[:, :, :years]
    change = value - value[base]
    per_draw = ("scenario", "draw")
    return {
        "problems_resolved": (per_draw, np.einsum("sdy,y->sd", change, factors)),
        "problems_resolved_undiscounted": (per_draw, change.sum(axis=-1)),
    }


def tail_worth(data: xr.Dataset, question: Question, name: str, base: int) -> FloatArray:
    """Present value of what goes on after the horizon, against the comparator."""
    flow = data[name].values
    factor = tail_factor(question.discount_rate, question.horizon, data["half_life"].values)
    worth = flow * factor.reshape(factor.shape + (1,) * (flow.ndim - 2))
    return np.asarray(worth - worth[base], dtype=np.float64)


def _by_account(
    data: xr.Dataset, question: Question, base: int, factors: FloatArray, account: str
) -> Values:
    """Net present value of the perspective by legal problem, or by population group."""
    parties = list(data["party"].values)
    sign = np.isin(parties, parties_of(question.perspective)).astype(np.float64)
    used = np.flatnonzero(sign)
    net = data[f"net_by_{account}"].values
    weights = factors[:, None] * sign[used]
    comparator = net[base][:, : question.horizon][:, :, used]
    value = np.zeros((*net.shape[:2], net.shape[-1]))
    for place in range(len(net)):
        change = net[place][:, : question.horizon][:, :, used] - comparator
        value[place] = np.einsum("dykm,yk->dm", change, weights)
    if question.terminal_value:
        tail = tail_worth(data, question, f"terminal_net_by_{account}", base)
        value += np.einsum("sdkm,k->sdm", tail, sign)
    dims = ("scenario", "draw", f"{account}_account")
    return {f"net_present_value_by_{account}": (dims, value)}
