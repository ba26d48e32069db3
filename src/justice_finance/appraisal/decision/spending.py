"""Which options to fund together within a budget, and which budgets pay and gain, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.cost_benefit import net_present_value
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.financing.budgets import budget_impact
from justice_finance.appraisal.financing.of_results import co_financing_of
from justice_finance.appraisal.perspectives import PUBLIC_FUNDERS
from justice_finance.appraisal.portfolio.choice import best_portfolio
from justice_finance.appraisal.portfolio.frontier import portfolio_frontier
from justice_finance.appraisal.portfolio.of_results import PortfolioOptions, portfolio_options
from justice_finance.appraisal.portfolio.thumb import rule_of_thumb
from justice_finance.appraisal.uncertainty import error_bars, mean_and_range, monte_carlo_error
from justice_finance.errors import AppraisalError
from justice_finance.language import marked
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    pass

BUDGETS = (0.25, 0.5, 1.0)
"""Shares of what all options together would cost, at which portfolios are shown beside the rest."""

PORTFOLIO_NOTE = marked(
    "The options that together have the largest mean net present value within a budget (present "
    "value of the funder's outlay). Values are taken to add up; options that overlap, and scales "
    "of one option, exclude each other. Rule of thumb: the cheapest per resolved problem first; "
    "its loss is against the best choice. Price (in the file): what one more unit of budget would "
    "add if parts of options could be taken."
)
FRONTIER_NOTE = marked(
    "Largest mean net present value at every budget up to what all options cost; the standard "
    "error is that of having few draws, for the choice shown."
)
BUDGETS_NOTE = marked(
    "Spent on dealing with problems less fees received; saved because there are fewer or shorter "
    "problems; their difference. Not discounted, excess burden left out; mean and 90 % range."
)
SHARING_NOTE = marked(
    "Budgets that gain could share what the ministry of justice pays in proportion to their gains; "
    "least and most: within them, nobody pays more than it gains. Gap: what is left to the "
    "justice budget when each has paid all that it gains. Present values."
)


@dataclass(frozen=True)
class Portfolios:
    """What the tables of portfolios are made from."""

    options: PortfolioOptions
    exclusive: tuple[tuple[int, ...], ...]


def possible(framing: Framing) -> Portfolios:
    """Every option and scale that was run, and which of them exclude each other."""
    known = [name for name in framing.worth["scenario"].values if name != BUSINESS_AS_USUAL]
    names = [str(name) for name in known if base_of(framing.record, str(name)) in framing.options]
    names = [name for name in names if not _repeats(framing, name)]
    question = {
        name: value
        for name, value in framing.question.items()
        if name not in ("detail", "funder") and value is not None
    }
    options = portfolio_options(
        framing.results, names, framing.perspective, framing.question.get("funder"), **question
    )
    pairs = set[tuple[int, int]]()
    overlaps = [set(each["options"]) for each in framing.record.get("overlaps") or ()]
    for one, other in combinations(range(len(names)), 2):
        bases = {base_of(framing.record, names[place]) for place in (one, other)}
        if len(bases) == 1 or any(bases <= together for together in overlaps):
            pairs.add((one, other))
    return Portfolios(options, tuple(sorted(pairs)))


def base_of(record: Mapping[str, Any], name: str) -> str:
    """The option that a scenario is a scale of; itself if of none."""
    found = record.get("scenarios", {}).get(name, {}).get("same_option_as")
    return str(found or name)


def _repeats(framing: Framing, name: str) -> bool:
    """Whether a scale that was run is its option again, draw by draw."""
    base = base_of(framing.record, name)
    value = framing.worth["net_present_value"]
    return name != base and bool((value.sel(scenario=name) == value.sel(scenario=base)).all())


def portfolios(
    framing: Framing, found: Portfolios, envelope: float | None
) -> tuple[DecisionTable, DecisionTable]:
    """The best choice at a few budgets beside the rule of thumb, and the whole frontier."""
    import pandas as pd

    options = found.options
    rows = []
    for budget in budgets_shown(found, envelope):
        best = best_portfolio(options.value, options.cost, budget, found.exclusive)
        thumb = rule_of_thumb(
            options.value, options.cost, budget, found.exclusive, cases=options.cases
        )
        error = framing.error_of_options(
            best.value_by_draw, [options.names[each] for each in best.chosen]
        )
        rows.append(
            {
                "budget": budget,
                "chosen": titles_of(framing, options.names, best.chosen),
                "cost": float(np.sum(best.cost)),
                "value": best.expected_value,
                "standard_error": error,
                "price_of_budget": float(np.sum(best.shadow_price)),
                "rule_of_thumb": titles_of(framing, options.names, thumb.chosen),
                "rule_of_thumb_value": thumb.value,
                "rule_of_thumb_loss": thumb.loss,
            }
        )
    title = marked("Which options to fund together")
    return (
        DecisionTable("portfolios", title, PORTFOLIO_NOTE, pd.DataFrame(rows)),
        _frontier(framing, found, _cost_of_all(found)),
    )


def budgets_shown(found: Portfolios, envelope: float | None) -> list[float]:
    """Parts of what all options together would cost, and the study's envelope."""
    whole = _cost_of_all(found)
    return sorted({*(share * whole for share in BUDGETS), *([envelope] if envelope else [])})


def _cost_of_all(found: Portfolios) -> float:
    return float(np.maximum(found.options.cost, 0.0).sum())


def _frontier(framing: Framing, found: Portfolios, whole: float) -> DecisionTable:
    import pandas as pd

    options = found.options
    line = portfolio_frontier(options.value, options.cost, whole, found.exclusive)
    draws = options.value.transpose("draw", "scenario").values
    rows = []
    for budget, value, chosen, price in zip(
        line.budget, line.value, line.chosen, line.shadow_price, strict=True
    ):
        error = framing.error_of_options(
            draws[:, list(chosen)].sum(axis=1), [options.names[each] for each in chosen]
        )
        names = titles_of(framing, options.names, chosen)
        rows.append((float(budget), float(value), error, float(price), names))
    columns = ["budget", "value", "standard_error", "price_of_budget", "chosen"]
    title = marked("What every budget can buy")
    return DecisionTable(
        "budget_frontier", title, FRONTIER_NOTE, pd.DataFrame(rows, columns=columns)
    )


def titles_of(framing: Framing, names: Sequence[str], chosen: Sequence[int]) -> str:
    """Titles of chosen options in one line."""
    return "; ".join(framing.title(names[place]) for place in chosen) or "nothing"


def impact(framing: Framing) -> DecisionTable:
    """What each public budget pays and saves by year, for every option."""
    import pandas as pd

    found = budget_impact(framing.results, horizon=framing.question.get("horizon"))
    rows = []
    for option in framing.options[1:]:
        chosen = found.sel(scenario=option)
        for party in [str(name) for name in found["party"].values]:
            one = chosen.sel(party=party)
            if not any(one[name].values.any() for name in one.data_vars):
                continue
            for year in one["year"].values:
                draws = one["budget_impact"].sel(year=year).values
                bars = error_bars(draws, framing.scramble)
                rows.append(
                    {
                        "name": option, "party": party, "year": int(year),
                        "spending": float(one["spending"].sel(year=year).mean()),
                        "savings": float(one["savings"].sel(year=year).mean()),
                        **mean_and_range(draws), "standard_error": bars["mean"],
                    }
                )  # fmt: skip
    title = marked("What each public budget pays, by year")
    return DecisionTable("budget_impact", title, BUDGETS_NOTE, pd.DataFrame(rows))


def sharing(framing: Framing) -> DecisionTable:
    """How the ministries that gain could share the cost of each option."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    rate = framing.worth.attrs["discount_rate"]
    for option in framing.options[1:]:
        errors = _present_errors(framing, option, rate)
        try:
            found = co_financing_of(framing.results, option, discount_rate=rate)
        except AppraisalError:  # nobody else gains, or the payer saves: nothing to share
            continue
        for place, party in enumerate(found.party):
            rows.append(
                {
                    "name": option, "title": framing.title(option), "party": party,
                    "gain": float(found.gain[place]), "gain_error": errors[party],
                    "contribution": float(found.contribution[place]),
                    "least": float(found.least[place]), "most": float(found.most[place]),
                    "gap": found.gap,
                }
            )  # fmt: skip
    columns = "name title party gain gain_error contribution least most gap".split()
    title = marked("How the ministries that gain could share the cost")
    return DecisionTable("co_financing", title, SHARING_NOTE, pd.DataFrame(rows, columns=columns))


def _present_errors(framing: Framing, option: str, rate: float | str) -> dict[str, float]:
    """Standard error of what each budget gains, by party."""
    found = budget_impact(framing.results)["budget_impact"].sel(scenario=option)
    values = found.transpose("party", "draw", "year").values
    worth = np.asarray(net_present_value(values, rate))
    return {
        name: monte_carlo_error(one, np.mean, framing.scramble)
        for name, one in zip(PUBLIC_FUNDERS, worth, strict=True)
    }
