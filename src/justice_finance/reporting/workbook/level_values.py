"""The sheet that puts the options at every level of the budget side by side."""

from __future__ import annotations

from justice_finance.language import say
from justice_finance.reporting.content import Report
from justice_finance.reporting.levels import LevelFigures
from justice_finance.reporting.shown_levels import level_mark, level_sentences
from justice_finance.reporting.workbook.page import (
    FIRST_ROW,
    PLAIN,
    Page,
    Value,
)
from justice_finance.reporting.workbook.run_values import (
    FIGURE_FORMS,
    NOT_FOLLOWING,
    figure_columns,
    figure_values,
)


def level_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of levels."""
    return (
        (say("Level of the budget"), 34.0),
        (say("Option"), 46.0),
        (say("Which scale it is"), 34.0),
        (say("Scale, times the option's own"), 12.0),
        (say("Draws"), 8.0),
        *figure_columns(report),
    )


FORMS = ("@", "@", "@", PLAIN, "0", *FIGURE_FORMS)


def write_levels(page: Page, report: Report) -> None:
    """One row for each option at each level; the study's own level is bold and says so."""
    page.open(
        say("Levels: the headline options at every level of the budget"),
        " ".join((say(NOT_FOLLOWING), *level_sentences(report))),
        report.about,
        2,
    )
    for at, each in enumerate(report.levels):
        page.line(FIRST_ROW + at, _values(each), FORMS, bold=each.is_own_scale)


def _values(each: LevelFigures) -> tuple[Value, ...]:
    figures = each.figures
    return (
        each.budget.title, figures.title, level_mark(each), each.factor, each.draws,
        *figure_values(figures),
    )  # fmt: skip
