"""The options at every level of the budget, as people read them: one short table each."""

from __future__ import annotations

from collections.abc import Callable

from justice_finance.charts.rounding import Estimate
from justice_finance.language import decimal_text, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.explorer.words import word
from justice_finance.reporting.levels import LevelFigures
from justice_finance.reporting.shown import Cell, ShownTable, cells, column_scale


def level_tables(report: Report) -> tuple[ShownTable, ...]:
    """Worth and public cost by level of the budget; none if the study states no levels."""
    if not report.levels:
        return ()
    return (
        _by_level(
            report,
            "levels_worth",
            lambda unit: say("Net present value to society, {unit}, by level of the budget: mean, "
                             "and 90 % range below", unit=unit),
            lambda each: each.figures.net_present_value,
        ),
        _by_level(
            report,
            "levels_cost",
            lambda unit: say("Cost to government and donors, {unit}, by level of the budget: mean, "
                             "and 90 % range below", unit=unit),
            lambda each: each.figures.public_cost,
        ),
    )  # fmt: skip


def _by_level(
    report: Report,
    name: str,
    caption: Callable[[str], str],
    figure: Callable[[LevelFigures], Estimate],
) -> ShownTable:
    """A row for each option, a column for each level."""
    scale = column_scale(figure(each) for each in report.levels)
    by_option: dict[str, list[LevelFigures]] = {}
    for each in report.levels:
        by_option.setdefault(each.figures.option, []).append(each)
    levels = list(dict.fromkeys(each.budget.title for each in report.levels))
    rows = []
    for found in by_option.values():
        title = Cell(found[0].figures.title)
        shown = {each.budget.title: cells([figure(each)], "", scale)[0] for each in found}
        rows.append((title, *(shown.get(level, Cell("")) for level in levels)))
    heads = (say("Option"), *levels)
    return ShownTable(name, caption(scale.of(report.about.currency)), heads, tuple(rows))


def level_sentences(report: Report) -> tuple[str, ...]:
    """Which options stay at their own scale at which level, and on how many draws levels ran."""
    found = []
    kept: dict[str, list[str]] = {}
    fits: dict[str, list[str]] = {}
    for each in report.levels:
        if each.cannot_be_larger:
            kept.setdefault(each.budget.title, []).append(each.figures.title)
        elif each.fits_as_it_is:
            fits.setdefault(each.budget.title, []).append(each.figures.title)
    for level, titles in kept.items():
        note = word("kept_scale", options=say(", ").join(titles))
        found.append(say("{level}. {note}", level=level, note=note))
    for level, titles in fits.items():
        note = say("Shown at their own scale, which fits: {options}.",
                   options=say(", ").join(titles))  # fmt: skip
        found.append(say("{level}. {note}", level=level, note=note))
    parts = {each.draws for each in report.levels if each.scenario != each.figures.option}
    for draws in sorted(parts):
        found.append(
            say(
                "Figures at another scale than an option's own are of {draws} draws of the run, "
                "taken to stand for all {all}.",
                draws=decimal_text(draws),
                all=decimal_text(report.about.draws),
            )
        )
    return tuple(found)


def level_mark(each: LevelFigures) -> str:
    """What is to be known of one row: whose scale it is, and why; else empty."""
    if each.is_own_scale:
        return say("the study's own scale")
    if each.cannot_be_larger:
        return say("stays at its own scale: it reaches everybody it is for already")
    if each.fits_as_it_is:
        return say("stays at its own scale, which fits")
    return ""
