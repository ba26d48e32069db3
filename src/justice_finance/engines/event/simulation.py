"""One draw of a scenario, person by person: what happens at each event.

The rules, one method each, in the order a person meets them: a problem begins, a state is entered,
a wait ends, a sitting falls due, is held, ends, or is given up; a journey ends, and may return or
set off another problem. Which event comes first among simultaneous ones stands in `order`; which
uniform decides what stands in `addresses`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, log

from simpy.core import Environment

from justice_finance.engines import addresses
from justice_finance.engines.addresses import child_of, luck
from justice_finance.engines.event.calendar import Happening
from justice_finance.engines.event.candidates import Candidates
from justice_finance.engines.event.closures import expect_closures
from justice_finance.engines.event.parameters import Parameters, pick
from justice_finance.engines.event.people import Person
from justice_finance.engines.event.sites import Site
from justice_finance.engines.event.sittings import another_follows, begin_visit
from justice_finance.engines.event.tally import Tally
from justice_finance.engines.event.waits import WaitTally
from justice_finance.engines.order import NO_SERVICE, EventKey, Phase
from justice_finance.engines.sampling import duration
from justice_finance.engines.steps import Leaving, Origin, Step
from justice_finance.vocabulary import DAYS_PER_YEAR, StateKind

# Plain whole numbers, since these are compared at every event and enumerations are slow.
CAPACITY = int(Phase.CAPACITY)
COMPLETION = int(Phase.COMPLETION)
GIVING_UP = int(Phase.GIVING_UP)
ARRIVAL = int(Phase.ARRIVAL)
WAIT = int(StateKind.WAIT)
SERVICE = int(StateKind.SERVICE)
RESOLUTION = int(StateKind.RESOLUTION)
MOVED, GAVE_UP, TURNED_AWAY, ENDED, OPEN = (int(way) for way in Leaving)

FRESH = int(Origin.FRESH)

ONLY_CHILD = 1  # ordinal: a journey ends once, so a person has at most one child


class Simulation:
    """People, sites and the calendar of one draw.

    Parameters
    ----------
    parameters : Parameters
    key : tuple of two int
        From `addresses.key_of_run`.
    record : callable, optional
        Given every `Step` of every person when it ends.
    waits : bool
        Whether to count how long each person waits.
    """

    def __init__(
        self,
        parameters: Parameters,
        key: tuple[int, int],
        record: Callable[[Step], None] | None = None,
        waits: bool = False,
    ) -> None:
        self.parameters = parameters
        self.key0, self.key1 = key
        self.record = record
        self.calendar = Environment(initial_time=0.0)
        self.horizon = parameters.horizon
        self.year = 0
        self.events = 0
        self.candidates = [Candidates(key, klass) for klass in range(parameters.classes)]
        self.present: dict[int, Person] = {}
        self.tally = Tally(
            parameters.years,
            parameters.classes,
            parameters.states,
            parameters.services,
            parameters.half_life,
            WaitTally(parameters.years, parameters.classes, parameters.services) if waits else None,
        )
        self.tally.service_of_state = parameters.service_of_state
        self.closed = [False] * parameters.services
        self.sites: list[list[Site]] = [
            [Site(service) for _ in range(parameters.stations[service].sites)]
            if parameters.limited[service]
            else []
            for service in range(parameters.services)
        ]

    def run(self, year_done: Callable[[int], None] | None = None) -> None:
        """Run to the horizon. Those there on day 0 must have been placed already."""
        calendar, horizon = self.calendar, self.parameters.horizon
        for year in range(1, self.parameters.years):
            key = (CAPACITY, NO_SERVICE, NO_SERVICE, year)
            Happening(calendar, key, DAYS_PER_YEAR * year, self._new_year, (year, year_done))
        expect_closures(self)
        self._set_capacity()
        for klass in range(self.parameters.classes):
            self._expect_candidate(klass, 0)
        step, peek = calendar.step, calendar.peek
        while peek() < horizon:
            step()
            self.events += 1
        self._close(horizon)
        if year_done is not None:
            year_done(self.parameters.years)

    # Years

    def _new_year(self, happening: Happening) -> None:
        year, year_done = happening.subject
        self.tally.close_year(self.present.values(), self.calendar.now)
        self.year = year
        self._set_capacity()
        if year_done is not None:
            year_done(year)

    def _set_capacity(self) -> None:
        for service in range(len(self.sites)):
            self.staff(service)

    def staff(self, service: int) -> None:
        """Give a service the servers of the year, none while it is closed."""
        place = self.year * self.parameters.services + service
        for site in self.sites[service]:
            site.servers = 0 if self.closed[service] else self.parameters.stations[place].servers
            self._serve_line(site)

    def _close(self, horizon: float) -> None:
        self.tally.close_year(self.present.values(), horizon)
        if self.record is not None:
            for person in self.present.values():
                self.record(person.step(horizon, -1, OPEN))

    def _at(
        self, delay: float, key: EventKey, act: Callable[[Happening], None], subject: object
    ) -> Happening | None:
        """Let something happen after a delay, unless that is at the horizon or later."""
        if self.calendar.now + delay < self.horizon:
            return Happening(self.calendar, key, delay, act, subject)
        return None

    # Beginnings

    def _expect_candidate(self, klass: int, candidate: int) -> None:
        """Wait for the next problem of a class that would begin at the bounding rate."""
        bound = self.parameters.inflow_bound[klass]
        if bound <= 0.0:
            return
        number, gap, kept, first_step = self.candidates[klass].luck(candidate)
        delay = (DAYS_PER_YEAR / bound) * -log(1.0 - gap)
        key = (ARRIVAL, NO_SERVICE, number, 0)
        self._at(delay, key, self._candidate, (klass, candidate, number, kept, first_step))

    def _candidate(self, happening: Happening) -> None:
        klass, candidate, number, kept, first_step = happening.subject
        self._expect_candidate(klass, candidate + 1)
        if kept < self.parameters.kept_share[self.year][klass]:
            self.tally.fresh[klass] += 1
            person = Person(number, klass, FRESH)
            person.luck = first_step
            self._begin(person)

    def _begin(self, person: Person) -> None:
        self.present[person.number] = person
        self.enter(person, self.parameters.start[person.klass])

    def come_back(self, happening: Happening) -> None:
        """A problem returns to the start of its journey."""
        number, parent, klass = happening.subject
        self.tally.dormant[klass] -= 1
        self.tally.returned[klass] += 1
        self._begin(Person(number, klass, int(Origin.RETURNED), parent))

    def set_off(self, happening: Happening) -> None:
        """A problem left unresolved sets off another, of the same group."""
        number, parent, klass = happening.subject
        self.tally.dormant[klass] -= 1
        parameters = self.parameters
        _, _, which, how_serious = luck(self.key0, self.key1, number, 0, addresses.BEGINNING)
        problem = pick(parameters.knock_on_problem[parameters.problem[klass]], which)
        seriousness = pick(parameters.seriousness[problem], how_serious)
        new_class = parameters.class_number(problem, parameters.group[klass], seriousness)
        self.tally.knocked_on[new_class] += 1
        self._begin(Person(number, new_class, int(Origin.KNOCKED_ON), parent))

    # States

    def enter(self, person: Person, state: int) -> None:
        """Arrive in a state, now."""
        parameters = self.parameters
        person.visit += 1
        person.state = state
        person.arrived = self.calendar.now
        place = person.klass * parameters.states + state
        self.tally.entries[place] += 1
        kind = parameters.kind[state]
        if kind == WAIT:
            self.tally.stock[place] += 1
            self._begin_wait(person)
        elif kind == SERVICE:
            self.tally.stock[place] += 1
            self._ask_first(person)
        else:
            self._end(person, kind)

    def leave(self, person: Person, next_state: int, leaving: int) -> None:
        """Go from a state that is no end to another."""
        now = self.calendar.now
        self.tally.stay(person, now)
        self.tally.stock[person.klass * self.parameters.states + person.state] -= 1
        if self.record is not None:
            self.record(person.step(now, next_state, leaving))
        self.enter(person, next_state)

    def _move_on(self, person: Person) -> None:
        parameters = self.parameters
        place = (self.year * parameters.classes + person.klass) * parameters.states + person.state
        self.leave(person, pick(parameters.moves[place], person.luck[2]), MOVED)

    def draw_step_luck(self, person: Person) -> None:
        """Read the uniforms of this step; forget what only the step before knew."""
        if person.visit > 0 or person.origin != FRESH:  # else known since the beginning
            person.luck = luck(self.key0, self.key1, person.number, person.visit, addresses.STEP)
        person.clear_step()

    def _begin_wait(self, person: Person) -> None:
        self.draw_step_luck(person)
        parameters = self.parameters
        place = (self.year * parameters.classes + person.klass) * parameters.states + person.state
        value, component, _, _ = person.luck
        self.wait_for(person, duration(*parameters.wait[place], value, component))

    def wait_for(self, person: Person, delay: float) -> None:
        """Let a wait end after a delay."""
        self._at(delay, (ARRIVAL, NO_SERVICE, person.number, person.visit), self._wait_ends, person)

    def _wait_ends(self, happening: Happening) -> None:
        self._move_on(happening.subject)

    # Services

    def _ask_first(self, person: Person) -> None:
        self.draw_step_luck(person)
        self.choose_site(person)
        service = self.parameters.service_of_state[person.state]
        begin_visit(self.parameters, person, self.year)
        self.fall_due_after(person, self.parameters.notice[self.year][service])

    def choose_site(self, person: Person) -> None:
        """A person belongs to one site of a service, whenever it is visited."""
        service = self.parameters.service_of_state[person.state]
        sites = self.sites[service]
        if not sites:
            person.site = None
        elif len(sites) == 1:
            person.site = sites[0]
        else:
            place = luck(self.key0, self.key1, person.number, service, addresses.PLACE)[0]
            person.site = sites[int(place * len(sites))]

    def fall_due_after(self, person: Person, delay: float) -> None:
        """Let the sitting that is asked for fall due after a delay."""
        service = self.parameters.service_of_state[person.state]
        self._at(delay, (ARRIVAL, service, person.number, person.visit), self._falls_due, person)

    def _falls_due(self, happening: Happening) -> None:
        person: Person = happening.subject
        now = person.due = self.calendar.now
        first = person.sitting == 1
        if first:
            person.first_due = now
        site = person.site
        if site is None or site.busy < site.servers:
            self._start(person)
            return
        parameters = self.parameters
        klass, service = person.klass, site.service
        turned_away_to = parameters.turned_away_to[klass][person.state]
        if first and turned_away_to >= 0 and site.waiting >= parameters.limit[service]:
            self.tally.turned_away[klass * parameters.services + service] += 1
            self.leave(person, turned_away_to, TURNED_AWAY)
            return
        site.join(person, parameters.priority[klass][service])
        if first:
            self.lose_patience(person, service)

    def lose_patience(self, person: Person, service: int) -> None:
        """Let a person in line for the first sitting give up after a while, if ever."""
        patience = self.parameters.patience[self.year][service]
        if patience < inf and self.parameters.gives_up_to[person.klass][person.state] >= 0:
            person.giving_up = self._at(
                patience * -log(1.0 - person.luck[1]),
                (GIVING_UP, service, person.number, person.visit),
                self._gives_up,
                person,
            )

    def _gives_up(self, happening: Happening) -> None:
        person: Person = happening.subject
        if person.giving_up is not happening or person.site is None:
            return  # the turn came before patience ended
        person.giving_up = None
        parameters = self.parameters
        klass, service = person.klass, person.site.service
        person.site.leave(person)
        self.tally.wait(person, service, self.calendar.now)
        self.tally.give_up(person, service, self.calendar.now)
        self.leave(person, parameters.gives_up_to[klass][person.state], GAVE_UP)

    def _serve_line(self, site: Site) -> None:
        while site.busy < site.servers:
            person = site.next_in_line()
            if person is None:
                return
            person.giving_up = None
            self.tally.wait(person, site.service, self.calendar.now)
            self._start(person)

    def _start(self, person: Person) -> None:
        """Hold a sitting, from now."""
        parameters, tally = self.parameters, self.tally
        service = parameters.service_of_state[person.state]
        person.sitting_luck = luck(
            self.key0, self.key1, person.number, person.visit, addresses.SITTING, person.sitting
        )
        place = person.klass * parameters.services + service
        work = parameters.work[self.year * parameters.classes * parameters.services + place]
        person.hours = duration(*work, person.sitting_luck[0], person.sitting_luck[1])
        person.hold = person.hours * parameters.days_per_hour[self.year][service]
        person.began = self.calendar.now
        person.serving = True
        person.held += 1
        tally.sittings[place] += 1
        if person.sitting == 1:
            person.started = person.began
            tally.see(person, service)
        if person.site is not None:
            person.site.busy += 1
        key = (COMPLETION, service, person.number, person.visit)
        self._at(person.hold, key, self._completes, person)

    def _completes(self, happening: Happening) -> None:
        person: Person = happening.subject
        parameters = self.parameters
        service = parameters.service_of_state[person.state]
        person.serving = False
        self.tally.serve(person, service, self.calendar.now)
        if person.site is not None:
            person.site.busy -= 1
            self._serve_line(person.site)
        if another_follows(parameters, person, self.year):
            person.sitting += 1
            parties = parameters.parties[self.year * parameters.services + service]
            gap = duration(*parties, person.sitting_luck[2], person.sitting_luck[3])
            self.fall_due_after(person, gap + parameters.notice[self.year][service])
        else:
            self.tally.complete(person, service, self.calendar.now)
            self._move_on(person)

    # Ends

    def _end(self, person: Person, kind: int) -> None:
        parameters, now = self.parameters, self.calendar.now
        klass, state = person.klass, person.state
        del self.present[person.number]
        weight = parameters.lingering[klass][state]
        if weight > 0.0:
            self.tally.linger(klass, weight, now)
        if kind == RESOLUTION:
            share = parameters.returns_share[klass][state]
            times, act = parameters.returns, self.come_back
        else:
            share = parameters.knock_on_share[klass][state]
            times, act = parameters.knock_on, self.set_off
            if share > 0.0 and not parameters.knock_on_problem[parameters.problem[klass]][1]:
                share = 0.0
        if share > 0.0:
            self.draw_step_luck(person)
            value, component, _, comes_back = person.luck
            if comes_back < share:
                delay = duration(*times[klass * parameters.states + state], value, component)
                self.lie_dormant(person.number, klass, delay, act)
        if self.record is not None:
            person.clear_step()
            self.record(person.step(now, -1, ENDED))

    def lie_dormant(
        self, parent: int, klass: int, delay: float, act: Callable[[Happening], None]
    ) -> None:
        """A problem that has ended will come back, or set off another, after a delay."""
        self.tally.dormant[klass] += 1
        number = child_of(self.key0, self.key1, parent, ONLY_CHILD)
        self._at(delay, (ARRIVAL, NO_SERVICE, number, 0), act, (number, parent, klass))
