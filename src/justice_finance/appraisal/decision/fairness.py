"""Who gains and who bears the cost by group, and what that is worth where poorer people count more.

A separate account beside the decision: nothing here changes a net present value.
"""

from __future__ import annotations

import numpy as np

from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.equity.groups import by_group
from justice_finance.appraisal.uncertainty import mean_and_range, monte_carlo_error

ELASTICITY = 1.3

GROUPS_NOTE = (
    "Present values. Gain: of people of the group with a problem and their households. Opportunity "
    "cost: their part of what government loses, in proportion to income. Weight: what a unit of "
    "money counts against one at median income, elasticity of marginal utility 1.3."
)
TOTALS_NOTE = (
    "A separate account. Unweighted: net present value of society. Weighted: net gains of groups "
    "times their weights; what falls on nobody's group counts with weight one. Atkinson: rise of "
    "the equally distributed equivalent of income, for all people and years, aversion 1.3."
)
MEASURES = ("unweighted_total", "weighted_total", "atkinson_gain")


def equity(framing: Framing) -> tuple[DecisionTable, DecisionTable] | None:
    """The account by group and in all; nothing where the run does not know people and incomes."""
    import pandas as pd

    population = framing.record.get("population") or {}
    known = {name: each for name, each in population.items() if each.get("adults", 0.0) > 0.0}
    data = getattr(framing.results, "dataset", framing.results)
    if not known or "net_by_group" not in data:
        return None
    question = {
        name: framing.question[name]
        for name in ("discount_rate", "terminal_value", "horizon")
        if framing.question.get(name) is not None
    }
    found = by_group(
        framing.results,
        {name: float(each["income_per_person"]) for name, each in known.items()},
        {name: float(each["adults"]) for name, each in known.items()},
        ELASTICITY,
        **question,
    )
    titles = framing.record.get("titles", {}).get("population_group", {})
    rows, totals = [], []
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
                    "standard_error": monte_carlo_error(net, np.mean, framing.scramble),
                    "weighted_net_gain": float(own["weighted_net_gain"].mean()),
                }
            )  # fmt: skip
        for measure in MEASURES:
            draws = one[measure].values
            kept = draws[~np.isnan(draws)]
            scramble = None if framing.scramble is None else framing.scramble[~np.isnan(draws)]
            error = monte_carlo_error(kept, np.mean, scramble) if len(kept) else float("nan")
            totals.append(
                {"name": option, "title": framing.title(option), "measure": measure,
                 **mean_and_range(draws), "standard_error": error}
            )  # fmt: skip
    return (
        DecisionTable("equity_by_group", "Who gains and who bears the cost", GROUPS_NOTE,
                      pd.DataFrame(rows)),
        DecisionTable("equity", "Where poorer people count more", TOTALS_NOTE,
                      pd.DataFrame(totals)),
    )  # fmt: skip
