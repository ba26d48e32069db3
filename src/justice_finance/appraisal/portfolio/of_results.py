"""The scenarios of a run as options of a portfolio: worth, cost, and what each group gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.financing.budgets import budget_impact
from justice_finance.appraisal.perspectives import parties_of
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.robustness.regret import common_draws
from justice_finance.appraisal.worth import appraise, dataset_of
from justice_finance.errors import did_you_mean
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class PortfolioOptions:
    """Scenarios of a run as `best_portfolio`, `portfolio_frontier` and `rule_of_thumb` take them.

    Attributes
    ----------
    value : xarray.DataArray (draw, scenario) or (structural_variant, scenario)
        Net present value against business as usual.
    cost : array (scenario,)
        Present value of the funder's outlay, mean over draws.
    cost_by_year : array (scenario, year)
        The funder's spending by year, undiscounted, mean over draws.
    cases : array (scenario,)
        Further problems resolved, net of returns, undiscounted, mean over draws.
    value_by_group : xarray.DataArray (scenario, group_account) or None
        Net present value by population group, mean over draws: for floors. None where the results
        have no margins by group.
    names : tuple of str
    """

    value: xr.DataArray
    cost: FloatArray
    cost_by_year: FloatArray
    cases: FloatArray
    value_by_group: xr.DataArray | None
    names: tuple[str, ...]

    def places(self, groups: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
        """Groups or pairs of names as places, for `exclusive` and `requires`."""
        for name in (name for group in groups for name in group):
            if name not in self.names:
                _unknown(name, self.names)
        return tuple(tuple(self.names.index(name) for name in group) for group in groups)


def portfolio_options(
    results: Any,
    options: Sequence[str] | None = None,
    perspective: str = "society",
    funder: str | None = None,
    rows: str = "draw",
    **question: Any,
) -> PortfolioOptions:
    """What each scenario of a run is worth and costs, for choosing several of them together.

    Parameters
    ----------
    results : Results or xarray.Dataset
    options : sequence of str, optional
        Scenarios to choose among; all but business as usual if not given.
    perspective, funder
        As in `appraise`.
    rows : str
        `draw`: values by draw of the headline variant. `structural_variant`: means of each variant,
        so that the aim of least regret is over variants.
    question
        Further arguments of `appraise`.

    Returns
    -------
    PortfolioOptions

    Raises
    ------
    AppraisalError
        With code `comparator_unknown` for an unknown scenario; as `appraise`.

    Notes
    -----
    A portfolio adds values and costs up. Scenarios were run one at a time: where two would draw on
    the same cases, staff or queue, put them into one exclusive group and add their combination as a
    scenario of the study.
    """
    data = dataset_of(results)
    asked = {**question, "funder": funder}
    worth = appraise(data, perspective, **asked)
    known = [str(name) for name in data["scenario"].values if name != BUSINESS_AS_USUAL]
    chosen = known if options is None else [str(name) for name in options]
    for name in chosen:
        if name not in known:
            _unknown(name, known)
    worth = worth.sel(scenario=chosen)
    parties = parties_of(str(worth.attrs["funder"]), "funder")
    budget = budget_impact(data, parties, horizon=question.get("horizon"))
    spending = budget["spending"].sel(scenario=chosen).sum("party").mean("draw")
    if rows == "draw":
        value = worth["net_present_value"].transpose("draw", "scenario")
    elif rows == "structural_variant":
        value = _by_variant(results, perspective, asked, chosen)
    else:
        refuse("arrays_do_not_fit", "rows", repr(rows), "draw or structural_variant")
    by_group = worth.get("net_present_value_by_group")
    if by_group is not None:
        by_group = by_group.mean("draw").transpose("scenario", "group_account")
    return PortfolioOptions(
        value=value,
        cost=worth["funder_outlay"].mean("draw").values,
        cost_by_year=spending.transpose("scenario", "year").values,
        cases=worth["problems_resolved_undiscounted"].mean("draw").values,
        value_by_group=by_group,
        names=tuple(chosen),
    )


def _by_variant(
    results: Any, perspective: str, asked: dict[str, Any], chosen: Sequence[str]
) -> xr.DataArray:
    """Mean net present value (structural_variant, scenario) on the draws all variants have."""
    import xarray as xr

    found = {
        name: appraise(each, perspective, **asked, detail=False)["net_present_value"]
        for name, each in common_draws(results).items()
    }
    means = [each.sel(scenario=list(chosen)).mean("draw") for each in found.values()]
    return xr.concat(means, xr.Variable("structural_variant", list(found)))


def _unknown(name: str, known: Sequence[str]) -> None:
    """Raise because a scenario is not there."""
    refuse(
        "comparator_unknown",
        "options",
        repr(name),
        f"one of {', '.join(known)}",
        did_you_mean(name, list(known)),
    )
