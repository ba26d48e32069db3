"""Who gains and who bears the cost, group by group, and what that is worth under aversion.

A separate account beside the fiscal case: a unit of money counts by the income of who has it, so
transfers do not net out. The gains of a group are those of its people with a problem and their
households. What government loses (excess burden included) is borne by taxpayers and shared out over
the groups: the opportunity cost. Everybody else (the other sides of disputes, whose group is not
known, donors, providers, organisations) counts with weight one and is shown apart as `elsewhere`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discounting import discount_factors
from justice_finance.appraisal.equity.equivalents import (
    equally_distributed_equivalent,
    equity_weights,
    kolm_pollak_aversion,
)
from justice_finance.appraisal.given_arrays import refuse_array
from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.appraisal.question import Question, ask
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.worth import dataset_of, tail_worth
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

SHARED_BY = {
    "income": "in proportion to income, as a proportional tax would",
    "people": "the same for everybody",
}
TITLES = {
    "gain": "present value of what people of the group with a problem gain",
    "opportunity_cost": "present value of what the group bears of government's loss",
    "net_gain": "gain less opportunity cost",
    "net_gain_per_person": "net gain over people of the group",
    "weighted_net_gain": "net gain x equity weight",
    "equity_weight": "what a unit of money counts against one at median income",
    "elsewhere": "present value of all parties without a known group, weight one",
    "unweighted_total": "net gains and elsewhere, every unit alike: net present value of society",
    "weighted_total": "weighted net gains and elsewhere",
    "atkinson_gain": "rise of the Atkinson equivalent of income, for all people of the groups",
    "kolm_pollak_gain": "rise of the Kolm-Pollak equivalent of income, for all people",
}
UNITS = {"equity_weight": "ratio", "net_gain_per_person": "money per person"}


def by_group(
    results: Any,
    income: Mapping[str, float],
    people: Mapping[str, float],
    elasticity: float = 1.3,
    opportunity_cost: str | Mapping[str, float] = "income",
    discount_rate: float | str | None = None,
    terminal_value: bool = False,
    horizon: int | None = None,
    comparator: str = BUSINESS_AS_USUAL,
) -> xr.Dataset:
    """Gains, opportunity cost and equity-weighted worth of every scenario by population group.

    Parameters
    ----------
    results : Results or xarray.Dataset
        With the margins by group (`net_by_group`).
    income : mapping of str to float
        Money per person and year, by population group; the price year of the results.
    people : mapping of str to float
        People of the group, for the same groups.
    elasticity : float
        Of the marginal utility of income; also the Atkinson aversion.
    opportunity_cost : str or mapping of str to float
        Who bears what government loses: `income`, `people`, or a share for each group.
    discount_rate, terminal_value, horizon, comparator
        As in `appraise`.

    Returns
    -------
    xarray.Dataset
        Over scenario, draw and population_group: `gain`, `opportunity_cost`, `net_gain`,
        `net_gain_per_person`, `weighted_net_gain`; over population_group `equity_weight`; over
        scenario and draw `elsewhere`, `unweighted_total`, `weighted_total`, `atkinson_gain`,
        `kolm_pollak_gain`.

    Raises
    ------
    AppraisalError
        With code `groups_do_not_fit` if income or people name other groups than the results have,
        or each other; as `appraise` otherwise.

    Notes
    -----
    Incomes are taken to stay as given. The equivalents compare incomes with incomes plus the net
    gain per person spread evenly over the horizon, and the rise is counted for all people and
    years: with aversion 0 it is the sum of net gains; for small gains it is their sum weighted with
    (equivalent / income)^elasticity. Atkinson's is not a number in draws in which a group would
    have nothing left.
    """
    data = dataset_of(results)
    asked = ask(data, "society", discount_rate, None, terminal_value, horizon, comparator)
    groups = _groups(data, income, people)
    incomes = np.array([float(income[name]) for name in groups])
    persons = np.array([float(people[name]) for name in groups])
    present = _present_by_party(data, asked)
    accounts = [list(data["group_account"].values).index(name) for name in groups]
    party = {str(name): place for place, name in enumerate(data["party"].values)}
    gain = present[:, :, party["person"], :][:, :, accounts]
    lost = -_worth_of(present, party, GOVERNMENT)
    share = _shares(opportunity_cost, groups, incomes, persons)
    cost = lost[:, :, None] * share
    society = _worth_of(present, party, PARTIES_OF_SOCIETY)
    elsewhere = society - gain.sum(axis=-1) + cost.sum(axis=-1)
    years = discount_factors(asked.discount_rate, np.arange(asked.horizon)).sum()
    values = equity_account(gain, cost, incomes, persons, float(years), elasticity)
    values["elsewhere"] = elsewhere
    values["unweighted_total"] = values["net_gain"].sum(axis=-1) + elsewhere
    values["weighted_total"] = values["weighted_net_gain"].sum(axis=-1) + elsewhere
    return _labelled(data, asked, groups, values, elasticity, opportunity_cost)


def equity_account(
    gain: FloatArray,
    cost: FloatArray,
    income: FloatArray,
    people: FloatArray,
    years: float,
    elasticity: float = 1.3,
) -> dict[str, FloatArray]:
    """The equity account of present values by group, on plain arrays.

    Parameters
    ----------
    gain, cost : arrays (..., group)
        Present values.
    income, people : arrays (group,)
    years : float
        Sum of the discount factors of the horizon: an equal yearly amount has this present value.
    elasticity : float

    Returns
    -------
    dict of arrays
        The variables of `by_group` that follow from these.
    """
    net = np.asarray(gain, dtype=np.float64) - cost
    weight = equity_weights(income, elasticity, people)
    yearly = net / people / years
    everybody = float(np.sum(people)) * years
    values = {
        "gain": np.asarray(gain),
        "opportunity_cost": np.asarray(cost),
        "net_gain": net,
        "net_gain_per_person": net / people,
        "equity_weight": weight,
        "weighted_net_gain": net * weight,
    }
    aversion = {"atkinson": elasticity}
    aversion["kolm_pollak"] = kolm_pollak_aversion(income, elasticity, people)
    for kind, strength in aversion.items():
        before = equally_distributed_equivalent(income, strength, kind, people)
        after = income + yearly
        defined = np.asarray((after > 0.0).all(axis=-1) | (kind != "atkinson"))
        known = np.where(defined[..., None], after, income)
        rise = equally_distributed_equivalent(known, strength, kind, people) - before
        values[f"{kind}_gain"] = np.where(defined, rise, np.nan) * everybody
    return values


def _groups(
    data: xr.Dataset, income: Mapping[str, float], people: Mapping[str, float]
) -> list[str]:
    """Groups that have an income, in the order of the results."""
    if "net_by_group" not in data:
        refuse(
            "groups_do_not_fit",
            "results",
            "no margins by group",
            "results with `net_by_group`",
            "take the results of a run, which keep them in every structural variant",
        )
    known = [str(name) for name in data["group_account"].values]
    strange = sorted((set(income) | set(people)) - set(known))
    if strange or set(income) != set(people) or not income:
        different = sorted(set(income) ^ set(people))
        refuse(
            "groups_do_not_fit",
            "income" if set(income) - set(known) or not income else "people",
            ", ".join(strange or different) or "no group",
            f"groups of the results with both income and people: {', '.join(known)}",
            "give income and people for the same groups of the run",
        )
    return [name for name in known if name in income]


def _shares(
    rule: str | Mapping[str, float], groups: Sequence[str], income: FloatArray, people: FloatArray
) -> FloatArray:
    """Share of each group in the opportunity cost; sums to one."""
    if isinstance(rule, str):
        if rule not in SHARED_BY:
            refuse_array("opportunity_cost", repr(rule), f"{', '.join(SHARED_BY)}, or shares")
        part = people * income if rule == "income" else people
    else:
        if set(rule) != set(groups):
            refuse_array("opportunity_cost", ", ".join(rule), f"shares of {', '.join(groups)}")
        part = np.array([float(rule[name]) for name in groups])
    if (part < 0.0).any() or not part.sum() > 0.0:
        refuse_array("opportunity_cost", f"{part.min():g}", "shares of 0 or more, some above 0")
    return np.asarray(part / part.sum(), dtype=np.float64)


def _present_by_party(data: xr.Dataset, asked: Question) -> FloatArray:
    """Present value against the comparator (scenario, draw, party, group account)."""
    base = list(data["scenario"].values).index(asked.comparator)
    factors = discount_factors(asked.discount_rate, np.arange(asked.horizon))
    net = data["net_by_group"].values
    against = net[base][:, : asked.horizon]
    present = np.stack(
        [np.einsum("dypg,y->dpg", each[:, : asked.horizon] - against, factors) for each in net]
    )
    if asked.terminal_value:
        present += tail_worth(data, asked, "terminal_net_by_group", base)
    return present


def _worth_of(present: FloatArray, place: Mapping[str, int], parties: Sequence[str]) -> FloatArray:
    """Present value of parties together (scenario, draw)."""
    used = [place[name] for name in parties if name in place]
    return np.asarray(present[:, :, used].sum(axis=(2, 3)), dtype=np.float64)


def _labelled(
    data: xr.Dataset,
    asked: Question,
    groups: Sequence[str],
    values: Mapping[str, FloatArray],
    elasticity: float,
    rule: str | Mapping[str, float],
) -> xr.Dataset:
    import xarray as xr

    money = {name: data.attrs[name] for name in ("currency", "price_year")}
    variables = {}
    for name, value in values.items():
        dims: tuple[str, ...] = ("scenario", "draw", "population_group")[: value.ndim]
        dims = ("population_group",) if name == "equity_weight" else dims
        unit = UNITS.get(name, "money")
        notes = {"long_name": TITLES[name], "units": unit} | (money if "money" in unit else {})
        variables[name] = (dims, value, notes)
    attributes = {
        **money,
        "discount_rate": asked.discount_rate,
        "terminal_value": "yes" if asked.terminal_value else "no",
        "horizon": asked.horizon,
        "comparator": asked.comparator,
        "elasticity": elasticity,
        "opportunity_cost": rule if isinstance(rule, str) else "shares given",
    }
    for name in ("run_id", "structural_variant", "study"):
        if name in data.attrs:
            attributes[name] = data.attrs[name]
    coords: dict[str, Any] = {name: data[name].values for name in ("scenario", "draw")}
    coords["population_group"] = list(groups)
    return xr.Dataset(variables, coords=coords, attrs=attributes)
