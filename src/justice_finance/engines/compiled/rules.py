"""What happens at each event, in the order a person meets it: the rules of `engines.event`.

One function each: a problem begins, a state is entered, a wait ends, a sitting falls due, is held,
ends, or is given up; a journey ends, and may return or set off another problem. Every function
takes the world and the slot of a person.
"""

from __future__ import annotations

from math import inf, log

from justice_finance.engines.addresses import BEGINNING, OPENING_BIT, PLACE, STEP
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.calendar import add, take_out
from justice_finance.engines.compiled.chance import pick, sitting_words, time_of
from justice_finance.engines.compiled.layout import (
    ARRIVED,
    CLASS,
    HAND,
    NONE,
    NOW,
    SITE,
    SITTING,
    SITTINGS,
    STATE,
    STATUS,
    SURVIVAL,
    VISIT,
    WIDE,
    YEAR,
    World,
)
from justice_finance.engines.compiled.lines import join, next_in_line, step_out
from justice_finance.engines.compiled.log import (
    note_arrival,
    note_due,
    note_origin,
    note_parent,
    note_sitting,
    note_step,
    number_of,
)
from justice_finance.engines.compiled.luck import become_child, words_of
from justice_finance.engines.compiled.tally import (
    count_wait,
    linger,
    stand,
    stay,
    work,
    work_of_this_year,
)
from justice_finance.engines.sampling import uniform_of
from justice_finance.engines.steps import Leaving, Origin
from justice_finance.results.waits import FINISHED, GAVE_UP, SEEN
from justice_finance.vocabulary import StateKind

WAIT = int(StateKind.WAIT)
SERVICE = int(StateKind.SERVICE)
RESOLUTION = int(StateKind.RESOLUTION)
FRESH, RETURNED, KNOCKED_ON = int(Origin.FRESH), int(Origin.RETURNED), int(Origin.KNOCKED_ON)
ENDED = int(Leaving.ENDED)


def later(w: World, slot: int, delay: float, status: int) -> None:
    """Let something happen after a delay, unless that is at the horizon or later."""
    w.people[slot * WIDE + STATUS] = status
    time = w.clock[NOW] + delay
    if time < w.clock[at.HORIZON]:
        w.times[slot * HAND + at.AT] = time
        add(w, slot)
    else:
        w.people[slot * WIDE + at.BEFORE] = NONE


# Beginnings


def expect_candidate(w: World, klass: int, candidate: int) -> None:
    """Wait for the next problem of a class that would begin at the bounding rate."""
    mean = w.gap[klass]
    if mean <= 0.0:
        return
    slot = 1 + klass
    here = slot * WIDE
    w.people[here + at.LOW] = candidate & NONE
    w.people[here + at.HIGH] = (klass << 10) | (candidate >> 32)
    gap, kept, _, _ = words_of(w, slot, 0, BEGINNING)
    w.people[here + at.PATIENCE_WORD] = kept
    later(w, slot, mean * -log(1.0 - uniform_of(gap)), at.CANDIDATE)


def candidate_comes(w: World, pseudo: int) -> int:
    """Let a candidate be a person of this scenario, or not; and expect the next. The person."""
    klass = pseudo - 1
    low, high = w.people[pseudo * WIDE + at.LOW], w.people[pseudo * WIDE + at.HIGH]
    kept = uniform_of(w.people[pseudo * WIDE + at.PATIENCE_WORD])
    number = ((high & 0x3FF) << 32) | low
    expect_candidate(w, klass, number + 1)
    if kept >= w.kept[w.marks[YEAR] * w.marks[at.CLASSES] + klass]:
        return NONE
    w.by_class[klass * at.PER_CLASS + at.FRESH] += 1
    slot = new_slot(w)
    w.people[slot * WIDE + at.LOW] = low
    w.people[slot * WIDE + at.HIGH] = high
    w.people[slot * WIDE + CLASS] = klass
    note_parent(w, slot, -1)
    note_origin(w, slot, FRESH)
    return slot


def new_slot(w: World) -> int:
    """A slot that nobody has. There is one: the kernel makes sure before each event."""
    slot = w.marks[at.FIRST_FREE]
    if slot != NONE:
        w.marks[at.FIRST_FREE] = w.people[slot * WIDE + at.AFTER]
        return slot
    slot = w.marks[at.USED]
    w.marks[at.USED] = slot + 1
    return slot


def free_slot(w: World, slot: int) -> None:
    """Let a slot be used again."""
    w.people[slot * WIDE + STATUS] = at.FREE
    w.people[slot * WIDE + at.BEFORE] = NONE
    w.people[slot * WIDE + at.AFTER] = w.marks[at.FIRST_FREE]
    w.marks[at.FIRST_FREE] = slot


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


def enter(w: World, slot: int, state: int) -> None:
    """Arrive in a state, now."""
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
        return
    w.by_state[counts + at.STOCK] += 1
    value, component, move, _ = words_of(w, slot, w.people[here + VISIT], STEP)
    w.people[here + at.MOVE_WORD] = move
    if kind == WAIT:
        year = w.marks[YEAR] * w.marks[at.CLASSES] * w.marks[at.STATES]
        later(w, slot, time_of(w, w.wait[year + cell], value, component), at.WAITING)
        return
    w.people[here + at.PATIENCE_WORD] = component
    service = w.service_of[state]
    choose_site(w, slot, service)
    begin_visit(w, slot, service, value)
    _ask(w, slot, w.pace[(w.marks[YEAR] * w.marks[at.SERVICES] + service) * at.PACE + at.NOTICE])


def leave(w: World, slot: int, next_state: int, leaving: int) -> None:
    """Go from a state that is no end; to another, which is then entered."""
    here = slot * WIDE
    cell = w.people[here + CLASS] * w.marks[at.STATES] + w.people[here + STATE]
    stay(w, slot, cell, w.clock[NOW])
    w.by_state[cell * at.PER_STATE + at.STOCK] -= 1
    note_step(w, slot, next_state, leaving)
    w.people[here + VISIT] += 1


def move_on(w: World, slot: int) -> int:
    """The state that a person goes to from the present one, or -1 if no move leads on."""
    here = slot * WIDE
    classes = w.marks[YEAR] * w.marks[at.CLASSES] + w.people[here + CLASS]
    place = w.row[classes * w.marks[at.STATES] + w.people[here + STATE]]
    if place < 0:
        w.marks[at.FAILED_CLASS] = w.people[here + CLASS]
        w.marks[at.FAILED_STATE] = w.people[here + STATE]
        return -1
    return pick(w, place, w.people[here + at.MOVE_WORD])


# Services


def choose_site(w: World, slot: int, service: int) -> None:
    """A person belongs to one site of a service, whenever it is visited."""
    facts = service * at.SERVICE_FACTS
    site = NONE
    if w.service_facts[facts + at.LIMITED]:
        site = w.service_facts[facts + at.FIRST_SITE]
        sites = w.service_facts[facts + at.SITES]
        if sites > 1:
            place, _, _, _ = words_of(w, slot, service, PLACE)
            site += int(uniform_of(place) * sites)
    w.people[slot * WIDE + SITE] = site


def begin_visit(w: World, slot: int, service: int, word: int) -> None:
    """Let a person wait for the first sitting of a visit that begins now."""
    here = slot * WIDE
    w.people[here + SITTING] = 1
    if w.service_facts[service * at.SERVICE_FACTS + at.GEOMETRIC]:
        w.people[here + at.SITTINGS_WORD] = word
        w.times[slot * HAND + SURVIVAL] = 1.0
        return
    place = _class_and_service(w, slot, service)
    sittings = w.least[place]
    if uniform_of(word) < w.one_more[place]:
        sittings += 1
    w.people[here + SITTINGS] = sittings


def another_follows(w: World, slot: int, service: int) -> bool:
    """Whether another sitting follows the one that has just ended."""
    here = slot * WIDE
    if w.service_facts[service * at.SERVICE_FACTS + at.GEOMETRIC]:
        survival = w.times[slot * HAND + SURVIVAL]
        survival *= w.another[_class_and_service(w, slot, service)]
        w.times[slot * HAND + SURVIVAL] = survival
        return uniform_of(w.people[here + at.SITTINGS_WORD]) < survival
    return w.people[here + SITTING] < w.people[here + SITTINGS]


def _class_and_service(w: World, slot: int, service: int) -> int:
    """Position in a table of this year."""
    classes = w.marks[YEAR] * w.marks[at.CLASSES] + w.people[slot * WIDE + CLASS]
    return classes * w.marks[at.SERVICES] + service


def _ask(w: World, slot: int, delay: float) -> None:
    """Let the sitting that is asked for fall due after a delay; at once, if nothing is before."""
    if delay == 0.0 and w.marks[at.NEXT] == NONE:
        w.people[slot * WIDE + STATUS] = at.ASKED
        w.people[slot * WIDE + at.BEFORE] = NONE
        w.times[slot * HAND + at.AT] = w.clock[NOW]
        w.marks[at.NEXT] = slot
    else:
        later(w, slot, delay, at.ASKED)


def fall_due(w: World, slot: int) -> bool:
    """Begin a sitting, join the line, or find it full. False if turned away."""
    here = slot * WIDE
    service = w.service_of[w.people[here + STATE]]
    site = w.people[here + SITE]
    first = w.people[here + SITTING] == 1
    w.times[slot * HAND + at.SINCE] = w.clock[NOW]
    if first:
        note_due(w, slot, w.clock[NOW])
    if site == NONE or w.sites[site * at.PER_SITE + at.BUSY] < w.sites[site * at.PER_SITE]:
        start(w, slot, service)
        return True
    states = w.people[here + CLASS] * w.marks[at.STATES] + w.people[here + STATE]
    facts = states * at.STATE_FACTS
    if (
        first
        and w.state_facts[facts + at.TURNED_AWAY_TO] >= 0
        and w.sites[site * at.PER_SITE + at.IN_QUEUE] >= w.room[service]
    ):
        place = w.people[here + CLASS] * w.marks[at.SERVICES] + service
        w.by_service[place * at.PER_SERVICE + at.TURNED_AWAY] += 1
        return False
    join(w, slot, service)
    if first:
        lose_patience(w, slot, service)
    else:
        w.people[here + STATUS] = at.IN_LINE
        w.people[here + at.BEFORE] = NONE
    return True


def lose_patience(w: World, slot: int, service: int) -> None:
    """Let a person in line for the first sitting give up after a while, if ever."""
    here = slot * WIDE
    patience = w.pace[(w.marks[YEAR] * w.marks[at.SERVICES] + service) * at.PACE + at.PATIENCE]
    states = w.people[here + CLASS] * w.marks[at.STATES] + w.people[here + STATE]
    if patience < inf and w.state_facts[states * at.STATE_FACTS + at.GIVES_UP_TO] >= 0:
        uniform = uniform_of(w.people[here + at.PATIENCE_WORD])
        later(w, slot, patience * -log(1.0 - uniform), at.IN_LINE)
    else:
        w.people[here + STATUS] = at.IN_LINE
        w.people[here + at.BEFORE] = NONE


def give_up(w: World, slot: int) -> int:
    """Leave the line; the state that it leads to."""
    here = slot * WIDE
    service = w.service_of[w.people[here + STATE]]
    step_out(w, slot, service)
    stand(w, slot, service, w.clock[NOW])
    if w.marks[at.COUNTS_WAITS]:
        begin = min(w.times[slot * HAND + ARRIVED], w.times[slot * HAND + at.SINCE])
        count_wait(w, slot, service, GAVE_UP, begin)
    place = w.people[here + CLASS] * w.marks[at.SERVICES] + service
    w.by_service[place * at.PER_SERVICE + at.GAVE_UP] += 1
    states = w.people[here + CLASS] * w.marks[at.STATES] + w.people[here + STATE]
    return w.state_facts[states * at.STATE_FACTS + at.GIVES_UP_TO]


def serve_line(w: World, site: int, service: int) -> None:
    """Let those first in line begin, as far as servers are free."""
    here = site * at.PER_SITE
    while w.sites[here + at.IN_QUEUE] > 0 and w.sites[here + at.BUSY] < w.sites[here + at.SERVERS]:
        slot = next_in_line(w, site, service)
        step_out(w, slot, service)
        take_out(w, slot)
        stand(w, slot, service, w.clock[NOW])
        start(w, slot, service)


def start(w: World, slot: int, service: int) -> None:
    """Hold a sitting, from now."""
    here = slot * WIDE
    now = w.clock[NOW]
    klass = w.people[here + CLASS]
    first = w.people[here + SITTING] == 1
    place = klass * w.marks[at.SERVICES] + service
    counts = place * at.PER_SERVICE
    w.by_service[counts + at.SITTINGS_HELD] += 1
    if first:
        w.by_service[counts + at.VISITS] += 1
        if w.marks[at.COUNTS_WAITS]:
            begin = min(w.times[slot * HAND + ARRIVED], w.times[slot * HAND + at.SINCE])
            count_wait(w, slot, service, SEEN, begin)
    note_sitting(w, slot, first)
    value, component, _, _ = sitting_words(w, slot)
    year = w.marks[YEAR] * w.marks[at.SERVICES]
    hours = time_of(w, w.work[year * w.marks[at.CLASSES] + place], value, component)
    hold = hours * w.pace[(year + service) * at.PACE + at.DAYS_PER_HOUR]
    w.times[slot * HAND + at.SINCE] = now
    if now + hold <= w.clock[at.YEAR_END]:
        work(w, service, hours)
    site = w.people[here + SITE]
    if site != NONE:
        w.sites[site * at.PER_SITE + at.BUSY] += 1
    later(w, slot, hold, at.AT_SITTING)


def complete(w: World, slot: int) -> bool:
    """A sitting ends. True if it was the last of the visit."""
    here = slot * WIDE
    service = w.service_of[w.people[here + STATE]]
    now = w.clock[NOW]
    if w.times[slot * HAND + at.SINCE] < w.clock[at.YEAR_START]:
        work_of_this_year(w, slot, service, now)
    w.people[here + STATUS] = at.ASKED
    site = w.people[here + SITE]
    if site != NONE:
        w.sites[site * at.PER_SITE + at.BUSY] -= 1
        serve_line(w, site, service)
    if not another_follows(w, slot, service):
        place = w.people[here + CLASS] * w.marks[at.SERVICES] + service
        w.by_service[place * at.PER_SERVICE + at.COMPLETED] += 1
        if w.marks[at.COUNTS_WAITS] and not _was_there_on_day_0(w, slot):
            count_wait(w, slot, service, FINISHED, w.times[slot * HAND + ARRIVED])
        return True
    _, _, value, component = sitting_words(w, slot)
    w.people[here + SITTING] += 1
    year = w.marks[YEAR] * w.marks[at.SERVICES] + service
    gap = time_of(w, w.parties[year], value, component)
    _ask(w, slot, gap + w.pace[year * at.PACE + at.NOTICE])
    return False


def _was_there_on_day_0(w: World, slot: int) -> bool:
    """Whether a person has been in the present state since before day 0."""
    here = slot * WIDE
    return w.people[here + at.HIGH] >> 29 == OPENING_BIT >> 61 and w.people[here + VISIT] == 0


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
        value, component, _, comes_back = words_of(w, slot, visit, STEP)
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
