"""What the figures rest on, as people read it: validation, evidence, assumptions, changes."""

from __future__ import annotations

from justice_finance.charts.rounding import NO_BREAK
from justice_finance.reporting.content import Report
from justice_finance.reporting.origins import ORIGINS, share_on
from justice_finance.reporting.shown import Cell, ShownTable, observed_text
from justice_finance.reporting.words import plain_words, sentence_case


def validation_table(report: Report) -> ShownTable:
    """Every target: observed, model, inside or outside, and why."""
    rows = []
    for row in report.validation:
        span = "" if row.low is None or row.high is None else (
            f"{observed_text(row.low)} to {observed_text(row.high)}"
        )  # fmt: skip
        verdict = "inside" if row.inside else "OUTSIDE"
        rows.append(
            (
                Cell(row.title),
                Cell(observed_text(row.target), span),
                Cell(observed_text(row.model)),
                Cell(verdict),
                Cell(row.role),
                Cell(row.source, row.reason),
            )
        )
    return ShownTable(
        "validation",
        "Observed figures and the model's: allowed range below the figure",
        ("Figure", "Observed", "Model", "Inside?", "Role", "Source, and reason"),
        tuple(rows),
        "Fitted: the model was adjusted to it. Held out: named before fitting, and never used for "
        "it.",
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
        (Cell(ORIGINS[name]), *(Cell(_share(shares[name, each.option])) for each in options))
        for name in origins
    ]
    return ShownTable(
        "rests_on",
        "What the spread of net present value rests on",
        ("Origin of the spread", *(each.title for each in options)),
        tuple(rows),
    )


def _share(share: float | None) -> str:
    return "" if share is None else f"{round(100.0 * share)}{NO_BREAK}%"


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
                    Cell(option.title if at == 0 else f"{option.title} ({at + 1})"),
                    Cell(each.title),
                    Cell(_share(each.share)),
                    Cell(sentence_case(each.origin), each.text),
                )
            )
    return ShownTable(
        "drivers",
        "What the result depends on most",
        ("Option", "Input", "Share of the spread", "Origin of its spread"),
        tuple(rows),
    )


def switching_table(report: Report) -> ShownTable | None:
    """How far one input would have to move to turn the sign of an option's mean worth."""
    if not report.switching:
        return None
    titles = {each.option: each.title for each in report.headline}
    rows = [
        (
            Cell(titles[each.option]),
            Cell(each.title, each.input),
            Cell(observed_text(each.central)),
            Cell(observed_text(each.switching_value)),
            Cell(_share(each.beyond)),
        )
        for each in report.switching
    ]
    return ShownTable(
        "switching",
        "Switching values: where one input alone would turn the sign of an option's net present "
        "value to society",
        ("Option", "Input", "Mean in the run", "Turns at", "Share of draws beyond"),
        tuple(rows),
        "In the units that the model uses (days, shares, money of the study). Fitted to the draws "
        "of the run, other inputs as they come; up to three inputs for each option, the most "
        "likely to turn it first. An option that is not listed keeps its sign.",
    )


def evidence_table(report: Report) -> ShownTable:
    """Every figure of the register that the study uses."""
    rows = []
    for row in report.evidence:
        value = "" if row.value is None else observed_text(row.value)
        money = f" {row.currency} of {row.price_year}" if row.currency else ""
        rows.append(
            (
                Cell(row.quantity, row.id),
                Cell(f"{value}{money}", plain_words(row.unit)),
                Cell(row.grade, plain_words(row.verified)),
                Cell(row.source, ", ".join(part for part in (row.locator, row.url) if part)),
            )
        )
    return ShownTable(
        "evidence",
        "Published figures used, with their sources",
        ("Figure and its id", "Value and unit", "Grade, and how it was read", "Source and place"),
        tuple(rows),
        "Grade A: official statistics, large surveys, randomised trials; B: peer-reviewed; C: "
        "programme evaluations and modelling; D: judgement.",
    )


def assumptions_table(report: Report) -> ShownTable:
    """Every assumption with its sentence."""
    return ShownTable(
        "assumptions",
        "Assumptions: where no evidence was found, or evidence had to be carried over",
        ("What is assumed", "Why"),
        tuple((Cell(row.title, row.path), Cell(row.assumption)) for row in report.assumptions),
    )


def changes_table(report: Report) -> ShownTable:
    """What each option changes."""
    titles = {each.option: each.title for each in report.options}
    return ShownTable(
        "changes",
        "What each option changes: old value and new",
        ("Option", "Value", "Old", "New"),
        tuple(
            (Cell(titles.get(row.option, row.option)), Cell(row.path), Cell(row.old), Cell(row.new))
            for row in report.changes
        ),
    )
