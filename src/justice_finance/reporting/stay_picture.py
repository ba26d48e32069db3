"""The picture of where people get stuck, and what may be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import floor, log10

from justice_finance.charts import where_people_get_stuck
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.rounding import (
    MINUS,
    NO_BREAK,
    Estimate,
    count_text,
    number_text,
    range_text,
    scale_for,
    shown_step,
)
from justice_finance.charts.where_people_get_stuck import Step
from justice_finance.reporting.captions import caption_of, pack_of
from justice_finance.reporting.content import About, Report, best_of
from justice_finance.reporting.sentences import (
    option_setting,
    quoted,
    sure_sign,
    worth_basis,
)
from justice_finance.reporting.stays import Stay
from justice_finance.vocabulary import BUSINESS_AS_USUAL

MOST_STEPS = 12
"""Steps drawn; all stand in the table."""
NOTHING = Estimate(0.0, 0.0, 0.0)
TITLES = ("People there at any one time", "Days of a stay")


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
    fewer = len(usual) - len(drawn)
    left_out = f" The {fewer} steps with fewest people are in the table only." if fewer else ""
    caption = caption_of(
        about,
        "Where people get stuck",
        f"People and cases at each step, {about.first_year} to {about.last_year}; means, and "
        "lines for 90 % ranges. Upper bar: business as usual; lower bar: with the option "
        f"{quoted(best.title)}; in brackets, what it changes.{left_out}",
    )
    share = report.assumption_share.get(best.option)
    told = dict.fromkeys((drawn[0].state, _most_changed(list(after.values()))))
    said = [
        stuck_sentence(drawn, about),
        *(stuck_change_sentence(after[state], best.title, about, share) for state in told),
    ]
    text = f"Two bars for each of {len(drawn)} steps. " + " ".join(
        f"{one.title}: {one.usual_text} people, {other.usual_text} each."
        for one, other in zip(people, days, strict=True)
    )
    draw = partial(where_people_get_stuck.draw, people, days, TITLES, best.title, caption)
    return pack_of(
        report, "where_people_get_stuck", caption, draw, stay_table(report), text, tuple(said)
    )


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
    three = 10.0 ** (floor(log10(size)) - 2) if size > 0.0 else 1.0
    return max(shown_step(estimate), three)


def _count(estimate: Estimate) -> str:
    scale = scale_for(estimate)
    text = number_text(estimate.mean, max(1.0, _step(estimate)), scale)
    return NO_BREAK.join(word for word in (text, scale.word) if word)


def signed_count(estimate: Estimate) -> str:
    """A difference in people with its sign; empty where it is less than one."""
    count = count_text(abs(estimate.mean), estimate)
    if count == "0":
        return ""
    return ("+" if estimate.mean > 0.0 else MINUS) + count


def days_words(days: Estimate | None) -> str:
    """Mean days of a stay."""
    if days is None:
        return "nobody comes"
    text = number_text(days.mean, _step(days))
    return f"{text} {'day' if text == '1' else 'days'}"


def stuck_sentence(stays: Sequence[Stay], about: About) -> str:
    """Where most people are in business as usual, and how long they stay there."""
    most = stays[0]
    where = f" in {about.country}" if about.country else ""
    people = most.people
    low, high = (count_text(end, people) for end in (people.p05, people.p95))
    text = (
        f"In business as usual, on average {_count(people)} people and cases{where} are at the "
        f"step {quoted(most.title)} at any one time from {about.first_year} to {about.last_year} "
        f"(90 % range {low} to {high}), more than at any other step"
    )
    if most.days is not None:
        text += f"; a stay there lasts {days_words(most.days)} on average"
        text += f" (90 % range {range_text(most.days)})"
    return f"{text}.".replace(" %", "\u00a0%")


def stuck_change_sentence(stay: Stay, title: str, about: About, share: float | None) -> str:
    """What the option changes at one step; no direction where the range holds both."""
    change = stay.change
    where = f"at the step {quoted(stay.title)} at any one time"
    low, high = (count_text(end, change) for end in (change.p05, change.p95))
    span = f"(90 % range of the change {low} to {high})"
    sure = sure_sign(change)
    if sure:
        word = "more" if sure > 0 else "fewer"
        told = f"{count_text(abs(change.mean), change)} {word} people and cases are {where} on "
        told += f"average {span}"
    elif not change.mean and not change.p05 and not change.p95:
        told = f"as many people and cases are {where}"
    else:
        told = f"more or fewer people and cases may be {where} {span}"
    opening = option_setting(title, about, money=False)
    return f"{opening} {told}. {worth_basis(share)}".replace(" %", "\u00a0%").strip()


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
