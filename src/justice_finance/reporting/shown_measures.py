"""Further tables of the decision as people read them: columns, and which rows stand in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from justice_finance.charts.rounding import Estimate, money_text, percent_text, signed
from justice_finance.language import decimal_text, marked, say, say_as
from justice_finance.reporting.decision_wording import (
    ROUNDING,
    name_words,
    percent,
    table_word,
    titles_in,
    two_digits,
)
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.sentences import listed
from justice_finance.reporting.shown import Cell
from justice_finance.reporting.words import funder_words, party_title

Row = Mapping[str, Any]
Column = tuple[str, Callable[[Row], Cell]]

IN_THE_PAGE = ("society", "people", "public")
"""Perspectives of which the page shows every measure; the file has all."""
MOST_ROWS = {"shapley": 12}
PLUS_MINUS = "\u00b1"
AIMS = {
    "expected": marked("greatest mean"),
    "downside": marked("best worst tenth of draws"),
    "regret": marked("smallest regret over draws"),
    "regret_over_variants": marked("smallest regret over structural variants"),
}
RULES = {
    "equal_years": marked("no year above an equal part"),
    "poorer_groups": marked("poorer groups gain {share} of the most they could"),
}
WAYS = {
    "taxes": marked("taxes"),
    "grant": marked("grant"),
    "slow_grant": marked("grant absorbed slowly"),
    "loan": marked("concessional loan"),
    "outcome_payments": marked("outcome payments"),
    "fees": marked("fees"),
    "waived_fees": marked("fees, waived for poorer groups"),
    "levy": marked("levy on incomes"),
}
PRICES = {
    "share_absorbed": marked("of a rise absorbed"),
    "grant_element": marked("grant element at 5\u00a0%"),
    "money_per_outcome": marked("per further problem resolved"),
    "money_per_paying_case": marked("per further problem resolved that pays"),
    "share_of_incomes": marked("of incomes"),
}


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
            return Cell(say("none"))
        off = float(row[error]) if error else float("nan")
        main = money_text(value, Estimate(value, value, value, off), money)
        if not isfinite(off) or off <= ROUNDING * abs(value):
            return Cell(main)
        return Cell(
            main, say("±\u00a0{error}", error=money_text(off, Estimate(off, off, off), money))
        )

    return cell


def word_cell(name: str) -> Callable[[Row], Cell]:
    """A word of the tables in the language of now."""
    return lambda row: Cell(table_word(str(row[name])))


def set_cell(name: str) -> Callable[[Row], Cell]:
    """Options of a set, in the language of now."""
    return lambda row: Cell(listed(titles_in(str(row[name]))))


def percent_cell(name: str, decimals: int) -> Callable[[Row], Cell]:
    """A share as per cent; none where there is no such figure."""
    plain = figure_cell(name, decimals, 100.0)

    def cell(row: Row) -> Cell:
        known = isfinite(float(row[name]))
        return Cell(say("{value}\u00a0%", value=plain(row).main)) if known else plain(row)

    return cell


def figure_cell(name: str, decimals: int, times: float = 1.0) -> Callable[[Row], Cell]:
    """A plain figure; none where there is no such figure."""

    def cell(row: Row) -> Cell:
        value = float(row[name])
        if not isfinite(value):
            return Cell(say("none"))
        return Cell(signed(decimal_text(times * value, decimals), value))

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
        (say("Point of view"), lambda row: Cell(funder_words(str(row["perspective"])))),
        (say("Option"), text_cell("title")),
        (say("Net present value"), amount_cell("net_present_value", "standard_error", money)),
        (say("With terminal value"), amount_cell("with_terminal_value", None, money)),
        (say("Benefit-cost ratio, funder"), figure_cell("benefit_cost_ratio", 2)),
        (say("Benefit-cost ratio, public cost"), figure_cell("benefit_public_cost_ratio", 2)),
        (say("Equal yearly amount"), amount_cell("equivalent_annual_value", None, money)),
        (say("Rate of return"), percent_cell("internal_rate_of_return", 0)),
        (say("Modified rate of return"), percent_cell("modified_internal_rate_of_return", 0)),
        (say("Payback, years"), figure_cell("discounted_payback", 1)),
    )


def _two_way(money: str, record: Mapping[str, Any]) -> tuple[Column, ...]:
    def part(which: str) -> Callable[[Row], Cell]:
        return lambda row: Cell(
            input_title(record, str(row[which])), table_word(str(row[f"{which}_part"]))
        )

    def best(row: Row) -> Cell:
        known = isinstance(row["best_title"], str)
        return Cell(row["best_title"]) if known else Cell(say("too few draws"))

    return (
        (say("First input"), part("first")),
        (say("Second input"), part("second")),
        (
            say("Worth of the option chosen today"),
            amount_cell("net_present_value", "standard_error", money),
        ),
        (say("Best option"), best),
        (say("Ahead of the next by"), amount_cell("lead", "lead_error", money)),
    )


def _aims(money: str) -> tuple[Column, ...]:
    return (
        (say("Budget"), amount_cell("budget", None, money)),
        (say("Aim"), lambda row: Cell(table_word(AIMS[row["aim"]]))),
        (say("Options funded"), set_cell("chosen")),
        (say("Mean worth"), amount_cell("value", "standard_error", money)),
        (say("Mean of the worst tenth"), amount_cell("worst_tenth", None, money)),
        (say("Largest regret"), amount_cell("largest_regret", None, money)),
        (say_as("portfolio", "Given up"), amount_cell("given_up", None, money)),
    )


def _rules(money: str) -> tuple[Column, ...]:
    return (
        (say("Budget"), amount_cell("budget", None, money)),
        (
            say("Rule"),
            lambda row: Cell(table_word(RULES[row["rule"]], share=percent(row["share"]))),
        ),
        (say("Options funded"), set_cell("chosen")),
        (say("Mean worth"), amount_cell("value", "standard_error", money)),
        (say_as("portfolio", "Given up"), amount_cell("given_up", None, money)),
    )


def _shapley(record: Mapping[str, Any]) -> tuple[Column, ...]:
    return (
        (
            say("Input"),
            lambda row: Cell(input_title(record, str(row["name"])), table_word(str(row["origin"]))),
        ),
        (say("Share of the spread"), percent_cell("share", 1)),
        (say("95 % interval, from"), percent_cell("low", 1)),
        (say("95 % interval, to"), percent_cell("high", 1)),
    )


def _equity(money: str) -> tuple[Column, ...]:
    return (
        (say("Structural variant"), lambda row: Cell(name_words(row["structural_variant"]))),
        (say("Option"), text_cell("title")),
        (say("Total where poorer people count more"), amount_cell("mean", "standard_error", money)),
        (say("Rank"), lambda row: Cell(str(row["rank"]))),
    )


def _financing(money: str, draws: int) -> tuple[Column, ...]:
    def price(row: Row) -> Cell:
        value, what = float(row["price"]), str(row["price_is"])
        if not isfinite(value):
            return Cell("")
        if what.startswith("money"):
            return Cell(
                money_text(value, Estimate(value, value, value), money), table_word(PRICES[what])
            )
        return Cell(two_digits(value), table_word(PRICES[what]))

    def loses(row: Row) -> Cell:
        chance = float(row["investor_loses"])
        return Cell(percent_text(chance, draws)) if isfinite(chance) else Cell("")

    return (
        (say("Option"), text_cell("title")),
        (say("Way to pay"), lambda row: Cell(table_word(WAYS[row["way"]]))),
        (say("Government"), amount_cell("government", None, money)),
        (say("Donor"), amount_cell("donor", None, money)),
        (say("People"), amount_cell("people", None, money)),
        (say("Cost to society"), amount_cell("cost_to_society", "standard_error", money)),
        (say("Price"), price),
        (say("Investor loses in so many draws"), loses),
    )


def _sharing(money: str) -> tuple[Column, ...]:
    return (
        (say("Option"), text_cell("title")),
        (say("Budget"), lambda row: Cell(party_title(str(row["party"])))),
        (say("Gains"), amount_cell("gain", "gain_error", money)),
        (say("Could pay"), amount_cell("contribution", None, money)),
        (say("Pays at least"), amount_cell("least", None, money)),
        (say("Pays at most"), amount_cell("most", None, money)),
        (say("Left to the justice budget"), amount_cell("gap", None, money)),
    )
