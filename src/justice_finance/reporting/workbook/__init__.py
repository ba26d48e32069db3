"""The workbook: live formulas from the ledger to results, inputs marked, sources beside them.

`places` says where things stand, `inputs`, `ledgers` and `results` write the sheets that
recalculate, `run_values` those that do not, `guide` the first one; `arithmetic` works out the value
that each formula has as written. Text is never a formula, and nothing is merged.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from justice_finance.charts.pack import Pack
from justice_finance.language import say, spoken
from justice_finance.reporting.captions import citation_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.timestamps import moment_of
from justice_finance.reporting.workbook import (
    guide,
    inputs,
    ledgers,
    level_values,
    ratio_tests,
    results,
    run_values,
)
from justice_finance.reporting.workbook.arithmetic import Live, choice_of_run
from justice_finance.reporting.workbook.names import sheet_name
from justice_finance.reporting.workbook.page import Page, Styles, elsewhere, said
from justice_finance.reporting.workbook.places import (
    INPUTS,
    PARTIES,
    RATES,
    TESTS,
    YEARS,
    places_of,
)

Columns = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Planned:
    """A sheet to be written: name, what it holds, its columns, what writes it."""

    name: str
    meaning: str
    columns: Columns
    write: Callable[[Page], None]


def workbook_of(report: Report, packs: tuple[Pack, ...] = ()) -> bytes:
    """The whole workbook.

    Parameters
    ----------
    report : Report
    packs : tuple of Pack
        The report's pictures; two of them are shown.

    Returns
    -------
    bytes
        The same for the same report, on any day.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False, "nan_inf_to_errors": False},
    )  # fmt: skip
    about = report.about
    book.set_properties({
        "title": about.title, "author": about.author, "subject": say("Run {run}", run=about.run_id),
        "comments": citation_of(about, say("Workbook")),
        "created": moment_of(about.date).replace(tzinfo=None),
    })  # fmt: skip
    book.set_size(2400, 1400)
    styles = Styles(book)
    planned = _sheets(report, packs)
    for place, each in enumerate(planned):
        page = Page(book.add_worksheet(sheet_name(each.name)), each.name, styles, each.columns)
        if spoken().right_to_left:
            page.sheet.right_to_left()
        each.write(page)
        table = page.close()
        first, _, last = table.replace("$", "").partition(":")
        book.define_name(f"TitleRegion{place + 1}.{first}.{last}.{place + 1}",
                         f"={elsewhere(each.name, table.split(':')[0])}")  # fmt: skip
    book.close()
    return stream.getvalue()


def _sheets(report: Report, packs: tuple[Pack, ...]) -> list[Planned]:
    """Every sheet in order."""
    following = [*_that_follow(report), *_of_the_run(report, packs)]
    behind = _behind(report)
    listed = [(each.name, each.meaning) for each in (*following, *behind)]
    first = Planned(
        "Guide", "", said(guide.GUIDE_COLUMNS), lambda page: guide.write_guide(page, report, listed)
    )
    return [first, *following, *behind]


def _that_follow(report: Report) -> list[Planned]:
    places, choice = places_of(report), choice_of_run(report)
    live = {option: Live(report, option, choice) for option in places.options}
    titles = {each.option: each.title for each in report.options}
    return [
        Planned(
            INPUTS,
            say("Yellow cells may be changed; what each one does and where it comes from."),
            said(inputs.INPUT_COLUMNS),
            lambda page: inputs.write_inputs(page, report, places, choice),
        ),
        Planned(
            "Results",
            say(
                "Net present value, costs, ratios and payback of every option; follows the inputs."
            ),
            results.result_columns(report),
            lambda page: results.write_results(page, report, places, live, titles),
        ),
        Planned(
            "Cash flow",
            say("What each party gains or pays by year; follows the inputs."),
            results.cash_flow_columns(report),
            lambda page: results.write_cash_flow(page, report, places, live, titles),
        ),
        Planned(
            results.BY_YEAR,
            say("Net benefit by year and so far; follows the inputs."),
            results.by_year_columns(report),
            lambda page: results.write_by_year(page, report, places, live, titles),
        ),
    ]


def _of_the_run(report: Report, packs: tuple[Pack, ...]) -> list[Planned]:
    found = [*_of_the_options(report), *_of_inputs_and_people(report, packs)]
    empty = {"Pictures": not packs, "Switching values": not report.switching,
             "Needs": report.needs is None, "Levels": not report.levels}  # fmt: skip
    return [each for each in found if not empty.get(each.name)]


def _of_the_options(report: Report) -> list[Planned]:
    ranges = run_values.range_columns(report)
    own = report.at(report.about.discount_rate, False)
    return [
        Planned(
            "Headline",
            say("The headline options as the report words them, rounded."),
            run_values.headline_columns(report),
            lambda page: run_values.write_headline(page, report),
        ),
        Planned(
            "Ranges",
            say("Mean, 5 % and 95 % quantile of every option at the study's own rate."),
            ranges,
            lambda page: run_values.write_ranges(
                page, report, say("Ranges: every option at the study's own rate"), own
            ),
        ),
        Planned(
            "Rates",
            say("The same at other discount rates, with and without terminal value."),
            ranges,
            lambda page: run_values.write_ranges(
                page, report, say("Rates: every option at other rates"), report.options
            ),
        ),
        Planned(
            "Variants",
            say("The headline options in every structural variant."),
            ranges,
            lambda page: run_values.write_ranges(
                page,
                report,
                say("Variants: where waiting time in court comes from"),
                report.variants,
            ),
        ),
    ]


def _at_other_levels(report: Report) -> Planned:
    return Planned(
        "Levels",
        say("The headline options at every level of the budget that the study states."),
        level_values.level_columns(report),
        lambda page: level_values.write_levels(page, report),
    )


def _of_inputs_and_people(report: Report, packs: tuple[Pack, ...]) -> list[Planned]:
    return [
        _at_other_levels(report),
        Planned(
            "Switching values",
            say("Where one input alone would turn the sign of an option."),
            said(run_values.SWITCHING_COLUMNS),
            lambda page: run_values.write_switching(page, report),
        ),
        Planned(
            "Needs",
            say("What meeting the need would cost, by year."),
            said(run_values.NEED_COLUMNS),
            lambda page: run_values.write_needs(page, report),
        ),
        Planned(
            "Groups",
            say("What people gain, by population group."),
            run_values.member_columns(report, say("Population group")),
            lambda page: run_values.write_members(
                page, report, say("Groups: what people with a problem gain"), report.by_group
            ),
        ),
        Planned(
            "Pictures",
            say("Two pictures of the report."),
            said(guide.CHART_COLUMNS),
            lambda page: guide.write_pictures(page, report, packs),
        ),
    ]


def _behind(report: Report) -> list[Planned]:
    places, choice = places_of(report), choice_of_run(report)
    titles = {each.option: each.title for each in report.options}
    found = [
        Planned("Validation", say("Observed figures and the model's."),
                said(run_values.VALIDATION_COLUMNS),
                lambda page: run_values.write_validation(page, report)),
        Planned("Evidence", say("Published figures used, with source, page and grade."),
                said(run_values.EVIDENCE_COLUMNS),
                lambda page: run_values.write_evidence(page, report)),
        Planned("Assumptions", say("Every assumption with its sentence."),
                said(run_values.ASSUMPTION_COLUMNS),
                lambda page: run_values.write_assumptions(page, report)),
        Planned("Uncertain inputs", say("What is not known for sure, and its share in the spread."),
                run_values.input_columns(report),
                lambda page: run_values.write_inputs_of_run(page, report)),
        Planned("Options", say("What each option changes."), said(run_values.CHANGE_COLUMNS),
                lambda page: run_values.write_changes(page, report)),
        Planned(YEARS, say("Rate, factor and weight of every year; follows the inputs."),
                inputs.year_columns(report),
                lambda page: inputs.write_years(page, report, places, choice)),
        Planned(PARTIES, say("Who belongs to which perspective and funder; follows the inputs."),
                inputs.party_columns(), lambda page: inputs.write_parties(page, report, choice)),
        Planned(RATES, say("How terminal values at the rate chosen follow from those of the run."),
                inputs.rate_columns(report),
                lambda page: inputs.write_rates(page, report, places, choice)),
        Planned(TESTS, say("In how many draws there is no ratio."),
                ratio_tests.test_columns(places),
                lambda page: ratio_tests.write_tests(page, report, places)),
    ]  # fmt: skip
    for option in places.options:
        live = Live(report, option, choice)
        found.append(
            Planned(places.ledger(option), say("Ledger of: {option}", option=titles[option]),
                    ledgers.ledger_columns(report, places), _ledger_writer(report, live, titles))
        )  # fmt: skip
    return found


def _ledger_writer(report: Report, live: Live, titles: Any) -> Callable[[Page], None]:
    places = places_of(report)
    return lambda page: ledgers.write_ledger(page, report, places, live, titles[live.option])
