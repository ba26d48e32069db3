"""The operations of a step, as numbers: what a tape (`tapes`) is written in and the kernel reads.

An operation is a row of a table: its code, then up to nine whole numbers. Addresses are rows of
the working memory of a block of draws; `whole` says whether the last factor has a row for every
row (1) or one for all (0).
"""

from __future__ import annotations

WIDTH = 10
"""Numbers of an operation, its code included."""

# On neighbouring rows.
ZERO = 0  # to, -, -, rows
COPY = 1  # to = one: to, one, -, rows
ADD = 2  # to += one: to, one, -, rows
LESS = 3  # to -= one: to, one, -, rows
SUM = 4  # to = one + other: to, one, other, rows
SWEEP = 5  # what is too little to be anybody becomes zero: stock, -, -, rows
ADD_AT_START = 6  # to += one, in step 0 alone: to, one, -, rows
TAKE_DUE = 7  # to = what is due in this step, which is emptied: to, ring, -, rows, length
ADD_DUE = 8  # to += the same: to, ring, -, rows, length
NOBODY = 9  # it is a fault if there is anybody: one, rows

# With a factor.
PRODUCT = 10  # to = one x other: to, one, other, whole, rows
ADD_PRODUCT = 11  # to += one x other: to, one, other, whole, rows
QUOTIENT = 12  # to = one / other: to, one, other, whole, rows
PUT_DUE = 13  # the same as ADD_PRODUCT for what is due later: ..., lag, length, rows of a step
DRAIN = 14  # to = stock x rate; stock -= to: to, stock, rate, whole, rows
ADD_DRAIN = 15  # part = stock x rate; stock -= part; to += part: to, stock, rate, whole, rows

# On a queue.
GIVE_UP = 17  # queue, share, gone by row
MEASURE = 18  # hours of everybody who waits, anew: queue, hours, whole
SERVE = 19  # queue, hours, whole, due, rest
TURN_AWAY = 20  # queue, hours, whole, due, impatient or -1, gave up by row, turned away by row
HOLD_CHAINS = 21  # queue, hours, whole, due, rest, chains, joining

# Columns of the table of queues. Addresses are rows of the working memory.
SPLIT_AT, CELLS, ROWS, LEVELS, FIRST_LEVEL, PATIENT, LIMITED = range(7)
PEOPLE, JOINED, WORK, FIRST_WORK, LEFT, STAYING = range(7, 13)
SERVED, SCRATCH, WEIGHTS, GIVES_UP, REFUSABLE, LIMIT, BUCKETS, BEFORE = range(13, 21)
QUEUE_COLUMNS = 21

# Columns of the table of priorities: where its lists of cells begin and end.
LINE, FIRSTS, IMPATIENT, STEADY = 0, 2, 4, 6
LEVEL_COLUMNS = 8

# Columns of what changes in a queue from step to step.
OPEN_FROM, STORED = 0, 1
