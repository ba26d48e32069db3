"""The pictures and tables of waits: at each service, who waits longest, over the years."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from justice_finance.charts import waiting_over_years, waiting_times, who_waits
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.wait_marks import WaitLine, days_text
from justice_finance.charts.waiting_over_years import WaitYears
from justice_finance.language import counted, decimal_text, marked, say
from justice_finance.reporting.captions import caption_of, pack_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.sentences import listed, quoted
from justice_finance.reporting.shown import Cell, ShownTable
from justice_finance.reporting.waits import WaitFigures, Waits
from justice_finance.vocabulary import BUSINESS_AS_USUAL

SEEN_SUBTITLE = marked(
    "Business as usual, all years. Circle: half wait longer; square: one in ten waits longer; "
    "diamond: one in a hundred. From arrival to the first sitting, of those who were seen"
)
END_SUBTITLE = marked(
    "Business as usual, all years, by legal problem and by group of people. Circle: half wait "
    "longer; square: one in ten waits longer; diamond: one in a hundred. From arrival to the end "
    "of the last sitting, of those whose case has ended"
)

HEADS = {
    "legal_problem": marked("By legal problem"), "population_group": marked("By group of people"),
}  # fmt: skip
NOTED = 0.1
"""Of a mean wait, from which what a small share adds to it is told."""


def wait_packs(report: Report) -> tuple[Pack, ...]:
    """Every picture of waits that the run allows; none for an engine without persons."""
    waits = report.waits
    if waits is None:
        return ()
    packs = (_services(report, waits), _members(report, waits), _years(report, waits))
    return tuple(pack for pack in packs if pack is not None)


def _line(row: WaitFigures, title: str) -> WaitLine:
    return WaitLine(title, row.median, row.p90, row.p99)


def _services(report: Report, waits: Waits) -> Pack:
    usual = [row for row in waits.by_service if row.option == BUSINESS_AS_USUAL]
    lines = who_waits.in_order([_line(row, row.service_title) for row in usual])
    caption = caption_of(
        report.about,
        say("How long people wait until they are first seen"),
        say(SEEN_SUBTITLE),
    )
    first = lines[0]
    said = say(
        "At {service} half of those who come are first seen within {median}, and one in ten waits "
        "longer than {longer}.",
        service=quoted(first.title),
        median=days_text(first.median),
        longer=days_text(first.p90),
    )
    text = counted(
        "A line for each of {number} services. {lines}",
        "A line for each of {number} services. {lines}",
        len(lines), number=len(lines), lines=_listed(lines),
    )  # fmt: skip
    draw = partial(waiting_times.draw, lines, caption)
    return pack_of(report, "waiting_times", caption, draw, _table(usual), text, (said,))


def _members(report: Report, waits: Waits) -> Pack | None:
    if len(waits.by_member) < 2:
        return None
    lines: list[WaitLine] = []
    said: list[str] = []
    for by, head in HEADS.items():
        rows = [_line(row, row.title) for row in waits.by_member if row.by == by]
        own = who_waits.in_order(rows)
        if own:
            lines += [WaitLine(say(head), head=True), *own]
            said += _longest_and_shortest(say(head), own)
    where = quoted(waits.title_of(waits.slowest_end))
    caption = caption_of(
        report.about,
        say("Who waits longest for an end, at {service}", service=where),
        say(END_SUBTITLE),
    )
    followed = [line for line in lines if not line.head]
    text = counted(
        "A line for each of {number} kinds of people at {service}. {lines}",
        "A line for each of {number} kinds of people at {service}. {lines}",
        len(followed), number=len(followed), service=where, lines=_listed(followed),
    )  # fmt: skip
    draw = partial(who_waits.draw, lines, caption)
    return pack_of(report, "who_waits", caption, draw, _table(waits.by_member), text, tuple(said))


def _longest_and_shortest(head: str, lines: Sequence[WaitLine]) -> list[str]:
    """Of whom one in ten waits longest and least long, where that can be told of several."""
    known = [line for line in lines if line.p90 is not None]
    if len(known) < 2:
        return []
    most, least = known[0], known[-1]
    return [
        say(
            "{head}: one in ten waits longer than {longest} for an end ({most}), or than "
            "{shortest} ({least}).",
            head=head,
            longest=days_text(most.p90),
            most=quoted(most.title),
            shortest=days_text(least.p90),
            least=quoted(least.title),
        )
    ]


def _years(report: Report, waits: Waits) -> Pack | None:
    panels, said = [], []
    told = {(row.option, row.member): row.p90 for row in waits.by_year if row.p90 is not None}
    for option in report.headline:
        years = [
            row.member
            for row in waits.by_year
            if row.option == option.option
            and (row.option, row.member) in told
            and (BUSINESS_AS_USUAL, row.member) in told
        ]
        if not years:
            continue
        usual, with_it = (
            tuple(told[name, year] for year in years) for name in (BUSINESS_AS_USUAL, option.option)
        )
        panels.append(WaitYears(option.title, tuple(map(int, years)), usual, with_it))
        said.append(
            say(
                "{option}: one in ten waits longer than {time} in {year}, against {usual} in "
                "business as usual.",
                option=option.title,
                time=days_text(with_it[-1]),
                year=years[-1],
                usual=days_text(usual[-1]),
            )
        )
    if not panels:
        return None
    caption = caption_of(
        report.about,
        say(
            "What the queue does over the years, at {service}",
            service=quoted(waits.title_of(waits.longest_queue)),
        ),
        say(
            "The wait until the first sitting that one in ten exceeds, by the year of that "
            "sitting. Dashed: business as usual; line: with the option. In the last year, circle: "
            "shorter with the option; square: longer; diamond: the same"
        ),
    )
    text = say("A panel for each option, a line beside that of business as usual.")
    text = " ".join([text, *said])
    draw = partial(waiting_over_years.draw, panels, caption)
    table = _table(waits.by_year)
    return pack_of(report, "waiting_over_years", caption, draw, table, text, tuple(said))


def _listed(lines: Sequence[WaitLine]) -> str:
    each = []
    for line in lines:
        known = []
        if line.median is not None:
            known.append(say("half within {time}", time=days_text(line.median)))
        if line.p90 is not None:
            known.append(say("one in ten beyond {time}", time=days_text(line.p90)))
        if line.p99 is not None:
            known.append(say("one in a hundred beyond {time}", time=days_text(line.p99)))
        told = say(", ").join(known)
        each.append(say("{who}: {told}", who=line.title, told=told))
    return say("{text}.", text=listed(each))


COLUMNS = (
    "wait", "option", "service", "by", "member", "title", "people_simulated", "median_days",
    "p90_days", "p99_days", "p90_days_p05", "p90_days_p95", "mean_days", "mean_days_small_share",
)  # fmt: skip


def _table(rows: Sequence[WaitFigures]) -> PlainTable:
    return table_of(
        COLUMNS,
        [
            (row.wait, row.option, row.service, row.by, row.member, row.title or row.service_title,
             row.people, row.median, row.p90, row.p99, row.low, row.high, row.mean,
             row.small_share)
            for row in rows
        ],
    )  # fmt: skip


def waits_table(report: Report) -> PlainTable | None:
    """Every row on waits in full; none without waits."""
    waits = report.waits
    if waits is None:
        return None
    return _table((*waits.by_service, *waits.by_member, *waits.by_year))


def _of_small_share(waits: Waits) -> str:
    """At which services waits are told too long, since only a share of the country was followed."""
    if waits.fraction >= 1.0:
        return say("Every office of the country stands in it with its own servers.")
    there = [row for row in waits.by_service if row.option == BUSINESS_AS_USUAL and row.mean]
    longer = [
        say(
            "{service} (up to {more} of a mean of {mean})",
            service=quoted(row.service_title),
            more=days_text(row.small_share),
            mean=days_text(row.mean),
        )
        for row in there
        if row.small_share is not None and row.small_share > NOTED * (row.mean or 0.0)
    ]
    if not longer:
        return say(
            "The share followed has servers enough: waits are near those of the whole country."
        )
    return say(
        "Following only a share of a country leaves an office with fewer servers, or with one "
        "slow server where a part of one would be right, and chance makes longer queues there. "
        "So waits are overstated, in business as usual, at {services}; not at services whose "
        "capacity makes the queue. A run that follows a larger share mends it.",
        services=say(", ").join(longer),
    )


def shown_waits(report: Report) -> ShownTable | None:
    """The waits at each service in business as usual and with each option in front."""
    waits = report.waits
    if waits is None:
        return None
    rows, usual, alike = [], {}, False
    for row in waits.by_service:
        told = tuple(map(days_text, (row.median, row.p90, row.p99)))
        if row.option == BUSINESS_AS_USUAL:
            usual[row.service] = told
        elif usual.get(row.service) == told:
            alike = True
            continue
        low, high = days_text(row.low), days_text(row.high)
        between = say("{low} to {high} over draws", low=low, high=high) if low != high else ""
        rows.append(
            (Cell(row.service_title, row.option_title), Cell(told[0]), Cell(told[1], between),
             Cell(told[2]), Cell(decimal_text(row.people)))
        )  # fmt: skip
    note = say(
        "Of those who were seen, in {draws} draws of {replications} replications, each of "
        "{share} % of the country. Waits of those who gave up, or who still wait on the last "
        "day, are not in it, so long waits are understated. Waits are read from bins that are a "
        "fifth wide. {small_share}",
        draws=decimal_text(waits.draws, grouped=False),
        replications=decimal_text(waits.replications, grouped=False),
        share=decimal_text(100.0 * waits.fraction, 2),
        small_share=_of_small_share(waits),
    )
    if alike:
        left_out = say(
            "Where waits with an option are those of business as usual, its row is left out."
        )
        note = f"{left_out} {note}"
    columns = (
        say("Service"), say("Half wait longer than"), say("One in ten"),
        say("One in a hundred"), say("People followed"),
    )  # fmt: skip
    caption = say("Days from arrival at a service to the first sitting")
    return ShownTable("waits", caption, columns, tuple(rows), note)
