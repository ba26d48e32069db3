"""Times, moves and numbers of sittings of a compiled run, from the words that decide them."""

from __future__ import annotations

from justice_finance.engines.addresses import SITTING
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.columns import beyond
from justice_finance.engines.compiled.layout import SCALE, SECOND, SHAPE, TIME, VISIT, WIDE, World
from justice_finance.engines.compiled.luck import words_of
from justice_finance.engines.sampling import GAMMA, TABLE_CELLS, duration, time_left, uniform_of

CELLS = TABLE_CELLS + 1


def time_of(w: World, which: int, value: int, component: int) -> float:
    """A random time from its index and the two words that decide it."""
    here, form = which * TIME, w.time_form[which]
    scale, shape, second = (
        w.time_numbers[here + SCALE],
        w.time_numbers[here + SHAPE],
        w.time_numbers[here + SECOND],
    )
    if form == GAMMA:
        table = beyond(w.tables, w.time_table[which] * CELLS)
        return duration(form, scale, shape, second, table, uniform_of(value), 0.0)
    nothing = w.bounds
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


def pick(w: World, place: int, word: int) -> int:
    """Go along a row until the uniform is passed."""
    uniform = uniform_of(word)
    while uniform >= w.bounds[place]:
        place += 1
    return w.targets[place]


def sitting_words(w: World, slot: int) -> tuple[int, int, int, int]:
    """Words of the sitting that a person holds."""
    here = slot * WIDE
    block = SITTING | (w.people[here + at.SITTING] << 8)
    return words_of(w, slot, w.people[here + VISIT], block)
