"""Figures, names and limits of a decision as its sentences hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.charts.rounding import NO_BREAK, Estimate, money_text
from justice_finance.reporting.decision_picture_texts import PICTURES
from justice_finance.reporting.decision_texts import SENTENCES
from justice_finance.reporting.sentences import quoted
from justice_finance.reporting.words import input_title

Rows = list[dict[str, Any]]
ROUNDING = 1e-9
"""An error below so small a part of its value is that of the arithmetic."""


def say(key: str, **named: object) -> str:
    """A sentence of `decision_texts` with its places filled."""
    return SENTENCES[key].format(**named)


def describe(key: str, **named: object) -> str:
    """Words of a picture with their places filled."""
    return PICTURES[key].format(**named)


def listed(titles: Iterable[str]) -> str:
    """Titles in quotation marks, one after the other."""
    return "; ".join(quoted(title) for title in titles)


def amount(value: float, error: float, currency: str) -> str:
    """Money with its standard error, both as exact as the error allows."""
    plain = money_text(value, Estimate(value, value, value, error), currency)
    if not isfinite(error) or error <= ROUNDING * abs(value):
        return plain
    own = money_text(error, Estimate(error, error, error, 0.0), currency)
    return f"{plain} (standard error {own})"


def money(value: float, currency: str) -> str:
    """Money without an error."""
    return money_text(value, Estimate(value, value, value), currency)


def rows_of(decision: Decision, name: str) -> Rows:
    """Rows of a table; none where the run does not allow it."""
    frame = decision.frame(name)
    return (
        []
        if frame is None
        else [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]
    )


def currency_of(decision: Decision) -> str:
    """The money of all figures."""
    return str(decision.framing.worth.attrs["currency"])


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{100.0 * share:.0f}{NO_BREAK}%"


def limit_words(row: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """A limit of the box in words."""
    low, high = float(row["low"]), float(row["high"])
    named = {"input": input_title(record, str(row["input"])),
             "low": number(low), "high": number(high)}  # fmt: skip
    if isfinite(low) and isfinite(high):
        return say("limit_between", **named)
    return say("limit_above" if isfinite(low) else "limit_below", **named)


def bare_limits(row: Mapping[str, Any]) -> str:
    """A limit of the box without the name of its input."""
    low, high = float(row["low"]), float(row["high"])
    named = {"low": number(low), "high": number(high)}
    if isfinite(low) and isfinite(high):
        return describe("box_between", **named)
    return describe("box_above" if isfinite(low) else "box_below_limit", **named)


def number(value: float) -> str:
    """Three digits, without powers of ten."""
    return f"{value:,.3g}" if abs(value) < 1000.0 else f"{value:,.0f}"
