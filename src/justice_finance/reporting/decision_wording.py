"""Figures, names and limits of a decision as its sentences hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.framing import Framing
from justice_finance.appraisal.decision.surveys import READINGS
from justice_finance.charts.rounding import Estimate, money_text, rate_text, signed, whole_percent
from justice_finance.language import counted, decimal_text, say, say_as, study_words
from justice_finance.reporting.decision_texts import SENTENCES
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.sentences import listed, quoted
from justice_finance.reporting.unit_words import for_each
from justice_finance.reporting.words import FUNDERS, funder_words, plain_words, variant_words

Rows = list[dict[str, Any]]
TITLES = ("title", "best_title")
"""Columns of the tables that hold titles of the study."""
AS_PER_CENT = ("share", "rate", "relative_change", "relative_reduction")
"""What is measured in parts of one, or of what there is."""
ROUNDING = 1e-9
"""An error below so small a part of its value is that of the arithmetic."""


def sentence(key: str, **named: object) -> str:
    """A sentence of `decision_texts` with its places filled, in the language of now."""
    return say(SENTENCES[key], **named)


def table_word(word: str, **named: object) -> str:
    """A word that the tables hold in English, in the language of now."""
    return say_as("answer", word) if word in ("yes", "no") else say(word, **named)


def quoted_list(titles: Iterable[str]) -> str:
    """Titles in quotation marks, one after the other."""
    return listed([quoted(title) for title in titles])


def titles_in(chosen: str) -> tuple[str, ...]:
    """The options of a set as a table holds them, each in the language of now."""
    return tuple(study_words(title) for title in chosen.split("; "))


def observations(number: int) -> str:
    """So many observations."""
    return counted(
        "{number} observation", "{number} observations", number, number=decimal_text(number)
    )


def survey_reading(reading: str, variant: str) -> str:
    """Under which structural variants a survey is judged; `variant` is the headline one."""
    if reading != READINGS[0]:
        return say("over all structural variants, with the weights of the study")
    if variant in ("", "as_written"):
        return say("as written")
    return say("if “{variant}” holds", variant=variant_words(variant))


def setting_words(setting: str) -> str:
    """Variant, discount rate and perspective in running text: `half queue, 5 % a year, society`."""
    parts = []
    for part in setting.split(", "):
        if part.replace(".", "", 1).isdigit():
            parts.append(say("{rate} a year", rate=rate_text(float(part))))
        else:
            parts.append(funder_words(part) if part in FUNDERS else name_words(part))
    return say(", ").join(parts)


def name_words(name: str) -> str:
    """A name or a word of the tables in the language of now: of a variant, a perspective."""
    return study_words(plain_words(name))


def spoken_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row with its titles in the language of now."""
    return {
        str(name): study_words(value) if name in TITLES and isinstance(value, str) else value
        for name, value in row.items()
    }


def amount(value: float, error: float, currency: str) -> str:
    """Money with its standard error, both as exact as the error allows."""
    plain = money(value, currency, error)
    if not isfinite(error) or error <= ROUNDING * abs(value):
        return plain
    own = money(error, currency, 0.0)
    return say("{value} (standard error {error})", value=plain, error=own)


def money(value: float, currency: str, error: float = float("nan")) -> str:
    """Money alone, as exact as its error allows where it has one."""
    return money_text(value, Estimate(value, value, value, error), currency)


def rows_of(decision: Decision, name: str) -> Rows:
    """Rows of a table; none where the run does not allow it."""
    frame = decision.frame(name)
    return [] if frame is None else [spoken_row(row) for row in frame.to_dict("records")]


def currency_of(decision: Decision) -> str:
    """The money of all figures."""
    return str(decision.framing.worth.attrs["currency"])


def percent(share: float) -> str:
    """A share as whole per cent."""
    return whole_percent(100.0 * share)


def two_digits(share: float) -> str:
    """A share as per cent with two digits that count."""
    digits = f"{100.0 * abs(share):.2g}"
    if "e" in digits:
        return say("{value}\u00a0%", value=signed(digits, share))
    decimals = len(digits.partition(".")[2])
    return say("{value}\u00a0%", value=signed(decimal_text(100.0 * share, decimals), share))


def limit_words(row: Mapping[str, Any], framing: Framing) -> str:
    """A limit of the box in words."""
    return _limit(row, "limit", framing, input=input_title(framing.record, str(row["input"])))


def bare_limit(row: Mapping[str, Any], framing: Framing) -> str:
    """The same without the input."""
    return _limit(row, "bare_limit", framing)


def _limit(row: Mapping[str, Any], key: str, framing: Framing, **named: str) -> str:
    low, high = float(row["low"]), float(row["high"])
    unit, currency = framing.unit(str(row["input"])), str(framing.worth.attrs["currency"])
    least, most = (value_words(end, unit, currency) for end in (low, high))
    if isfinite(low) and isfinite(high):
        return sentence(f"{key}_between", low=least, high=most, **named)
    if isfinite(low):
        return sentence(f"{key}_above", low=least, **named)
    return sentence(f"{key}_below", high=most, **named)


def value_words(value: float, unit: str, currency: str) -> str:
    """A value of an input with its unit: `KES 7,376 per year`, `67 %`, `63 days`."""
    measured, *each = unit.split("_per_")
    if not isfinite(value):
        return ""
    if measured == "money":
        return for_each(money(value, currency), each)
    if measured in AS_PER_CENT:
        return for_each(two_digits(value), each)
    if measured == "days":
        return counted("{number} day", "{number} days", value, number=number(value))
    return number(value)


def number(value: float) -> str:
    """Three digits, without powers of ten."""
    digits = f"{abs(value):.3g}"
    if abs(value) >= 1000.0:
        return signed(decimal_text(value), value)
    if "e" in digits:
        return f"{value:.3g}"
    return signed(decimal_text(value, len(digits.partition(".")[2])), value)
