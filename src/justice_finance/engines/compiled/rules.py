"""What happens at each event, in the order a person meets it: the rules of `engines.event`.

One function each: a problem begins, a state is entered, a wait ends, a sitting falls due, is held,
ends, or is given up; a journey ends, and may return or set off another problem. Every function
takes the world and the slot of a person.
"""

from __future__ import annotations

from justice_finance.engines.addresses import BEGINNING
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.chance import pick, time_of
from justice_finance.engines.compiled.layout import (
    ARRIVED,
    CLASS,
    HAND,
    NONE,
    NOW,
    STATE,
    STATUS,
    VISIT,
    WIDE,
    World,
)
from justice_finance.engines.compiled.log import (
    note_arrival,
    note_origin,
    note_parent,
    note_step,
    number_of,
)
from justice_finance.engines.compiled.luck import (
    become_child,
    first_sitting,
    kept_word,
    make_candidates,
    note_candidate,
    step_at_service,
    step_words,
    words_of,
)
from justice_finance.engines.compiled.services import begin_visit, choose_site
from justice_finance.engines.compiled.slots import free_slot, later, new_slot, soon
from justice_finance.engines.compiled.tally import linger, stay
from justice_finance.engines.sampling import uniform_of
from justice_finance.engines.steps import Leaving, Origin
from justice_finance.vocabulary import StateKind

WAIT = int(StateKind.WAIT)
SERVICE = int(StateKind.SERVICE)
RESOLUTION = int(StateKind.RESOLUTION)
FRESH, RETURNED, KNOCKED_ON = int(Origin.FRESH), int(Origin.RETURNED), int(Origin.KNOCKED_ON)
ENDED = int(Leaving.ENDED)


# Beginnings


def expect_candidate(w: World, klass: int, candidate: int) -> None:
    """Wait for the next problem of a class that would begin at the bounding rate."""
    mean = w.gap[klass]
    if mean <= 0.0:
        return
    if candidate & (at.LANES - 1) == 0:
        make_candidates(w, klass, candidate, mean)
    slot = 1 + klass
    w.people[slot * WIDE + at.LOW] = candidate & NONE
    w.people[slot * WIDE + at.HIGH] = (klass << 10) | (candidate >> 32)
    gap = w.next_gap[klass * 2 * at.LANES + (candidate & (2 * at.LANES - 1))]
    later(w, slot, gap, at.CANDIDATE)


def candidate_comes(w: World, pseudo: int) -> int:
    """Let a candidate be a person of this scenario, or not; and expect the next. The person."""
    klass = pseudo - 1
    low, high = w.people[pseudo * WIDE + at.LOW], w.people[pseudo * WIDE + at.HIGH]
    candidate = ((high & 0x3FF) << 32) | low
    kept = uniform_of(kept_word(w, klass, candidate))
    expect_candidate(w, klass, candidate + 1)
    if kept >= w.kept[w.marks[at.OF_YEAR] + klass]:
        return NONE
    w.by_class[klass * at.PER_CLASS + at.FRESH] += 1
    slot = new_slot(w)
    w.people[slot * WIDE + at.LOW] = low
    w.people[slot * WIDE + at.HIGH] = high
    w.people[slot * WIDE + CLASS] = klass
    note_candidate(w, slot, klass, candidate)
    note_parent(w, slot, -1)
    note_origin(w, slot, FRESH)
    return slot


def come_again(w: World, slot: int) -> bool:
    """A problem returns, or sets off another of the same group. False: of no class."""
    klass = w.people[slot * WIDE + CLASS]
    w.by_class[klass * at.PER_CLASS + at.DORMANT] -= 1
    if w.people[slot * WIDE + STATUS] == at.RETURNING:
        note_origin(w, slot, RETURNED)
        w.by_class[klass * at.PER_CLASS + at.RETURNED] += 1
    else:
        note_origin(w, slot, KNOCKED_ON)
        _, _, which, how_serious = words_of(w, slot, 0, BEGINNING)
        facts = klass * at.CLASS_FACTS
        problem = pick(w, w.knock_on_row[w.class_facts[facts + at.PROBLEM]], which)
        seriousness = pick(w, w.seriousness_row[problem], how_serious)
        cell = problem * w.marks[at.GROUPS] + w.class_facts[facts + at.GROUP]
        klass = w.class_of[cell * w.marks[at.SERIOUSNESS] + seriousness]
        if klass < 0:
            w.marks[at.FAILED_CLASS] = cell
            w.marks[at.FAILED_STATE] = seriousness
            return False
        w.people[slot * WIDE + CLASS] = klass
        w.by_class[klass * at.PER_CLASS + at.KNOCKED_ON] += 1
    return True


# States


def enter(w: World, slot: int, state: int) -> int:
    """Arrive in a state, now; what falls due at once there (`soon`), if anything does."""
    here = slot * WIDE
    klass = w.people[here + CLASS]
    w.people[here + STATE] = state
    w.times[slot * HAND + ARRIVED] = w.clock[NOW]
    cell = klass * w.marks[at.STATES] + state
    counts = cell * at.PER_STATE
    w.by_state[counts + at.ENTRIES] += 1
    note_arrival(w, slot)
    kind = w.kind[state]
    if kind > SERVICE:
        _end(w, slot, cell, kind)
        return at.FREE
    w.by_state[counts + at.STOCK] += 1
    visit = w.people[here + VISIT]
    if kind == WAIT:
        value, component, move, _ = step_words(w, slot, visit)
        w.people[here + at.MOVE_WORD] = move
        wait = w.wait[w.marks[at.STATES_OF_YEAR] + cell]
        return soon(w, slot, time_of(w, wait, value, component), at.WAITING)
    sittings, patience, move, _ = step_at_service(w, slot, visit)
    w.people[here + at.MOVE_WORD] = move
    w.people[here + at.PATIENCE_WORD] = patience
    value, component, _, _ = first_sitting(w)
    w.people[here + at.WORK_WORD] = value
    w.people[here + at.COMPONENT_WORD] = component
    service = w.service_of[state]
    choose_site(w, slot, service)
    begin_visit(w, slot, service, sittings)
    year = (w.marks[at.SERVICES_OF_YEAR] + service) * at.PACE
    return soon(w, slot, w.pace[year + at.NOTICE], at.ASKED)


def leave(w: World, slot: int, next_state: int, leaving: int) -> None:
    """Go from a state that is no end; to another, which is then entered."""
    here = slot * WIDE
    cell = w.people[here + CLASS] * w.marks[at.STATES] + w.people[here + STATE]
    stay(w, slot, cell, w.clock[NOW])
    w.by_state[cell * at.PER_STATE + at.STOCK] -= 1
    note_step(w, slot, next_state, leaving)
    w.people[here + VISIT] += 1


# Ends


def _end(w: World, slot: int, cell: int, kind: int) -> None:
    """A journey ends; it may come again."""
    here = slot * WIDE
    klass = w.people[here + CLASS]
    weight = w.again[cell * at.AGAIN + at.WEIGHT]
    if weight > 0.0:
        linger(w, klass, weight, w.clock[NOW])
    note_step(w, slot, -1, ENDED)
    share = w.again[cell * at.AGAIN + at.SHARE]
    if share > 0.0:
        visit = w.people[here + VISIT]
        value, component, _, comes_back = step_words(w, slot, visit)
        if uniform_of(comes_back) < share:
            delay = time_of(w, w.again_time[cell], value, component)
            lie_dormant(
                w, slot, klass, delay, at.RETURNING if kind == RESOLUTION else at.SETTING_OFF
            )
            return
    free_slot(w, slot)


def lie_dormant(w: World, slot: int, klass: int, delay: float, status: int) -> None:
    """A problem that has ended will come back, or set off another, after a delay."""
    w.by_class[klass * at.PER_CLASS + at.DORMANT] += 1
    if w.clock[NOW] + delay >= w.clock[at.HORIZON]:
        free_slot(w, slot)
        return
    note_parent(w, slot, number_of(w, slot))
    become_child(w, slot)
    w.people[slot * WIDE + VISIT] = 0
    later(w, slot, delay, status)
