"""What the figures rest on, as people read it: validation, evidence, assumptions, changes."""

from __future__ import annotations

from justice_finance.charts.rounding import whole_percent
from justice_finance.language import decimal_text, marked, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.origins import ORIGINS, origin_title, share_on
from justice_finance.reporting.shown import Cell, ShownTable, observed_text
from justice_finance.reporting.unit_words import unit_words

READ = {
    "full_text": marked("full text"),
    "abstract": marked("abstract"),
    "secondary": marked("secondary"),
    "unverified": marked("unverified"),
}
"""How a figure of the register was read (`evidence.values.VERIFIED`)."""


def validation_table(report: Report) -> ShownTable:
    """Every target: observed, model, inside or outside, and why."""
    rows = []
    for row in report.validation:
        span = "" if row.low is None or row.high is None else (
            say("{low} to {high}", low=observed_text(row.low), high=observed_text(row.high))
        )  # fmt: skip
        verdict = say("inside") if row.inside else say("OUTSIDE")
        rows.append(
            (
                Cell(row.title),
                Cell(observed_text(row.target), span),
                Cell(observed_text(row.model)),
                Cell(verdict),
                Cell(row.role),
                Cell(row.source, row.reason, "main below" if row.as_written else "main"),
            )
        )
    return ShownTable(
        "validation",
        say("Observed figures and the model's: allowed range below the figure"),
        (
            say("Figure"),
            say("Observed"),
            say("Model"),
            say("Inside?"),
            say("Role"),
            say("Source, and reason"),
        ),
        tuple(rows),
        say(
            "Fitted: the model was adjusted to it. Held out: named before fitting, and never used "
            "for it."
        ),
    )


def rests_table(report: Report) -> ShownTable | None:
    """Share of each option's spread by origin."""
    options = report.headline
    origins = [name for name in ORIGINS if any(e.origin == name for e in report.drivers)]
    shares = {
        (name, each.option): share_on(report.drivers, each.option, name)
        for name in origins
        for each in options
    }
    if not origins or any(share is None for share in shares.values()):
        return None
    rows = [
        (Cell(say(ORIGINS[name])), *(Cell(_share(shares[name, each.option])) for each in options))
        for name in origins
    ]
    return ShownTable(
        "rests_on",
        say("What the spread of net present value rests on"),
        (say("Origin of the spread"), *(each.title for each in options)),
        tuple(rows),
    )


def _share(share: float | None) -> str:
    return "" if share is None else whole_percent(round(100.0 * share))


def drivers_table(report: Report, most: int = 5) -> ShownTable | None:
    """The inputs that each option depends on most."""
    if not any(each.share for each in report.drivers):
        return None
    rows = []
    for option in report.headline:
        own = [e for e in report.drivers if e.option == option.option and e.share >= 0.01][:most]
        for at, each in enumerate(own):
            rows.append(
                (
                    Cell(_nth(option.title, at + 1)),
                    Cell(each.title),
                    Cell(_share(each.share)),
                    Cell(origin_title(each.origin), each.text, "below"),
                )
            )
    return ShownTable(
        "drivers",
        say("What the result depends on most"),
        (say("Option"), say("Input"), say("Share of the spread"), say("Origin of its spread")),
        tuple(rows),
    )


def _nth(title: str, number: int) -> str:
    """An option again, in a further row."""
    if number == 1:
        return title
    return say("{option} ({number})", option=title, number=decimal_text(number))


def switching_table(report: Report) -> ShownTable | None:
    """How far one input would have to move to turn the sign of an option's mean worth."""
    if not report.switching:
        return None
    titles = {each.option: each.title for each in report.headline}
    rows = [
        (
            Cell(titles[each.option]),
            Cell(each.title, each.input, "below"),
            Cell(observed_text(each.central)),
            Cell(observed_text(each.switching_value)),
            Cell(_share(each.beyond)),
        )
        for each in report.switching
    ]
    return ShownTable(
        "switching",
        say(
            "Switching values: where one input alone would turn the sign of an option's net "
            "present value to society"
        ),
        (
            say("Option"),
            say("Input"),
            say("Mean in the run"),
            say("Turns at"),
            say("Share of draws beyond"),
        ),
        tuple(rows),
        say(
            "In the units that the model uses (days, shares, money of the study). Fitted to the "
            "draws of the run, other inputs as they come; up to three inputs for each option, the "
            "most likely to turn it first. An option that is not listed keeps its sign."
        ),
    )


def evidence_table(report: Report) -> ShownTable:
    """Every figure of the register that the study uses."""
    rows = []
    for row in report.evidence:
        value = "" if row.value is None else observed_text(row.value)
        if row.currency:
            value = say(
                "{number} {currency} of {year}",
                number=value,
                currency=row.currency,
                year=row.price_year,
            )
        place = ", ".join(part for part in (row.locator, row.url) if part)
        rows.append(
            (
                Cell(row.quantity, row.id, "main below"),
                Cell(value, unit_words(row.unit)),
                Cell(row.grade, say(READ.get(row.verified, row.verified))),
                Cell(row.source, place, "main below"),
            )
        )
    return ShownTable(
        "evidence",
        say("Published figures used, with their sources"),
        (
            say("Figure and its id"),
            say("Value and unit"),
            say("Grade, and how it was read"),
            say("Source and place"),
        ),
        tuple(rows),
        say(
            "Grade A: official statistics, large surveys, randomised trials; B: peer-reviewed; C: "
            "programme evaluations and modelling; D: judgement."
        ),
    )


def assumptions_table(report: Report) -> ShownTable:
    """Every assumption with its sentence."""
    return ShownTable(
        "assumptions",
        say("Assumptions: where no evidence was found, or evidence had to be carried over"),
        (say("What is assumed"), say("Why")),
        tuple(
            (Cell(row.title, row.path, "below"), Cell(row.assumption, untranslated="main"))
            for row in report.assumptions
        ),
    )


def changes_table(report: Report) -> ShownTable:
    """What each option changes."""
    titles = {each.option: each.title for each in report.options}
    return ShownTable(
        "changes",
        say("What each option changes: old value and new"),
        (say("Option"), say("Value"), say("Old"), say("New")),
        tuple(
            (
                Cell(titles.get(row.option, row.option)),
                Cell(row.path, untranslated="main"),
                Cell(row.old),
                Cell(row.new),
            )
            for row in report.changes
        ),
    )
