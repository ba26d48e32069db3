"""Regret: what choosing one option costs where another would have been better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import finite_array, names_of_last, refuse_array
from justice_finance.appraisal.worth import appraise, dataset_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Regret:
    """Values and regrets of options over states of the world that have no probabilities.

    Attributes
    ----------
    names : tuple of str
        Options.
    value, regret : array (state, option)
        Regret is the value of the best option of the state less that of the option.
    best : array of int (state,)
        Place of the best option of each state; of several, the first.
    largest_regret : array (option,)
    least_regretted : int
        Place of the option whose largest regret is smallest.
    """

    names: tuple[str, ...]
    value: FloatArray
    regret: FloatArray
    best: NDArray[np.int64]
    largest_regret: FloatArray
    least_regretted: int


def regrets(values: Any) -> Regret:
    """Regret of every option in every state of the world.

    Parameters
    ----------
    values : array or xarray.DataArray (state, option)
        Worth of each option in each state: structural variant, discount rate, perspective, draw.

    Returns
    -------
    Regret

    Sources
    -------
    L. J. Savage (1951), "The theory of statistical decision", JASA 46.

    Examples
    --------
    >>> regrets([[3.0, 0.0], [0.0, 1.0]]).largest_regret.tolist()
    [1.0, 3.0]
    """
    worth = finite_array("values", values, axes=(2,))
    if worth.size == 0:
        refuse_array("values", "nothing", "at least one state and one option")
    lost = worth.max(axis=1, keepdims=True) - worth
    largest = lost.max(axis=0)
    return Regret(
        names=names_of_last(values, worth.shape[1]),
        value=worth,
        regret=lost,
        best=worth.argmax(axis=1),
        largest_regret=largest,
        least_regretted=int(largest.argmin()),
    )


@dataclass(frozen=True)
class RegretTable:
    """Mean net present values and regrets of scenarios over settings of the appraisal.

    Attributes
    ----------
    value, regret : pandas.DataFrame
        Rows are structural_variant, discount_rate, perspective; columns are scenarios.
    summary : pandas.DataFrame
        By scenario: `times_best` (settings in which it is the best), `largest_regret`, and the
        setting where that is.
    least_regretted : str
    """

    value: pd.DataFrame
    regret: pd.DataFrame
    summary: pd.DataFrame
    least_regretted: str


def regret_by_setting(
    results: Any,
    discount_rates: Sequence[float | str] | None = None,
    perspectives: Sequence[str] = ("society",),
    options: Sequence[str] | None = None,
    **question: Any,
) -> RegretTable:
    """Regret of choosing each scenario, over discount rates, perspectives and structural variants.

    Parameters
    ----------
    results : Results or xarray.Dataset
        Every structural variant that it holds is a setting; a dataset alone is one.
    discount_rates : sequence, optional
        The study's own if not given.
    perspectives : sequence of str
        As in `appraise`.
    options : sequence of str, optional
        Scenarios to choose among; all, business as usual included, if not given.
    question
        Further arguments of `appraise`.

    Returns
    -------
    RegretTable
        Of means over draws: a wrong setting is regretted, not bad luck.

    Notes
    -----
    Variants run on fewer draws than the headline one; all settings use the draws that all have.
    """
    import pandas as pd

    data = dataset_of(results)
    rates = [data.attrs["discount_rate"]] if discount_rates is None else list(discount_rates)
    rows: dict[tuple[str, Any, str], FloatArray] = {}
    chosen = [str(each) for each in (data["scenario"].values if options is None else options)]
    for variant, dataset in common_draws(results).items():
        for rate in rates:
            for perspective in perspectives:
                worth = appraise(
                    dataset,
                    perspective,
                    **{**question, "discount_rate": rate, "detail": False},
                )["net_present_value"]
                key = (variant, rate, perspective)
                rows[key] = worth.sel(scenario=chosen).mean("draw").values
    index = pd.MultiIndex.from_tuples(
        list(rows), names=["structural_variant", "discount_rate", "perspective"]
    )
    found = regrets(np.array(list(rows.values())))
    settings = list(rows)
    summary = pd.DataFrame(
        {
            "times_best": [int((found.best == place).sum()) for place in range(len(chosen))],
            "largest_regret": found.largest_regret,
            "in_setting": [
                ", ".join(map(str, settings[int(column.argmax())])) for column in found.regret.T
            ],
        },
        index=pd.Index(chosen, name="scenario"),
    )
    return RegretTable(
        value=pd.DataFrame(found.value, index=index, columns=chosen),
        regret=pd.DataFrame(found.regret, index=index, columns=chosen),
        summary=summary,
        least_regretted=chosen[found.least_regretted],
    )


def common_draws(results: Any) -> dict[str, xr.Dataset]:
    """The dataset of each structural variant, cut to the draws that all of them have.

    Returns
    -------
    dict of str to xarray.Dataset
        A dataset alone stands under its own variant.
    """
    data = dataset_of(results)
    variants = dict(getattr(results, "variants", {})) or {
        str(data.attrs.get("structural_variant", "")): data
    }
    shared = set(data["draw"].values.tolist())
    for each in variants.values():
        shared &= set(each["draw"].values.tolist())
    draws = sorted(shared)
    return {name: each.sel(draw=draws) for name, each in variants.items()}
