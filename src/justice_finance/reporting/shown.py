"""The report's figures as people read them: rounded, in words, in tables with captions.

Nothing is calculated: every cell is a figure of the report object, rounded as its range and its
Monte Carlo error allow. Full figures stand in `tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from justice_finance.charts.rounding import (
    MINUS,
    Estimate,
    Scale,
    mean_text,
    percent_text,
    range_text,
    rate_text,
    scale_of,
    signed,
)
from justice_finance.language import decimal_text, marked, say
from justice_finance.reporting.about import About
from justice_finance.reporting.content import Report, by_variant
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.outcome_sentences import pays_words
from justice_finance.reporting.words import funder_words, sentence_case, variant_words

PER_PROBLEM = 5
"""Which column of the options has what a resolved problem costs."""
MOST_IN_FULL = 1e6
"""Costs per problem are written in full where the largest is in millions or below."""


@dataclass(frozen=True)
class Cell:
    """A cell: what it says, and a smaller line below.

    Attributes
    ----------
    untranslated : str
        Which of both stands as the study or its source has it: `main`, `below` or `main below`.
    """

    main: str
    below: str = ""
    untranslated: str = ""


@dataclass(frozen=True)
class ShownTable:
    """A table for people. The first cell of each row is its heading."""

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def cells(estimates: Sequence[Estimate | None], none: str, scale: Scale) -> list[Cell]:
    """Mean, with the range below, of a column that shares one scale."""
    return [
        Cell(none) if each is None else Cell(mean_text(each, scale), range_text(each, scale))
        for each in estimates
    ]


def ratio_cells(estimates: Sequence[Estimate | None], scale: Scale) -> list[Cell]:
    """The same for figures that may not exist, or whose mean a few draws make."""
    found = []
    for each in estimates:
        if each is not None and each.mean_is_unclear:
            found.append(Cell(say("unclear"), range_text(each.range_alone(), scale)))
        else:
            found += cells([each], say("none"), scale)
    return found


def column_scale(estimates: Iterable[Estimate | None]) -> Scale:
    """The scale in which the whole of a column can be read."""
    return scale_of(
        end for each in estimates if each for end in (each.mean, each.p05, each.p95)
    )  # fmt: skip


def headline_table(report: Report, kept: Sequence[int] = range(8)) -> ShownTable:
    """Every headline option with its range: worth, cost, problems resolved, ratio.

    Parameters
    ----------
    report : Report
    kept : sequence of int
        Which columns; a note tells of these alone.
    """
    return options_table(
        report.about,
        report.headline,
        "headline",
        say("The options side by side, each against business as usual: mean, and 90 % range below"),
        kept,
    )


def options_table(
    about: About,
    options: Sequence[OptionFigures],
    name: str,
    caption: str,
    kept: Sequence[int] = range(8),
) -> ShownTable:
    """Options in order, one row each."""
    worth = [each.net_present_value for each in options]
    cost = [each.public_cost for each in options]
    problems = [each.problems_resolved for each in options]
    each_problem = [each.cost_per_resolved_problem for each in options]
    ratio = [each.benefit_cost_ratio for each in options]
    money, paid, count = column_scale(worth), column_scale(cost), Scale(1.0, "")
    plain = Scale(1.0, "")
    unit = column_scale(each_problem)
    unit = plain if unit.factor <= MOST_IN_FULL else unit
    columns = [
        [Cell(each.title) for each in options],
        cells(worth, "", money),
        [Cell(percent_text(each.chance_of_loss, about.draws)) for each in options],
        cells(cost, "", paid),
        cells(problems, "", count),
        ratio_cells(each_problem, unit),
        ratio_cells(ratio, plain),
        [Cell(pays_words(each.net_present_value)) for each in options],
    ]
    heads = (
        say("Option"),
        say("Net present value to society, {unit}", unit=money.of(about.currency)),
        say("Chance of loss"),
        say("Net cost to government and donors, {unit}", unit=paid.of(about.currency)),
        say("Further problems resolved (discounted)"),
        say("Spending per resolved problem, {unit}", unit=unit.of(about.currency)),
        say("Benefit-cost ratio"),
        say("Does it pay for itself?"),
    )
    note = _costs_note(about, ratio, each_problem if PER_PROBLEM in kept else [])
    rows = zip(*(columns[at] for at in kept), strict=True)
    return ShownTable(name, caption, tuple(heads[at] for at in kept), tuple(rows), note)


def _costs_note(
    about: About, ratio: Sequence[Estimate | None], each_problem: Sequence[Estimate | None]
) -> str:
    """What costs are net of, and why some ratios are not given, or not clear."""
    notes = [say("Net cost: what government and donors spend, less what they save.")]
    funder = funder_words(about.funder)
    if each_problem:
        notes.append(say("Spending: what is spent by {funder}, before savings.", funder=funder))
    if None in (*ratio, *each_problem):
        notes.append(
            say(
                "None: no ratio or cost per problem can be given where spending by {funder}, or "
                "the number of further problems resolved, may be zero or less.",
                funder=funder,
            )
            if each_problem
            else say(
                "None: no ratio can be given where spending by {funder} may be zero or less.",
                funder=funder,
            )
        )
    if any(each and each.mean_is_unclear for each in (*ratio, *each_problem)):
        notes.append(
            say("Unclear: a few draws with hardly any spending make the mean; the range holds.")
        )
    return " ".join(notes)


def rates_table(report: Report, terminal_value: bool) -> ShownTable:
    """Net present value of every option at every rate shown."""
    rates = list(dict.fromkeys(each.discount_rate for each in report.options))
    at = {rate: report.at(rate, terminal_value) for rate in rates}
    scale = column_scale(e.net_present_value for rate in rates for e in at[rate])
    rows = []
    for place, option in enumerate(at[rates[0]]):
        row = [Cell(option.title)]
        for rate in rates:
            found = at[rate][place]
            row += cells([found.net_present_value], "", scale)
        rows.append(tuple(row))
    unit = scale.of(report.about.currency)
    if terminal_value:
        name = "rates_with_terminal_value"
        caption = say(
            "Net present value to society, {unit}, by discount rate, with terminal value", unit=unit
        )
    else:
        name = "rates_without_terminal_value"
        caption = say(
            "Net present value to society, {unit}, by discount rate, without terminal value",
            unit=unit,
        )
    heads = (say("{rate} a year", rate=rate_text(rate)) for rate in rates)
    return ShownTable(name, caption, (say("Option"), *heads), tuple(rows))


def plain_counts_table(report: Report) -> ShownTable:
    """Further problems resolved as people count them, and what the option costs each year."""
    own = report.at(report.about.discount_rate, False)
    counts = [each.problems_resolved_undiscounted for each in own]
    scale = Scale(1.0, "")
    return ShownTable(
        "plain_counts",
        say(
            "Further problems resolved over the years of the study, net of those that come back, "
            "counted and not discounted"
        ),
        (say("Option"), say("Further problems resolved"), say("A year, on average")),
        tuple(
            (Cell(each.title), *cells([count], "", scale), Cell(_a_year(count, report.about)))
            for each, count in zip(own, counts, strict=True)
        ),
    )


def _a_year(count: Estimate, about: About) -> str:
    shares = (count.mean, count.p05, count.p95, count.error)
    yearly = Estimate(*(value / about.years for value in shares))
    return mean_text(yearly, Scale(1.0, ""))


def variants_table(report: Report) -> ShownTable:
    """Rank and net present value of the headline options in each structural variant."""
    ordered = by_variant(report.variants)
    names = list(ordered)
    scale = column_scale(each.net_present_value for each in report.variants)
    by = {(each.structural_variant, each.option): each for each in report.variants}
    ranks = {
        (name, each.option): at + 1
        for name, rows in ordered.items()
        for at, each in enumerate(rows)
    }
    shown = []
    for option in report.headline:
        row = [Cell(option.title)]
        for name in names:
            found = by[name, option.option]
            text = mean_text(found.net_present_value, scale)
            place = decimal_text(ranks[name, option.option])
            main = say("no. {place}: {amount}", place=place, amount=text)
            row.append(Cell(main, range_text(found.net_present_value, scale)))
        shown.append(tuple(row))
    heads = [sentence_case(variant_words(name)) for name in names]
    heads[0] = say("{variant} (headline)", variant=heads[0])
    return ShownTable(
        "variants",
        say(
            "Rank and net present value to society by structural variant, {unit}: mean, and 90 % "
            "range below",
            unit=scale.of(report.about.currency),
        ),
        (say("Option"), *heads),
        tuple(shown),
        _draws_note(report),
    )


def _draws_note(report: Report) -> str:
    """How many draws each variant rests on, where they differ."""
    counts = report.variant_draws
    if len(set(counts.values())) < 2:
        return ""
    parts = [
        say("{variant} {count}", variant=variant_words(name), count=decimal_text(count))
        for name, count in counts.items()
    ]
    return say(
        "Draws: {counts}. Fewer draws make a figure less exact, not a range wider.",
        counts=say(", ").join(parts),
    )


def party_table(report: Report) -> ShownTable:
    """What each party gains or loses, option by option."""
    return _members_table(
        report,
        [(e.option, e.title, e.net_present_value) for e in report.by_party],
        "by_party",
        marked(
            "Who gains (above zero) and who pays (below zero), {unit} in present value: mean, and "
            "90 % range below"
        ),
        say("Who"),
    )


def group_table(report: Report) -> ShownTable:
    """What people in each group gain, option by option."""
    return _members_table(
        report,
        [(e.option, e.title, e.net_present_value) for e in report.by_group],
        "by_group",
        marked(
            "What people with a problem and their households gain, by population group, {unit} in "
            "present value: mean, and 90 % range below"
        ),
        say("Group"),
    )


def group_each_table(report: Report) -> ShownTable | None:
    """The gain for each problem of a group, so that groups of different size compare."""
    found = [(e.option, e.title, e.per_problem) for e in report.by_group if e.per_problem]
    if not found:
        return None
    return _members_table(
        report,
        [(option, title, each) for option, title, each in found if each],
        "by_group_each",
        marked(
            "The same for each problem that the group has under business as usual, {unit} in "
            "present value: mean, and 90 % range below"
        ),
        say("Group"),
    )


def _members_table(
    report: Report,
    rows: Sequence[tuple[str, str, Estimate]],
    name: str,
    caption: str,
    head: str,
) -> ShownTable:
    options = report.headline
    kept = [row for row in rows if row[0] in {each.option for each in options}]
    scale = column_scale(each for _, _, each in kept)
    titles = list(dict.fromkeys(title for _, title, _ in kept))
    by = {(option, title): each for option, title, each in kept}
    shown = [
        (Cell(title), *cells([by[each.option, title] for each in options], "", scale))
        for title in titles
    ]
    return ShownTable(
        name,
        say(caption, unit=scale.of(report.about.currency)),
        (head, *(each.title for each in options)),
        tuple(shown),
    )


def year_table(report: Report) -> ShownTable:
    """What government and donors pay year by year, not discounted."""
    options = [each.option for each in report.headline]
    kept = [each for each in report.by_year if each.option in options]
    scale = column_scale(each.public_outlay for each in kept)
    by = {(each.option, each.year): each.public_outlay for each in kept}
    years = list(dict.fromkeys(each.year for each in kept))
    return ShownTable(
        "budget_by_year",
        say(
            "What government and donors pay on top of business as usual, less what they save, year "
            "by year, not discounted, {unit}: mean, and 90 % range below",
            unit=scale.of(report.about.currency),
        ),
        (say("Year"), *(each.title for each in report.headline)),
        tuple(
            (Cell(str(year)), *cells([by[option, year] for option in options], "", scale))
            for year in years
        ),
    )


def observed_text(value: float) -> str:
    """A figure that stands alone: four digits where it is small, all where it is large."""
    if abs(value) >= 1000.0:
        return signed(decimal_text(value), value)
    digits, _, power = f"{abs(value):.4g}".partition("e")
    text = decimal_text(float(digits), len(digits.partition(".")[2]))
    return signed(text + (f"e{power}".replace("-", MINUS) if power else ""), value)
