"""Where things stand in the workbook, so that every formula names the same cells."""

from __future__ import annotations

from dataclasses import dataclass

from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.language import marked, say, say_as
from justice_finance.reporting.content import Report
from justice_finance.reporting.ledger import EXCESS_BURDEN, NAMES
from justice_finance.reporting.listed_words import category_words
from justice_finance.reporting.words import funder_words, party_title, sentence_case
from justice_finance.reporting.workbook.page import FIRST_ROW, cell, elsewhere, span
from justice_finance.vocabulary import COST_CATEGORIES

INPUTS, YEARS, PARTIES, TESTS = "Inputs", "Years", "Parties", "Tests of ratios"
RATES = "Terminal rates"
RATE_ROWS = ("rate", "point_weight", "part", "weight")
SETTINGS = ("rate", "horizon", "terminal", "perspective", "funder", "excess_burden")
YEAR_ROWS = ("period", "rate", "counted", "factor", "weight", "column", "state")
TAXES = marked("Cost of raising taxes")


def switched_on() -> str:
    """What an input that is on holds."""
    return say_as("switch", "on")


def switched_off() -> str:
    """What an input that is off holds."""
    return say_as("switch", "off")


def not_known() -> str:
    """What stands where the run knows no terminal value."""
    return say("not available")


def category_title(name: str) -> str:
    """A ledger category, for a cell."""
    return say(TAXES) if name == EXCESS_BURDEN else sentence_case(category_words(name))


def scaled_category(name: str) -> str:
    """The same inside a sentence."""
    return say("cost of raising taxes") if name == EXCESS_BURDEN else category_words(name)


def party_cell(name: str) -> str:
    """A party, for a cell; what is really used up or comes in kind is no party."""
    return say("Resources") if name == "resources" else party_title(name)


@dataclass(frozen=True)
class Places:
    """Cells of the inputs and of what follows from them at once.

    Attributes
    ----------
    count : int
        Years of the run.
    categories : tuple of str
        Ledger categories that can be scaled, in their order on the sheet of inputs.
    options : tuple of str
        In the order of the ledger sheets.
    """

    count: int
    categories: tuple[str, ...]
    options: tuple[str, ...]

    def setting(self, name: str, column: int = 1) -> str:
        """An input's value; column 2 holds the value that it has in the run."""
        return elsewhere(INPUTS, cell(FIRST_ROW + SETTINGS.index(name), column))

    def scale(self, category: str) -> str:
        """What the amounts of a category are multiplied by."""
        row = FIRST_ROW + len(SETTINGS) + self.categories.index(category)
        return elsewhere(INPUTS, cell(row, 1))

    def year(self, name: str, at: int | None = None) -> str:
        """A row of the sheet of years, or one cell of it."""
        row = FIRST_ROW + YEAR_ROWS.index(name)
        if at is not None:
            return elsewhere(YEARS, cell(row, 1 + at))
        return elsewhere(YEARS, span((row, 1), (row, self.count)))

    def party(self, name: str, what: int) -> str:
        """Whether a party counts: column 1 in the perspective, 2 as funder, 3 as public funder."""
        return elsewhere(PARTIES, cell(FIRST_ROW + PARTY_ROWS.index(name), what))

    def ledger(self, option: str) -> str:
        """The name of an option's ledger sheet."""
        return f"Ledger {1 + self.options.index(option)}"

    def rates(self, what: str, count: int) -> str:
        """Rates at which terminal values are known, or what each of them counts for."""
        row = FIRST_ROW + RATE_ROWS.index(what)
        return elsewhere(RATES, span((row, 1), (row, count)))

    def test(self, at: int, option: str) -> str:
        """The share without a ratio at the horizon, of one test (by place) of an option."""
        first = FIRST_ROW + (self.options.index(option) * len(TEST_ROWS))
        row = first + at
        shares = elsewhere(TESTS, span((row, 3), (row, 2 + self.count)))
        return f"INDEX({shares},1,{self.setting('horizon')})"

    def test_of_funder(self, kind: int, option: str) -> str:
        """The same for a test that has a row for each funder: the first or the second kind."""
        first = FIRST_ROW + self.options.index(option) * len(TEST_ROWS) + kind * len(NAMES)
        last = first + len(NAMES) - 1
        shares = elsewhere(TESTS, span((first, 3), (last, 2 + self.count)))
        names = elsewhere(TESTS, span((first, 2), (last, 2)))
        return (
            f"INDEX({shares},MATCH({self.setting('funder')},{names},0),{self.setting('horizon')})"
        )


PARTY_ROWS = (*PARTIES_OF_SOCIETY, "resources")
TEST_ROWS = (
    *((kind, name) for kind in ("outlay", "problem") for name in NAMES),
    ("public", "public"),
)


def name_titles() -> dict[str, str]:
    """What perspectives and funders are called."""
    return {name: funder_words(name) for name in NAMES}


def places_of(report: Report) -> Places:
    """Where things stand for one report."""
    ledger = report.ledger
    used = {row.category for rows in ledger.rows.values() for row in rows}
    used |= {row.raised_for for rows in ledger.rows.values() for row in rows if row.raised_for}
    split = any(row.raised_for for rows in ledger.rows.values() for row in rows)
    if split:
        used.discard(EXCESS_BURDEN)
    categories = tuple(name for name in COST_CATEGORIES if name in used)
    return Places(len(ledger.years), categories, tuple(ledger.rows))
