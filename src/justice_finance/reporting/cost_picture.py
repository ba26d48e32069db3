"""The picture of costs by party, and what may be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from justice_finance.charts import cost_by_party
from justice_finance.charts.cost_by_party import CostPanel
from justice_finance.charts.keys import FILLINGS, Filling
from justice_finance.charts.pack import Pack
from justice_finance.charts.paired_bars import Bar, Pair
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.rounding import (
    MINUS,
    Scale,
    mean_text,
    money_text,
    scale_of,
    with_sign,
)
from justice_finance.language import LEFT_TO_RIGHT, marked, say
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import caption_of, pack_of, settings_words
from justice_finance.reporting.content import Report, best_of
from justice_finance.reporting.cost_groups import GROUP_TITLES
from justice_finance.reporting.gross_costs import CONSEQUENCE, DEALING, GrossCost, PartyCost
from justice_finance.reporting.sentences import (
    listed,
    option_setting,
    quoted,
    range_words,
    sign_on_average,
    sure_sign,
    told_of,
    worth_basis,
)
from justice_finance.reporting.words import party_in_charts, party_title
from justice_finance.vocabulary import BUSINESS_AS_USUAL

TITLES = {
    DEALING: marked("Dealing with problems"),
    CONSEQUENCE: marked("Losses, detention, raising taxes"),
}

SMALLEST = 1000.0
"""Costs of so small a part of the largest may show as zero."""


def cost_pack(report: Report) -> Pack | None:
    """Gross costs of business as usual and of the best option, by party and by what for."""
    about, best = report.about, best_of(report.headline)
    shown = [e for e in report.gross_costs if e.option in (BUSINESS_AS_USUAL, best.option)]
    if not shown:
        return None
    used = [name for name in GROUP_TITLES if any(each.group == name for each in shown)]
    fillings = dict(zip(used, FILLINGS, strict=False))
    panels = [
        panel for kind in TITLES if (panel := _panel(report, shown, kind, best.option, fillings))
    ]
    key = [(say(GROUP_TITLES[name]), filling) for name, filling in fillings.items()]
    caption = caption_of(
        about,
        say("What problems cost, and whom"),
        say(
            "Gross costs in present value, {settings}. Upper bar: business as usual; lower bar: "
            "with {option}; in brackets, what it changes; line: 90 % range. Payments count with "
            "the one who pays, so bars must not be added up. Scales differ",
            settings=settings_words(about, compared=False),
            option=quoted(best.title),
        ),
    )
    sums = {(e.option, e.party, e.kind): e for e in report.party_costs}
    share = report.assumption_share.get(best.option)
    said = tuple(
        cost_change_sentence(each, sums[best.option, each.party, DEALING], best.title, about, share)
        for each in report.party_costs
        if each.option == BUSINESS_AS_USUAL and each.kind == DEALING
    )
    text = say("Two bars for each party, for business as usual and for the option.")
    text = " ".join([text, *(_panel_words(panel, about.currency) for panel in panels)])
    draw = partial(cost_by_party.draw, panels, key, caption, about.currency)
    return pack_of(report, "cost_by_party", caption, draw, cost_table(report), text, said)


def _panel_words(panel: CostPanel, currency: str) -> str:
    """Every pair of bars of a panel."""
    parties = listed(
        [
            say(
                "{party} {usual}, {option}",
                party=pair.title, usual=pair.usual.text, option=pair.option.text,
            )
            for pair in panel.pairs
        ]
    )  # fmt: skip
    return say(
        "{title}: {parties} ({unit}).",
        title=panel.title, parties=parties, unit=panel.scale.of(currency),
    )  # fmt: skip


def _panel(
    report: Report, shown: Sequence[GrossCost], kind: str, option: str, fillings: dict[str, Filling]
) -> CostPanel | None:
    sums = {(e.option, e.party): e for e in report.party_costs if e.kind == kind}
    parties = [e.party for e in report.party_costs if e.kind == kind
               and e.option == BUSINESS_AS_USUAL]  # fmt: skip
    if not parties:
        return None
    means = [e.cost.mean for (name, _), e in sums.items() if name == option and e.cost.mean]
    scale = scale_of(
        [max(min(means, default=0.0), max(means, default=0.0) / SMALLEST)]
    )  # the least can be read too
    pairs = []
    for party in parties:
        bars = []
        for name in (BUSINESS_AS_USUAL, option):
            parts = tuple(
                (each.cost.mean, fillings[each.group])
                for each in shown
                if (each.option, each.party, each.kind) == (name, party, kind)
            )
            whole = sums[name, party]
            bars.append(Bar(parts, whole.cost.p05, whole.cost.p95, _text(whole, scale)))
        pairs.append(Pair(party_in_charts(party), *bars))
    return CostPanel(say(TITLES[kind]), tuple(pairs), scale)


def _text(cost: PartyCost, scale: Scale) -> str:
    """The sum, and in brackets what the option changes of it."""
    text = mean_text(cost.cost, scale)
    if cost.option == BUSINESS_AS_USUAL or not sign_on_average(cost.change):
        return text
    change = mean_text(cost.change, scale)
    if not any(digit in change for digit in "123456789"):
        return text
    return f"{text} ({with_sign(change.lstrip(LEFT_TO_RIGHT + MINUS), cost.change.mean)})"


def cost_change_sentence(
    usual: PartyCost, option: PartyCost, title: str, about: About, share: float | None
) -> str:
    """What dealing with problems costs a party, and what the option changes of that."""
    base, change = usual.cost, option.change
    gaps = {
        "party": quoted(party_title(usual.party)),
        "amount": money_text(abs(change.mean), change, about.currency),
        "range": range_words(change),
        "base": money_text(base.mean, base, about.currency),
        "base_range": range_words(base),
    }
    sure = sure_sign(change)
    if sure > 0:
        told = say(
            "dealing with problems costs {party}, before what they receive, {amount} more on "
            "average (90\u00a0% range {range}); in business as usual it is {base} on average "
            "(90\u00a0% range {base_range})",
            **gaps,
        )
    elif sure < 0:
        told = say(
            "dealing with problems costs {party}, before what they receive, {amount} less on "
            "average (90\u00a0% range {range}); in business as usual it is {base} on average "
            "(90\u00a0% range {base_range})",
            **gaps,
        )
    elif not change.mean and not change.p05 and not change.p95:
        told = say(
            "dealing with problems costs {party}, before what they receive, as much as before; in "
            "business as usual it is {base} on average (90\u00a0% range {base_range})",
            **gaps,
        )
    else:
        gaps["amount"] = money_text(change.mean, change, about.currency)
        told = say(
            "dealing with problems costs {party}, before what they receive, more or less than "
            "before, {amount} on average (90\u00a0% range {range}); in business as usual it is "
            "{base} on average (90\u00a0% range {base_range})",
            **gaps,
        )
    return told_of(option_setting(title, about), told, worth_basis(share))


def cost_table(report: Report) -> PlainTable:
    """Every group of every party in business as usual and all options in front, in full."""
    rows = [
        (e.option, e.party, party_title(e.party), e.kind, e.group, e.title, e.cost.mean,
         e.cost.p05, e.cost.p95)
        for e in report.gross_costs
    ]  # fmt: skip
    rows += [
        (e.option, e.party, party_title(e.party), e.kind, name, title, f.mean, f.p05, f.p95)
        for e in report.party_costs
        for name, title, f in (
            ("all", say("All of these together"), e.cost),
            ("change", say("Change against business as usual"), e.change),
        )
    ]
    columns = ("option", "party", "party_title", "kind", "group", "title", "mean", "p05", "p95")
    return table_of(columns, rows)
