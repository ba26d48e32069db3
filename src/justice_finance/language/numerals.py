"""Digits, groups and decimal marks as a language writes them (CLDR, by Babel)."""

from __future__ import annotations

from functools import lru_cache

from justice_finance.language.speaking import spoken

LEFT_TO_RIGHT = "\u200e"
"""Keeps a sign before its digits, and a year before its month, where text runs from the right."""


def decimal_text(value: float, decimals: int = 0, *, grouped: bool = True) -> str:
    """The absolute value of a number with so many digits behind the decimal mark.

    Examples
    --------
    >>> decimal_text(1234567.891, 1)
    '1,234,567.9'
    """
    text = f"{abs(value):,.{decimals}f}" if grouped else f"{abs(value):.{decimals}f}"
    language = spoken()
    if language.code == "en":
        return text
    whole, _, behind = text.partition(".")
    group, mark = _marks(language.code)
    digits = len(whole.replace(",", ""))
    group = group if digits >= language.least_digits_grouped else ""
    return whole.replace(",", group) + (mark + behind if behind else "")


def date_text(date: str) -> str:
    """A date written year first, so that it stays in that order in every language."""
    return LEFT_TO_RIGHT + date if date and spoken().right_to_left else date


@lru_cache(maxsize=8)
def _marks(code: str) -> tuple[str, str]:
    """What stands between groups of three digits, and before decimals."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return (
        get_group_symbol(code, numbering_system="latn"),
        get_decimal_symbol(code, numbering_system="latn"),
    )
