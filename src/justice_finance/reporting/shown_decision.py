"""The section on the decision: its sentences, and a few of its tables as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from justice_finance.charts.rounding import Estimate, money_text, percent_text
from justice_finance.reporting.content import Report
from justice_finance.reporting.decision_findings import ROUNDING, findings, rows_of
from justice_finance.reporting.shown import Cell, ShownTable

NOT_IN_THE_PAGE = ("acceptability", "cost_ladder")
"""Pictures that stand in the folder of figures only, so that the page stays light."""

Row = Mapping[str, Any]
Column = tuple[str, Callable[[Row], Cell]]
EQUITY = {
    "unweighted_total": "every unit alike",
    "weighted_total": "poorer people count more",
    "atkinson_gain": "equally distributed equivalent",
}


def decision_sentences(report: Report) -> tuple[str, ...]:
    """The findings; none in a report without the decision."""
    return findings(report.decision) if report.decision else ()


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
    }
    tables: dict[str, ShownTable | None] = {}
    for name, columns in shown.items():
        rows = rows_of(decision, name)
        if rows:
            cells = tuple(tuple(make(row) for _, make in columns) for row in rows)
            source = decision.tables[name]
            heads = tuple(head for head, _ in columns)
            tables[name] = ShownTable(name, source.title, heads, cells, source.note)
    return tables


def _text(name: str) -> Callable[[Row], Cell]:
    return lambda row: Cell(str(row[name]))


def _amount(name: str, error: str | None, money: str) -> Callable[[Row], Cell]:
    """Money, with its standard error below where there is one."""

    def cell(row: Row) -> Cell:
        value = float(row[name])
        off = float(row[error]) if error else float("nan")
        main = money_text(value, Estimate(value, value, value, off), money)
        if not isfinite(off) or off <= ROUNDING * abs(value):
            return Cell(main)
        return Cell(main, f"± {money_text(off, Estimate(off, off, off), money)}")

    return cell


def _chance(name: str, draws: int) -> Callable[[Row], Cell]:
    return lambda row: Cell(percent_text(float(row[name]), draws))


def _survey_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Survey", lambda row: Cell(row["title"], row["reading"])),
        ("Observations", lambda row: Cell(f"{row['size']:,}")),
        ("Value", _amount("value", "standard_error", money)),
        ("Cost", _amount("cost", None, money)),
        ("Net gain", _amount("net_gain", "standard_error", money)),
        ("Worth paying for", _text("worth_paying_for")),
    )


def _sureness_columns(money: str, draws: int) -> tuple[Column, ...]:
    return (
        ("Option", _text("title")),
        ("Net present value", _amount("net_present_value", "net_present_value_error", money)),
        ("Best in", _chance("chance_of_being_best", draws)),
        ("Chance of loss", _chance("chance_of_loss", draws)),
        ("Expected loss of choosing it", _amount("expected_loss", "expected_loss_error", money)),
    )


def _portfolio_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Budget", _amount("budget", None, money)),
        ("Best set", _text("chosen")),
        ("Worth", _amount("value", "standard_error", money)),
        ("Cheapest per problem first", _text("rule_of_thumb")),
        ("What that loses", _amount("rule_of_thumb_loss", None, money)),
    )


def _regret_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Option", _text("title")),
        ("Best in so many settings", lambda row: Cell(f"{row['times_best']} of {row['settings']}")),
        ("Largest regret of society", _amount("largest_regret_of_society", None, money)),
        ("Largest regret of all", _amount("largest_regret", None, money)),
        ("In the setting", lambda row: Cell(str(row["in_setting"]).replace("_", " "))),
    )


def _equity_columns(money: str) -> tuple[Column, ...]:
    return (
        ("Option", _text("title")),
        ("How money counts", lambda row: Cell(EQUITY[row["measure"]])),
        ("Mean", _amount("mean", "standard_error", money)),
        ("5 %", _amount("p05", None, money)),
        ("95 %", _amount("p95", None, money)),
    )
