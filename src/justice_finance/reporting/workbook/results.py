"""The sheets that recalculate: results by option, cash flow by party, and by year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.language import decimal_text, marked, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.figures import RAISING_TAXES
from justice_finance.reporting.workbook.arithmetic import MOST_WITHOUT, Live
from justice_finance.reporting.workbook.ledgers import (
    OUTLAY,
    OUTLAY_INSIDE,
    PERSPECTIVE,
    PUBLIC,
    PUBLIC_INSIDE,
    SCALE,
    LedgerCells,
)
from justice_finance.reporting.workbook.page import (
    COUNT,
    FIRST_ROW,
    MONEY,
    RATIO,
    Page,
    Value,
    cell,
    elsewhere,
    in_formula,
    money_head,
    money_words,
    span,
)
from justice_finance.reporting.workbook.places import (
    TAXES,
    TEST_ROWS,
    Places,
    not_known,
    party_cell,
)

NO_RATIO = marked("none: outlay may not be above zero")
NO_COST = marked("none: outlay or problems may not be above zero")
NOT_PAID_BACK = marked("not within the horizon")
NO_TERMINAL = marked("no terminal value for this rate and horizon")
FROM_RUN = ("mean", "p05", "p95")


def result_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of results."""
    about = report.about
    return (
        (say("Option"), 46.0),
        (money_head(say("Net present value of the perspective"), about), 20.0),
        (money_head(say("Public cost: net outlay of government and donors, present value"), about),
         20.0),
        (money_head(say("Outlay of the funder, present value"), about), 20.0),
        (say("Benefit-cost ratio: all other effects over the funder's outlay"), 20.0),
        (say("The same over public cost"), 20.0),
        (say("Further problems resolved, net of returns, discounted"), 16.0),
        (money_head(say("Cost per resolved problem"), about), 20.0),
        (say("Has paid back by the end of"), 16.0),
        (money_head(say("As run, does not follow the inputs: net present value to society, mean"),
                    about), 20.0),
        (say("As run: 5 % quantile"), 20.0),
        (say("As run: 95 % quantile"), 20.0),
        (say("As run: chance of loss"), 12.0),
    )  # fmt: skip


def write_results(
    page: Page, report: Report, places: Places, live: Mapping[str, Live], titles: Mapping[str, str]
) -> None:
    """One row for each option."""
    about = report.about
    page.open(
        say("Results: every option against business as usual"),
        say(
            "White columns follow the yellow inputs. Columns that begin with “As run” are those "
            "of the run ({draws} draws, the study's own rate, no terminal value) and are not "
            "recalculated.",
            draws=decimal_text(about.draws),
        ),
        about,
    )
    own = {each.option: each for each in report.at(about.discount_rate, False)}
    for at, option in enumerate(places.options):
        row, one = FIRST_ROW + at, live[option]
        page.text(row, 0, titles[option])
        for column, (formula, value, form) in enumerate(
            result_formulas(places, one, row, FIRST_ROW + 3 * at), start=1
        ):
            page.formula(row, column, formula, value, form, wrapped=True)
        figures = own[option]
        for column, name in enumerate(FROM_RUN, start=9):
            page.number(row, column, getattr(figures.net_present_value, name), MONEY)
        page.number(row, 12, figures.chance_of_loss, "0.0%")


def result_formulas(
    places: Places, live: Live, row: int, yearly: int
) -> tuple[tuple[str, Value, str], ...]:
    """Formula, value and format of each column that follows the inputs."""
    ledger = LedgerCells(places, live.option, len(live.rows))
    worth, cost, outlay, problems = (cell(row, column) for column in (1, 2, 3, 6))
    state = places.year("state", 0)

    def known(formula: str) -> str:
        return f"IF({state}={in_formula(not_known())},{in_formula(say(NO_TERMINAL))},{formula})"

    def over(above: str, below: str, share: str, refusal: str, also: str = "FALSE") -> str:
        none = f"OR({share}>{MOST_WITHOUT},{below}<=0,{also})"
        return (
            f"IF(ISNUMBER({worth}),IF({none},{in_formula(say(refusal))},({above})/{below}),"
            f"{in_formula(say(NO_TERMINAL))})"
        )

    first = places.test_of_funder(0, live.option)
    second = places.test_of_funder(1, live.option)
    public = places.test(len(TEST_ROWS) - 1, live.option)
    weights = places.year("weight")
    further = _by_year_range(places, yearly + 2)
    so_far = _by_year_range(places, yearly + 1)
    last = so_far.split(":")[1]
    periods, years = places.year("period"), _years_header(places)
    place = f"SUMPRODUCT(MAX(({so_far}<0)*({periods}+1)))"
    sheet = so_far.split("!")[0]
    return (
        (known(ledger.total(PERSPECTIVE)), live.net_present_value, MONEY),
        (known(ledger.total(PUBLIC)), live.total(live.signs.public), MONEY),
        (known(ledger.total(OUTLAY)), live.total(live.signs.outlay), MONEY),
        (over(f"{worth}+{ledger.total(OUTLAY_INSIDE)}", outlay, first, NO_RATIO),
         _or(live.benefit_cost_ratio, NO_RATIO), RATIO),
        (over(f"{worth}+{ledger.total(PUBLIC_INSIDE)}", cost, public, NO_RATIO),
         _or(live.benefit_public_cost_ratio, NO_RATIO), RATIO),
        (f"SUMPRODUCT({further},{weights})", live.problems, COUNT),
        (over(outlay, problems, second, NO_COST, f"{outlay}<=0"),
         _or(live.cost_per_resolved_problem, NO_COST), MONEY),
        (f'IF({sheet}!{last}<0,{in_formula(say(NOT_PAID_BACK))},INDEX({years},1,1+{place}))',
         _or(live.pays_back_from, NOT_PAID_BACK), "0"),
    )  # fmt: skip


def _or(value: float | None, refusal: str) -> Value:
    return say(refusal) if value is None else value


BY_YEAR = "By year"


def _by_year_range(places: Places, row: int) -> str:
    return elsewhere(BY_YEAR, span((row, 2), (row, 1 + places.count)))


def _years_header(places: Places) -> str:
    return elsewhere(BY_YEAR, span((FIRST_ROW - 1, 2), (FIRST_ROW - 1, 1 + places.count)))


def write_by_year(
    page: Page, report: Report, places: Places, live: Mapping[str, Live], titles: Mapping[str, str]
) -> None:
    """Net benefit by year, its discounted sum so far, and further problems resolved."""
    about = report.about
    page.open(
        say("By year: net benefit, its discounted sum so far, further problems resolved"),
        say(
            "Money in {money}, means over draws, of the perspective chosen, without terminal "
            "value. Years beyond the horizon are 0.",
            money=money_words(about),
        ),
        about,
        2,
    )
    for at, year in enumerate(report.ledger.years):
        page.sheet.write_number(FIRST_ROW - 1, 2 + at, year, page.styles.header)
    for number, option in enumerate(places.options):
        one = live[option]
        ledger = LedgerCells(places, option, len(one.rows))
        yearly, so_far = one.by_year(one.signs.perspective), one.so_far
        top = FIRST_ROW + 3 * number
        for at, what in enumerate(BY_YEAR_ROWS):
            page.text(top + at, 0, titles[option])
            page.text(top + at, 1, say(what))
        for year in range(places.count):
            column = 2 + year
            page.formula(
                top, column,
                f"SUMPRODUCT({ledger.after(SCALE)},{ledger.after(PERSPECTIVE)},"
                f"{ledger.year(year)})*{places.year('counted', year)}",
                float(yearly[year]), MONEY,
            )  # fmt: skip
            before = f"{cell(top + 1, column - 1)}+" if year else ""
            page.formula(
                top + 1, column,
                f"{before}{cell(top, column)}*{places.year('factor', year)}",
                float(so_far[year]), MONEY,
            )  # fmt: skip
            page.number(top + 2, column, report.ledger.problems[option][year], COUNT)


BY_YEAR_ROWS = (
    marked("Net benefit, not discounted"),
    marked("Discounted net benefits so far"),
    marked("Further problems resolved (of the run)"),
)


def by_year_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet by year."""
    return (
        (say("Option"), 46.0),
        (say("What"), 38.0),
        *((str(y), 17.0) for y in report.ledger.years),
    )


def write_cash_flow(
    page: Page, report: Report, places: Places, live: Mapping[str, Live], titles: Mapping[str, str]
) -> None:
    """What every party receives less what it pays, by year and as a present value."""
    about = report.about
    page.open(
        say("Cash flow: who gains (above zero) and who pays (below zero), by year"),
        say(
            "{money}, means over draws, not discounted, without terminal value. All parties "
            "together are society. A cost of raising taxes is everyone's.",
            money=money_words(about),
        ),
        about,
        2,
    )
    row = FIRST_ROW
    for option in places.options:
        one = live[option]
        ledger = LedgerCells(places, option, len(one.rows))
        members = [name for name in PARTIES_OF_SOCIETY if np.any(one.of_party(name))]
        first = row
        for name in (*members, RAISING_TAXES):
            signs = one.of_taxes() if name == RAISING_TAXES else one.of_party(name)
            page.text(row, 0, titles[option])
            page.text(row, 1, party_cell(name))
            chosen = _account(ledger, cell(row, 1), name == RAISING_TAXES)
            for year, value in enumerate(one.by_year(signs)):
                formula = f"SUMPRODUCT({chosen},{ledger.after(SCALE)},{ledger.year(year)})"
                counted = places.year("counted", year)
                page.formula(row, 2 + year, f"{formula}*{counted}", float(value), MONEY)
            _present(page, places, row, float(one.years_value @ signs))
            row += 1
        page.text(row, 0, titles[option])
        page.text(row, 1, say("Society: all of these"), page.styles(bold=True))
        sums = one.by_year(sum(map(one.of_party, PARTIES_OF_SOCIETY), one.of_taxes()))
        for year in range(places.count):
            above = span((first, 2 + year), (row - 1, 2 + year))
            page.formula(row, 2 + year, f"SUM({above})", float(sums[year]), MONEY, bold=True)
        _present(page, places, row, float(sums @ one.years.weight), bold=True)
        row += 1


def _present(page: Page, places: Places, row: int, value: float, bold: bool = False) -> None:
    amounts = span((row, 2), (row, 1 + places.count))
    formula = f"SUMPRODUCT({amounts},{places.year('weight')})"
    page.formula(row, 2 + places.count, formula, value, MONEY, bold=bold)


def _account(ledger: LedgerCells, party: str, taxes: bool) -> str:
    """+1, -1 or 0 for each row of a ledger."""
    if taxes:
        return f"0-({ledger.category}={in_formula(say(TAXES))})"
    flows = f"(({ledger.payee}={party})-({ledger.payer}={party}))"
    return f"{flows}*({ledger.category}<>{in_formula(say(TAXES))})"


def cash_flow_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of cash flows."""
    years = ((str(year), 17.0) for year in report.ledger.years)
    return ((say("Option"), 46.0), (say("Who"), 46.0), *years,
            (money_head(say("Present value"), report.about), 20.0))  # fmt: skip
