"""Sentences that are true: typed templates that refuse to say what the figures do not hold.

A sentence about an option names the option, what it is compared with, the years, the price year,
the central figure, its 90 % range and the chance of loss, rounded as the range supports. It calls
itself illustrative where most of the spread rests on assumptions or where nobody can say. It never
says that something saves money, or pays, when the range holds the opposite, and gives no ratio
where cost may not be positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from justice_finance.charts.rounding import (
    NO_BREAK,
    Estimate,
    count_text,
    money_text,
    number_text,
    percent_text,
    range_text,
    rate_text,
    rounded,
    scale_for,
    shown_step,
)
from justice_finance.reporting.content import (
    MANY_ASSUMPTIONS,
    About,
    Headline,
    Report,
    best_of,
    by_variant,
    headline_of,
)
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.words import funder_words, plain_words, sentence_case

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results

ORDINALS = ("first", "second", "third", "fourth", "fifth", "further down")
NUMBER_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()


def headline_sentence(results: Results) -> str:
    """What a study finds, in two or three sentences.

    Parameters
    ----------
    results : Results
        Of a run with at least one option.

    Returns
    -------
    str
        Which option does best, or that none pays for itself; then that option's figures.
    """
    return headline_text(headline_of(results))


def headline_text(headline: Headline) -> str:
    """The same, of figures already taken from the results."""
    options, about = headline.options, headline.about
    best = best_of(options)
    share = headline.assumption_share.get(best.option)
    opening = "" if len(options) == 1 else "The best on average: "
    if opening and not gains_on_average(best.net_present_value):
        opening = "The one that does least badly: "
    sentence = option_sentence(best, about, share)
    if opening:
        sentence = opening + sentence[:1].lower() + sentence[1:]
    parts = (_verdict(options), sentence, variants_sentence(best, headline.variants))
    return " ".join(part for part in parts if part)


def report_headline(report: Report) -> str:
    """The headline sentence of a report."""
    return headline_text(
        Headline(report.about, report.headline, report.assumption_share, report.variants)
    )


def variants_sentence(best: OptionFigures, variants: Sequence[OptionFigures]) -> str:
    """Where another option comes first in another structural variant, and what becomes of this one.

    Empty where the option named comes first in all of them.
    """
    found = []
    for name, rows in by_variant(variants).items():
        place = next((n for n, each in enumerate(rows) if each.option == best.option), 0)
        if place == 0:
            continue
        rank = "last" if place == len(rows) - 1 else ORDINALS[min(place, len(ORDINALS) - 1)]
        there = gains_on_average(rows[place].net_present_value)
        worth = "" if there else " and does not pay for itself on average"
        found.append(
            f"in the structural variant {quoted(plain_words(name))}, {quoted(rows[0].title)} does "
            f"best, and {quoted(best.title)} comes {rank}{worth}"
        )
    return f"This is not sure: {'; '.join(found)}." if found else ""


def _verdict(options: Sequence[OptionFigures]) -> str:
    """How many options are worth more than they cost."""
    count = in_words(len(options))
    if len(options) == 1:
        return "One option was compared with business as usual."
    gaining = [each for each in options if gains_on_average(each.net_present_value)]
    surely = [each for each in gaining if each.net_present_value.p05 >= 0.0]
    if not gaining:
        return f"None of the {count} options compared pays for itself on average."
    number = "Only one" if len(gaining) == 1 else sentence_case(in_words(len(gaining)))
    verb = "is" if len(gaining) == 1 else "are"
    text = f"{number} of the {count} options compared {verb} worth more than "
    text += f"{'it costs' if len(gaining) == 1 else 'they cost'} on average"
    if not surely:
        text += ", and none surely"
    return f"{text}."


def option_sentence(figures: OptionFigures, about: About, assumption_share: float | None) -> str:
    """One option against business as usual, for society."""
    estimate = figures.net_present_value
    where = f" in {about.country}" if about.country else ""
    name = figures.title
    text = (
        f"Compared with business as usual, {quoted(name)} would {effect_words(estimate, about)} "
        f"from {about.first_year} to {about.last_year}{where} "
        f"(90{NO_BREAK}% range {range_words(estimate)}; "
        f"chance of loss {percent_text(figures.chance_of_loss, about.draws)}), "
        f"in {about.currency} of {about.price_year}, discounted at "
        f"{rate_text(figures.discount_rate)} a year, "
        f"{'with' if figures.terminal_value else 'without'} terminal value"
    )
    if figures.structural_variant and figures.structural_variant != "as_written":
        text += f", structural variant {quoted(figures.structural_variant.replace('_', ' '))}"
    return f"{text}. {basis_sentence(assumption_share)}".strip()


def effect_words(estimate: Estimate, about: About) -> str:
    """`leave society KES 3.2 billion better off on average`, or the opposite, or neither."""
    step = shown_step(estimate)
    central = rounded(estimate.mean, step)
    if not estimate.mean and not estimate.p05 and not estimate.p95:
        return "change nothing for society"
    amount = money_text(abs(estimate.mean), estimate, about.currency)
    if central == 0.0:
        return "leave society neither better nor worse off on average"
    side = "better" if central > 0.0 else "worse"
    return f"leave society {amount} {side} off on average"


def range_words(estimate: Estimate) -> str:
    """The range with its scale: `−1.8 to 7.3 billion`."""
    scale = scale_for(estimate)
    return NO_BREAK.join(word for word in (range_text(estimate, scale), scale.word) if word)


def gains_on_average(estimate: Estimate) -> bool:
    """Whether the central figure, as shown, is above zero."""
    return sign_on_average(estimate) > 0


def sign_on_average(estimate: Estimate) -> int:
    """1 where the central figure, as shown, is above zero, -1 where it is below, else 0."""
    shown = rounded(estimate.mean, shown_step(estimate))
    return (shown > 0.0) - (shown < 0.0)


def sure_sign(estimate: Estimate) -> int:
    """1 where mean and whole range, as shown, lie above zero, -1 where below, else 0."""
    step = shown_step(estimate)
    shown = [rounded(value, step) for value in (estimate.p05, estimate.mean, estimate.p95)]
    return int(min(shown) > 0.0) - int(max(shown) < 0.0)


def option_setting(title: str, about: About, *, discounted: bool = True, money: bool = True) -> str:
    """Option, comparator, place, years, money and rate, up to a colon."""
    where = f" in {about.country}" if about.country else ""
    rate = (
        f"discounted at {rate_text(about.discount_rate)} a year, without terminal value"
        if discounted
        else "not discounted"
    )
    variant = about.structural_variant
    parts = [f"in {about.currency} of {about.price_year}", rate] if money else []
    if variant and variant != "as_written":
        parts.append(f"structural variant {quoted(plain_words(variant))}")
    brackets = f" ({', '.join(parts)})" if parts else ""
    return (
        f"Compared with business as usual, {quoted(title)} from {about.first_year} to "
        f"{about.last_year}{where}{brackets}:"
    )


def basis_sentence(assumption_share: float | None) -> str:
    """Whether a figure is illustrative, and why; empty where evidence carries most of it."""
    if assumption_share is None:
        return "Illustrative: what its spread rests on is not on record."
    if assumption_share >= 0.995:
        return "Illustrative: all of the spread rests on assumptions."
    if assumption_share >= MANY_ASSUMPTIONS:
        share = f"{round(100.0 * assumption_share)}{NO_BREAK}%"
        return f"Illustrative: assumptions account for about {share} of the spread."
    return ""


def worth_basis(assumption_share: float | None) -> str:
    """The same beside a figure that is not the net present value, whose spread the share is of."""
    if assumption_share is None:
        return "Illustrative: what the spread of the option's worth rests on is not on record."
    if assumption_share >= MANY_ASSUMPTIONS:
        return "Illustrative: most of the spread of the option's worth rests on assumptions."
    return ""


def cost_sentence(figures: OptionFigures, about: About) -> str:
    """What government and donors spend on top of business as usual, or save."""
    estimate = figures.public_cost
    step = shown_step(estimate)
    amount = money_text(abs(estimate.mean), estimate, about.currency)
    low, high = rounded(estimate.p05, step), rounded(estimate.p95, step)
    span = f"(90{NO_BREAK}% range {range_words(estimate)})"
    if estimate.p95 < 0.0 and high < 0.0 and estimate.mean < 0.0:
        return f"It saves government and donors {amount} in present value {span}."
    if estimate.p05 > 0.0 and low > 0.0 and estimate.mean > 0.0:
        return f"It costs government and donors {amount} in present value {span}."
    return (
        "It may cost government and donors money or spare them some: "
        f"{money_text(estimate.mean, estimate, about.currency)} on average {span}."
    )


def ratio_sentence(figures: OptionFigures, about: About) -> str:
    """What each unit of money brings; says that there is no ratio where there is none."""
    funder = funder_words(about.funder)
    estimate = figures.benefit_cost_ratio
    if estimate is None:
        return f"There is no benefit-cost ratio: what {funder} spend may not be above zero."
    if estimate.mean_is_unclear:
        span = range_text(estimate.range_alone())
        return (
            "The benefit-cost ratio is unclear: a few draws with hardly any spending make its mean "
            f"(90{NO_BREAK}% range {span})."
        )
    return (
        f"All other effects are worth {about.currency}{NO_BREAK}{ratio_text(estimate)} for each "
        f"{about.currency}{NO_BREAK}1 that {funder} spend "
        f"(90{NO_BREAK}% range {range_text(estimate)})."
    )


def ratio_text(estimate: Estimate) -> str:
    """The central ratio."""
    return number_text(estimate.mean, shown_step(estimate))


def problems_sentence(figures: OptionFigures) -> str:
    """How many further problems are resolved, as people counted and not discounted."""
    estimate = figures.problems_resolved_undiscounted
    step = max(1.0, shown_step(estimate))
    if rounded(estimate.mean, step) == 0.0:
        return "It resolves about as many problems as business as usual."
    side = "more" if estimate.mean > 0.0 else "fewer"
    low, high = (count_text(end, estimate) for end in (estimate.p05, estimate.p95))
    return (
        f"It resolves {count_text(abs(estimate.mean), estimate)} {side} problems than business as "
        f"usual, net of those that come back (90{NO_BREAK}% range {low} to {high})."
    )


def cost_per_problem_sentence(figures: OptionFigures, about: About) -> str:
    """What one further resolved problem costs the funder."""
    estimate = figures.cost_per_resolved_problem
    if estimate is None:
        return (
            "There is no cost per resolved problem: the outlay or the further problems resolved "
            "may not be above zero."
        )
    if estimate.mean_is_unclear:
        return (
            "The cost per resolved problem is unclear "
            f"(90{NO_BREAK}% range {range_words(estimate.range_alone())})."
        )
    return (
        f"Each further resolved problem costs {funder_words(about.funder)} "
        f"{money_text(estimate.mean, estimate, about.currency)} "
        f"(90{NO_BREAK}% range {range_words(estimate)})."
    )


def pays_words(estimate: Estimate) -> str:
    """Whether an option pays for itself, in a few words for a table."""
    if not gains_on_average(estimate):
        may = estimate.p95 > 0.0
        return "Not on average; it may" if may else "No"
    return "Yes" if estimate.p05 >= 0.0 else "On average; it may not"


def in_words(number: int) -> str:
    """A small whole number as a word."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else str(number)


def quoted(name: str) -> str:
    """A name inside a sentence, as a name."""
    return f"\u201c{name}\u201d"
