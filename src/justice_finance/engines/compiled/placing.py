"""Put those there on day 0 into slots: the rules of `event.opening`, one person after another.

A row of `groups`: kind, class, state, people, index of the time left, whether the line is one
that people join (as numbers: see `GROUP`). Those in line are linked afterwards, all at once.
"""

from __future__ import annotations

from justice_finance.engines.addresses import OPENING, OPENING_BIT, OPENING_VISIT, STEP, OpeningKind
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.chance import left_of
from justice_finance.engines.compiled.layout import HAND, NONE, STATE, STATUS, WIDE, World
from justice_finance.engines.compiled.log import note_arrival, note_due, note_origin, note_parent
from justice_finance.engines.compiled.luck import sitting_words, words_of
from justice_finance.engines.compiled.rules import lie_dormant
from justice_finance.engines.compiled.services import (
    begin_visit,
    choose_site,
    lose_patience,
)
from justice_finance.engines.compiled.slots import later, new_slot
from justice_finance.engines.compiled.tally import linger
from justice_finance.engines.sampling import uniform_of
from justice_finance.engines.steps import Origin

GROUP = 5
KIND, CLASS_OF_GROUP, STATE_OF_GROUP, PEOPLE, TIME_LEFT = range(GROUP)
NUMBERS = 3
LATER_SHARE, QUEUE_DAYS, PARTIES = range(NUMBERS)

AT_WAIT = int(OpeningKind.WAITING)
QUEUEING = int(OpeningKind.QUEUEING)
BETWEEN = int(OpeningKind.BETWEEN_SITTINGS)
DORMANT_RETURN = int(OpeningKind.DORMANT_RETURN)
FROM_DAY_0 = int(Origin.OPENING)


def place_all(w: World) -> None:
    """Put everyone of every group into a slot; then let losses of before begin to fade."""
    count = w.marks[at.OPENING_GROUPS]
    for group in range(count):
        for number in range(w.groups[group * GROUP + PEOPLE]):
            _place(w, group, number)
    for klass in range(w.marks[at.CLASSES]):
        amount = w.group_numbers[count * NUMBERS + klass]
        if amount != 0.0:
            linger(w, klass, amount, 0.0)


def _place(w: World, group: int, number: int) -> None:
    facts = group * GROUP
    kind, klass = w.groups[facts + KIND], w.groups[facts + CLASS_OF_GROUP]
    state, time_left = w.groups[facts + STATE_OF_GROUP], w.groups[facts + TIME_LEFT]
    slot = new_slot(w)
    here = slot * WIDE
    w.people[here + at.LOW] = number
    w.people[here + at.HIGH] = (OPENING_BIT >> 32) | (kind << 26) | (klass << 10) | state
    w.people[here + at.CLASS] = klass
    w.people[here + STATE] = state
    w.people[here + at.VISIT] = 0
    w.people[here + at.BEFORE] = NONE
    w.times[slot * HAND + at.ARRIVED] = 0.0
    note_parent(w, slot, -1)
    note_origin(w, slot, FROM_DAY_0)
    note_arrival(w, slot)
    value, component, stage, _ = words_of(w, slot, 0, OPENING)
    if kind >= DORMANT_RETURN:
        status = at.RETURNING if kind == DORMANT_RETURN else at.SETTING_OFF
        lie_dormant(w, slot, klass, left_of(w, time_left, value, component), status)
        return
    w.by_state[(klass * w.marks[at.STATES] + state) * at.PER_STATE + at.STOCK] += 1
    sittings, patience, move, _ = words_of(w, slot, 0, STEP)
    w.people[here + at.MOVE_WORD] = move
    w.people[here + at.PATIENCE_WORD] = patience
    if kind == AT_WAIT:
        later(w, slot, left_of(w, time_left, value, component), at.WAITING)
        return
    service = w.service_of[state]
    choose_site(w, slot, service)
    joined, is_later, which, left = words_of(w, slot, 0, OPENING_VISIT)
    if kind == QUEUEING:
        if uniform_of(is_later) < w.group_numbers[group * NUMBERS + LATER_SHARE]:
            begin_underway(w, slot, service, which, left)
        else:
            begin_visit(w, slot, service, sittings)
        share = (number + uniform_of(joined)) / w.groups[facts + PEOPLE]
        _stand_in_line(
            w, slot, service, -w.group_numbers[group * NUMBERS + QUEUE_DAYS] * (1.0 - share)
        )
        return
    begin_underway(w, slot, service, which, left)
    _keep_work(w, slot)
    notice = w.pace[service * at.PACE + at.NOTICE]
    parties = w.group_numbers[group * NUMBERS + PARTIES]
    delay = uniform_of(value) * notice
    if uniform_of(stage) * (parties + notice) < parties:
        delay = left_of(w, time_left, value, component) + notice
    later(w, slot, delay, at.ASKED)


def _stand_in_line(w: World, slot: int, service: int, due: float) -> None:
    """Be in line since before day 0; where there is no line, fall due on day 0."""
    here = slot * WIDE
    _keep_work(w, slot)
    if w.people[here + at.SITE] == NONE:
        later(w, slot, 0.0, at.ASKED)
        return
    w.times[slot * HAND + at.SINCE] = due
    w.people[here + STATUS] = at.IN_LINE
    if w.people[here + at.SITTING] == 1:
        note_due(w, slot, due)
        lose_patience(w, slot, service, w.people[here + at.PATIENCE_WORD])


def _keep_work(w: World, slot: int) -> None:
    """Keep what decides the work of the sitting to come."""
    value, component, _, _ = sitting_words(w, slot)
    w.people[slot * WIDE + at.WORK_WORD] = value
    w.people[slot * WIDE + at.COMPONENT_WORD] = component


def begin_underway(w: World, slot: int, service: int, which: int, left: int) -> None:
    """Let someone wait for a sitting that is not the first, as at the mean of the first year."""
    here = slot * WIDE
    if w.service_facts[service * at.SERVICE_FACTS + at.GEOMETRIC]:
        w.people[here + at.SITTING] = 2
        w.people[here + at.SITTINGS_WORD] = left
        w.times[slot * HAND + at.SURVIVAL] = 1.0
        return
    place = w.people[here + at.CLASS] * w.marks[at.SERVICES] + service
    least, one_more = w.least[place], w.one_more[place]
    total = least - 1 + one_more
    last = least + 1 if one_more > 0.0 else least
    sitting = min(2 + int(uniform_of(which) * total), max(2, last))
    sittings = least
    if sitting > least:
        sittings = sitting
    elif uniform_of(left) < one_more:
        sittings = least + 1
    w.people[here + at.SITTING] = sitting
    w.people[here + at.SITTINGS] = sittings
