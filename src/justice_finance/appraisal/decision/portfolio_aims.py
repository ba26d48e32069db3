"""Portfolios chosen for other aims than the mean, and under further rules: what each costs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.decision.fairness import known_population, poorer_groups
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.decision.spending import Portfolios, budgets_shown, titles_of
from justice_finance.appraisal.discounting import discount_factors
from justice_finance.appraisal.portfolio.aims import AIMS, best_by_draw, downside
from justice_finance.appraisal.portfolio.choice import Portfolio, best_portfolio
from justice_finance.appraisal.portfolio.of_results import portfolio_options
from justice_finance.appraisal.portfolio.rules import rules_of
from justice_finance.errors import AppraisalError
from justice_finance.language import marked

FloatArray = NDArray[np.float64]

WORST = 0.1
"""Share of draws that count as the worst."""
OVER_VARIANTS = "regret_over_variants"
PARTS = (0.5, 0.75, 1.0)
"""Of the most that the poorer groups could gain within a budget, so much is asked for."""

AIMS_NOTE = marked(
    "Within each budget, the set of options with the greatest mean; with the greatest mean of the "
    "worst tenth of draws (conditional value at risk); with the smallest largest regret over "
    "draws, against the best set of each draw; and with the smallest largest regret over the "
    "structural variants, on the draws that all have. Largest regret: over draws. Given up: mean "
    "worth less than that of the first. Values of options add up."
)
RULES_NOTE = marked(
    "The set of options with the greatest mean under a further rule, and what the rule costs. "
    "Equal parts: no year's spending above an equal part of the budget. Poorer groups: those with "
    "incomes below the median; they have to gain at least the stated part of the most that any set "
    "within the budget could give them, opportunity costs left out. None: no set keeps the rule."
)


def aims(
    framing: Framing, found: Portfolios, envelope: float | None
) -> tuple[DecisionTable, DecisionTable]:
    """The best set of options for each aim, and under each further rule, by budget."""
    import pandas as pd

    budgets = budgets_shown(found, envelope)
    rows, ruled = [], []
    by_variant = _by_variant(framing, found)
    for budget in budgets:
        first = best_portfolio(found.options.value, found.options.cost, budget, found.exclusive)
        rules = rules_of(found.options.value, found.options.cost, budget, found.exclusive)
        best = best_by_draw(rules, rules.budget)
        for aim in (*AIMS, OVER_VARIANTS):
            row = _aimed(framing, found, budget, aim, by_variant, best)
            if row is not None:
                row["given_up"] = first.expected_value - row["value"]
                rows.append(row)
        ruled += _under_rules(framing, found, budget, first)
    title = marked("Which options to fund together, by aim")
    columns = "budget aim chosen value standard_error worst_tenth largest_regret given_up".split()
    under = "budget rule share chosen value standard_error given_up price_of_budget".split()
    return (
        DecisionTable("portfolio_aims", title, AIMS_NOTE, pd.DataFrame(rows, columns=columns)),
        DecisionTable(
            "portfolio_rules", marked("What further rules cost"), RULES_NOTE,
            pd.DataFrame(ruled, columns=under),
        ),
    )  # fmt: skip


def _by_variant(framing: Framing, found: Portfolios) -> Any:
    """Mean worth of each option in each structural variant; None with one variant alone."""
    if len(getattr(framing.results, "variants", {})) < 2:
        return None
    question = {
        name: value
        for name, value in framing.question.items()
        if name not in ("detail", "funder") and value is not None
    }
    funder = framing.question.get("funder")
    return portfolio_options(
        framing.results, found.options.names, framing.perspective, funder,
        rows="structural_variant", **question,
    ).value  # fmt: skip


def _aimed(
    framing: Framing, found: Portfolios, budget: float, aim: str, by_variant: Any, best: FloatArray
) -> dict[str, Any] | None:
    options = found.options
    over_variants = aim == OVER_VARIANTS
    if over_variants and by_variant is None:
        return None
    chosen = best_portfolio(
        by_variant if over_variants else options.value, options.cost, budget, found.exclusive,
        aim="regret" if over_variants else aim, tail_share=WORST,
    )  # fmt: skip
    draws = _worth(found, chosen.chosen)
    return {
        "budget": budget, "aim": aim, "chosen": titles_of(framing, options.names, chosen.chosen),
        "value": float(draws.mean()),
        "standard_error": framing.error_of_options(
            draws, [options.names[each] for each in chosen.chosen]
        ),
        "worst_tenth": downside(draws, WORST), "largest_regret": float((best - draws).max()),
    }  # fmt: skip


def _worth(found: Portfolios, chosen: tuple[int, ...]) -> FloatArray:
    draws = found.options.value.transpose("draw", "scenario").values
    return np.asarray(draws[:, list(chosen)].sum(axis=1), dtype=np.float64)


def _under_rules(
    framing: Framing, found: Portfolios, budget: float, first: Portfolio
) -> list[dict[str, Any]]:
    """Equal parts of the budget by year, and floors for the poorer groups."""
    options = found.options
    years = options.cost_by_year.shape[1]
    rate = framing.worth.attrs["discount_rate"]
    part = budget / float(discount_factors(rate, np.arange(years)).sum())
    rows = [_ruled(framing, found, budget, first, "equal_years", float("nan"), options.cost_by_year,
                   np.full(years, part))]  # fmt: skip
    gains = poorer_gains(framing, found)
    if gains is not None:
        most = best_portfolio(gains, options.cost, budget, found.exclusive).value
        for share in PARTS if most > 0.0 else ():
            floor = ((gains, share * most * (1.0 - 1e-9)),)
            rows.append(_ruled(framing, found, budget, first, "poorer_groups", share, options.cost,
                               budget, floor))  # fmt: skip
    return rows


def _ruled(
    framing: Framing, found: Portfolios, budget: float, first: Portfolio, rule: str,
    share: float, cost: Any, within: Any, floors: Any = (),
) -> dict[str, Any]:  # fmt: skip
    try:
        best = best_portfolio(found.options.value, cost, within, found.exclusive, floors=floors)
    except AppraisalError:  # no set keeps the rule
        return {"budget": budget, "rule": rule, "share": share, "chosen": "none"}
    return {
        "budget": budget, "rule": rule, "share": share,
        "chosen": titles_of(framing, found.options.names, best.chosen),
        "value": best.expected_value,
        "standard_error": framing.error_of_options(
            best.value_by_draw, [found.options.names[each] for each in best.chosen]
        ),
        "given_up": first.expected_value - best.expected_value,
        "price_of_budget": float(np.max(best.shadow_price)),
    }  # fmt: skip


def poorer_gains(framing: Framing, found: Portfolios) -> FloatArray | None:
    """What groups with incomes below the median gain from each option (option,)."""
    by_group = found.options.value_by_group
    poorer = sorted(poorer_groups(known_population(framing)))
    if by_group is None or not poorer:
        return None
    return np.asarray(by_group.sel(group_account=poorer).sum("group_account").values)
