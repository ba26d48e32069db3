"""Sheets of plain values that the run gave and no formula follows."""

from __future__ import annotations

from collections.abc import Sequence

from justice_finance.charts.rounding import Estimate, rate_text
from justice_finance.language import marked, say, study_words
from justice_finance.reporting import shown
from justice_finance.reporting.content import Report
from justice_finance.reporting.figures import MemberFigures, OptionFigures
from justice_finance.reporting.listed_words import origin_words, reading_words
from justice_finance.reporting.shown_needs import need_data
from justice_finance.reporting.unit_words import unit_words
from justice_finance.reporting.words import funder_words, plain_words, sentence_case, variant_words
from justice_finance.reporting.workbook.page import (
    COUNT,
    FIRST_ROW,
    MONEY,
    PLAIN,
    RATIO,
    Page,
    Value,
    money_head,
)

NOT_FOLLOWING = marked("Values of the run; they do not follow the inputs.")
SHARE = "0.0%"


def three(estimate: Estimate | None) -> tuple[Value, Value, Value]:
    if estimate is None:
        return (None, None, None)
    return (estimate.mean, estimate.p05, estimate.p95)


def heads_of(what: str) -> tuple[tuple[str, float], ...]:
    return tuple(
        (text, 19.0)
        for text in (
            say("{figure}: mean", figure=what), say("{figure}: 5 % quantile", figure=what),
            say("{figure}: 95 % quantile", figure=what),
        )
    )  # fmt: skip


def headline_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings as the report has them."""
    return tuple((head, 46.0 if at == 0 else 22.0)
                 for at, head in enumerate(shown.headline_table(report).columns))  # fmt: skip


def write_headline(page: Page, report: Report) -> None:
    """The headline table word for word: rounded as the page and the brief have it."""
    table = shown.headline_table(report)
    page.open(
        say("Headline: {caption}", caption=table.caption),
        f"{say(NOT_FOLLOWING)} {table.note}",
        report.about,
    )
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            text = "\n".join(part for part in (cell.main, cell.below) if part)
            page.text(FIRST_ROW + at, column, text)


FIGURE_FORMS = (*([MONEY] * 3), SHARE, *([MONEY] * 3), *([RATIO] * 3), *([COUNT] * 3),
                *([MONEY] * 3))  # fmt: skip
"""How the figures of an option are written, in the order of `figure_values`."""


def figure_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the figures of an option."""
    about = report.about
    return (
        *heads_of(money_head(say("Net present value to society"), about)),
        (say("Chance of loss"), 10.0),
        *heads_of(money_head(say("Public cost"), about)),
        *heads_of(
            say("Benefit-cost ratio (over what {funder} spend)", funder=funder_words(about.funder))
        ),
        *heads_of(say("Further problems resolved, discounted")),
        *heads_of(money_head(say("Cost per resolved problem"), about)),
    )


def figure_values(each: OptionFigures) -> tuple[Value, ...]:
    """The figures of an option: mean and both ends of each, and the chance of loss."""
    return (
        *three(each.net_present_value), each.chance_of_loss, *three(each.public_cost),
        *three(each.benefit_cost_ratio), *three(each.problems_resolved),
        *three(each.cost_per_resolved_problem),
    )  # fmt: skip


def range_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of ranges by option and rate."""
    return (
        (say("Option"), 46.0),
        (say("Discount rate"), 12.0),
        (say("Terminal value"), 10.0),
        (say("Structural variant"), 26.0),
        (say("Draws"), 8.0),
        *figure_columns(report),
    )


def write_ranges(page: Page, report: Report, title: str, options: Sequence[OptionFigures]) -> None:
    """One row for each option at one rate, in one variant."""
    page.open(
        title, " ".join((say(NOT_FOLLOWING), say("Empty: there is no such figure."))), report.about
    )
    forms = ("@", SHARE, "@", "@", "0", *FIGURE_FORMS)
    for at, each in enumerate(options):
        rate = rate_text(each.discount_rate) if isinstance(each.discount_rate, str) else (
            each.discount_rate
        )  # fmt: skip
        draws = report.variant_draws.get(each.structural_variant, report.about.draws)
        page.line(FIRST_ROW + at, (
            each.title, rate, say("with") if each.terminal_value else say("without"),
            variant_words(each.structural_variant), draws,
            *figure_values(each),
        ), forms)  # fmt: skip


def member_columns(report: Report, who: str) -> tuple[tuple[str, float], ...]:
    """Headings of what each party or group gains."""
    about = report.about
    return (
        (say("Option"), 46.0), (who, 46.0),
        *heads_of(money_head(say("Gain, present value"), about)),
        *heads_of(money_head(say("Gain for each problem of the group"), about)),
        *heads_of(say("Further problems resolved")),
    )  # fmt: skip


def write_members(page: Page, report: Report, title: str, members: Sequence[MemberFigures]) -> None:
    """What each member gains by each option."""
    page.open(
        title,
        " ".join((say(NOT_FOLLOWING), say("Society's point of view, the study's own rate."))),
        report.about,
        2,
    )
    titles = {each.option: each.title for each in report.options}
    forms = ("@", "@", *([MONEY] * 6), *([COUNT] * 3))
    for at, each in enumerate(members):
        page.line(FIRST_ROW + at, (
            titles[each.option], each.title, *three(each.net_present_value),
            *three(each.per_problem), *three(each.problems_resolved),
        ), forms)  # fmt: skip


VALIDATION_COLUMNS = (
    (marked("Figure"), 50.0),
    (marked("Observed"), 16.0),
    (marked("Allowed from"), 16.0),
    (marked("Allowed to"), 16.0),
    (marked("Model"), 16.0),
    (marked("Inside the range"), 10.0),
    (marked("Role"), 12.0),
    (marked("Source"), 40.0),
    (marked("Why"), 70.0),
)


def write_validation(page: Page, report: Report) -> None:
    """What was observed and what the model gives."""
    page.open(say("Validation: does the model give what was observed?"),
              say("Fitted: the model was adjusted to it. Held out: named before fitting, and never "
              "used for it."), report.about)  # fmt: skip
    forms = ("@", PLAIN, PLAIN, PLAIN, PLAIN, "@", "@", "@", "@")
    for at, row in enumerate(report.validation):
        page.line(
            FIRST_ROW + at,
            (
                row.title,
                row.target,
                row.low,
                row.high,
                row.model,
                say("yes") if row.inside else say("NO"),
                row.role,
                row.source,
                row.reason,
            ),
            forms,
        )


EVIDENCE_COLUMNS = (
    (marked("Id"), 24.0),
    (marked("Quantity"), 60.0),
    (marked("Value"), 16.0),
    (marked("Low"), 14.0),
    (marked("High"), 14.0),
    (marked("Interval"), 14.0),
    (marked("Unit"), 20.0),
    (marked("Currency"), 10.0),
    (marked("Price year"), 10.0),
    (marked("Grade"), 8.0),
    (marked("How it was read"), 18.0),
    (marked("Source"), 70.0),
    (marked("Place in the source"), 34.0),
    (marked("Address"), 50.0),
    (marked("Licence"), 24.0),
)


def write_evidence(page: Page, report: Report) -> None:
    """Every published figure used, with source, place and grade."""
    page.open(
        say("Evidence: published figures used"),
        say(
            "Grade A: official statistics, large surveys, randomised trials; B: peer-reviewed; "
            "C: programme evaluations and modelling; D: judgement."
        ),
        report.about,
    )
    forms = ("@", "@", PLAIN, PLAIN, PLAIN, "@", "@", "@", "0", *(["@"] * 6))
    for at, row in enumerate(report.evidence):
        page.line(FIRST_ROW + at, (
            row.id, row.quantity, row.value, row.low, row.high, row.interval_kind,
            unit_words(row.unit), row.currency, row.price_year, row.grade,
            reading_words(row.verified), row.source, row.locator, row.url, row.licence,
        ), forms)  # fmt: skip


ASSUMPTION_COLUMNS = (
    (marked("What is assumed"), 60.0),
    (marked("Why"), 90.0),
    (marked("Path in the files"), 60.0),
)


def write_assumptions(page: Page, report: Report) -> None:
    """Every assumption with its sentence."""
    page.open(say("Assumptions: where no evidence was found, or had to be carried over"),
              say("Each with the sentence that says why."), report.about)  # fmt: skip
    for at, row in enumerate(report.assumptions):
        page.line(FIRST_ROW + at, (row.title, row.assumption, row.path), ("@", "@", "@"))


def input_columns(report: Report) -> tuple[tuple[str, float], ...]:
    """Headings of the uncertain inputs, a share for each headline option."""
    return (
        (say("Uncertain input"), 60.0),
        (say("Central value"), 16.0),
        (say("Distribution"), 40.0),
        (say("Origin of the value"), 16.0),
        (say("Id or sentence"), 60.0),
        (say("Origin of the spread"), 16.0),
        (say("Its id or sentence"), 60.0),
        *(
            (say("Share in the spread of: {option}", option=each.title), 16.0)
            for each in report.headline
        ),
        (say("Path in the files"), 60.0),
    )


def write_inputs_of_run(page: Page, report: Report) -> None:
    """Every uncertain input, its origins, and its share in the spread of each option."""
    page.open(say("Uncertain inputs: what is not known for sure, and what it does to the spread"),
              say("Central values in the units that the model uses. They are not inputs of this "
              "workbook: changing them takes another run."), report.about)  # fmt: skip
    shares = {(each.option, each.input): each.share for each in report.drivers}
    forms = ("@", PLAIN, *(["@"] * 5), *([SHARE] * len(report.headline)), "@")
    for at, row in enumerate(report.inputs):
        page.line(FIRST_ROW + at, (
            row.title, row.central, row.distribution, sentence_case(origin_words(row.value_origin)),
            row.value_text, sentence_case(origin_words(row.spread_origin)), row.spread_text,
            *(shares.get((each.option, row.id)) for each in report.headline), row.id,
        ), forms)  # fmt: skip


SWITCHING_COLUMNS = (
    (marked("Option"), 46.0),
    (marked("Input"), 70.0),
    (marked("Mean in the run"), 18.0),
    (marked("Turns at"), 18.0),
    (marked("Share of draws beyond"), 16.0),
    (marked("Path in the files"), 60.0),
)


def write_switching(page: Page, report: Report) -> None:
    """Where one input alone would turn the sign of an option."""
    page.open(say("Switching values: where one input alone would turn the sign of an option"),
              say("In the units that the model uses; fitted to the draws of the run. They do not "
              "follow the inputs."), report.about)  # fmt: skip
    titles = {each.option: each.title for each in report.options}
    for at, row in enumerate(report.switching):
        page.line(FIRST_ROW + at, (titles[row.option], row.title, row.central,
                  row.switching_value, row.beyond, row.input),
                  ("@", "@", PLAIN, PLAIN, SHARE, "@"))  # fmt: skip


NEED_COLUMNS = (
    (marked("What"), 26.0),
    (marked("Id"), 26.0),
    (marked("Title"), 60.0),
    (marked("Year"), 8.0),
    (marked("Mean"), 20.0),
    (marked("5 % quantile"), 20.0),
    (marked("95 % quantile"), 20.0),
    (marked("Unit"), 16.0),
)


def write_needs(page: Page, report: Report) -> None:
    """What meeting the need would cost: every figure by year."""
    table = need_data(report)
    page.open(say("Needs: what meeting the need would cost"),
              " ".join((say(
                  "Things as they are, apart from all options: this is no option and is not "
                  "compared with one."
              ), say(NOT_FOLLOWING))), report.about)  # fmt: skip
    forms = ("@", "@", "@", "0", PLAIN, PLAIN, PLAIN, "@")
    for at, row in enumerate(table.rows if table else ()):
        what, *rest = row
        page.line(
            FIRST_ROW + at, (sentence_case(study_words(plain_words(str(what)))), *rest), forms
        )


CHANGE_COLUMNS = (
    (marked("Option"), 46.0),
    (marked("Value that it changes"), 70.0),
    (marked("Old"), 40.0),
    (marked("New"), 40.0),
)


def write_changes(page: Page, report: Report) -> None:
    """What each option changes."""
    page.open(say("Options: what each one changes in business as usual"),
              say("In the structural variant of the headline."), report.about)  # fmt: skip
    titles = {each.option: each.title for each in report.options}
    for at, row in enumerate(report.changes):
        page.line(FIRST_ROW + at, (titles.get(row.option, row.option), row.path, row.old, row.new),
                  ("@", "@", "@", "@"))  # fmt: skip
