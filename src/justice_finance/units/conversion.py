"""Conversions between units that need no price table: periods, and services given once.

A year is 365 days and a month 365/12 days, everywhere. A working day is not a calendar day, so
nothing turns an amount per day into an amount per month or year. A service given once may be
counted as a visit, a case, a client, a participant, a dispute or a problem (`names.GIVEN_ONCE`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from justice_finance.errors import Mistakes, Place, UnitError
from justice_finance.units.names import GIVEN_ONCE, PERIODS, Unit, find_unit, nearest_unit
from justice_finance.vocabulary import DAYS_PER_MONTH, DAYS_PER_YEAR

DAYS_IN: Mapping[str, float] = MappingProxyType(
    {"day": 1.0, "month": DAYS_PER_MONTH, "year": DAYS_PER_YEAR}
)


def factor_between(unit_from: str, unit_to: str) -> float | None:
    """What a number in one unit is multiplied by to stand in another.

    Parameters
    ----------
    unit_from, unit_to : str
        Units of `names`; money in one currency and price year on both sides.

    Returns
    -------
    float or None
        None if no factor exists, or if a unit is not in the vocabulary.
    """
    start, end = find_unit(unit_from), find_unit(unit_to)
    if start is None or end is None:
        return None
    if start == end:
        return 1.0
    measured = _measured_factor(start.measured, end.measured)
    each = _for_each_factor(start, end)
    return None if measured is None or each is None else measured * each


def convert(value: float, unit_from: str, unit_to: str, place: Place | None = None) -> float:
    """Bring a number from one unit to another.

    Parameters
    ----------
    value : float
        In `unit_from`.
    unit_from, unit_to : str
        Units of `names`.
    place : Place, optional
        Where the number was written, for the message.

    Returns
    -------
    float
        In `unit_to`.

    Raises
    ------
    UnitError
        If a unit is unknown or the two do not measure the same.
    """
    mistakes = Mistakes()
    for name in (unit_from, unit_to):
        if find_unit(name) is None:
            add_unknown_unit(mistakes, name, place or Place())
    mistakes.raise_if_any(UnitError)
    factor = factor_between(unit_from, unit_to)
    if factor is None:
        mistakes.add(
            "unit_mismatch",
            place or Place(),
            found=f"a value in `{unit_from}`",
            expected=f"a value that can be expressed in `{unit_to}`",
            do="check what the number measures, and for each of what",
        )
        raise UnitError(list(mistakes))
    return value * factor


def add_unknown_unit(mistakes: Mistakes, name: str, place: Place) -> None:
    """Note that a unit is not in the vocabulary, with the nearest one that is."""
    near = nearest_unit(name)
    mistakes.add(
        "unit_unknown",
        place,
        found=f"`{name}`",
        expected="a unit of the closed vocabulary, such as `share`, `days` or `money_per_case`",
        do=f"write `{near}`" if near else "choose one of the list in units/names.py",
    )


def _measured_factor(start: str, end: str) -> float | None:
    if start == end:
        return 1.0
    if start.endswith("s") and end.endswith("s"):
        days = DAYS_IN.get(start[:-1]), DAYS_IN.get(end[:-1])
        if days[0] is not None and days[1] is not None:
            return days[0] / days[1]
    return None


def _for_each_factor(start: Unit, end: Unit) -> float | None:
    """Factor of the words after `_per_`, which must pair off one by one."""
    if len(start.per) != len(end.per):
        return None
    factor = 1.0
    for before, after in zip(start.per, end.per, strict=True):
        if before == after or (before in GIVEN_ONCE and after in GIVEN_ONCE):
            continue
        if before in PERIODS and after in PERIODS:
            factor *= DAYS_IN[after] / DAYS_IN[before]
        else:
            return None
    return factor
