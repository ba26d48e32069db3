"""The section "What meeting the need would cost": its sentences, tables, picture and data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from justice_finance.charts import need_and_money
from justice_finance.charts.need_and_money import NeedByYear
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import Cell as PlainCell
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.rounding import (
    Estimate,
    Scale,
    mean_text,
    money_text,
    range_text,
)
from justice_finance.language import counted, decimal_text, say
from justice_finance.reporting.captions import caption_of, pack_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.needs import NeededService, NeedsFigures
from justice_finance.reporting.sentences import listed, range_words
from justice_finance.reporting.shown import Cell, ShownTable, column_scale
from justice_finance.reporting.words import function_title, party_title, sentence_case
from justice_finance.vocabulary import AFFORDABILITY

PLAIN = Scale(1.0, "")
COLUMNS = ("what", "id", "title", "year", "mean", "p05", "p95", "unit")


def need_sentences(report: Report) -> tuple[str, ...]:
    """What may be said: the cost and the gap, how large they are, what staff alone do not reach."""
    needs = report.needs
    if needs is None:
        return ()
    currency, last = report.about.currency, needs.years[-1]
    total, gap, there = needs.total[-1], needs.financing_gap[-1], needs.spent_anyway[-1]
    found = [
        say(
            "Meeting the need would cost {cost} in {year} (90 % range {range}), of which {there} "
            "is spent anyway; public budgets and donors lack {gap} ({gap_range}).",
            cost=money_text(total.mean, total, currency),
            year=last,
            range=range_words(total),
            there=money_text(there.mean, there, currency),
            gap=money_text(gap.mean, gap, currency),
            gap_range=range_words(gap),
        ),
        *_size_sentence(needs, currency),
    ]
    slow = [each for each in needs.services if each.staff_do_not_suffice]
    if slow:
        days = dict.fromkeys(_days(each.days_without_queue[-1].mean) for each in slow)
        found.append(
            say(
                "Staff alone do not bring cases down to the time wanted ({titles}): notice and "
                "the parties' own time take {days} of a case even if nobody queues, so dates "
                "have to be set closer too.",
                titles=listed([each.title for each in slow]),
                days=say(" and ").join(days),
            )
        )
    return tuple(found)


def _days(number: float) -> str:
    whole = round(number)
    return counted("{number} day", "{number} days", whole, number=decimal_text(whole))


def _size_sentence(needs: NeedsFigures, currency: str) -> Iterator[str]:
    known = needs.affordability
    parts = []
    if "cost_per_person" in known:
        each = known["cost_per_person"][-1]
        parts.append(say("{amount} a person", amount=money_text(each.mean, each, currency)))
    if "share_of_gross_domestic_product" in known:
        each = known["share_of_gross_domestic_product"][-1]
        parts.append(say("{share} of gross domestic product", share=percent(each)))
    if "share_of_government_expenditure" in known:
        each = known["share_of_government_expenditure"][-1]
        parts.append(say("{share} of central government's expenditure", share=percent(each)))
    if parts:
        sizes = say(", ").join(parts)
        yield say("The whole cost is {sizes} in {year}.", sizes=sizes, year=needs.years[-1])


def need_tables(report: Report) -> dict[str, ShownTable | None]:
    """Tables of the section, by name; none of them where the study asks for no needs."""
    needs = report.needs
    if needs is None:
        return {}
    return {
        "need_services": _services(needs),
        "need_cost": _cost(needs, report.about.currency),
        "need_size": _sizes(needs, report.about.currency) if needs.affordability else None,
        "need_budget": _budget(needs, report.about.currency) if needs.bought else None,
    }


def _services(needs: NeedsFigures) -> ShownTable:
    first, last = needs.years[0], needs.years[-1]
    rows = []
    for each in needs.services:
        rows.append(
            (
                Cell(each.title),
                Cell(_wanted(each)),
                Cell(*_both(each.cases_anyway[0])),
                Cell(*_both(each.cases[-1])),
                Cell(*_both(each.staff_anyway[0])),
                Cell(*_both(each.staff[-1])),
            )
        )
    return ShownTable(
        "need_services",
        say(
            "{title}: people, cases and full-time staff; mean, and 90 % range below",
            title=needs.title,
        ),
        (
            say("Service"),
            say("Aim"),
            say("Cases now, {year}", year=first),
            say("Cases if the need is met, {year}", year=last),
            say("Staff now, {year}", year=first),
            say("Staff needed for that, {year}", year=last),
        ),
        tuple(rows),
        say(
            "Cases: for advice, people helped in the year; for courts, cases resolved, those that "
            "further advice sends there included."
        ),
    )


def _wanted(each: NeededService) -> str:
    """How many are to be helped, or how fast."""
    if each.disposition_time is None:
        return say("all who need it")
    days = _days(each.disposition_time[-1].mean)
    return days if each.by_coverage else say("within {days}", days=days)


def _cost(needs: NeedsFigures, currency: str) -> ShownTable:
    shown = [0, len(needs.years) // 3, 2 * len(needs.years) // 3, len(needs.years) - 1]
    shown = sorted(set(shown))
    rows: list[tuple[str, Sequence[Estimate]]] = [
        (function_title(name), cost) for name, (cost, _) in needs.by_function.items()
    ]
    rows += [
        (say("All"), needs.total),
        (say("Spent anyway"), needs.spent_anyway),
        (say("Lacking in public budgets and from donors"), needs.financing_gap),
    ]
    rows += [
        (say("Borne by: {party}", party=party_title(party)), cost)
        for party, (cost, _, _) in needs.by_party.items()
    ]
    scale = column_scale(row[at] for _, row in rows for at in shown)
    table = tuple(
        (Cell(title), *(Cell(*_both(row[at], scale)) for at in shown)) for title, row in rows
    )
    return ShownTable(
        "need_cost",
        say(
            "Cost by function and by who bears it, {unit} a year; mean, and 90 % range below",
            unit=scale.of(currency),
        ),
        ("", *(str(needs.years[at]) for at in shown)),
        table,
        say(
            "Not discounted. Unpaid hours of volunteers count at the value of their time; what "
            "people spend on travel, lawyers and their own time is left out."
        ),
    )


def _sizes(needs: NeedsFigures, currency: str) -> ShownTable:
    last = needs.years[-1]
    rows = []
    for name, values in needs.affordability.items():
        measure = Cell(sentence_case(say(AFFORDABILITY[name])))
        rows.append((measure, Cell(say("this study")), Cell(*_size(name, values[-1], currency))))
        for each in needs.benchmarks:
            if each.measure == name:
                published = Estimate(each.published, each.published, each.published)
                main = _size(name, published, currency)[0]
                rows.append((measure, Cell(each.title, each.evidence, "main below"), Cell(main)))
    return ShownTable(
        "need_size",
        say("Can the country afford it? The cost in {year} beside published figures", year=last),
        (say("Measure"), say("Whose figure"), say("Figure")),
        tuple(rows),
        say(
            "Published figures of universal basic justice take in police, prisons and all courts; "
            "the cost here is of the services above alone. Size of the country: {sources}.",
            sources=listed(needs.sizes),
        )
        + f" {'. '.join(needs.attributions)}",
    )


def _budget(needs: NeedsFigures, currency: str) -> ShownTable:
    scale = column_scale(each.given[-1] for each in needs.bought)
    rows = [
        (
            Cell(each.title),
            Cell(mean_text(each.given[-1], scale)),
            Cell(mean_text(each.unspent[0], scale)),
            Cell(mean_text(each.unspent[-1], scale)),
            Cell(*_both(each.staff[-1])),
            Cell(*_both(each.needed[-1])),
            Cell(*_both(each.cases[-1])),
        )
        for each in needs.bought
    ]
    first, last = needs.years[0], needs.years[-1]
    return ShownTable(
        "need_budget",
        say("What a budget on top of today's buys of that; mean, and 90 % range below"),
        (
            say("Service"),
            say("Given a year, {unit}", unit=scale.of(currency)),
            say("Unspent {year}", year=first),
            say("Unspent {year}", year=last),
            say("Further staff, {year}", year=last),
            say("Further staff needed"),
            say("Further cases, {year}", year=last),
        ),
        tuple(rows),
        say(
            "Money that cannot be absorbed, or that is for capital when nothing is left to build, "
            "goes back."
        ),
    )


def need_pack(report: Report) -> Pack | None:
    """Cost by function and year, and how much of it is spent anyway."""
    needs, about = report.needs, report.about
    if needs is None:
        return None
    panels = [
        NeedByYear(function_title(name), needs.years, cost, anyway)
        for name, (cost, anyway) in needs.by_function.items()
    ]
    if about.country:
        subtitle = say(
            "{country}, “{title}”: cost by year, not discounted. Full: spent anyway; hatched: "
            "lacking; line: 90 % range of the cost. Scales differ",
            country=about.country,
            title=needs.title,
        )
    else:
        subtitle = say(
            "“{title}”: cost by year, not discounted. Full: spent anyway; hatched: lacking; line: "
            "90 % range of the cost. Scales differ",
            title=needs.title,
        )
    caption = caption_of(about, say("What meeting the need would cost"), subtitle)
    rows = [
        (name, each.title, year, kind, e.mean, e.p05, e.p95)
        for name, each in zip(needs.by_function, panels, strict=True)
        for kind, values in (("cost", each.cost), ("spent_anyway", each.anyway))
        for year, e in zip(each.years, values, strict=True)
    ]
    table = table_of(("function", "title", "year", "what", "mean", "p05", "p95"), rows)
    said = need_sentences(report)
    text = say("Bars by year for each function: what is spent anyway, and what is lacking.")
    text = " ".join((text, *(_panel_words(each, about.currency) for each in panels)))
    draw = partial(need_and_money.draw, panels, caption, about.currency)
    return pack_of(report, "need_and_money", caption, draw, table, text, said)


def _panel_words(each: NeedByYear, currency: str) -> str:
    cost, there = each.cost[-1], each.anyway[-1]
    return say(
        "{title}, {year}: {cost} (90 % range {range}), of which {there} is spent anyway.",
        title=each.title,
        year=each.years[-1],
        cost=money_text(cost.mean, cost, currency),
        range=range_words(cost),
        there=money_text(there.mean, there, currency),
    )


def need_data(report: Report) -> PlainTable | None:
    """Every figure of the section, one row for each year."""
    needs = report.needs
    if needs is None:
        return None
    money = f"{report.about.currency} of {report.about.price_year}"
    rows: list[tuple[PlainCell, ...]] = []

    def put(what: str, key: str, title: str, values: Sequence[Estimate], unit: str) -> None:
        rows.extend(
            (what, key, title, year, e.mean, e.p05, e.p95, unit)
            for year, e in zip(needs.years, values, strict=True)
        )

    for each in needs.services:
        for what in ("cases", "cases_anyway", "brought", "staff", "staff_anyway"):
            put(what, each.id, each.title, getattr(each, what), what.partition("_")[0])
        put("days_without_queue", each.id, each.title, each.days_without_queue, "days")
    for name, (cost, anyway) in needs.by_function.items():
        put("cost", name, function_title(name), cost, money)
        put("spent_anyway", name, function_title(name), anyway, money)
    for party, (cost, anyway, gap) in needs.by_party.items():
        for what, values in (("cost", cost), ("spent_anyway", anyway), ("gap", gap)):
            put(what, party, party_title(party), values, money)
    for party, values in needs.own_costs.items():
        put("own_costs", party, party_title(party), values, money)
    put("cost", "all", say("All"), needs.total, money)
    put("spent_anyway", "all", say("All"), needs.spent_anyway, money)
    put("financing_gap", "public", say("Public budgets and donors"), needs.financing_gap, money)
    for name, values in needs.affordability.items():
        unit = money if name == "cost_per_person" else "share"
        put(name, "all", sentence_case(say(AFFORDABILITY[name])), values, unit)
    for bought in needs.bought:
        for what in ("given", "recurrent", "capital", "unspent"):
            put(f"budget_{what}", bought.id, bought.title, getattr(bought, what), money)
        put("budget_staff", bought.id, bought.title, bought.staff, "staff")
        put("budget_cases", bought.id, bought.title, bought.cases, "cases")
    return table_of(COLUMNS, rows)


def _both(estimate: Estimate, scale: Scale = PLAIN) -> tuple[str, str]:
    """Mean, and the range where it has a width."""
    same = abs(estimate.p95 - estimate.p05) <= 1e-9 * max(abs(estimate.mean), 1e-12)
    return mean_text(estimate, scale), "" if same else range_text(estimate, scale)


def _size(name: str, estimate: Estimate, currency: str) -> tuple[str, str]:
    if name == "cost_per_person":
        main, below = _both(estimate)
        return say("{currency} {number}", currency=currency, number=main), below
    hundred = Estimate(*(100.0 * each for each in (estimate.mean, estimate.p05, estimate.p95)))
    main, below = _both(hundred)
    return say("{value} %", value=main), say("{value} %", value=below) if below else ""


def percent(estimate: Estimate) -> str:
    """A share as per cent, rounded as its range allows."""
    return _size("share", estimate, "")[0]
