"""The one loop: take what happens next, and let it happen.

The loop goes back to Python when a year ends, when an array is full, and now and then to fit the
calendar; it then goes on where it was.
"""

from __future__ import annotations

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.calendar import add, comes_before, first, rehang, take_first
from justice_finance.engines.compiled.chance import move_on
from justice_finance.engines.compiled.closures import close_or_open, expect_closure, set_staff
from justice_finance.engines.compiled.columns import world_of
from justice_finance.engines.compiled.layout import (
    CLASS,
    NONE,
    NOWHERE,
    STATE,
    STATUS,
    VISIT,
    WIDE,
    World,
)
from justice_finance.engines.compiled.placing import place_all
from justice_finance.engines.compiled.rules import (
    candidate_comes,
    come_again,
    enter,
    expect_candidate,
    leave,
)
from justice_finance.engines.compiled.services import complete, fall_due, give_up
from justice_finance.engines.compiled.tally import close_year
from justice_finance.engines.steps import Leaving
from justice_finance.vocabulary import DAYS_PER_YEAR

MOVED, GAVE_UP, TURNED_AWAY = int(Leaving.MOVED), int(Leaving.GAVE_UP), int(Leaving.TURNED_AWAY)
RUN, PLACE, REHANG = range(3)


def entry(addresses: at.Wholes, task: int) -> int:
    """Do one of three tasks: put those of day 0 in place, hang up the calendar anew, or run."""
    w = world_of(addresses)
    if task == PLACE:
        place_all(w)
        return at.DONE
    if task == REHANG:
        rehang(w)
        return at.DONE
    return run_on(w)


def run_on(w: World) -> int:
    """Run until there is a reason to go back, and say which."""
    if w.marks[at.BEGINS]:
        _begin_year(w)
    classes = w.marks[at.CLASSES]
    while True:
        if w.marks[at.STOPS]:
            reason = _out_of_room(w)
            if reason:
                return reason
        slot, state = w.marks[at.NEXT], NOWHERE
        if slot != NONE and not comes_before(w, slot):
            w.marks[at.NEXT] = NONE
        else:
            if w.marks[at.UNTIL_FIT] <= 0 and slot == NONE:
                return at.FIT
            slot = first(w)
            if slot == NONE:
                close_year(w)
                return at.DONE
            take_first(w, slot)
            w.clock[at.NOW] = w.times[slot * at.HAND + at.AT]
            w.marks[at.UNTIL_FIT] -= 1
            if slot <= classes:  # told by the number: what is pending need not be read first
                if slot == 0:
                    close_year(w)
                    return at.YEAR_ENDED
                slot = candidate_comes(w, slot)
                if slot == NONE:
                    continue
                state = _begin(w, slot)
            elif w.people[slot * WIDE + STATUS] >= at.CLOSING:
                close_or_open(w, slot)
                continue
        failure = _live_on(w, slot, state)
        if failure:
            return failure


def _out_of_room(w: World) -> int:
    """What there is no more room for, or 0."""
    if w.marks[at.ROWS] > w.marks[at.LOG_ROOM] - at.ROWS_OF_AN_EVENT:
        return at.LOG_FULL
    if w.marks[at.USED] >= w.marks[at.SLOTS]:
        return at.NO_ROOM
    w.marks[at.STOPS] = 0
    return 0


def _live_on(w: World, slot: int, state: int) -> int:
    """Let a person enter a state (or what is pending happen) and all that follows at once.

    0, or why it cannot.
    """
    status = w.people[slot * WIDE + STATUS]
    while True:
        if state < 0:
            state = happen(w, slot, status)
            if state < 0:
                return NOWHERE - state
        status = enter(w, slot, state)
        if status == at.FREE:
            return 0
        if w.marks[at.STOPS] or comes_before(w, slot):
            w.marks[at.NEXT] = slot
            return 0
        state = NOWHERE


def happen(w: World, slot: int, status: int) -> int:
    """Let what is pending in a slot happen: the state to enter, NOWHERE, or below why it cannot."""
    if status == at.RETURNING or status == at.SETTING_OFF:
        if not come_again(w, slot):
            return NOWHERE - at.NO_CLASS
        return _begin(w, slot)
    if status == at.ASKED:
        if fall_due(w, slot):
            return NOWHERE
        cell = w.people[slot * WIDE + CLASS] * w.marks[at.STATES] + w.people[slot * WIDE + STATE]
        state = w.state_facts[cell * at.STATE_FACTS + at.TURNED_AWAY_TO]
        leaving = TURNED_AWAY
    elif status == at.IN_LINE:
        state = give_up(w, slot)
        leaving = GAVE_UP
    else:
        state = complete(w, slot) if status == at.AT_SITTING else move_on(w, slot)
        if state == NOWHERE:
            return NOWHERE
        if state < 0:
            return NOWHERE - at.NO_MOVE
        leaving = MOVED
    leave(w, slot, state, leaving)
    return state


def _begin(w: World, slot: int) -> int:
    """Begin a journey; its first state."""
    w.people[slot * WIDE + VISIT] = 0
    return w.class_facts[w.people[slot * WIDE + CLASS] * at.CLASS_FACTS + at.START]


def _begin_year(w: World) -> None:
    """Set the capacity of a year that begins, and wait for the next; on day 0, for people too."""
    w.marks[at.BEGINS] = 0
    year = w.marks[at.YEAR]
    w.marks[at.OF_YEAR] = year * w.marks[at.CLASSES]
    w.marks[at.STATES_OF_YEAR] = w.marks[at.OF_YEAR] * w.marks[at.STATES]
    w.marks[at.VISITS_OF_YEAR] = w.marks[at.OF_YEAR] * w.marks[at.SERVICES]
    w.marks[at.SERVICES_OF_YEAR] = year * w.marks[at.SERVICES]
    if year + 1 < w.marks[at.YEARS]:
        w.people[STATUS] = at.NEW_YEAR
        w.people[VISIT] = year + 1
        w.times[at.AT] = DAYS_PER_YEAR * (year + 1)
        add(w, 0)
    for service in range(w.marks[at.SERVICES]):
        if year == 0:
            expect_closure(w, service, 0)
        set_staff(w, service)
    if year == 0:
        for klass in range(w.marks[at.CLASSES]):
            expect_candidate(w, klass, 0)
