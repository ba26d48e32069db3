"""The picture from cost to net benefit, and what may be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from justice_finance.charts import waterfall
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import table_of
from justice_finance.charts.rounding import money_text, percent_text
from justice_finance.charts.waterfall import Waterfall
from justice_finance.language import marked, say
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import caption_of, pack_of, settings_words
from justice_finance.reporting.content import Report
from justice_finance.reporting.cost_groups import GAINS_AND_COSTS
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.sentences import (
    basis_sentence,
    gains_on_average,
    option_setting,
    range_words,
    sign_on_average,
    told_of,
)
from justice_finance.reporting.value_steps import ValueStep

TOTAL = marked("Net present value")


def value_pack(report: Report) -> Pack | None:
    """From what each option costs to what it is worth to society, group by group."""
    about = report.about
    own = {
        option.option: [each for each in report.value_steps if each.option == option.option]
        for option in report.headline
    }
    if not any(own.values()):
        return None
    falls = [
        Waterfall(
            option.title,
            tuple(each.title for each in own[option.option]),
            tuple(each.worth for each in own[option.option]),
            option.net_present_value,
        )
        for option in report.headline
    ]
    caption = caption_of(
        about,
        say("From what an option costs to what it is worth"),
        say(
            "Present value to society, {settings}. Blue bar: gain; hatched bar: cost (means); "
            "black bar: the sum, with its 90 % range as a line. Scales differ between options; "
            "rounded figures may not add up",
            settings=settings_words(about),
        ),
    )
    rows: list[tuple[str | float, ...]] = []
    for option in report.headline:
        for each in own[option.option]:
            e = each.worth
            rows.append((each.option, each.step, each.title, e.mean, e.p05, e.p95))
        e = option.net_present_value
        rows.append((option.option, "net_present_value", say(TOTAL), e.mean, e.p05, e.p95))
    said = tuple(
        steps_sentence(
            option, own[option.option], about, report.assumption_share.get(option.option)
        )
        for option in report.headline
    )
    text = say("A panel for each option. Each bar starts where the one before ended; means.")
    text = " ".join([text, *(_panel_words(each, about.currency) for each in falls)])
    draw = partial(waterfall.draw, falls, caption, about.currency, say(TOTAL))
    table = table_of(("option", "step", "title", "mean", "p05", "p95"), rows)
    return pack_of(report, "cost_to_net_benefit", caption, draw, table, text, said)


def _panel_words(fall: Waterfall, currency: str) -> str:
    """Every bar of a panel with its figure."""
    pairs = [*zip(fall.steps, fall.estimates, strict=True), (say(TOTAL), fall.total)]
    steps = say(", ").join(
        say("{step} {amount}", step=name.lower(), amount=money_text(e.mean, e, currency))
        for name, e in pairs
    )
    return say("{option}: {steps}.", option=fall.title, steps=steps)


def steps_sentence(
    figures: OptionFigures, steps: Sequence[ValueStep], about: About, share: float | None
) -> str:
    """What gives most and what takes most, on average, and what is left of it."""
    worth = figures.net_present_value
    gaps = {
        "groups": _groups_told(steps, about),
        "amount": money_text(abs(worth.mean), worth, about.currency),
        "range": range_words(worth),
        "loss": percent_text(figures.chance_of_loss, about.draws),
    }
    if gains_on_average(worth):
        told = say(
            "{groups}; together they make a net gain of {amount} on average (90\u00a0% range "
            "{range}; chance of loss {loss})",
            **gaps,
        )
    elif sign_on_average(worth):
        told = say(
            "{groups}; together they make a net loss of {amount} on average (90\u00a0% range "
            "{range}; chance of loss {loss})",
            **gaps,
        )
    else:
        told = say(
            "{groups}; together they make neither a net gain nor a net loss on average "
            "(90\u00a0% range {range}; chance of loss {loss})",
            **gaps,
        )
    return told_of(option_setting(figures.title, about), told, basis_sentence(share, about.draws))


def _groups_told(steps: Sequence[ValueStep], about: About) -> str:
    """Which group of costs adds most on average, and which takes most."""
    gains = [each for each in steps if sign_on_average(each.worth) > 0]
    costs = [each for each in steps if sign_on_average(each.worth) < 0]
    added = taken = ""
    if gains:
        most = max(gains, key=lambda each: each.worth.mean)
        added = say(
            "what adds most on average is that {reason} ({amount}; 90\u00a0% range of the effect "
            "on society {range})",
            reason=say(GAINS_AND_COSTS[most.step][0]),
            amount=money_text(abs(most.worth.mean), most.worth, about.currency),
            range=range_words(most.worth),
        )
    if costs:
        most = min(costs, key=lambda each: each.worth.mean)
        taken = say(
            "what takes most on average is that {reason} ({amount}; 90\u00a0% range of the effect "
            "on society {range})",
            reason=say(GAINS_AND_COSTS[most.step][1]),
            amount=money_text(abs(most.worth.mean), most.worth, about.currency),
            range=range_words(most.worth),
        )
    if added and taken:
        return say("{one} and {other}", one=added, other=taken)
    return added or taken or say("no group of costs changes on average")
