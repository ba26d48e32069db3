"""Labels of what an appraisal returns: title and unit of each figure, and what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.appraisal.question import Question
from justice_finance.vocabulary import COST_CATEGORIES

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

# Name of a figure -> its dims and its values.
Values = dict[str, tuple[tuple[str, ...], FloatArray]]

TITLES = {
    "net_present_value": "net present value of the perspective",
    "public_cost": "present value of the net outlay of government and donors",
    "funder_outlay": "present value of what the funder spends on dealing with problems",
    "benefit_cost_ratio": "all other effects over the funder's outlay",
    "benefit_public_cost_ratio": "all other effects over public cost",
    "internal_rate_of_return": "rate at which net benefits are worth nothing, where there is one",
    "modified_internal_rate_of_return": "rate from payments at first to receipts at the end",
    "equivalent_annual_value": "equal yearly amount of the same present value",
    "simple_payback": "years until undiscounted net benefits have paid back, for good",
    "discounted_payback": "years until discounted net benefits have paid back, for good",
    "payback_year": "year from whose end on the option has paid for itself",
    "problems_resolved": "further problems resolved, net of returns, discounted",
    "problems_resolved_undiscounted": "further problems resolved, net of returns",
    "cost_per_resolved_problem": "funder outlay over problems resolved",
    "net_present_value_by_party": "net present value of each party",
    "net_present_value_by_problem": "net present value by legal problem",
    "net_present_value_by_group": "net present value by population group",
    "present_value_by_category": "net present value of the perspective by kind of row",
    "net_benefit": "net benefit of the perspective by year, undiscounted",
    "net_by_party": "received less paid by year, undiscounted",
    "budget_impact": "paid less received by year, undiscounted, excess burden left out",
}
UNITS = {
    "benefit_cost_ratio": "ratio",
    "benefit_public_cost_ratio": "ratio",
    "internal_rate_of_return": "share per year",
    "modified_internal_rate_of_return": "share per year",
    "simple_payback": "years",
    "discounted_payback": "years",
    "payback_year": "year",
    "problems_resolved": "problems",
    "problems_resolved_undiscounted": "problems",
}


def attributes_of(name: str, money: dict[str, Any]) -> dict[str, Any]:
    """Title and unit of a figure; the currency and price year of what is money."""
    label = {"long_name": TITLES[name], "units": UNITS.get(name, "money")}
    return label | ({} if name in UNITS else money)


def labelled(data: xr.Dataset, question: Question, values: Values) -> xr.Dataset:
    import xarray as xr

    money = {name: data.attrs[name] for name in ("currency", "price_year")}
    coords: dict[str, Any] = {
        name: data[name].values for name in ("scenario", "draw", "problem_account", "group_account")
    }
    coords["year"] = data["year"].values[: question.horizon]
    coords["party"] = list(PARTIES_OF_SOCIETY)
    coords["cost_category"] = list(COST_CATEGORIES)
    if "scramble" in data.coords:
        coords["scramble"] = ("draw", data["scramble"].values)
    variables = {
        name: (dims, value, attributes_of(name, money)) for name, (dims, value) in values.items()
    }
    attributes = {
        "perspective": question.perspective,
        "funder": question.funder,
        "discount_rate": question.discount_rate,
        "terminal_value": "yes" if question.terminal_value else "no",
        "horizon": question.horizon,
        "comparator": question.comparator,
        **money,
    }
    for name in ("run_id", "base_year", "structural_variant", "study", "engine"):
        if name in data.attrs:
            attributes[name] = data.attrs[name]
    used = {dim for dims, _ in values.values() for dim in dims}
    kept = {name: value for name, value in coords.items() if name in used or name == "scramble"}
    return xr.Dataset(variables, coords=kept, attrs=attributes)
