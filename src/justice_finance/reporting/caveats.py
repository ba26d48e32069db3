"""Two or three caveats that follow from the figures themselves."""

from __future__ import annotations

from justice_finance.charts.rounding import rate_text, whole_percent
from justice_finance.language import decimal_text, say
from justice_finance.reporting.content import Report, best_of, by_variant
from justice_finance.reporting.origins import ASSUMPTION, origin_words
from justice_finance.reporting.sentences import gains_on_average, quoted

FEW_INPUTS = 0.15
"""Share of a spread below which one input does not decide it."""


def caveats_of(report: Report) -> tuple[str, ...]:
    """What a reader must know before quoting a figure, the gravest first.

    At most four: what the best option's spread rests on; whether variants of court time, the
    discount rate, or what the model gets wrong, change the answer.
    """
    found = [_largest_driver(report), _variants(report), _rates(report), _held_out(report)]
    return tuple(text for text in found if text)


def _largest_driver(report: Report) -> str:
    best = best_of(report.headline)
    own = [each for each in report.drivers if each.option == best.option and each.share > 0.0]
    if not own:
        return say(
            "This run kept no record of its uncertain inputs by draw, so nobody can say what the "
            "spread rests on. Read every figure as illustrative."
        )
    first = own[0]
    gaps = {
        "option": quoted(best.title),
        "input": quoted(first.title),
        "share": whole_percent(round(100.0 * first.share)),
    }
    if first.origin == ASSUMPTION:
        gaps["basis"] = say("which is an assumption ({text})", text=quoted(first.text.rstrip(".")))
    else:
        gaps["basis"] = say("which rests on {origin}", origin=origin_words(first.origin))
    if first.share < FEW_INPUTS:
        return say(
            "The figure for {option} depends on many inputs, and none accounts for more than about "
            "{share} of its spread. The largest is {input}, {basis}.",
            **gaps,
        )
    return say(
        "The figure for {option} depends most on one input, {input}, {basis}. It accounts for "
        "about {share} of the spread.",
        **gaps,
    )


def _variants(report: Report) -> str:
    found = by_variant(report.variants)
    names = list(found)
    if len(names) < 2:
        return ""
    order = {name: [each.option for each in rows] for name, rows in found.items()}
    paying = {
        name: {each.option for each in rows if gains_on_average(each.net_present_value)}
        for name, rows in found.items()
    }
    own = names[0]
    if any(order[name][0] != order[own][0] for name in names):
        return say(
            "Which option does best depends on where waiting time in court comes from, which "
            "nobody has measured: see the structural variants."
        )
    if any(paying[name] != paying[own] for name in names):
        return say(
            "Whether some options pay for themselves depends on where waiting time in court comes "
            "from, which nobody has measured: see the structural variants."
        )
    if any(order[name] != order[own] for name in names):
        return say(
            "The best option is the same in every structural variant of court time; the order of "
            "the others is not."
        )
    return ""


def _rates(report: Report) -> str:
    own = {e.option: gains_on_average(e.net_present_value) for e in report.headline}
    for each in report.options:
        if each.terminal_value or each.option not in own:
            continue
        gains = gains_on_average(each.net_present_value)
        if gains != own[each.option]:
            gaps = {
                "rate": rate_text(each.discount_rate),
                "own": rate_text(report.about.discount_rate),
                "option": quoted(each.title),
            }
            if gains:
                return say(
                    "At a discount rate of {rate} in place of {own}, {option} pays for itself on "
                    "average.",
                    **gaps,
                )
            return say(
                "At a discount rate of {rate} in place of {own}, {option} no longer pays for "
                "itself on average.",
                **gaps,
            )
    return ""


def _held_out(report: Report) -> str:
    outside = [row for row in report.validation if not row.inside]
    if not outside:
        return ""
    first = outside[0]
    gaps = {"all": decimal_text(len(report.validation)), "figure": quoted(first.title)}
    if first.reason:
        reason = quoted(first.reason.rstrip("."))
        among = say("{figure} among them ({reason})", figure=gaps["figure"], reason=reason)
        gaps["figure"] = say("{figure} ({reason})", figure=gaps["figure"], reason=reason)
    else:
        among = say("{figure} among them", figure=gaps["figure"])
    if len(outside) == 1:
        return say(
            "The model misses one of the {all} observed figures it was compared with: {figure}.",
            **gaps,
        )
    return say(
        "The model misses {count} of the {all} observed figures it was compared with, {among}.",
        count=decimal_text(len(outside)),
        all=gaps["all"],
        among=among,
    )
