"""The sheet that puts the options at every level of the budget side by side."""

from __future__ import annotations

from justice_finance.language import say
from justice_finance.reporting.content import Report
from justice_finance.reporting.levels import LevelFigures
from justice_finance.reporting.shown_levels import level_mark, level_sentences
from justice_finance.reporting.words import funder_words
from justice_finance.reporting.workbook.page import (
    COUNT,
    FIRST_ROW,
    MONEY,
    PLAIN,
    RATIO,
    Page,
    Value,
    money_head,
)
from justice_finance.reporting.workbook.run_values import NOT_FOLLOWING, SHARE, heads_of, three


def level_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of levels."""
    about = report.about
    return (
        (say("Level of the budget"), 34.0),
        (say("Option"), 46.0),
        (say("Which scale it is"), 34.0),
        (say("Scale, times the option's own"), 12.0),
        (say("Draws"), 8.0),
        *heads_of(money_head(say("Net present value to society"), about)),
        (say("Chance of loss"), 10.0),
        *heads_of(money_head(say("Public cost"), about)),
        *heads_of(
            say("Benefit-cost ratio (over what {funder} spend)", funder=funder_words(about.funder))
        ),
        *heads_of(say("Further problems resolved, discounted")),
        *heads_of(money_head(say("Cost per resolved problem"), about)),
    )


FORMS = ("@", "@", "@", PLAIN, "0", *([MONEY] * 3), SHARE, *([MONEY] * 3), *([RATIO] * 3),
         *([COUNT] * 3), *([MONEY] * 3))  # fmt: skip


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
        *three(figures.net_present_value), figures.chance_of_loss, *three(figures.public_cost),
        *three(figures.benefit_cost_ratio), *three(figures.problems_resolved),
        *three(figures.cost_per_resolved_problem),
    )  # fmt: skip
