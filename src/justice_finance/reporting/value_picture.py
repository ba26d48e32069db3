"""The picture from cost to net benefit, and what may be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from justice_finance.charts import waterfall
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import table_of
from justice_finance.charts.rounding import money_text, percent_text
from justice_finance.charts.waterfall import Waterfall
from justice_finance.reporting.captions import caption_of, pack_of, settings_words
from justice_finance.reporting.content import About, Report
from justice_finance.reporting.cost_groups import GAINS_AND_COSTS
from justice_finance.reporting.figures import OptionFigures
from justice_finance.reporting.sentences import (
    basis_sentence,
    gains_on_average,
    option_setting,
    range_words,
    sign_on_average,
)
from justice_finance.reporting.value_steps import ValueStep

TOTAL = "Net present value"


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
        "From what an option costs to what it is worth",
        f"Present value to society, {settings_words(about)}. Blue bar: gain; hatched bar: cost "
        "(means); black bar: the sum, with its 90 % range as a line. Scales differ between "
        "options; rounded figures may not add up",
    )
    rows: list[tuple[str | float, ...]] = []
    for option in report.headline:
        for each in own[option.option]:
            e = each.worth
            rows.append((each.option, each.step, each.title, e.mean, e.p05, e.p95))
        e = option.net_present_value
        rows.append((option.option, "net_present_value", TOTAL, e.mean, e.p05, e.p95))
    said = tuple(
        steps_sentence(
            option, own[option.option], about, report.assumption_share.get(option.option)
        )
        for option in report.headline
    )
    text = "A panel for each option. Each bar starts where the one before ended; means. "
    text += " ".join(_panel_words(each, about.currency) for each in falls)
    draw = partial(waterfall.draw, falls, caption, about.currency, TOTAL)
    table = table_of(("option", "step", "title", "mean", "p05", "p95"), rows)
    return pack_of(report, "cost_to_net_benefit", caption, draw, table, text, said)


def _panel_words(fall: Waterfall, currency: str) -> str:
    """Every bar of a panel with its figure."""
    pairs = [*zip(fall.steps, fall.estimates, strict=True), (TOTAL, fall.total)]
    listed = ", ".join(f"{name.lower()} {money_text(e.mean, e, currency)}" for name, e in pairs)
    return f"{fall.title}: {listed}."


def steps_sentence(
    figures: OptionFigures, steps: Sequence[ValueStep], about: About, share: float | None
) -> str:
    """What gives most and what takes most, on average, and what is left of it."""
    worth = figures.net_present_value
    parts = []
    for sign, words in ((1, "adds"), (-1, "takes")):
        own = [each for each in steps if sign_on_average(each.worth) == sign]
        if own:
            most = max(own, key=lambda each: sign * each.worth.mean)
            reason = GAINS_AND_COSTS[most.step][0 if sign > 0 else 1]
            amount = money_text(abs(most.worth.mean), most.worth, about.currency)
            parts.append(
                f"what {words} most on average is that {reason} ({amount}; 90 % range of the "
                f"effect on society {range_words(most.worth)})"
            )
    listed = " and ".join(parts) or "no group of costs changes on average"
    left = money_text(abs(worth.mean), worth, about.currency)
    if gains_on_average(worth):
        result = f"a net gain of {left}"
    elif sign_on_average(worth):
        result = f"a net loss of {left}"
    else:
        result = "neither a net gain nor a net loss"
    text = (
        f"{option_setting(figures.title, about)} {listed}; together they make {result} on average "
        f"(90 % range {range_words(worth)}; chance of loss "
        f"{percent_text(figures.chance_of_loss, about.draws)}). {basis_sentence(share)}"
    )
    return text.replace(" %", "\u00a0%").strip()
