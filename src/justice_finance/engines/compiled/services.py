"""Visits to a service: the site, the line, sittings, and giving up. Rules of `engines.event`."""

from __future__ import annotations

from math import inf, log

from justice_finance.engines.addresses import OPENING_BIT, PLACE
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.calendar import take_out
from justice_finance.engines.compiled.chance import move_on, time_of
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
    World,
)
from justice_finance.engines.compiled.lines import join, next_in_line, step_out
from justice_finance.engines.compiled.log import note_due, note_sitting
from justice_finance.engines.compiled.luck import between_sittings, words_of
from justice_finance.engines.compiled.slots import later, soon
from justice_finance.engines.compiled.tally import count_wait, stand, work, work_of_this_year
from justice_finance.engines.sampling import uniform_of
from justice_finance.engines.steps import Leaving, Origin
from justice_finance.results.waits import FINISHED, GAVE_UP, SEEN
from justice_finance.vocabulary import StateKind

WAIT = int(StateKind.WAIT)
SERVICE = int(StateKind.SERVICE)
RESOLUTION = int(StateKind.RESOLUTION)
FRESH, RETURNED, KNOCKED_ON = int(Origin.FRESH), int(Origin.RETURNED), int(Origin.KNOCKED_ON)
ENDED = int(Leaving.ENDED)


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
    place = w.people[slot * WIDE + CLASS] * w.marks[at.SERVICES] + service
    return w.marks[at.VISITS_OF_YEAR] + place


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
    patience_word = w.people[here + at.PATIENCE_WORD]
    join(w, slot, service)
    if first:
        lose_patience(w, slot, service, patience_word)
    else:
        w.people[here + STATUS] = at.IN_LINE
    return True


def lose_patience(w: World, slot: int, service: int, patience_word: int) -> None:
    """Let a person in line for the first sitting give up after a while, if ever."""
    here = slot * WIDE
    patience = w.pace[(w.marks[at.SERVICES_OF_YEAR] + service) * at.PACE + at.PATIENCE]
    states = w.people[here + CLASS] * w.marks[at.STATES] + w.people[here + STATE]
    if patience < inf and w.state_facts[states * at.STATE_FACTS + at.GIVES_UP_TO] >= 0:
        later(w, slot, patience * -log(1.0 - uniform_of(patience_word)), at.IN_LINE)
    else:
        w.people[here + STATUS] = at.IN_LINE


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
    at_site = site * at.PER_SITE
    while (
        w.sites[at_site + at.IN_QUEUE] > 0
        and w.sites[at_site + at.BUSY] < w.sites[at_site + at.SERVERS]
    ):
        serve_next(w, site, service)


def serve_next(w: World, site: int, service: int) -> None:
    """Let the first in line begin."""
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
    value, component = w.people[here + at.WORK_WORD], w.people[here + at.COMPONENT_WORD]
    hours = time_of(w, w.work[w.marks[at.VISITS_OF_YEAR] + place], value, component)
    hold = hours * w.pace[(w.marks[at.SERVICES_OF_YEAR] + service) * at.PACE + at.DAYS_PER_HOUR]
    w.times[slot * HAND + at.SINCE] = now
    if now + hold <= w.clock[at.YEAR_END]:
        work(w, service, hours)
    site = w.people[here + SITE]
    if site != NONE:
        w.sites[site * at.PER_SITE + at.BUSY] += 1
    later(w, slot, hold, at.AT_SITTING)


def complete(w: World, slot: int) -> int:
    """A sitting ends: the state that follows if it was the last of the visit, or NOWHERE.

    Where the person goes is found out before others are served: what cannot be foreseen is best
    known early.
    """
    here = slot * WIDE
    service = w.service_of[w.people[here + STATE]]
    now = w.clock[NOW]
    if w.times[slot * HAND + at.SINCE] < w.clock[at.YEAR_START]:
        work_of_this_year(w, slot, service, now)
    state = at.NOWHERE
    if not another_follows(w, slot, service):
        state = move_on(w, slot)
    site = w.people[here + SITE]
    if site != NONE:
        w.sites[site * at.PER_SITE + at.BUSY] -= 1
        serve_line(w, site, service)
    if state != at.NOWHERE:
        place = w.people[here + CLASS] * w.marks[at.SERVICES] + service
        w.by_service[place * at.PER_SERVICE + at.COMPLETED] += 1
        if w.marks[at.COUNTS_WAITS] and not _was_there_on_day_0(w, slot):
            count_wait(w, slot, service, FINISHED, w.times[slot * HAND + ARRIVED])
        return state
    value, component, work_word, component_word = between_sittings(w, slot)
    w.people[here + SITTING] += 1
    w.people[here + at.WORK_WORD] = work_word
    w.people[here + at.COMPONENT_WORD] = component_word
    year = w.marks[at.SERVICES_OF_YEAR] + service
    gap = time_of(w, w.parties[year], value, component)
    if soon(w, slot, gap + w.pace[year * at.PACE + at.NOTICE], at.ASKED) == at.ASKED:
        w.marks[at.NEXT] = slot
    return at.NOWHERE


def _was_there_on_day_0(w: World, slot: int) -> bool:
    """Whether a person has been in the present state since before day 0."""
    here = slot * WIDE
    return w.people[here + at.HIGH] >> 29 == OPENING_BIT >> 61 and w.people[here + VISIT] == 0
