"""What every engine returns for one scenario: how many people went where, and how long it took.

Axes: D draws, Y years, L lumps (classes that move alike; an engine that lumps nothing has L = C),
N states, V services. All arrays are float64. Counts are people (problems), times are person-days.
A class's flow is its lump's flow times its share of the lump.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.waits import Waits

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Flows:
    """Flows and stocks of one scenario.

    Attributes
    ----------
    lump_of_class : int array (C,)
        Lump of each class.
    share_of_lump : array (D, C)
        Share of its lump's people who are of this class; sums to one over a lump.
    fresh, returned, knocked_on : arrays (D, Y, L)
        Problems that began of themselves, came back after a resolution, were set off by an
        unresolved problem.
    entries : array (D, Y, L, N)
        Arrivals in each state, ends included.
    open_days : array (D, Y, L, N)
        Person-days in each state that is not an end (waiting, queueing, notice, sittings, gaps).
    lingering_days : array (D, Y, L)
        Person-days of continuing loss after the journey ended: no resolution counts fully, a
        partial resolution with its remaining share, both fading with the half-life.
    waiting_days : array (D, Y, L, V)
        Person-days in the queue proper (due, and no server free).
    visits, sittings, completed, gave_up, turned_away : arrays (D, Y, L, V)
        First sittings held, all sittings held, visits finished, people who left the queue,
        people who found it full.
    hours_used, hours_available : arrays (D, Y, V)
        Staff hours worked on sittings, and offered (infinite where a service has no limit).
    stock_end : array (D, Y, L, N)
        People in each state that is not an end, at the end of each year.
    queue_end : array (D, Y, V)
        People in the queue proper at the end of each year.
    dormant_end : array (D, Y, L)
        Problems that have ended and will come back or set off another later.
    lingering_end : array (D, Y, L)
        People (loss-weighted) still bearing a continuing loss after an end, at each year's end.
    opening_stock : array (D, L, N)
        People in each state on day 0.
    waits : Waits, optional
        How long people waited, where an engine that follows persons was asked to count it.
    """

    lump_of_class: IntArray
    share_of_lump: FloatArray
    fresh: FloatArray
    returned: FloatArray
    knocked_on: FloatArray
    entries: FloatArray
    open_days: FloatArray
    lingering_days: FloatArray
    waiting_days: FloatArray
    visits: FloatArray
    sittings: FloatArray
    completed: FloatArray
    gave_up: FloatArray
    turned_away: FloatArray
    hours_used: FloatArray
    hours_available: FloatArray
    stock_end: FloatArray
    queue_end: FloatArray
    dormant_end: FloatArray
    lingering_end: FloatArray
    opening_stock: FloatArray
    waits: Waits | None = None
