"""Figures of the options: taken from appraisals, each with its range and Monte Carlo error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discounting import discount_factors
from justice_finance.appraisal.luck import standard_error
from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY, PUBLIC_FUNDERS
from justice_finance.appraisal.uncertainty import (
    chance_of_loss,
    mean_and_range,
    monte_carlo_error,
    ratio_and_range,
)
from justice_finance.appraisal.worth import appraise
from justice_finance.charts.rounding import Estimate
from justice_finance.language import marked, say
from justice_finance.reporting.words import party_title, scenario_title, title_of
from justice_finance.scenario.frames import ORGANISATIONS
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

RAISING_TAXES = "raising_taxes"
GROUP_NOT_KNOWN = marked("Newly brought cases, group not known")
SMALLEST_SHARE_RESOLVING = 0.99


@dataclass(frozen=True)
class OptionFigures:
    """One option at one discount rate, with or without terminal value, in one variant."""

    option: str
    title: str
    discount_rate: float | str
    terminal_value: bool
    structural_variant: str
    net_present_value: Estimate
    public_cost: Estimate
    funder_outlay: Estimate
    problems_resolved: Estimate
    problems_resolved_undiscounted: Estimate
    benefit_cost_ratio: Estimate | None
    cost_per_resolved_problem: Estimate | None
    chance_of_loss: float
    chance_error: float


@dataclass(frozen=True)
class MemberFigures:
    """What one party, or one group of people, gains (above zero) or loses by an option."""

    option: str
    member: str
    title: str
    net_present_value: Estimate
    per_problem: Estimate | None = None
    """Gain over the group's problems under business as usual, undiscounted count."""
    problems_resolved: Estimate | None = None
    """Further problems resolved, net of returns, undiscounted."""


@dataclass(frozen=True)
class YearFigures:
    """One option in one year."""

    option: str
    year: int
    net_benefit: Estimate
    """Of society, undiscounted."""
    cumulative: Estimate
    """Sum of discounted net benefits up to this year; the last is the net present value."""
    public_outlay: Estimate
    """Of government and donors, undiscounted."""


def estimate_of(values: Any, scramble: Any | None = None) -> Estimate:
    """Mean, range and error over draws."""
    draws = np.asarray(values, dtype=np.float64)
    kept = ~np.isnan(draws)
    groups = None if scramble is None else np.asarray(scramble)[kept]
    error = monte_carlo_error(draws[kept], np.mean, groups) if kept.any() else float("nan")
    return Estimate(**mean_and_range(draws), error=error)


def options_of(data: xr.Dataset) -> list[str]:
    """Every scenario but business as usual."""
    return [str(name) for name in data["scenario"].values if name != BUSINESS_AS_USUAL]


def option_figures(
    worth: xr.Dataset, society: xr.Dataset, record: Any, options: Sequence[str]
) -> tuple[OptionFigures, ...]:
    """Figures of some options from an appraisal, and from the same of society."""
    return tuple(_one_option(worth, society, record, name) for name in options)


def _one_option(worth: xr.Dataset, society: xr.Dataset, record: Any, name: str) -> OptionFigures:
    chosen = worth.sel(scenario=name)
    scramble = worth["scramble"].values if "scramble" in worth.coords else None

    def figure(key: str) -> Estimate:
        return with_luck(estimate_of(chosen[key].values, scramble), chosen, key)

    ratio = chosen["benefit_cost_ratio"].values
    value = society["net_present_value"].sel(scenario=name).values
    rate = worth.attrs["discount_rate"]
    return OptionFigures(
        option=name,
        title=scenario_title(record, name),
        discount_rate=rate if isinstance(rate, str) else float(rate),
        terminal_value=worth.attrs["terminal_value"] == "yes",
        structural_variant=str(worth.attrs.get("structural_variant", "")),
        net_present_value=figure("net_present_value"),
        public_cost=figure("public_cost"),
        funder_outlay=figure("funder_outlay"),
        problems_resolved=figure("problems_resolved"),
        problems_resolved_undiscounted=figure("problems_resolved_undiscounted"),
        benefit_cost_ratio=_ratio(chosen, ratio, scramble),
        cost_per_resolved_problem=_cost_per_problem(chosen, scramble),
        chance_of_loss=chance_of_loss(value),
        chance_error=monte_carlo_error(np.where(value < 0.0, 1.0, 0.0), np.mean, scramble),
    )


def with_luck(estimate: Estimate, chosen: xr.Dataset, key: str) -> Estimate:
    """The estimate with luck in its error; where luck cannot be told, that of draws alone."""
    error = standard_error(chosen, key, estimate.error)
    return estimate if np.isnan(error) else replace(estimate, error=error)


def _ratio(chosen: xr.Dataset, ratio: Any, scramble: Any) -> Estimate | None:
    """Benefits over the funder's outlay, as the headline figures have it."""
    if np.isnan(ratio).all():
        return None
    found, error = ratio_and_range(ratio, chosen["funder_outlay"].values, scramble)
    return with_luck(Estimate(**found, error=error), chosen, "benefit_cost_ratio")


def _cost_per_problem(chosen: xr.Dataset, scramble: Any) -> Estimate | None:
    """Outlay per further problem resolved; none where either may not be above zero."""
    resolved = chosen["problems_resolved"].values
    outlay = chosen["funder_outlay"].values
    if np.mean((resolved > 0.0) & (outlay > 0.0)) < SMALLEST_SHARE_RESOLVING:
        return None
    found = estimate_of(chosen["cost_per_resolved_problem"].values, scramble)
    return Estimate(float(outlay.mean() / resolved.mean()), found.p05, found.p95, found.error)


def by_party(data: xr.Dataset, worth: xr.Dataset, options: Sequence[str]) -> list[MemberFigures]:
    """What each party gains or loses; the cost of raising taxes stands apart.

    Sums over parties are society's net present value. Parties that no option touches are left out.
    """
    scramble = worth["scramble"].values if "scramble" in worth.coords else None
    value = worth["net_present_value_by_party"]
    burden = {name: _excess_burden(data, worth, name) for name in GOVERNMENT}
    rows = []
    for option in options:
        taxes = sum(each.sel(scenario=option).values for each in burden.values())
        for party in PARTIES_OF_SOCIETY:
            if not value.sel(party=party).values.any():
                continue
            draws = value.sel(scenario=option, party=party).values
            if party in burden:
                draws = draws - burden[party].sel(scenario=option).values
            estimate = estimate_of(draws, scramble)
            rows.append(MemberFigures(option, party, party_title(party), estimate))
        if any(each.values.any() for each in burden.values()):
            estimate = estimate_of(taxes, scramble)
            rows.append(MemberFigures(option, RAISING_TAXES, party_title(RAISING_TAXES), estimate))
    return rows


def _excess_burden(data: xr.Dataset, worth: xr.Dataset, party: str) -> xr.DataArray:
    """What raising taxes for one party's budget costs, as a loss (at most zero)."""
    own = appraise(
        data, party, worth.attrs["discount_rate"], worth.attrs["funder"],
        worth.attrs["terminal_value"] == "yes", detail=False,
    )  # fmt: skip
    found: xr.DataArray = own["present_value_by_category"].sel(cost_category="excess_burden")
    return found


def by_group(
    data: xr.Dataset, worth: xr.Dataset, record: Any, options: Sequence[str]
) -> list[MemberFigures]:
    """What people with a problem gain, by population group, and their problems resolved.

    In the account of people, what stands outside the surveyed groups is the value of cases that
    only new capacity brings out: who brings them is not known, and organisations are no people.
    """
    own = appraise(data, "person", worth.attrs["discount_rate"], worth.attrs["funder"])
    scramble = own["scramble"].values if "scramble" in own.coords else None
    net = (data["problems_resolved_by_group"] - data["problems_returned_by_group"]).sum("year")
    further = net - net.sel(scenario=BUSINESS_AS_USUAL)
    begun = data["problems_started_by_group"].sum("year").sel(scenario=BUSINESS_AS_USUAL)
    gains = own["net_present_value_by_group"].sel(scenario=list(options))
    rows = []
    for option in options:
        value = gains.sel(scenario=option)
        for group in map(str, data["population_group"].values):
            draws = value.sel(group_account=group).values
            worth_of = estimate_of(draws, scramble)
            if group == ORGANISATIONS:
                if gains.sel(group_account=group).values.any():
                    rows.append(MemberFigures(option, group, say(GROUP_NOT_KNOWN), worth_of))
                continue
            problems = begun.sel(population_group=group).values
            each = np.divide(draws, problems, out=np.full_like(draws, np.nan), where=problems > 0.0)
            rows.append(
                MemberFigures(
                    option,
                    group,
                    title_of(record, "population_group", group),
                    worth_of,
                    estimate_of(each, scramble) if problems.any() else None,
                    estimate_of(
                        further.sel(scenario=option, population_group=group).values, scramble
                    ),
                )
            )
    return rows


def by_year(worth: xr.Dataset, options: Sequence[str]) -> list[YearFigures]:
    """Net benefit by year, its discounted sum so far, and what public budgets pay."""
    scramble = worth["scramble"].values if "scramble" in worth.coords else None
    years = worth["year"].values
    rate = worth.attrs["discount_rate"]
    factors = discount_factors(rate, np.arange(len(years)))
    public = worth["budget_impact"].sel(party=list(PUBLIC_FUNDERS)).sum("party")
    rows = []
    for option in options:
        yearly = worth["net_benefit"].sel(scenario=option).values
        so_far = np.cumsum(yearly * factors, axis=-1)
        paid = public.sel(scenario=option).transpose("draw", "year").values
        for at, year in enumerate(years):
            net, whole, outlay = (
                estimate_of(each[:, at], scramble) for each in (yearly, so_far, paid)
            )
            if at == len(years) - 1:  # this is the net present value, and as sure as that is
                whole = with_luck(whole, worth.sel(scenario=option), "net_present_value")
            rows.append(YearFigures(option, int(year), net, whole, outlay))
    return rows
