"""Closed days as a file of services has them: stretches of the year that come back every year.

Apart from `court_calendar`, since files are checked without any heavy library.
"""

from __future__ import annotations

from collections.abc import Sequence

from justice_finance.vocabulary import DAYS_PER_YEAR


def recurring(days: Sequence[tuple[float, float]], years: int) -> list[tuple[float, float]]:
    """Closures that come back every year, in order and apart.

    Parameters
    ----------
    days : sequence of pairs
        First and last closed day of the year, 1 .. 365. A last day before the first runs on into
        the next year.
    years : int

    Returns
    -------
    list of pairs
        Days from day 0, within the years; stretches that touch are one.
    """
    horizon = DAYS_PER_YEAR * years
    stretches = []
    for first, last in days:
        length = last - first + 1.0 + (DAYS_PER_YEAR if last < first else 0.0)
        for year in range(-1, years):
            begin = DAYS_PER_YEAR * year + first - 1.0
            stretches.append((max(0.0, begin), min(horizon, begin + length)))
    apart: list[tuple[float, float]] = []
    for begin, end in sorted(stretches):
        if end <= begin:
            continue
        if apart and begin <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((begin, end))
    return apart
