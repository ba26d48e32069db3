"""Who gains and who bears the cost by group, and what that is worth where poorer people count more.

A separate account beside the decision: nothing here changes a net present value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.equity.groups import by_group
from justice_finance.appraisal.robustness.regret import common_draws
from justice_finance.appraisal.uncertainty import mean_and_range, monte_carlo_error
from justice_finance.language import marked

if TYPE_CHECKING:
    import xarray as xr

ELASTICITY = 1.3

GROUPS_NOTE = marked(
    "Present values. Gain: of people of the group with a problem and their households. Opportunity "
    "cost: their part of what government loses, in proportion to income. Weight: what a unit of "
    "money counts against one at median income, elasticity of marginal utility 1.3."
)
TOTALS_NOTE = marked(
    "A separate account. Every unit alike (unweighted): net present value of society. Poorer "
    "people count more (weighted): net gains of groups times their weights; what falls on nobody's "
    "group counts with weight one. Equally distributed equivalent (Atkinson): by how much the "
    "income rises that would be as good if all had the same, for all people and years, aversion "
    "1.3."
)
VARIANTS_NOTE = marked(
    "The same account in each structural variant, on the draws that all have; no variant is "
    "weighed. Rank: by the total where poorer people count more."
)
MEASURES = ("unweighted_total", "weighted_total", "atkinson_gain")


def known_population(framing: Framing) -> dict[str, Mapping[str, float]]:
    """Adults and income per person of each group that has people."""
    population = framing.record.get("population") or {}
    return {name: each for name, each in population.items() if each.get("adults", 0.0) > 0.0}


def poorer_groups(population: Mapping[str, Mapping[str, float]]) -> frozenset[str]:
    """Groups whose income lies below that of the adult in the middle."""
    if not population:
        return frozenset()
    ordered = sorted(population, key=lambda name: population[name]["income_per_person"])
    below = np.cumsum([population[name]["adults"] for name in ordered])
    middle = population[ordered[int(np.searchsorted(below, 0.5 * below[-1]))]]["income_per_person"]
    poorer = [name for name in ordered if population[name]["income_per_person"] < middle]
    return frozenset(poorer)


def equity(framing: Framing) -> tuple[DecisionTable, ...]:
    """The account by group and in all, and in every structural variant.

    Nothing where the run does not know people and incomes.
    """
    import pandas as pd

    data = getattr(framing.results, "dataset", framing.results)
    found = _account(framing, data)
    if found is None:
        return ()
    rows = _group_rows(framing, found, framing.scramble)
    totals = _total_rows(framing, found, framing.scramble)
    tables = [
        DecisionTable("equity_by_group", marked("Who gains and who bears the cost"), GROUPS_NOTE,
                      pd.DataFrame(rows)),
        DecisionTable("equity", marked("Where poorer people count more"), TOTALS_NOTE,
                      pd.DataFrame(totals)),
    ]  # fmt: skip
    return (*tables, *_in_every_variant(framing))


def _in_every_variant(framing: Framing) -> list[DecisionTable]:
    """Groups and totals by structural variant; nothing with one variant alone."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    totals: list[dict[str, Any]] = []
    variants = common_draws(framing.results)
    if len(variants) < 2:
        return []
    for name, data in variants.items():
        found = _account(framing, data)
        if found is None:  # results written before every variant kept its groups
            continue
        scramble = data["scramble"].values if "scramble" in data.coords else None
        own = {"structural_variant": name}
        rows += [{**own, **row} for row in _group_rows(framing, found, scramble)]
        summed = _total_rows(framing, found, scramble)
        weighted = [row["mean"] for row in summed if row["measure"] == "weighted_total"]
        for row in summed:
            rank = 1 + sum(each > _weighted_of(summed, row["name"]) for each in weighted)
            totals.append({**own, **row, "rank": rank})
    if len({row["structural_variant"] for row in rows}) < 2:
        return []
    return [
        DecisionTable("equity_by_group_and_variant", marked("Who gains, by structural variant"),
                      VARIANTS_NOTE, pd.DataFrame(rows)),
        DecisionTable("equity_by_variant",
                      marked("Where poorer people count more, by structural variant"),
                      VARIANTS_NOTE, pd.DataFrame(totals)),
    ]  # fmt: skip


def _weighted_of(rows: list[dict[str, Any]], name: str) -> float:
    return next(
        float(row["mean"])
        for row in rows
        if row["name"] == name and row["measure"] == "weighted_total"
    )


def _account(framing: Framing, data: xr.Dataset) -> xr.Dataset | None:
    known = known_population(framing)
    if not known or "net_by_group" not in data:
        return None
    question = {
        name: framing.question[name]
        for name in ("discount_rate", "terminal_value", "horizon")
        if framing.question.get(name) is not None
    }
    return by_group(
        data,
        {name: float(each["income_per_person"]) for name, each in known.items()},
        {name: float(each["adults"]) for name, each in known.items()},
        ELASTICITY,
        **question,
    )


def _group_rows(framing: Framing, found: xr.Dataset, scramble: Any) -> list[dict[str, Any]]:
    titles = framing.record.get("titles", {}).get("population_group", {})
    rows = []
    for option in framing.options[1:]:
        one = found.sel(scenario=option)
        for group in [str(name) for name in found["population_group"].values]:
            own = one.sel(population_group=group)
            net = own["net_gain"].values
            rows.append(
                {
                    "name": option, "title": framing.title(option), "group": group,
                    "group_title": titles.get(group, group),
                    "weight": float(own["equity_weight"]),
                    "gain": float(own["gain"].mean()),
                    "opportunity_cost": float(own["opportunity_cost"].mean()),
                    "net_gain": float(net.mean()),
                    "standard_error": monte_carlo_error(net, np.mean, scramble),
                    "weighted_net_gain": float(own["weighted_net_gain"].mean()),
                }
            )  # fmt: skip
    return rows


def _total_rows(framing: Framing, found: xr.Dataset, scramble: Any) -> list[dict[str, Any]]:
    totals = []
    for option in framing.options[1:]:
        for measure in MEASURES:
            draws = found.sel(scenario=option)[measure].values
            there = ~np.isnan(draws)
            kept = draws[there]
            parts = None if scramble is None else scramble[there]
            error = monte_carlo_error(kept, np.mean, parts) if len(kept) else float("nan")
            totals.append(
                {"name": option, "title": framing.title(option), "measure": measure,
                 **mean_and_range(draws), "standard_error": error}
            )  # fmt: skip
    return totals
