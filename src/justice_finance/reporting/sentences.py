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
    Estimate,
    money_text,
    percent_text,
    range_text,
    rate_text,
    rounded,
    scale_for,
    scaled_text,
    shown_step,
    whole_percent,
)
from justice_finance.language import decimal_text, marked, say, spoken
from justice_finance.reporting.about import About
from justice_finance.reporting.content import (
    MANY_ASSUMPTIONS,
    Headline,
    Report,
    best_of,
    by_variant,
    headline_of,
)
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.words import sentence_case, variant_words

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results

PLACES = (
    marked("first"),
    marked("second"),
    marked("third"),
    marked("fourth"),
    marked("fifth"),
    marked("further down"),
)
NUMBER_WORDS = (
    marked("no"),
    marked("one"),
    marked("two"),
    marked("three"),
    marked("four"),
    marked("five"),
    marked("six"),
    marked("seven"),
    marked("eight"),
    marked("nine"),
    marked("ten"),
    marked("eleven"),
    marked("twelve"),
)


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
    sentence = option_sentence(best, about, share)
    if len(options) > 1:
        continued = sentence[:1].lower() + sentence[1:]
        if gains_on_average(best.net_present_value):
            sentence = say("The best on average: {sentence}", sentence=continued)
        else:
            sentence = say("The one that does least badly: {sentence}", sentence=continued)
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
        last = place == len(rows) - 1
        gaps = {
            "variant": quoted(variant_words(name)),
            "first": quoted(rows[0].title),
            "option": quoted(best.title),
            "place": say("last") if last else say(PLACES[min(place, len(PLACES) - 1)]),
        }
        if gains_on_average(rows[place].net_present_value):
            text = say(
                "in the structural variant {variant}, {first} does best, and {option} comes "
                "{place}",
                **gaps,
            )
        else:
            text = say(
                "in the structural variant {variant}, {first} does best, and {option} comes "
                "{place} and does not pay for itself on average",
                **gaps,
            )
        found.append(text)
    if not found:
        return ""
    return say("Which option does best is not sure: {cases}.", cases=listed(found))


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence after one another."""
    return say("; ").join(parts)


def _verdict(options: Sequence[OptionFigures]) -> str:
    """How many options are worth more than they cost."""
    count = in_words(len(options))
    if len(options) == 1:
        return say("One option was compared with business as usual.")
    gaining = [each for each in options if gains_on_average(each.net_present_value)]
    surely = [each for each in gaining if each.net_present_value.p05 >= 0.0]
    if not gaining:
        return say("None of the {count} options compared pays for itself on average.", count=count)
    if len(gaining) == 1 and surely:
        return say(
            "Only one of the {count} options compared is worth more than it costs on average.",
            count=count,
        )
    if len(gaining) == 1:
        return say(
            "Only one of the {count} options compared is worth more than it costs on average, but "
            "not surely.",
            count=count,
        )
    gaps = {"number": sentence_case(in_words(len(gaining))), "count": count}
    if surely:
        return say(
            "{number} of the {count} options compared are worth more than they cost on average.",
            **gaps,
        )
    return say(
        "{number} of the {count} options compared are worth more than they cost on average, but "
        "none of them surely.",
        **gaps,
    )


def option_sentence(figures: OptionFigures, about: About, assumption_share: float | None) -> str:
    """One option against business as usual, for society."""
    estimate = figures.net_present_value
    gaps = {
        "option": quoted(figures.title),
        "effect": effect_words(estimate, about),
        "when": when_and_where(about),
        "range": range_words(estimate),
        "loss": percent_text(figures.chance_of_loss, about.draws),
        "currency": about.currency,
        "year": about.price_year,
        "rate": rate_text(figures.discount_rate),
        "terminal": terminal_words(figures.terminal_value),
    }
    variant = figures.structural_variant
    if variant and variant != "as_written":
        text = say(
            "Compared with business as usual, {option} would {effect} {when} (90\u00a0% range "
            "{range}; chance of loss {loss}), in {currency} of {year}, discounted at {rate} a "
            "year, {terminal}, structural variant {variant}.",
            **gaps,
            variant=quoted(variant_words(variant)),
        )
    else:
        text = say(
            "Compared with business as usual, {option} would {effect} {when} (90\u00a0% range "
            "{range}; chance of loss {loss}), in {currency} of {year}, discounted at {rate} a "
            "year, {terminal}.",
            **gaps,
        )
    return f"{text} {basis_sentence(assumption_share, about.draws)}".strip()


def when_and_where(about: About) -> str:
    """`from 2024 to 2033 in Kenya`."""
    gaps = {"first": about.first_year, "last": about.last_year}
    if about.country:
        return say("from {first} to {last} in {country}", **gaps, country=about.country)
    return say("from {first} to {last}", **gaps)


def terminal_words(counted_in: bool) -> str:
    """Whether a figure has the terminal value in it."""
    return say("with terminal value") if counted_in else say("without terminal value")


def effect_words(estimate: Estimate, about: About) -> str:
    """`leave society KES 3.2 billion better off on average`, or the opposite, or neither."""
    step = shown_step(estimate)
    central = rounded(estimate.mean, step)
    if not estimate.mean and not estimate.p05 and not estimate.p95:
        return say("change nothing for society")
    amount = money_text(abs(estimate.mean), estimate, about.currency)
    if central == 0.0:
        return say("leave society neither better nor worse off on average")
    if central > 0.0:
        return say("leave society {amount} better off on average", amount=amount)
    return say("leave society {amount} worse off on average", amount=amount)


def range_words(estimate: Estimate) -> str:
    """The range with its scale: `−1.8 to 7.3 billion`."""
    scale = scale_for(estimate)
    shown = rounded(estimate.p95, shown_step(estimate, scale)) / scale.factor
    return scaled_text(range_text(estimate, scale), shown, scale)


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
    variant = about.structural_variant
    parts = []
    if money:
        parts.append(say("in {currency} of {year}", currency=about.currency, year=about.price_year))
        parts.append(rate_words(about, discounted))
    if variant and variant != "as_written":
        parts.append(say("structural variant {variant}", variant=quoted(variant_words(variant))))
    gaps = {"option": quoted(title), "when": when_and_where(about)}
    if parts:
        return say(
            "Compared with business as usual, {option} {when} ({settings}):",
            **gaps,
            settings=say(", ").join(parts),
        )
    return say("Compared with business as usual, {option} {when}:", **gaps)


def told_of(setting: str, told: str, basis: str) -> str:
    """What is told of an option, with all that must stand beside it when it travels alone."""
    return say("{setting} {told}. {basis}", setting=setting, told=told, basis=basis).strip()


def rate_words(about: About, discounted: bool) -> str:
    """How later years are counted in the study's own figures."""
    if not discounted:
        return say("not discounted")
    rate = rate_text(about.discount_rate)
    return say("discounted at {rate} a year, without terminal value", rate=rate)


def basis_sentence(assumption_share: float | None, draws: int) -> str:
    """Whether a figure is illustrative, and why; empty where evidence carries most of it."""
    if draws == 1:
        return say(
            "Illustrative: this run has one draw, so its range is the figure itself and says "
            "nothing of how sure it is."
        )
    if assumption_share is None:
        return say("Illustrative: what its spread rests on is not on record.")
    if assumption_share >= 0.995:
        return say("Illustrative: all of the spread rests on assumptions.")
    if assumption_share >= MANY_ASSUMPTIONS:
        share = whole_percent(round(100.0 * assumption_share))
        return say(
            "Illustrative: assumptions account for about {share} of the spread.", share=share
        )
    return ""


def worth_basis(assumption_share: float | None) -> str:
    """The same beside a figure that is not the net present value, whose spread the share is of."""
    if assumption_share is None:
        return say("Illustrative: what the spread of the option's worth rests on is not on record.")
    if assumption_share >= MANY_ASSUMPTIONS:
        return say("Illustrative: most of the spread of the option's worth rests on assumptions.")
    return ""


def in_words(number: int) -> str:
    """A small whole number as a word."""
    if number < len(NUMBER_WORDS):
        return say(NUMBER_WORDS[number])
    return decimal_text(number)


def quoted(name: str) -> str:
    """A name inside a sentence, as a name."""
    return say("\u201c{name}\u201d", name=name)


def as_written(text: str) -> str:
    """A sentence of the study that is told as it was written: in quotation marks where others are
    in another language.
    """
    return text if spoken().code == "en" else quoted(text)
