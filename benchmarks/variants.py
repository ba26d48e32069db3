"""The two variants of a network that are measured, and what the full one adds to its file.

`portable` is what every simulator can say: first come first served, nobody gives up. `full` has
the urgent people and the patience of the network file, and the features below, which JJ-12 does
not have. Like the network itself their figures are invented: they are there to be worked through,
not to describe a justice system.
"""

from __future__ import annotations

from dataclasses import dataclass

PORTABLE = "portable"
FULL = "full"
VARIANTS = (PORTABLE, FULL)

URGENT_SHARE = 0.2
"""Share of people who are served before the others; the network file says so in words."""


@dataclass(frozen=True)
class Additions:
    """Features of `full` beyond the network file.

    Attributes
    ----------
    every : int
        Services at positions 1, 1 + every, ... of the file hold cases in sittings.
    mean_sittings : float
        Mean of a geometric number; the work of a visit is divided among them, so that the load
        stays.
    notice_days : float
        Between asking for a later sitting (or the first) and its falling due.
    parties_days : float
        Mean of the parties' own exponential delay before a later sitting is asked for.
    queue_limit_per_server : float
        A service turns people away (to no_resolution) when so many stand in line for each server
        it has in the file; at least 1.
    capacity_by_year : tuple of float
        Servers in each year by those of the file, rounded to whole servers, at least one; repeated
        when the years are more.
    price_of_visit, price_of_sitting, price_of_staff_year : float
        Invented money, summed by year, service and class.
    """

    every: int = 3
    mean_sittings: float = 2.0
    notice_days: float = 2.0
    parties_days: float = 5.0
    queue_limit_per_server: float = 0.5
    capacity_by_year: tuple[float, ...] = (1.0, 1.0, 0.9, 1.1)
    price_of_visit: float = 10.0
    price_of_sitting: float = 25.0
    price_of_staff_year: float = 12_000.0


ADDITIONS = Additions()
NETWORK_ONLY: Additions | None = None
"""The full variant of the network file alone, for simulators that cannot do the rest."""
