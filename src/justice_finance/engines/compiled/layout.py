"""Where everything of a compiled run lies: fields of a slot, counters, and the arrays themselves.

A *slot* holds one thing that is pending: a person at a step of the journey, a problem that lies
dormant, the next candidate of a class (slots 1 .. C), a service that closes or opens again (C + 1
.. C + V), or the beginning of the next year (slot 0). It has 16 whole numbers of 32 bits in
`people` and 4 floats in `times`: 96 bytes, used again when the person leaves. A position in a table
is (year x classes + class) x width + state or service.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
Words = NDArray[np.uint32]

NONE = 0xFFFFFFFF  # no slot, no site
HEAD = 0x80000000  # in BEFORE: first of the bucket whose number stands in the other bits

# Fields of a slot in `people`
WIDE = 16
LOW, HIGH = 0, 1  # the person's number, in halves
CLASS, STATE, VISIT = 2, 3, 4
STATUS = 5
SITE = 6  # NONE where a service has no limit
SITTING = 7  # the one held or waited for
SITTINGS = SITTINGS_WORD = 8  # how many there will be; where not settled, what decides it
AFTER, BEFORE = 9, 10  # in the calendar; AFTER also links free slots; BEFORE is NONE outside it
BEHIND, AHEAD = 11, 12  # in line
PATIENCE_WORD = 11  # before: which uniform decides how long patience lasts,
MOVE_WORD = 13  # and which the move
WORK_WORD, COMPONENT_WORD = 14, 15  # what decides the work of the sitting to come

# Fields of a slot in `times`
HAND = 4
AT = 0  # when what is pending happens
ARRIVED = 1  # in the present state
SINCE = 2  # in line: since when due; at a sitting: when it began
SURVIVAL = 3  # chance that as many sittings have followed as did

# What is pending in a slot (STATUS)
FREE, WAITING, ASKED, IN_LINE, AT_SITTING, RETURNING, SETTING_OFF, CANDIDATE, NEW_YEAR = range(9)
CLOSING, OPENING_AGAIN = 9, 10

# Whole numbers of the run, in `marks`
(
    YEAR,
    FIRST_FREE,
    USED,  # slots ever used
    BUCKET,  # number of the present bucket, counted from day 0 without end
    BUCKETS,  # a power of two
    NEXT,  # slot that falls due at this very moment and is not in the calendar
    KEY0,
    KEY1,
    CLASSES,
    STATES,
    SERVICES,
    YEARS,
    SERIOUSNESS,
    GROUPS,
    EVENTS,  # until the calendar was last fitted
    UNTIL_FIT,  # events left until it is fitted again
    FIT_AFTER,  # events between
    ROWS,  # of the log that are filled
    STOPS,  # 1: there may be no more room for slots or rows
    LOGS,
    COUNTS_WAITS,
    FAILED_CLASS,
    FAILED_STATE,
    BEGINS,  # 1: the year has just begun, and its capacity is not yet set
    SLOTS,  # room for them
    LOG_ROOM,  # rows of the log
    WAIT_EDGES,
    OPENING_GROUPS,
    PLACE,  # of the present bucket in `heads`
    OF_YEAR,  # first class of the present year in a table of years and classes
    STATES_OF_YEAR,  # and its first class and state,
    VISITS_OF_YEAR,  # and class and service,
    SERVICES_OF_YEAR,  # and service
    AHEAD_SLOT,  # whose luck was made last, or NONE:
    AHEAD_VISIT,  # of which step (and, if it lies in a class's part of `luck`, of the step before)
    AHEAD_AT,  # and where it begins in `luck`; that of its first sitting lies in the next row
) = range(36)
MARKS = 36

# Times of the run, in `clock`
NOW, PER_DAY, BUCKET_END, YEAR_START, YEAR_END, HORIZON, FADING, FITTED_AT = range(8)
CLOCK = 8  # PER_DAY: buckets; BUCKET_END: of the present one, in buckets since day 0

# Where a person goes whom no state awaits, or no move leads to one
NOWHERE, NO_WAY = -1, -2

# Why the kernel came back
DONE, YEAR_ENDED, NO_ROOM, LOG_FULL, NO_MOVE, NO_CLASS, FIT = range(7)

# Counters of a class and state, a class and service, a class, a service, a site, a line
PER_STATE = 4
ENTRIES, OPEN_HIGH, OPEN_LOW, STOCK = range(4)
PER_SERVICE = 8
VISITS, SITTINGS_HELD, COMPLETED, GAVE_UP, TURNED_AWAY, LINE_HIGH, LINE_LOW = range(7)
PER_CLASS = 4
FRESH, RETURNED, KNOCKED_ON, DORMANT = range(4)
HOURS_HIGH, HOURS_LOW, QUEUE = range(3)
PER_SITE = 3
SERVERS, BUSY, IN_QUEUE = range(3)

# Facts of a service, of a class, of a class and state
SERVICE_FACTS = 8
LIMITED, FIRST_SITE, SITES, FIRST_LINE, RANKS, GEOMETRIC, FIRST_CLOSURE, CLOSURES = range(8)
CLASS_FACTS = 3
PROBLEM, GROUP, START = range(3)
STATE_FACTS = 2
GIVES_UP_TO, TURNED_AWAY_TO = range(2)
AGAIN = 2
WEIGHT, SHARE = range(2)
PACE = 3
DAYS_PER_HOUR, NOTICE, PATIENCE = range(3)
TIME = 3
SCALE, SHAPE, SECOND = range(3)

# Cells guide into a row, one for each value of the first six bits of a word
GUIDE = 64
GUIDE_SHIFT = 26

# Luck made before it is asked for (`luck`), in rows of four blocks: of one step and its first
# sitting, of two sittings, then of two times four candidates a class
LANES = 4
ROW = 4 * LANES
LUCK_OF_SITTINGS = 2 * ROW
LUCK_OF_CANDIDATES = 4 * ROW
LUCK_OF_CLASS = 2 * 4 * ROW

# A row of the log
LOG_WHOLE = 9
LOG_FLOAT = 4
ROWS_OF_AN_EVENT = 4


class World(NamedTuple):
    """All arrays of one run: what changes first, then what is only read. All are flat.

    Of a time, an index into `time_form`, `time_numbers` (x 3) and `time_table`.
    """

    frame: Wholes  # addresses of all these arrays, then `marks` and `clock` themselves
    people: Words  # slots x 16
    times: Floats  # slots x 4
    heads: Words  # buckets: what hangs foremost
    filled: Wholes  # buckets / 64: a bit for each that is not empty
    lines: Words  # lines x (first, last)
    sites: Wholes  # sites x 3
    marks: Wholes
    clock: Floats
    luck: Words  # 64, then classes x 128: words made before they are asked for
    next_gap: Floats  # classes x 8: days before each of the candidates whose luck is made
    by_state: Wholes  # classes x states x 4
    by_service: Wholes  # classes x services x 8
    by_class: Wholes  # classes x 4
    hours: Wholes  # services x 3
    lingering: Floats  # classes x (person-days of the year, amount at its end)
    waits: Wholes  # kinds of wait x classes x services x bins, or nothing
    waits_of_year: Wholes  # kinds of wait x services x bins, or nothing
    wait_sums: Floats  # kinds of wait x classes x services x (sum, sum of squares), or nothing
    more: Wholes  # slots x (parent, origin, sittings begun), for the log only
    firsts: Floats  # slots x (first due, started), for the log only
    log_whole: Wholes
    log_float: Floats

    kind: Wholes  # states
    service_of: Wholes  # states
    class_facts: Wholes  # classes x 3
    state_facts: Wholes  # classes x states x 2
    again: Floats  # classes x states x 2
    again_time: Wholes  # classes x states
    service_facts: Wholes  # services x 8
    closures: Floats  # days of closing and of opening again, in turn
    room: Floats  # services: people in line at each site before others are turned away
    rank: Wholes  # classes x services: which line of a site
    servers: Wholes  # years x services
    pace: Floats  # years x services x 3
    parties: Wholes  # years x services: a time
    wait: Wholes  # years x classes x states: a time
    work: Wholes  # years x classes x services: a time
    row: Wholes  # years x classes x states: a row
    least: Wholes  # years x classes x services: sittings
    one_more: Floats  # chance of one more than `least`
    another: Floats  # chance that another follows
    round_keys: Wholes  # rounds x 2 x lanes
    gap: Floats  # classes: mean days between candidates; 0: there are none
    kept: Floats  # years x classes
    knock_on_row: Wholes  # problems: a row
    seriousness_row: Wholes  # problems: a row
    class_of: Wholes  # problems x groups x seriousness
    wait_edges: Floats  # between the bins of `waits`
    guide: Words  # rows x 64: the target if the first bits settle it; else HEAD + where to begin
    bounds: Floats  # cumulated shares, the last of a row infinite
    targets: Wholes
    time_form: Wholes
    time_numbers: Floats
    time_table: Wholes
    tables: Floats  # tables x (TABLE_CELLS + 1)
    groups: Wholes  # groups of day 0 x 5
    group_numbers: Floats  # groups of day 0 x 3, then classes


def storage_of(name: str) -> str:
    """The type in which an array of the world is stored."""
    if name in ("people", "heads", "lines", "luck", "guide"):
        return "uint32"
    return "float64" if name in FLOATS else "int64"


FLOATS = frozenset(
    """times clock lingering wait_sums firsts log_float again room closures pace one_more another
    next_gap gap kept wait_edges bounds time_numbers tables group_numbers""".split()
)
