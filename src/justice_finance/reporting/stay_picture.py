"""The picture of where people get stuck, and what may be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from justice_finance.charts import where_people_get_stuck
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.rounding import (
    Estimate,
    count_text,
    number_text,
    range_text,
    rounded,
    scale_for,
    scaled_text,
    shown_step,
    three_digits,
    with_sign,
)
from justice_finance.charts.style import NARROW, Caption
from justice_finance.charts.where_people_get_stuck import Step
from justice_finance.language import counted, marked, say
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import caption_of, pack_of
from justice_finance.reporting.content import Report, best_of
from justice_finance.reporting.sentences import (
    listed,
    option_setting,
    quoted,
    sure_sign,
    told_of,
    worth_basis,
)
from justice_finance.reporting.stays import Stay
from justice_finance.vocabulary import BUSINESS_AS_USUAL

MOST_STEPS, MOST_ON_A_PHONE = 12, 7
"""Steps drawn on a page and on a telephone; all stand in the table."""
NOTHING = Estimate(0.0, 0.0, 0.0)
TITLES = (marked("People there at any one time"), marked("Length of a stay, in days"))


def stay_pack(report: Report) -> Pack | None:
    """People and days at each step in business as usual and with the best option."""
    about, best = report.about, best_of(report.headline)
    usual = [each for each in report.stays if each.option == BUSINESS_AS_USUAL]
    after = {each.state: each for each in report.stays if each.option == best.option}
    drawn = usual[:MOST_STEPS]
    if not drawn:
        return None
    people = [_people_step(each, after[each.state]) for each in drawn]
    days = [_days_step(each, after[each.state]) for each in drawn]
    caption = _caption(about, best.title, len(usual) - len(drawn))
    share = report.assumption_share.get(best.option)
    told = dict.fromkeys((drawn[0].state, _most_changed(list(after.values()))))
    said = [
        stuck_sentence(drawn, about),
        *(stuck_change_sentence(after[state], best.title, about, share) for state in told),
    ]
    told_of_steps = [
        say(
            "{step}: {people} people, {days} each.",
            step=one.title, people=one.usual_text, days=other.usual_text,
        )
        for one, other in zip(people, days, strict=True)
    ]  # fmt: skip
    text = counted(
        "Two bars for each of {number} steps.", "Two bars for each of {number} steps.",
        len(drawn), number=len(drawn),
    )  # fmt: skip
    text = " ".join([text, *told_of_steps])

    def draw(width: float) -> Any:
        shown = min(MOST_ON_A_PHONE if width < NARROW else MOST_STEPS, len(drawn))
        return where_people_get_stuck.draw(
            people[:shown], days[:shown], (say(TITLES[0]), say(TITLES[1])), best.title,
            _caption(about, best.title, len(usual) - shown), width,
        )  # fmt: skip

    return pack_of(
        report, "where_people_get_stuck", caption, draw, stay_table(report), text, tuple(said)
    )


def _caption(about: About, option: str, left_out: int) -> Caption:
    """Title, what the picture shows, and how many steps it does not."""
    title = say("Where people get stuck")
    text = say(
        "People and cases at each step, {first} to {last}; means, and lines for 90 % ranges. Upper "
        "bar: business as usual; lower bar: with the option {option}; in brackets, what it "
        "changes.",
        first=about.first_year,
        last=about.last_year,
        option=quoted(option),
    )
    if not left_out:
        return caption_of(about, title, text)
    more = counted(
        "The {number} steps with fewest people are in the table only.",
        "The {number} steps with fewest people are in the table only.",
        left_out, number=left_out,
    )  # fmt: skip
    return caption_of(about, title, f"{text} {more}")


def _most_changed(stays: Sequence[Stay]) -> str:
    """The step at which the option changes most."""
    return max(stays, key=lambda each: abs(each.change.mean)).state


def _people_step(usual: Stay, option: Stay) -> Step:
    change = signed_count(option.change)
    change = f" ({change})" if change else ""
    return Step(
        usual.title, usual.people, option.people, _count(usual.people),
        f"{_count(option.people)}{change}",
    )  # fmt: skip


def _days_step(usual: Stay, option: Stay) -> Step:
    return Step(
        usual.title, usual.days or NOTHING, option.days or NOTHING,
        days_words(usual.days), days_words(option.days),
    )  # fmt: skip


def _step(estimate: Estimate) -> float:
    """As the range allows, and three digits at most."""
    size = abs(estimate.mean)
    return max(shown_step(estimate), three_digits(size) if size > 0.0 else 1.0)


def _count(estimate: Estimate) -> str:
    scale = scale_for(estimate)
    text = number_text(estimate.mean, max(1.0, _step(estimate)), scale)
    return scaled_text(text, abs(estimate.mean) / scale.factor, scale)


def signed_count(estimate: Estimate) -> str:
    """A difference in people with its sign; empty where it is less than one."""
    count = count_text(abs(estimate.mean), estimate)
    if not any(digit in count for digit in "123456789"):
        return ""
    return with_sign(count, estimate.mean)


def days_words(days: Estimate | None) -> str:
    """Mean days of a stay."""
    if days is None:
        return say("nobody comes")
    text = number_text(days.mean, _step(days))
    shown = rounded(days.mean, _step(days))
    if shown == 1.0 and text != "1":  # "1.0 days"
        shown = days.mean
    return counted("{number} day", "{number} days", shown, number=text)


def stuck_sentence(stays: Sequence[Stay], about: About) -> str:
    """Where most people are in business as usual, and how long they stay there."""
    most = stays[0]
    people = most.people
    low, high = (count_text(end, people) for end in (people.p05, people.p95))
    gaps = {
        "people": _count(people),
        "step": quoted(most.title),
        "first": about.first_year,
        "last": about.last_year,
        "low": low,
        "high": high,
    }
    if about.country:
        text = say(
            "In business as usual, on average {people} people and cases in {country} are at the "
            "step {step} at any one time from {first} to {last} (90\u00a0% range {low} to {high}), "
            "more than at any other step",
            **gaps,
            country=about.country,
        )
    else:
        text = say(
            "In business as usual, on average {people} people and cases are at the step {step} at "
            "any one time from {first} to {last} (90\u00a0% range {low} to {high}), more than at "
            "any other step",
            **gaps,
        )
    if most.days is not None:
        stay = say(
            "a stay there lasts {days} on average (90\u00a0% range {range})",
            days=days_words(most.days),
            range=range_text(most.days),
        )
        text = listed([text, stay])
    return say("{text}.", text=text)


def stuck_change_sentence(stay: Stay, title: str, about: About, share: float | None) -> str:
    """What the option changes at one step; no direction where the range holds both."""
    change = stay.change
    low, high = (count_text(end, change) for end in (change.p05, change.p95))
    gaps = {
        "people": count_text(abs(change.mean), change),
        "step": quoted(stay.title),
        "low": low,
        "high": high,
    }
    sure = sure_sign(change)
    if sure > 0:
        told = say(
            "{people} more people and cases are at the step {step} at any one time on average "
            "(90\u00a0% range of the change {low} to {high})",
            **gaps,
        )
    elif sure < 0:
        told = say(
            "{people} fewer people and cases are at the step {step} at any one time on average "
            "(90\u00a0% range of the change {low} to {high})",
            **gaps,
        )
    elif not change.mean and not change.p05 and not change.p95:
        told = say("as many people and cases are at the step {step} at any one time", **gaps)
    else:
        told = say(
            "more or fewer people and cases may be at the step {step} at any one time (90\u00a0% "
            "range of the change {low} to {high})",
            **gaps,
        )
    return told_of(option_setting(title, about, money=False), told, worth_basis(share))


def stay_table(report: Report) -> PlainTable:
    """Every step of every option in front, in full."""
    rows = []
    for each in report.stays:
        figures: list[float | None] = []
        for estimate in (each.people, each.people_at_end, each.days, each.change):
            if estimate is None:
                figures += [None, None, None]
            else:
                figures += [estimate.mean, estimate.p05, estimate.p95]
        rows.append((each.option, each.state, each.title, *figures))
    names = ("people", "people_at_end", "days", "change_in_people")
    columns = [f"{name}_{part}" for name in names for part in ("mean", "p05", "p95")]
    return table_of(("option", "state", "title", *columns), rows)
