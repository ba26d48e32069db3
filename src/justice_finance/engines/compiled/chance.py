"""Times, moves and numbers of sittings of a compiled run, from the words that decide them."""

from __future__ import annotations

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.columns import beyond
from justice_finance.engines.compiled.layout import SCALE, SECOND, SHAPE, TIME, World
from justice_finance.engines.sampling import (
    FIXED,
    GAMMA,
    TABLE_CELLS,
    duration,
    time_left,
    uniform_of,
)

CELLS = TABLE_CELLS + 1


def time_of(w: World, which: int, value: int, component: int) -> float:
    """A random time from its index and the two words that decide it."""
    here, form = which * TIME, w.time_form[which]
    scale = w.time_numbers[here + SCALE]
    if form == FIXED:  # the words need not be looked at
        return scale
    shape, second = w.time_numbers[here + SHAPE], w.time_numbers[here + SECOND]
    if form == GAMMA:
        table = beyond(w.tables, w.time_table[which] * CELLS)
        return duration(form, scale, shape, second, table, uniform_of(value), 0.0)
    nothing = beyond(w.tables, 0)
    return duration(form, scale, shape, second, nothing, uniform_of(value), uniform_of(component))


def left_of(w: World, which: int, value: int, component: int) -> float:
    """What is left of a random time that was under way on day 0."""
    here, form = which * TIME, w.time_form[which]
    scale, shape, second = (
        w.time_numbers[here + SCALE],
        w.time_numbers[here + SHAPE],
        w.time_numbers[here + SECOND],
    )
    table = beyond(w.tables, w.time_table[which] * CELLS)
    return time_left(form, scale, shape, second, table, uniform_of(value), uniform_of(component))


def pick(w: World, row: int, word: int) -> int:
    """Go along a row until the uniform is passed; most first bits of a word say where to."""
    cell = w.guide[row * at.GUIDE + (word >> at.GUIDE_SHIFT)]
    if cell & at.HEAD == 0:
        return cell
    place, uniform = cell ^ at.HEAD, uniform_of(word)
    while uniform >= w.bounds[place]:
        place += 1
    return w.targets[place]


def move_on(w: World, slot: int) -> int:
    """The state that a person goes to from the present one, or NO_WAY if no move leads on."""
    here = slot * at.WIDE
    cell = w.people[here + at.CLASS] * w.marks[at.STATES] + w.people[here + at.STATE]
    row = w.row[w.marks[at.STATES_OF_YEAR] + cell]
    if row < 0:
        w.marks[at.FAILED_CLASS] = w.people[here + at.CLASS]
        w.marks[at.FAILED_STATE] = w.people[here + at.STATE]
        return at.NO_WAY
    return pick(w, row, w.people[here + at.MOVE_WORD])
