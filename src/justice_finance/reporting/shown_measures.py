"""Further tables of the decision as people read them: columns, and which rows stand in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from justice_finance.charts.rounding import MINUS, Estimate, money_text, percent_text
from justice_finance.reporting.decision_wording import ROUNDING, percent
from justice_finance.reporting.shown import Cell
from justice_finance.reporting.words import input_title, party_title, plain_words

Row = Mapping[str, Any]
Column = tuple[str, Callable[[Row], Cell]]

IN_THE_PAGE = ("society", "people", "public")
"""Perspectives of which the page shows every measure; the file has all."""
MOST_ROWS = {"shapley": 12}
AIMS = {
    "expected": "greatest mean",
    "downside": "best worst tenth of draws",
    "regret": "smallest regret over draws",
    "regret_over_variants": "smallest regret over structural variants",
}
RULES = {
    "equal_years": "no year above an equal part",
    "poorer_groups": "poorer groups gain {share} of the most they could",
}
WAYS = {
    "taxes": "taxes",
    "grant": "grant",
    "slow_grant": "grant absorbed slowly",
    "loan": "concessional loan",
    "outcome_payments": "outcome payments",
    "fees": "fees",
    "waived_fees": "fees, waived for poorer groups",
    "levy": "levy on incomes",
}
PRICES = {
    "share_absorbed": "of a rise absorbed",
    "grant_element": "grant element at 5\u00a0%",
    "money_per_outcome": "per further problem resolved",
    "money_per_paying_case": "per further problem resolved that pays",
    "share_of_incomes": "of incomes",
}
NONE = Cell("none")


def shown_row(name: str, row: Row) -> bool:
    """Whether the page shows a row of a table; the files have all of them."""
    if name == "measures":
        return row["perspective"] in IN_THE_PAGE
    if name == "equity_by_variant":
        return bool(row["measure"] == "weighted_total")
    return True


def text_cell(name: str) -> Callable[[Row], Cell]:
    """A text as it stands."""
    return lambda row: Cell(str(row[name]))


def amount_cell(name: str, error: str | None, money: str) -> Callable[[Row], Cell]:
    """Money, with its standard error below where there is one; none where there is no figure."""

    def cell(row: Row) -> Cell:
        value = float(row[name])
        if not isfinite(value):
            return NONE
        off = float(row[error]) if error else float("nan")
        main = money_text(value, Estimate(value, value, value, off), money)
        if not isfinite(off) or off <= ROUNDING * abs(value):
            return Cell(main)
        return Cell(main, f"± {money_text(off, Estimate(off, off, off), money)}")

    return cell


def figure_cell(name: str, form: str, times: float = 1.0) -> Callable[[Row], Cell]:
    """A plain figure; none where there is no such figure."""

    def cell(row: Row) -> Cell:
        value = float(row[name])
        return Cell(form.format(times * value).replace("-", MINUS)) if isfinite(value) else NONE

    return cell


def further_columns(
    money: str, draws: int, record: Mapping[str, Any]
) -> dict[str, tuple[Column, ...]]:
    """Columns of each further table."""
    return {
        "measures": _measures(money),
        "two_way": _two_way(money, record),
        "portfolio_aims": _aims(money),
        "portfolio_rules": _rules(money),
        "shapley": _shapley(record),
        "equity_by_variant": _equity(money),
        "financing": _financing(money, draws),
        "co_financing": _sharing(money),
    }


def _measures(money: str) -> tuple[Column, ...]:
    return (
        ("To", lambda row: Cell(plain_words(row["perspective"]))),
        ("Option", text_cell("title")),
        ("Net present value", amount_cell("net_present_value", "standard_error", money)),
        ("With terminal value", amount_cell("with_terminal_value", None, money)),
        ("Ratio, funder", figure_cell("benefit_cost_ratio", "{:.2f}")),
        ("Ratio, public", figure_cell("benefit_public_cost_ratio", "{:.2f}")),
        ("Equal yearly amount", amount_cell("equivalent_annual_value", None, money)),
        ("Rate of return", figure_cell("internal_rate_of_return", "{:.0f}\u00a0%", 100.0)),
        ("Modified rate", figure_cell("modified_internal_rate_of_return", "{:.0f}\u00a0%", 100.0)),
        ("Payback, years", figure_cell("discounted_payback", "{:.1f}")),
    )


def _two_way(money: str, record: Mapping[str, Any]) -> tuple[Column, ...]:
    def part(which: str) -> Callable[[Row], Cell]:
        return lambda row: Cell(input_title(record, str(row[which])), str(row[f"{which}_part"]))

    def best(row: Row) -> Cell:
        known = isinstance(row["best_title"], str)
        return Cell(row["best_title"]) if known else Cell("too few draws")

    return (
        ("One input", part("first")),
        ("Another", part("second")),
        ("Worth of today's choice", amount_cell("net_present_value", "standard_error", money)),
        ("Best", best),
        ("By", amount_cell("lead", "lead_error", money)),
    )


def _aims(money: str) -> tuple[Column, ...]:
    return (
        ("Budget", amount_cell("budget", None, money)),
        ("Chosen for", lambda row: Cell(AIMS[row["aim"]])),
        ("Set", text_cell("chosen")),
        ("Mean worth", amount_cell("value", "standard_error", money)),
        ("Worst tenth", amount_cell("worst_tenth", None, money)),
        ("Largest regret", amount_cell("largest_regret", None, money)),
        ("Given up", amount_cell("given_up", None, money)),
    )


def _rules(money: str) -> tuple[Column, ...]:
    return (
        ("Budget", amount_cell("budget", None, money)),
        ("Rule", lambda row: Cell(RULES[row["rule"]].format(share=percent(row["share"])))),
        ("Set", text_cell("chosen")),
        ("Mean worth", amount_cell("value", "standard_error", money)),
        ("Given up", amount_cell("given_up", None, money)),
    )


def _shapley(record: Mapping[str, Any]) -> tuple[Column, ...]:
    return (
        ("Input", lambda row: Cell(input_title(record, str(row["name"])), str(row["origin"]))),
        ("Share of the spread", figure_cell("share", "{:.1f}\u00a0%", 100.0)),
        ("95 % interval from", figure_cell("low", "{:.1f}\u00a0%", 100.0)),
        ("to", figure_cell("high", "{:.1f}\u00a0%", 100.0)),
    )


def _equity(money: str) -> tuple[Column, ...]:
    return (
        ("Structural variant", lambda row: Cell(plain_words(row["structural_variant"]))),
        ("Option", text_cell("title")),
        ("Total where poorer people count more", amount_cell("mean", "standard_error", money)),
        ("Rank", lambda row: Cell(str(row["rank"]))),
    )


def _financing(money: str, draws: int) -> tuple[Column, ...]:
    def price(row: Row) -> Cell:
        value, what = float(row["price"]), str(row["price_is"])
        if not isfinite(value):
            return Cell("")
        if what.startswith("money"):
            return Cell(money_text(value, Estimate(value, value, value), money), PRICES[what])
        return Cell(f"{100.0 * value:.2g}\u00a0%", PRICES[what])

    def loses(row: Row) -> Cell:
        chance = float(row["investor_loses"])
        return Cell(percent_text(chance, draws)) if isfinite(chance) else Cell("")

    return (
        ("Option", text_cell("title")),
        ("Way", lambda row: Cell(WAYS[row["way"]])),
        ("Government", amount_cell("government", None, money)),
        ("Donor", amount_cell("donor", None, money)),
        ("People", amount_cell("people", None, money)),
        ("Cost to society", amount_cell("cost_to_society", "standard_error", money)),
        ("Price", price),
        ("Investor loses in", loses),
    )


def _sharing(money: str) -> tuple[Column, ...]:
    return (
        ("Option", text_cell("title")),
        ("Budget", lambda row: Cell(party_title(str(row["party"])))),
        ("Gains", amount_cell("gain", "gain_error", money)),
        ("Could pay", amount_cell("contribution", None, money)),
        ("At least", amount_cell("least", None, money)),
        ("At most", amount_cell("most", None, money)),
        ("Left to the justice budget", amount_cell("gap", None, money)),
    )
