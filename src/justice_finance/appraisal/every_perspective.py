"""All measures of worth side by side: for society, for each perspective and for each party."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.cost_benefit import (
    equivalent_annual_value,
    net_present_value,
    payback_period,
)
from justice_finance.appraisal.discount_rates import Rate
from justice_finance.appraisal.discounting import years_last
from justice_finance.appraisal.labels import attributes_of
from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.appraisal.rates_of_return import (
    internal_rate_of_return,
    modified_internal_rate_of_return,
)
from justice_finance.appraisal.worth import appraise
from justice_finance.vocabulary import PERSPECTIVES

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

EVERYBODY = tuple(dict.fromkeys([*PERSPECTIVES, *PARTIES_OF_SOCIETY]))

# What `appraise` gives for each perspective that is shown side by side.
FROM_APPRAISE = (
    "net_present_value",
    "public_cost",
    "funder_outlay",
    "benefit_cost_ratio",
    "benefit_public_cost_ratio",
    "internal_rate_of_return",
    "payback_year",
)


def measures_of_worth(
    flows: Any, rate: Rate, reinvestment_rate: Rate | None = None, first_period: int = 0
) -> dict[str, Any]:
    """Every measure of one or many streams of yearly net benefits.

    Parameters
    ----------
    flows : array (..., time)
        Benefits less costs; one axis or more.
    rate, first_period
        As in `net_present_value`.
    reinvestment_rate : float, str or array, optional
        As in `modified_internal_rate_of_return`.

    Returns
    -------
    dict
        `net_present_value` and `equivalent_annual_value` in money, `internal_rate_of_return`
        (not a number where there is none or more than one) and `modified_internal_rate_of_return`
        as shares per year, `simple_payback` and `discounted_payback` in years from the base year.
    """
    values = years_last(flows)
    rows = values.reshape(-1, values.shape[-1])
    shape = values.shape[:-1]
    worth = net_present_value(rows, rate, first_period)
    found = {
        "net_present_value": worth,
        "equivalent_annual_value": equivalent_annual_value(
            worth, rate, values.shape[-1], first_period
        ),
        "internal_rate_of_return": internal_rate_of_return(rows),
        "modified_internal_rate_of_return": modified_internal_rate_of_return(
            rows, rate, reinvestment_rate
        ),
        "simple_payback": payback_period(rows, 0.0, first_period),
        "discounted_payback": payback_period(rows, rate, first_period),
    }
    return {name: np.reshape(value, shape)[()] for name, value in found.items()}


def worth_by_perspective(
    results: Any, perspectives: Sequence[str] = EVERYBODY, **question: Any
) -> xr.Dataset:
    """What every scenario is worth to each of several perspectives or parties.

    Parameters
    ----------
    results : Results, xarray.Dataset
        As in `appraise`.
    perspectives : sequence of str
        Names of `vocabulary.PERSPECTIVES`, or parties; all of them if not given.
    question
        Further arguments of `appraise` (`discount_rate`, `funder`, `horizon`, ...).

    Returns
    -------
    xarray.Dataset
        Over perspective, scenario, draw: the figures of `appraise` and of `measures_of_worth`.
        Where a terminal value is asked for, it is part of net present value and of the ratios
        and of no other measure: those look at the years of the run alone.
    """
    import xarray as xr

    parts = []
    for name in perspectives:
        worth = appraise(results, name, **{**question, "detail": False})
        yearly = worth["net_benefit"].transpose("scenario", "draw", "year")
        rate = worth.attrs["discount_rate"]
        further = measures_of_worth(yearly.values, rate)
        chosen = worth[list(FROM_APPRAISE)]
        dims = ("scenario", "draw")
        money = {key: worth.attrs[key] for key in ("currency", "price_year")}
        for measure, value in further.items():
            if measure not in chosen:
                label = attributes_of(measure, money)
                chosen = chosen.assign({measure: (dims, value, label)})
        parts.append(chosen)
    return xr.concat(
        parts,
        xr.Variable("perspective", list(perspectives)),
        combine_attrs="drop_conflicts",
    )
