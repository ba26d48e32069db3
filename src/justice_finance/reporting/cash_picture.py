"""The picture of the cash flow, and what may be said about it."""

from __future__ import annotations

from functools import partial

from justice_finance.charts import cash_flow
from justice_finance.charts.cash_flow import CashPanel
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.rounding import money_text
from justice_finance.language import say
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import caption_of, pack_of, settings_words
from justice_finance.reporting.cash_flow import CashFlow
from justice_finance.reporting.content import Report
from justice_finance.reporting.sentences import (
    listed,
    option_setting,
    range_words,
    sign_on_average,
    sure_sign,
    told_of,
    worth_basis,
)
from justice_finance.reporting.words import party_in_charts, party_title


def cash_pack(report: Report) -> Pack | None:
    """What public budgets and donors pay and save in each year, and the running total."""
    about = report.about
    flows = [each for each in report.cash_flows if each.by_payer]
    if not flows:
        return None
    titles = {option.option: option.title for option in report.headline}
    panels = [
        CashPanel(
            titles[flow.option],
            flow.years,
            tuple(party_in_charts(name) for name in flow.by_payer),
            tuple(tuple(each.mean for each in years) for years in flow.by_payer.values()),
            flow.running,
        )
        for flow in flows
    ]
    caption = caption_of(
        about,
        say("What public budgets and donors pay, year by year"),
        say(
            "Outlay less savings {settings}. Bars: means by payer, above the line outlay, below it "
            "savings. Line: sum so far, with its 90 % range as a band. Scales differ between "
            "options",
            settings=settings_words(about, discounted=False),
        ),
    )
    shares = report.assumption_share
    said = tuple(
        cash_sentence(flow, titles[flow.option], about, shares.get(flow.option)) for flow in flows
    )
    text = say("A panel for each option with bars by year and payer and a line for the sum so far.")
    text = " ".join(
        [text, *(_panel_words(flow, titles[flow.option], about.currency) for flow in flows)]
    )
    draw = partial(cash_flow.draw, panels, caption, about.currency)
    return pack_of(report, "cash_flow", caption, draw, cash_table(report), text, said)


def _panel_words(flow: CashFlow, title: str, currency: str) -> str:
    """What each payer pays in the first and the last year, and the sum of all years."""
    parts = []
    for name, years in flow.by_payer.items():
        first, last = (money_text(each.mean, each, currency) for each in (years[0], years[-1]))
        parts.append(
            say(
                "{payer} {first} in {first_year}, {last} in {last_year}",
                payer=party_title(name),
                first=first,
                first_year=flow.years[0],
                last=last,
                last_year=flow.years[-1],
            )
        )
    end = flow.running[-1]
    return say(
        "{option}: {payers}; all years together {total} ({range}).",
        option=title,
        payers=listed(parts),
        total=money_text(end.mean, end, currency),
        range=range_words(end),
    )


def cash_sentence(flow: CashFlow, title: str, about: About, share: float | None) -> str:
    """What the option costs public budgets and donors in all years, and in the dearest one."""
    end = flow.running[-1]
    amount = money_text(abs(end.mean), end, about.currency)
    sure = sure_sign(end)
    if sure > 0:
        told = say(
            "government and donors pay {amount} more on average, savings taken off "
            "(90\u00a0% range {range})",
            amount=amount,
            range=range_words(end),
        )
    elif sure < 0:
        told = say(
            "government and donors pay {amount} less on average (90\u00a0% range {range})",
            amount=amount,
            range=range_words(end),
        )
    else:
        told = say(
            "government and donors may pay more or less, {amount} on average (90\u00a0% range "
            "{range})",
            amount=money_text(end.mean, end, about.currency),
            range=range_words(end),
        )
    at = max(range(len(flow.years)), key=lambda year: flow.total[year].mean)
    most = flow.total[at]
    if sign_on_average(most) > 0 and len(flow.years) > 1:
        dearest = say(
            "the year that costs most on average is {year}, with {amount} (90\u00a0% range "
            "{range})",
            year=flow.years[at],
            amount=money_text(most.mean, most, about.currency),
            range=range_words(most),
        )
        told = listed([told, dearest])
    return told_of(option_setting(title, about, discounted=False), told, worth_basis(share))


def cash_table(report: Report) -> PlainTable:
    """Every year, payer and sum in full, one row each."""
    rows = []
    for flow in report.cash_flows:
        every = {**flow.by_payer, "all": flow.total, "all_so_far": flow.running}
        rows += [
            (flow.option, payer, year, each.mean, each.p05, each.p95)
            for payer, years in every.items()
            for year, each in zip(flow.years, years, strict=True)
        ]
    return table_of(("option", "payer", "year", "mean", "p05", "p95"), rows)
