"""Sums of times that do not depend on the order in which they are added.

A time is counted in whole ticks of 2^-40 (of a day: a tenth of a microsecond) and whole numbers add
up exactly, so that the same people give the same sum to the last bit whatever the order in which
they are looked at, however the work is cut and on however many processes it is done.

A sum has no bound here: Python's whole numbers grow, and `compiled.tally` takes two machine words,
as a nation's year of days has more ticks than one holds. A single time must be below 2^23 days or
hours; each lies within one year.
"""

from __future__ import annotations

TICKS = 1099511627776.0
"""Ticks in one day (or one hour): 2^40, so that multiplying a float by it is exact."""


def ticks_of(time: float) -> int:
    """Whole ticks of a time that is not negative; what is left of a tick is dropped."""
    return int(time * TICKS)


def times_of(ticks: list[int]) -> list[float]:
    """Sums of ticks as times, each rounded once."""
    return [total / TICKS for total in ticks]
