"""Sentences on what an option costs, what each unit of money brings, how many problems it resolves.

None of them says more than its figures hold: no saving where the range holds a cost, no ratio where
spending may not be above zero.
"""

from __future__ import annotations

from justice_finance.charts.rounding import (
    SCALES,
    Estimate,
    amount_text,
    count_text,
    money_text,
    number_text,
    range_text,
    rounded,
    shown_step,
)
from justice_finance.language import decimal_text, say
from justice_finance.reporting.about import About
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.sentences import gains_on_average, range_words
from justice_finance.reporting.words import funder_words


def cost_sentence(figures: OptionFigures, about: About) -> str:
    """What government and donors spend on top of business as usual, or save."""
    estimate = figures.public_cost
    step = shown_step(estimate)
    amount = money_text(abs(estimate.mean), estimate, about.currency)
    low, high = rounded(estimate.p05, step), rounded(estimate.p95, step)
    span = range_words(estimate)
    if estimate.p95 < 0.0 and high < 0.0 and estimate.mean < 0.0:
        return say(
            "It saves government and donors {amount} in present value (90\u00a0% range {range}).",
            amount=amount,
            range=span,
        )
    if estimate.p05 > 0.0 and low > 0.0 and estimate.mean > 0.0:
        return say(
            "It costs government and donors {amount} in present value (90\u00a0% range {range}).",
            amount=amount,
            range=span,
        )
    return say(
        "It may cost government and donors money or spare them some: {amount} on average "
        "(90\u00a0% range {range}).",
        amount=money_text(estimate.mean, estimate, about.currency),
        range=span,
    )


def ratio_sentence(figures: OptionFigures, about: About) -> str:
    """What each unit of money brings; says that there is no ratio where there is none."""
    funder = funder_words(about.funder)
    estimate = figures.benefit_cost_ratio
    if estimate is None:
        return say(
            "There is no benefit-cost ratio: what {funder} spend may not be above zero.",
            funder=funder,
        )
    if estimate.mean_is_unclear:
        return say(
            "The benefit-cost ratio is unclear: a few draws with hardly any spending make its mean "
            "(90\u00a0% range {range}).",
            range=range_text(estimate.range_alone()),
        )
    plain = SCALES[-1]
    return say(
        "All other effects are worth {amount} for each {one} that {funder} spend (90\u00a0% range "
        "{range}).",
        amount=amount_text(about.currency, ratio_text(estimate), estimate.mean, plain),
        one=amount_text(about.currency, decimal_text(1), 1.0, plain),
        funder=funder,
        range=range_text(estimate),
    )


def ratio_text(estimate: Estimate) -> str:
    """The central ratio."""
    return number_text(estimate.mean, shown_step(estimate))


def problems_sentence(figures: OptionFigures) -> str:
    """How many further problems are resolved, as people counted and not discounted."""
    estimate = figures.problems_resolved_undiscounted
    step = max(1.0, shown_step(estimate))
    if rounded(estimate.mean, step) == 0.0:
        return say("It resolves about as many problems as business as usual.")
    gaps = {
        "number": count_text(abs(estimate.mean), estimate),
        "low": count_text(estimate.p05, estimate),
        "high": count_text(estimate.p95, estimate),
    }
    if estimate.mean > 0.0:
        return say(
            "It resolves {number} more problems than business as usual, net of those that come "
            "back (90\u00a0% range {low} to {high}).",
            **gaps,
        )
    return say(
        "It resolves {number} fewer problems than business as usual, net of those that come back "
        "(90\u00a0% range {low} to {high}).",
        **gaps,
    )


def cost_per_problem_sentence(figures: OptionFigures, about: About) -> str:
    """What one further resolved problem costs the funder."""
    estimate = figures.cost_per_resolved_problem
    if estimate is None:
        return say(
            "There is no cost per resolved problem: the outlay or the further problems resolved "
            "may not be above zero."
        )
    if estimate.mean_is_unclear:
        return say(
            "The cost per resolved problem is unclear (90\u00a0% range {range}).",
            range=range_words(estimate.range_alone()),
        )
    return say(
        "Each further resolved problem costs {funder} {amount} (90\u00a0% range {range}).",
        funder=funder_words(about.funder),
        amount=money_text(estimate.mean, estimate, about.currency),
        range=range_words(estimate),
    )


def pays_words(estimate: Estimate) -> str:
    """Whether an option pays for itself, in a few words for a table."""
    if not gains_on_average(estimate):
        return say("Not on average, but it may") if estimate.p95 > 0.0 else say("No")
    return say("Yes") if estimate.p05 >= 0.0 else say("On average, but it may not")
