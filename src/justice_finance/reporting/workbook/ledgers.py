"""One ledger sheet for each option: what moves, by year, and what it is worth now."""

from __future__ import annotations

from justice_finance.appraisal.perspectives import CONSEQUENCES
from justice_finance.charts.rounding import rate_text
from justice_finance.language import decimal_text, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.ledger import EXCESS_BURDEN, LedgerRow
from justice_finance.reporting.workbook.arithmetic import Live
from justice_finance.reporting.workbook.names import sheet_name
from justice_finance.reporting.workbook.page import (
    FIRST_ROW,
    MONEY,
    PLAIN,
    Page,
    cell,
    elsewhere,
    in_formula,
    money_words,
    span,
)
from justice_finance.reporting.workbook.places import (
    Places,
    category_title,
    party_cell,
    switched_on,
)

LABELS = 4
SCALE, YEARS_VALUE, TAIL, VALUE, PERSPECTIVE, OUTLAY, OUTLAY_INSIDE, PUBLIC, PUBLIC_INSIDE = range(
    9
)
"""Columns after the years."""
AFTER = 9
"""How many they are; then come terminal values by rate."""
SIGNS = (PERSPECTIVE, OUTLAY, OUTLAY_INSIDE, PUBLIC, PUBLIC_INSIDE)
SIGN_NAMES = ("perspective", "outlay", "outlay_inside", "public", "public_inside")


def ledger_columns(report: Report, places: Places) -> tuple[tuple[str, float], ...]:
    """Headings of a ledger sheet."""
    about = report.about
    money = money_words(about)
    rates = report.ledger.rates
    return (
        (say("What for"), 26.0),
        (say("From"), 40.0),
        (say("To"), 40.0),
        (say("Taxes raised for"), 22.0),
        *((say("{year}, {money}", year=year, money=money), 17.0) for year in report.ledger.years),
        (say("Scale"), 9.0),
        (say("Present value of the years, {money}", money=money), 18.0),
        (say("Terminal value, {money}", money=money), 16.0),
        (say("Present value, {money}", money=money), 18.0),
        (say("Sign in the perspective"), 12.0),
        (say("Sign in the funder's outlay"), 12.0),
        (say("Sign in the funder's outlay, inside the perspective"), 12.0),
        (say("Sign in public cost"), 12.0),
        (say("Sign in public cost, inside the perspective"), 12.0),
        *(
            (say("Terminal value at {rate}, {money}", rate=rate_text(rate), money=money), 15.0)
            for rate in rates
        ),
    )


class LedgerCells:
    """Ranges of one ledger sheet, for the formulas of others."""

    def __init__(self, places: Places, option: str, rows: int) -> None:
        self.sheet = places.ledger(option)
        self._places, self._rows = places, max(rows, 1)

    def column(self, column: int) -> str:
        """All rows of a column, counted from the left."""
        first, last = FIRST_ROW, FIRST_ROW + self._rows - 1
        return elsewhere(self.sheet, span((first, column), (last, column)))

    @property
    def category(self) -> str:
        return self.column(0)

    @property
    def payer(self) -> str:
        return self.column(1)

    @property
    def payee(self) -> str:
        return self.column(2)

    def year(self, at: int) -> str:
        """Amounts of one year."""
        return self.column(LABELS + at)

    def after(self, what: int) -> str:
        """One of the columns after the years."""
        return self.column(LABELS + self._places.count + what)

    def total(self, sign: int) -> str:
        """Present value of the rows that count."""
        return f"SUMPRODUCT({self.after(VALUE)},{self.after(sign)})"


def write_ledger(page: Page, report: Report, places: Places, live: Live, title: str) -> None:
    """All rows of one option, with scale, signs and present value as formulas."""
    about = report.about
    page.open(
        say("{sheet}: {title}", sheet=sheet_name(places.ledger(live.option)), title=title),
        say(
            "Differences to business as usual, mean of {draws} draws, not discounted. Yellow "
            "inputs act through scale, signs and present value.",
            draws=decimal_text(about.draws),
        ),
        about,
        LABELS,
    )
    first_rate = LABELS + places.count + AFTER
    for at, row in enumerate(live.rows):
        _write_row(page, places, live, at, row, first_rate)
    if not live.rows:
        page.text(FIRST_ROW, 0, say("Nothing changes"))


def _write_row(
    page: Page, places: Places, live: Live, at: int, entry: LedgerRow, first_rate: int
) -> None:
    row, after = FIRST_ROW + at, LABELS + places.count
    raised = category_title(entry.raised_for) if entry.raised_for else ""
    for column, text in enumerate(
        (category_title(entry.category), party_cell(entry.payer), party_cell(entry.payee), raised)
    ):
        page.text(row, column, text)
    for year, amount in enumerate(entry.by_year):
        page.number(row, LABELS + year, amount, MONEY)
    for place, value in enumerate(entry.terminal):
        page.number(row, first_rate + place, value, MONEY)

    def here(what: int) -> str:
        return cell(row, after + what)

    page.formula(row, after + SCALE, scale_formula(places, entry), float(live.scale[at]), PLAIN)
    amounts = span((row, LABELS), (row, LABELS + places.count - 1))
    page.formula(row, after + YEARS_VALUE,
                 f"{here(SCALE)}*SUMPRODUCT({amounts},{places.year('weight')})",
                 float(live.years_value[at]), MONEY)  # fmt: skip
    tails = span((row, first_rate), (row, first_rate + len(entry.terminal) - 1))
    state, weights = places.year("state", 0), places.rates("weight", len(entry.terminal))
    page.formula(row, after + TAIL,
                 f"IF({state}={in_formula(switched_on())},{here(SCALE)}*"
                 f"SUMPRODUCT({tails},{weights}),0)",
                 float(live.tail[at]), MONEY)  # fmt: skip
    page.formula(row, after + VALUE, f"{here(YEARS_VALUE)}+{here(TAIL)}", float(live.value[at]),
                 MONEY)  # fmt: skip
    for what, name, formula in zip(SIGNS, SIGN_NAMES, sign_formulas(places, entry), strict=True):
        value = float(getattr(live.signs, name)[at])
        if formula:
            page.formula(row, after + what, formula, value, "0")
        else:
            page.number(row, after + what, 0, "0")


def scale_formula(places: Places, entry: LedgerRow) -> str:
    """What the amounts of a row are multiplied by."""
    if entry.category == EXCESS_BURDEN and entry.raised_for:
        shipped = places.setting("excess_burden", 2)
        scale = places.scale(entry.raised_for)
        return f"{places.setting('excess_burden')}/{shipped}*{scale}"
    return places.scale(entry.category)


def sign_formulas(places: Places, entry: LedgerRow) -> tuple[str, ...]:
    """How a row counts: in the perspective, the funder's outlay, public cost; empty: never."""

    def less(what: tuple[int, ...], into: bool) -> str:
        parts = []
        for party in (entry.payee, entry.payer) if into else (entry.payer, entry.payee):
            parts.append("*".join(places.party(party, each) for each in what))
        return "-".join(parts)

    dealing = entry.category not in CONSEQUENCES
    paid = entry.category != EXCESS_BURDEN
    return (
        less((1,), True),
        less((2,), False) if dealing else "",
        less((2, 1), False) if dealing else "",
        less((3,), False) if paid else "",
        less((3, 1), False) if paid else "",
    )
