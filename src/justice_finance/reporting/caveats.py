"""Two or three caveats that follow from the figures themselves."""

from __future__ import annotations

from justice_finance.charts.rounding import NO_BREAK, rate_text
from justice_finance.reporting.content import Report, best_of, by_variant
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
        return (
            "This run kept no record of its uncertain inputs by draw, so nobody can say what the "
            "spread rests on. Read every figure as illustrative."
        )
    first = own[0]
    share = f"about {round(100.0 * first.share)}{NO_BREAK}% of the spread"
    if first.origin == "assumption":
        base = f"which is an assumption ({first.text.rstrip('.')})"
    else:
        base = f"which rests on {first.origin.replace('evidence', 'evidence of grade')}"
    if first.share < FEW_INPUTS:
        return (
            f"The figure for {quoted(best.title)} depends on many inputs, none of which carries "
            f"more than {share}; the first is {quoted(first.title)}, {base}."
        )
    return (
        f"The figure for {quoted(best.title)} depends most on one input, {quoted(first.title)}, "
        f"{base}: {share}."
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
        return (
            "Which option does best depends on where waiting time in court comes from, which "
            "nobody has measured: see the structural variants."
        )
    if any(paying[name] != paying[own] for name in names):
        return (
            "Whether some options pay for themselves depends on where waiting time in court comes "
            "from, which nobody has measured: see the structural variants."
        )
    if any(order[name] != order[own] for name in names):
        return (
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
            return (
                f"At a discount rate of {rate_text(each.discount_rate)} in place of "
                f"{rate_text(report.about.discount_rate)}, {quoted(each.title)} "
                f"{'pays' if gains else 'no longer pays'} for itself on average."
            )
    return ""


def _held_out(report: Report) -> str:
    outside = [row for row in report.validation if not row.inside]
    if not outside:
        return ""
    first = outside[0]
    reason = f" ({first.reason.rstrip('.')})" if first.reason else ""
    count = len(outside)
    noun = "figure" if count == 1 else "figures"
    return (
        f"The model misses {count} of the {len(report.validation)} observed {noun} it was "
        f"compared with, {quoted(first.title)} among them{reason}."
        if count > 1
        else f"The model misses one of the {len(report.validation)} observed figures it was "
        f"compared with: {quoted(first.title)}{reason}."
    )
