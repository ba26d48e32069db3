"""Units of published figures in words: what a number measures, and for each of what."""

from __future__ import annotations

from collections.abc import Iterable

from justice_finance.language import marked, say
from justice_finance.reporting.words import plain_words

MEASURED_WORDS = {
    "money": marked("money"),
    "share": marked("share"),
    "share_change": marked("share change"),
    "relative_change": marked("relative change"),
    "relative_reduction": marked("relative reduction"),
    "unclear_change": marked("unclear change"),
    "ratio": marked("ratio"),
    "odds_ratio": marked("odds ratio"),
    "elasticity": marked("elasticity"),
    "null_result": marked("null result"),
    "score_0_1": marked("score 0 1"),
    "score_1_10": marked("score 1 10"),
    "standard_deviations": marked("standard deviations"),
    "log_points": marked("log points"),
    "weight": marked("weight"),
    "rate": marked("rate"),
    "hours": marked("hours"),
    "days": marked("days"),
    "months": marked("months"),
    "years": marked("years"),
    "months_of_income": marked("months of income"),
    "people": marked("people"),
    "problems": marked("problems"),
    "disputes": marked("disputes"),
    "cases": marked("cases"),
    "visits": marked("visits"),
    "sittings": marked("sittings"),
    "events": marked("events"),
    "staff": marked("staff"),
    "sites": marked("sites"),
    "count": marked("count"),
    "km": marked("km"),
    "litres": marked("litres"),
}
"""`units.names.MEASURED` in words, written out so that they are collected."""
FOR_EACH_WORDS = {
    "person": marked("person"),
    "100_000_people": marked("100 000 people"),
    "10_000_people": marked("10 000 people"),
    "household": marked("household"),
    "client": marked("client"),
    "participant": marked("participant"),
    "prisoner": marked("prisoner"),
    "survivor": marked("survivor"),
    "problem": marked("problem"),
    "dispute": marked("dispute"),
    "case": marked("case"),
    "case_side": marked("case side"),
    "visit": marked("visit"),
    "sitting": marked("sitting"),
    "event": marked("event"),
    "trip": marked("trip"),
    "settlement": marked("settlement"),
    "staff": marked("staff"),
    "staff_year": marked("staff year"),
    "entry": marked("entry"),
    "open_day": marked("open day"),
    "open_year": marked("open year"),
    "site": marked("site"),
    "percentage_point": marked("percentage point"),
    "wellby": marked("wellby"),
    "hour": marked("hour"),
    "day": marked("day"),
    "month": marked("month"),
    "year": marked("year"),
}
"""`units.names.FOR_EACH` in words."""


def unit_words(unit: str) -> str:
    """A unit of the closed vocabulary in the language of now: `money per case`."""
    measured, *each = unit.split("_per_")
    return for_each(say(MEASURED_WORDS.get(measured, plain_words(measured))), each)


def for_each(text: str, each: Iterable[str]) -> str:
    """A unit or an amount, and for each of what it is: `KES 7,400 per year`."""
    for one in each:
        text = say(
            "{unit} per {each}", unit=text, each=say(FOR_EACH_WORDS.get(one, plain_words(one)))
        )
    return text
