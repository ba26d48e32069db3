"""The sections of a brief, in the order of an options appraisal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from justice_finance.appraisal.shapley_draws import METHOD
from justice_finance.charts.pack import Pack
from justice_finance.charts.rounding import rate_text
from justice_finance.language import counted, decimal_text, marked, say, spoken, study_words
from justice_finance.reporting import shown, shown_levels, shown_needs, shown_origins
from justice_finance.reporting.brief.parts import (
    Brief,
    Bullets,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
    Terms,
)
from justice_finance.reporting.captions import citation_of, settings_words
from justice_finance.reporting.caveats import caveats_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.listed_words import category_meaning, category_words
from justice_finance.reporting.outcome_sentences import (
    cost_per_problem_sentence,
    cost_sentence,
    problems_sentence,
    ratio_sentence,
)
from justice_finance.reporting.sentences import quoted, report_headline
from justice_finance.reporting.shown import ShownTable
from justice_finance.reporting.words import LICENCE, definitions, funder_words
from justice_finance.version import __version__
from justice_finance.vocabulary import COST_CATEGORIES

MOST_CAVEATS = 3
SUMMARY_COLUMNS = (0, 1, 2, 3, 6, 7)
"""Of the headline table: what the first page has room for."""
NEVER_COUNTED = (
    marked(
        "What people feel: fear, shame, relief, trust in the law. Wellbeing and liberty have "
        "units of their own and are not in the money totals."
    ),
    marked(
        "What better justice does to investment, to peace between groups, or to crime in general."
    ),
    marked("Whether the staff can be found and the law changed in time."),
)


def brief_of(report: Report, packs: Sequence[Pack]) -> Brief:
    """The brief of a report.

    Parameters
    ----------
    report : Report
    packs : sequence of Pack
        The report's pictures; those that a section names are shown, if they are there.

    Returns
    -------
    Brief
    """
    about = report.about
    pictures = {pack.name: pack for pack in packs}
    parts: list[Part] = []
    for section in SECTIONS:
        parts += section(report, pictures)
    numbers = iter(range(1, len(parts) + 1))
    parts = [
        replace(part, number=next(numbers)) if isinstance(part, Picture) else part for part in parts
    ]
    return Brief(
        title=about.title,
        place=about.country,
        author=about.author,
        date=about.date,
        language=spoken().code,
        footer=say(
            "{study}, run {run}; {currency} of {price_year}",
            study=about.study,
            run=about.run_id,
            currency=about.currency,
            price_year=about.price_year,
        ),
        citation=citation_of(about, say("Brief")),
        parts=tuple(parts),
    )


Pictures = dict[str, Pack]


def _picture(pictures: Pictures, name: str) -> Iterator[Part]:
    if name in pictures:
        yield Picture(pictures[name])


def _summary(report: Report, _: Pictures) -> Iterator[Part]:
    about = report.about
    yield Heading(say("Summary"))
    yield Paragraph(report_headline(report), "strong")
    yield Table(shown.headline_table(report, SUMMARY_COLUMNS))
    caveats = caveats_of(report)[:MOST_CAVEATS]
    if caveats:
        yield Heading(say("Before you quote a figure"), 2)
        yield Bullets(caveats)
    yield Paragraph(
        say(
            "Every figure: {settings}; society's point of view; {currency} at prices of "
            "{price_year}; mean and 90 % range of {draws} draws of what is not known for sure; "
            "ratios over what {funder} spend.",
            settings=settings_words(about),
            currency=about.currency,
            price_year=about.price_year,
            draws=decimal_text(about.draws),
            funder=funder_words(about.funder),
        ),
        "small",
    )


def _need(report: Report, pictures: Pictures) -> Iterator[Part]:
    yield Heading(say("The need"), new_page=True)
    if report.about.description:
        yield Paragraph(report.about.description)
    if "journey_flow" in pictures:
        for sentence in pictures["journey_flow"].sentences[:1]:
            yield Paragraph(sentence)
    yield from _picture(pictures, "journey_flow")
    if report.needs is None:
        return
    yield Heading(say("What meeting the need would cost"), 2)
    yield Paragraph(
        say(
            "{question} Staff hours, prices and who pays are those of business as usual; this is "
            "no option and is not compared with one. Mean and 90 % range of {draws} draws.",
            question=study_words(report.needs.question),
            draws=decimal_text(report.needs.draws),
        )
    )
    for sentence in shown_needs.need_sentences(report):
        yield Paragraph(sentence)
    if report.needs.limits:
        yield Bullets(tuple(map(study_words, report.needs.limits)))
    yield from _picture(pictures, "need_and_money")
    for table in shown_needs.need_tables(report).values():
        if table is not None:
            yield Table(table)


def _options(report: Report, _: Pictures) -> Iterator[Part]:
    yield Heading(say("The options"))
    yield Paragraph(
        say(
            "Business as usual carries today's services, staff and budgets forward. Each option "
            "changes some values of it, and everything else stays."
        )
    )
    rows = []
    for option in report.headline:
        changes = [each for each in report.changes if each.option == option.option]
        for each in changes:
            rows.append((
                shown.Cell(option.title), shown.Cell(each.title or each.path),
                shown.Cell(each.old), shown.Cell(each.new),
            ))  # fmt: skip
    if rows:
        yield Table(ShownTable("changes", say("What each option changes"),
                               (say("Option"), say("Value"), say("In business as usual"),
                                say("In the option")),
                               tuple(rows)))  # fmt: skip


def _of_option(title: str, *sentences: str) -> str:
    return say("{option}. {sentences}", option=quoted(title), sentences=" ".join(sentences))


def _costs(report: Report, _: Pictures) -> Iterator[Part]:
    yield Heading(say("Costs"))
    yield Bullets(tuple(
        _of_option(each.title, cost_sentence(each, report.about)) for each in report.headline
    ))  # fmt: skip
    yield Table(shown.year_table(report))


def _benefits(report: Report, pictures: Pictures) -> Iterator[Part]:
    about = report.about
    yield Heading(say("Benefits"))
    yield Bullets(tuple(
        _of_option(each.title, problems_sentence(each), ratio_sentence(each, about),
                   cost_per_problem_sentence(each, about))
        for each in report.headline
    ))  # fmt: skip
    yield from _picture(pictures, "fan_over_years")
    levels = shown_levels.level_tables(report)
    if levels:
        yield Heading(say("With less money and with more"), 2)
        for table in levels:
            yield Table(table)
        for sentence in shown_levels.level_sentences(report):
            yield Paragraph(sentence, "small")


def _who_pays(report: Report, pictures: Pictures) -> Iterator[Part]:
    yield Heading(say("Who pays"))
    yield Paragraph(
        say(
            "A payment from one to another, such as a fee, shows in both accounts and nets out for "
            "society. The rows of a column add up to society's net present value."
        )
    )
    yield Table(shown.party_table(report))
    yield from _picture(pictures, "who_pays_and_gains")


def _risks(report: Report, pictures: Pictures) -> Iterator[Part]:
    yield Heading(say("Risks"))
    yield from _picture(pictures, "options_as_ranges")
    yield Heading(say("Discount rate and terminal value"), 2)
    yield Table(shown.rates_table(report, False))
    yield Table(shown.rates_table(report, True))
    if len({each.structural_variant for each in report.variants}) > 1:
        yield Heading(say("Structural variants"), 2)
        yield Paragraph(
            say(
                "A case waits in court because judges are busy, because notice must be given, or "
                "because the parties are not ready. The same waiting time fits any split, and the "
                "split decides what each option can do; so every variant is shown, and none is "
                "averaged away."
            )
        )
        yield Table(shown.variants_table(report))
    drivers = shown_origins.drivers_table(report, most=3)
    if drivers is not None:
        yield Heading(say("What the result depends on most"), 2)
        yield Table(drivers)
    rests = shown_origins.rests_table(report)
    if rests is not None:
        yield Table(rests)
        yield Paragraph(say("Method: {method}.", method=say(METHOD)), "small")


def _switching(report: Report, _: Pictures) -> Iterator[Part]:
    table = shown_origins.switching_table(report)
    if table is not None:
        yield Heading(say("Switching values"))
        rows = tuple(tuple(replace(cell, below="") for cell in row) for row in table.rows)
        yield Table(replace(table, rows=rows))  # ids of inputs stand in the workbook


def _distribution(report: Report, pictures: Pictures) -> Iterator[Part]:
    if not report.by_group:
        return
    yield Heading(say("Distribution"))
    yield Paragraph(
        say(
            "What people with a problem and their households gain or lose, before any taxes they "
            "pay: an average over everyone would hide who is left behind."
        )
    )
    yield Table(shown.group_table(report))
    each = shown.group_each_table(report)
    if each is not None:
        yield Table(each)
    yield from _picture(pictures, "who_gains_by_group")


def _not_counted(report: Report, _: Pictures) -> Iterator[Part]:
    about = report.about
    used = {row.category for rows in report.ledger.rows.values() for row in rows}
    absent = [name for name in COST_CATEGORIES if name not in used]
    items = [
        say(
            "What problems still open, or given up and still felt, go on costing after "
            "{last_year}: headline figures leave it out; the tables by discount rate show it.",
            last_year=about.last_year,
        ),
        *map(say, NEVER_COUNTED),
    ]
    if absent:
        words = say("; ").join(
            say("{category} ({meaning})", category=category_words(name),
                meaning=category_meaning(name))
            for name in absent
        )  # fmt: skip
        items.append(
            say("No option changes any of these in this study: {categories}.", categories=words)
        )
    yield Heading(say("What is not counted"))
    yield Bullets(tuple(items))


def _method(report: Report, _: Pictures) -> Iterator[Part]:
    about = report.about
    yield Heading(say("Method, and how far it fits what was observed"))
    yield Paragraph(
        say(
            "The study follows people with a legal problem through their journeys to an end, "
            "year by year from {first_year} to {last_year}, and records who pays whom for what, "
            "with engine {engine}, {draws} draws, seed {seed}. Amounts are discounted to "
            "{base_year}, at {rate} a year. {origin}",
            first_year=about.first_year,
            last_year=about.last_year,
            engine=about.engine,
            draws=decimal_text(about.draws),
            seed=about.seed,
            base_year=about.base_year,
            rate=rate_text(about.discount_rate),
            origin=report.rate_origin,
        ).strip()
    )
    if report.validation:
        yield Table(shown_origins.validation_table(report))
    yield Heading(say("Words"), 2)
    yield Terms(definitions())


def _sources(report: Report, _: Pictures) -> Iterator[Part]:
    yield Heading(say("Sources"))
    if report.evidence:
        yield Table(shown_origins.evidence_table(report))
    count = len(report.assumptions)
    if count:
        yield Paragraph(
            counted(
                "Besides, the study makes {count} assumptions, each with a sentence that says "
                "why: see the workbook (options.xlsx) or data/assumptions.csv of the report "
                "folder.",
                "Besides, the study makes {count} assumptions, each with a sentence that says "
                "why: see the workbook (options.xlsx) or data/assumptions.csv of the report "
                "folder.",
                count,
                count=decimal_text(count),
            )
        )
    yield Paragraph(
        say(
            "How to cite: {citation} {licence}. justice_finance {version}.",
            citation=citation_of(report.about, say("Brief")), licence=say(LICENCE),
            version=__version__,
        ),
        "small",
    )  # fmt: skip


SECTIONS = (
    _summary, _need, _options, _costs, _benefits, _who_pays, _risks, _switching, _distribution,
    _not_counted, _method, _sources,
)  # fmt: skip
