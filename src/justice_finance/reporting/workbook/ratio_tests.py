"""The sheet that says in how many draws there is no ratio."""

from __future__ import annotations

from justice_finance.charts.rounding import rate_text
from justice_finance.language import counted, marked, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.ledger import COST_PER_PROBLEM, NAMES, OUTLAY, PUBLIC_COST
from justice_finance.reporting.workbook.page import FIRST_ROW, PER_CENT, Page
from justice_finance.reporting.workbook.places import Places, name_titles


def write_tests(page: Page, report: Report, places: Places) -> None:
    """Share of draws in which a ratio does not exist, for every horizon."""
    page.open(
        say("Tests of ratios: in how many draws of the run there is no such ratio"),
        say(
            "Shares of the run's draws at the study's rate ({rate} a year), for horizons of one "
            "year and more. A ratio is given where the share is at most 1 %. These shares do not "
            "follow the inputs.",
            rate=rate_text(report.about.discount_rate),
        ),
        report.about,
        3,
    )
    without = report.ledger.without
    titles = {option.option: option.title for option in report.options}
    row = FIRST_ROW
    for option in places.options:
        tests = [(kind, name) for kind in (OUTLAY, COST_PER_PROBLEM) for name in NAMES]
        for kind, name in [*tests, (PUBLIC_COST, "public")]:
            page.text(row, 0, titles[option])
            page.text(row, 1, say(TEST_TITLES[kind]))
            page.text(row, 2, name_titles()[name])
            for at, share in enumerate(without[kind, option, name]):
                page.number(row, 3 + at, share, PER_CENT)
            row += 1


TEST_TITLES = {
    OUTLAY: marked("Outlay not above zero"),
    COST_PER_PROBLEM: marked("Outlay or further problems resolved not above zero"),
    PUBLIC_COST: marked("Public cost not above zero"),
}


def test_columns(places: Places) -> tuple[tuple[str, float], ...]:
    """Headings of the sheet of tests."""
    years = (
        (counted("{number} year", "{number} years", n, number=n), 9.0)
        for n in range(1, places.count + 1)
    )
    return (
        (say("Option"), 40.0),
        (say("Why there is no ratio"), 40.0),
        (say("Funder"), 30.0),
        *years,
    )
