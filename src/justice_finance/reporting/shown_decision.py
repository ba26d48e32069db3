"""The section on the decision: its sentences, and a few of its tables as people read them."""

from __future__ import annotations

from collections.abc import Callable

from justice_finance.charts.rounding import percent_text
from justice_finance.reporting.content import Report
from justice_finance.reporting.decision_findings import (
    FindingGroup,
    first_findings,
    grouped_findings,
)
from justice_finance.reporting.decision_wording import rows_of
from justice_finance.reporting.shown import Cell, ShownTable
from justice_finance.reporting.shown_measures import (
    MOST_ROWS,
    Column,
    Row,
    amount_cell,
    further_columns,
    shown_row,
    text_cell,
)

NOT_IN_THE_PAGE = ("acceptability", "cost_ladder", "two_way")
"""Pictures that stand in the folder of figures only, so that the page stays light."""

EQUITY = {
    "unweighted_total": "every unit alike",
    "weighted_total": "poorer people count more",
    "atkinson_gain": "equally distributed equivalent",
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
    shown = {
        "surveys_ranked": _survey_columns(money),
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
            tables[name] = ShownTable(name, source.title, heads, cells, source.note)
    return tables


def _chance(name: str, draws: int) -> Callable[[Row], Cell]:
    return lambda row: Cell(percent_text(float(row[name]), draws))


def _survey_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Survey", lambda row: Cell(row["title"], row["reading"])),
        ("Observations", lambda row: Cell(f"{row['size']:,}")),
        ("Value", amount_cell("value", "standard_error", money)),
        ("Cost", amount_cell("cost", None, money)),
        ("Net gain", amount_cell("net_gain", "standard_error", money)),
        ("Worth paying for", text_cell("worth_paying_for")),
    )


def _sureness_columns(money: str, draws: int) -> tuple[Column, ...]:
    return (
        ("Option", text_cell("title")),
        ("Net present value", amount_cell("net_present_value", "net_present_value_error", money)),
        ("Best in", _chance("chance_of_being_best", draws)),
        ("Chance of loss", _chance("chance_of_loss", draws)),
        (
            "Expected loss of choosing it",
            amount_cell("expected_loss", "expected_loss_error", money),
        ),
    )


def _portfolio_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Budget", amount_cell("budget", None, money)),
        ("Best set", text_cell("chosen")),
        ("Worth", amount_cell("value", "standard_error", money)),
        ("Cheapest per problem first", text_cell("rule_of_thumb")),
        ("What that loses", amount_cell("rule_of_thumb_loss", None, money)),
    )


def _regret_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Option", text_cell("title")),
        ("Best in so many settings", lambda row: Cell(f"{row['times_best']} of {row['settings']}")),
        ("Largest regret of society", amount_cell("largest_regret_of_society", None, money)),
        ("Largest regret of all", amount_cell("largest_regret", None, money)),
        ("In the setting", lambda row: Cell(str(row["in_setting"]).replace("_", " "))),
    )


def _equity_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Option", text_cell("title")),
        ("How money counts", lambda row: Cell(EQUITY[row["measure"]])),
        ("Mean", amount_cell("mean", "standard_error", money)),
        ("5 %", amount_cell("p05", None, money)),
        ("95 %", amount_cell("p95", None, money)),
    )
