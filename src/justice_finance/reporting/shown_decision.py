"""The section on the decision: its sentences, and a few of its tables as people read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from justice_finance.appraisal.decision.framing import DecisionTable
from justice_finance.charts.rounding import percent_text
from justice_finance.language import decimal_text, marked, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.decision_findings import (
    FindingGroup,
    first_findings,
    grouped_findings,
)
from justice_finance.reporting.decision_wording import rows_of, setting_words, survey_reading
from justice_finance.reporting.shown import Cell, ShownTable
from justice_finance.reporting.shown_measures import (
    MOST_ROWS,
    PLUS_MINUS,
    Column,
    Row,
    amount_cell,
    further_columns,
    set_cell,
    shown_row,
    text_cell,
    word_cell,
)

NOT_IN_THE_PAGE = ("acceptability", "cost_ladder", "two_way")
"""Pictures that stand in the folder of figures only, so that the page stays light."""

OVER_DRAWS_ALONE = ("surveys_ranked", "equity", "equity_by_variant", "co_financing", "financing")
"""Tables whose errors leave out luck, which a run keeps for society's worth only."""

EQUITY = {
    "unweighted_total": marked("every unit alike"),
    "weighted_total": marked("poorer people count more"),
    "atkinson_gain": marked("equally distributed equivalent"),
}


def decision_sentences(report: Report) -> tuple[FindingGroup, ...]:
    """The findings under headings; none in a report without the decision."""
    return grouped_findings(report.decision) if report.decision else ()


def first_sentences(report: Report) -> tuple[str, ...]:
    """The five findings that matter first."""
    return first_findings(report.decision) if report.decision else ()


def decision_tables(report: Report) -> dict[str, ShownTable | None]:
    """Tables of the section, by name."""
    decision = report.decision
    if decision is None:
        return {}
    money, draws = report.about.currency, report.about.draws
    luck = decision.framing.has_luck
    shown = {
        "surveys_ranked": _survey_columns(money, report.about.structural_variant),
        "sureness": _sureness_columns(money, draws),
        "portfolios": _portfolio_columns(money),
        "regret": _regret_columns(money),
        "equity": _equity_columns(money),
        **further_columns(money, draws, decision.framing.record),
    }
    tables: dict[str, ShownTable | None] = {}
    for name, columns in shown.items():
        rows = [row for row in rows_of(decision, name) if shown_row(name, row)]
        rows = rows[: MOST_ROWS.get(name, len(rows))]
        if rows:
            cells = tuple(tuple(make(row) for _, make in columns) for row in rows)
            source = decision.tables[name]
            heads = tuple(head for head, _ in columns)
            tables[name] = ShownTable(
                name, source.said_title, heads, cells, _note(source, cells, luck)
            )
    return tables


def _note(source: DecisionTable, cells: Sequence[Sequence[Cell]], luck: bool) -> str:
    """What a table says below itself; what the sign of its errors means, where it has errors."""
    if not any(cell.below.startswith(PLUS_MINUS) for row in cells for cell in row):
        return source.said_note
    if luck and source.name in OVER_DRAWS_ALONE:
        meaning = say(
            "±: standard error of the figure above, over draws alone; the luck of the persons "
            "followed comes on top."
        )
    else:
        meaning = say("±: standard error of the figure above.")
    return " ".join((source.said_note, meaning))


def _chance(name: str, draws: int) -> Callable[[Row], Cell]:
    return lambda row: Cell(percent_text(float(row[name]), draws))


def _best_in(row: Row) -> Cell:
    known = {name: decimal_text(row[name]) for name in ("times_best", "settings")}
    return Cell(say("{best} of {all}", best=known["times_best"], all=known["settings"]))


def _survey_columns(money: str, variant: str) -> tuple[Column, ...]:
    return (
        (
            say("Survey"),
            lambda row: Cell(row["title"], survey_reading(str(row["reading"]), variant)),
        ),
        (say("Observations"), lambda row: Cell(decimal_text(row["size"]))),
        (say("Worth of the survey"), amount_cell("value", "standard_error", money)),
        (say("Cost"), amount_cell("cost", None, money)),
        (say("Net gain"), amount_cell("net_gain", "standard_error", money)),
        (say("Worth paying for"), word_cell("worth_paying_for")),
    )


def _sureness_columns(money: str, draws: int) -> tuple[Column, ...]:
    return (
        (say("Option"), text_cell("title")),
        (
            say("Net present value"),
            amount_cell("net_present_value", "net_present_value_error", money),
        ),
        (say("Best in so many draws"), _chance("chance_of_being_best", draws)),
        (say("Chance of loss"), _chance("chance_of_loss", draws)),
        (
            say("Expected loss of choosing it"),
            amount_cell("expected_loss", "expected_loss_error", money),
        ),
    )


def _portfolio_columns(money: str) -> tuple[Column, ...]:
    return (
        (say("Budget"), amount_cell("budget", None, money)),
        (say("Best options together"), set_cell("chosen")),
        (say("Worth"), amount_cell("value", "standard_error", money)),
        (say("Lowest cost per problem first"), set_cell("rule_of_thumb")),
        (say("What that loses"), amount_cell("rule_of_thumb_loss", None, money)),
    )


def _regret_columns(money: str) -> tuple[Column, ...]:
    return (
        (say("Option"), text_cell("title")),
        (say("Best in so many settings"), _best_in),
        (say("Largest regret for society"), amount_cell("largest_regret_of_society", None, money)),
        (say("Largest regret, all points of view"), amount_cell("largest_regret", None, money)),
        (say("In which setting"), lambda row: Cell(setting_words(str(row["in_setting"])))),
    )


def _equity_columns(money: str) -> tuple[Column, ...]:
    return (
        (say("Option"), text_cell("title")),
        (say("How money counts"), lambda row: Cell(say(EQUITY[row["measure"]]))),
        (say("Mean"), amount_cell("mean", "standard_error", money)),
        (say("5 % of draws are below"), amount_cell("p05", None, money)),
        (say("95 % of draws are below"), amount_cell("p95", None, money)),
    )
