"""The rules of the event engine once more, as slowly and plainly as possible.

Reads the scenario's arrays directly; keeps everything pending in one list and looks through all of
it at each step; keeps queues as plain lists; takes cancelled events out. It shares with the engine
the uniforms and the times made of them (tested by themselves), and nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import SimpleNamespace

from justice_finance.engines import addresses as at
from justice_finance.engines.contract import Settings
from justice_finance.engines.sampling import duration, prepare_time, prepare_time_left, time_left
from justice_finance.engines.steps import Step
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import SittingsForm, StateKind

NAN = math.nan
CAPACITY, COMPLETION, GIVING_UP, ARRIVAL = 0, 1, 2, 3


@dataclass
class Seen:
    """What happened: steps of journeys, sittings held, time in line, ends that come again."""

    steps: list[Step] = field(default_factory=list)
    sittings: list[tuple] = field(
        default_factory=list
    )  # class, service, number, start, hold, hours
    in_line: list[tuple] = field(default_factory=list)  # class, service, from, to
    dormant: list[tuple] = field(default_factory=list)  # class, from, to
    ended: list[tuple] = field(default_factory=list)  # class, state, time


def simulate_slowly(realised: Realised, settings: Settings, draw: int) -> Seen:
    """Every step of every person, in one draw."""
    r, d, f = realised, draw, settings.fraction
    j, s, o, axes = r.journeys, r.services, r.opening, r.axes
    years, states = len(axes.years), len(axes.states)
    horizon = 365.0 * years
    key = at.key_of_run(settings.seed, settings.replication)
    seen = Seen()
    clock = SimpleNamespace(now=0.0)
    pending: list[tuple] = []
    people: list[SimpleNamespace] = []

    def luck(person, step, block, sitting=0):
        return at.luck(*key, person, step, block, sitting)

    def year():
        return sum(365.0 * y <= clock.now for y in range(1, years))

    def later(delay, phase, service, person, visit, act):
        event = (clock.now + delay, (phase, service, person, visit), act)
        pending.append(event)
        return event

    def made(holder, *place, mean_place=None, left=False):
        """A prepared time from `Durations` at a place (without draw, and year where it has one)."""
        prepare = prepare_time_left if left else prepare_time
        mean = holder.mean[(d, *(mean_place or place))]
        form = holder.form[place]
        return prepare(
            int(form),
            float(mean),
            float(holder.shape[(d, *place)]),
            float(holder.ratio[(d, *place)]),
        )

    def choose(weights, u):
        total, last = 0.0, None
        for i, w in enumerate(weights):
            if w > 0:
                total += w
                last = i
                if u < total:
                    return i
        return last

    # How large the services are

    def sites(v):
        return max(1, math.floor(s.sites[v] * f + 0.5))

    def is_closed(v):
        own = s.closures[v] if len(s.closures) else ()
        return any(begin <= clock.now < end for begin, end in own)

    def share_open(v):
        begin, end, share = 365.0 * year(), 365.0 * (year() + 1), 1.0
        for closes, opens in s.closures[v] if len(s.closures) else ():
            share -= max(0.0, min(end, opens) - max(begin, closes)) / 365.0
        return share

    def present_servers(v):
        return 0 if is_closed(v) else servers(v)

    def servers(v):
        staff = s.staff[d, year(), v]
        return max(1, math.floor(staff * f / sites(v) + 0.5)) if staff > 0 else 0

    def days_per_hour(v):
        pace = 365.0 / float(s.productive_hours[d, year(), v])
        if not s.limited[v]:
            return pace
        pace = pace * (servers(v) * sites(v) / (float(s.staff[d, year(), v]) * f))
        return float(pace * share_open(v))

    def limit(v):
        if s.queue_limit[v] == math.inf:
            return math.inf
        scaled = math.floor(s.queue_limit[v] * f / sites(v) + 0.5)
        return max(scaled, 1) if s.queue_limit[v] >= 0.5 else scaled

    # Queues

    def place_of(p):
        v = int(j.service_of_state[p.state])
        if not s.limited[v]:
            return v, None
        if sites(v) == 1:
            return v, 0
        return v, int(luck(p.id, v, at.PLACE)[0] * sites(v))

    def being_served(place):
        return [p for p in people if p.doing == "served" and p.place == place]

    def line(place):
        return [p for p in people if p.doing == "in line" and p.place == place]

    def serve_line(place):
        while line(place) and len(being_served(place)) < present_servers(place[0]):
            first = min(line(place), key=lambda p: (s.priority[p.c, place[0]], p.due, p.id))
            out_of_line(first)
            start(first)

    def out_of_line(p):
        if p.giving_up in pending:
            pending.remove(p.giving_up)
        seen.in_line.append((p.c, p.place[0], p.due, clock.now))

    def start(p):
        v = p.place[0]
        p.luck_of_sitting = luck(p.id, p.visit, at.SITTING, p.sitting)
        mean = float(s.work_hours[d, year(), p.c, v])
        form = prepare_time(
            int(s.work_form[v]), mean, float(s.work_shape[d, v]), float(s.work_ratio[d, v])
        )
        hours = duration(*form, *p.luck_of_sitting[:2])
        hold = hours * days_per_hour(v)
        p.doing = "served"
        p.held += 1
        if p.sitting == 1:
            p.started = clock.now
        seen.sittings.append((p.c, v, p.sitting, clock.now, hold, hours))
        later(hold, COMPLETION, v, p.id, p.visit, lambda: complete(p))

    def complete(p):
        v = p.place[0]
        p.doing = "between"
        if s.limited[v]:
            serve_line(p.place)
        if another_follows(p):
            p.sitting += 1
            gap = duration(*made(s.parties_time, v, mean_place=(year(), v)), *p.luck_of_sitting[2:])
            ask(p, gap + float(s.notice_time[d, year(), v]))
        else:
            move(p)

    def ask(p, delay):
        later(delay, ARRIVAL, p.place[0], p.id, p.visit, lambda: fall_due(p))

    def fall_due(p):
        v = p.place[0]
        problem = axes.class_problem[p.c]
        p.due = clock.now
        if p.sitting == 1:
            p.first_due = clock.now
        if not s.limited[v] or len(being_served(p.place)) < present_servers(v):
            return start(p)
        away = int(j.turned_away_to[problem, p.state])
        if p.sitting == 1 and away >= 0 and len(line(p.place)) >= limit(v):
            return leave(p, away, 2)
        p.doing = "in line"
        maybe_give_up(p)

    def maybe_give_up(p):
        v = p.place[0]
        to = int(j.gives_up_to[axes.class_problem[p.c], p.state])
        patience = float(s.patience[d, year(), v])
        if p.sitting == 1 and to >= 0 and patience < math.inf:
            delay = patience * -math.log(1.0 - p.luck[1])

            def give_up():
                out_of_line(p)
                leave(p, to, 1)

            p.giving_up = later(delay, GIVING_UP, v, p.id, p.visit, give_up)

    # Journeys

    def person(number, c, origin, parent=-1):
        p = SimpleNamespace(id=number, c=c, origin=origin, parent=parent, visit=-1, doing="waits")
        people.append(p)
        return p

    def forget_step(p):
        p.luck = luck(p.id, p.visit, at.STEP)
        p.due = p.first_due = p.started = NAN
        p.sittings = p.sitting = p.held = 0
        p.giving_up = None
        p.doing = "waits"

    def record(p, left, to, how):
        seen.steps.append(
            Step(
                p.id, p.parent, p.origin, p.c, p.visit, p.state, p.arrived, p.first_due, p.started,
                p.held, left, to, how,
            )
        )  # fmt: skip

    def leave(p, to, how):
        record(p, clock.now, to, how)
        enter(p, to)

    def move(p):
        row = [
            float(j.arc_probability[d, year(), p.c, a]) if j.arc_from[a] == p.state else 0.0
            for a in range(len(j.arc_from))
        ]
        leave(p, int(j.arc_to[choose(row, p.luck[2])]), 0)

    def enter(p, state):
        p.visit += 1
        p.state = state
        p.arrived = clock.now
        forget_step(p)
        kind = j.kind[state]
        if kind == StateKind.WAIT:
            delay = duration(
                *made(j.wait, p.c, state, mean_place=(year(), p.c, state)), *p.luck[:2]
            )
            later(delay, ARRIVAL, -1, p.id, p.visit, lambda: move(p))
        elif kind == StateKind.SERVICE:
            p.place = place_of(p)
            p.sitting = 1
            p.chance, p.so_far = p.luck[0], []
            p.sittings = visits_take(p.c, p.place[0], p.luck[0])
            ask(p, float(s.notice_time[d, year(), p.place[0]]))
        else:
            people.remove(p)
            record(p, clock.now, -1, 3)
            seen.ended.append((p.c, state, clock.now))
            end(p, kind)

    def visits_take(c, v, u):
        """How many, where that is settled on arrival."""
        mean = float(s.sittings[d, year(), c, v])
        return math.floor(mean) + (u < mean - math.floor(mean))

    def another_follows(p):
        v = p.place[0]
        if s.sittings_form[v] != SittingsForm.GEOMETRIC:
            return p.sitting < p.sittings
        p.so_far.append(max(1.0, float(s.sittings[d, year(), p.c, v])))
        return p.chance < math.prod(1.0 - 1.0 / mean for mean in p.so_far)

    def end(p, kind):
        if kind == StateKind.RESOLUTION:
            share, times = j.returns_share[d, p.c, p.state], j.returns
        else:
            share, times = j.knock_on_share[d, p.c, p.state], j.knock_on
            if not j.knock_on_problem[d, axes.class_problem[p.c]].any():
                return
        if p.luck[3] < share:
            delay = duration(*made(times, p.c, p.state), *p.luck[:2])
            sleep(p.id, p.c, delay, kind)

    def sleep(parent, c, delay, kind):
        child = at.child_of(*key, parent, 1)
        seen.dormant.append((c, clock.now, clock.now + delay))

        def wake():
            if kind == StateKind.RESOLUTION:
                new, origin = c, 1
            else:
                u = luck(child, 0, at.BEGINNING)
                problem = choose(j.knock_on_problem[d, axes.class_problem[c]], u[2])
                serious = choose(j.seriousness_share[d, problem], u[3])
                wanted = (problem, axes.class_group[c], serious)
                cells = zip(
                    axes.class_problem, axes.class_group, axes.class_seriousness, strict=True
                )
                new, origin = list(cells).index(wanted), 2
            enter(person(child, new, origin, parent), int(j.start[new]))

        later(delay, ARRIVAL, -1, child, 0, wake)

    def candidate(c, i):
        if j.inflow_bound[c] <= 0:
            return
        number = at.fresh_person(c, i)
        gap, kept, _, _ = luck(number, 0, at.BEGINNING)

        def arrive():
            candidate(c, i + 1)
            if kept < j.inflow[d, year(), c] / j.inflow_bound[c]:
                enter(person(number, c, 0), int(j.start[c]))

        delay = 365.0 / (float(j.inflow_bound[c]) * f) * -math.log(1.0 - gap)
        later(delay, ARRIVAL, -1, number, 0, arrive)

    # Day 0

    def group(kind, table, c, n):
        people_expected = float(table[d, c, n]) * f
        rounding = luck(at.opening_person(kind, c, n, at.WHOLE_GROUP), 0, at.OPENING)[3]
        whole = math.floor(people_expected)
        return whole + (rounding < people_expected - whole)

    def there(kind, c, n, i):
        p = person(at.opening_person(kind, c, n, i), c, 3)
        p.visit, p.state, p.arrived = 0, n, 0.0
        forget_step(p)
        return p

    def later_sitting(p):
        _, _, which, left = luck(p.id, 0, at.OPENING_VISIT)
        mean = float(s.sittings[d, 0, p.c, p.place[0]])
        if s.sittings_form[p.place[0]] == SittingsForm.GEOMETRIC:
            p.sitting, p.chance, p.so_far = 2, left, []
            return
        least, more = math.floor(mean), mean - math.floor(mean)
        highest = max(2, least + (more > 0))
        p.sitting = min(2 + math.floor(which * (least - 1 + more)), highest)
        p.sittings = p.sitting if p.sitting > least else least + (left < more)

    for c in range(len(axes.class_problem)):
        for n in range(states):
            for i in range(group(0, o.waiting, c, n)):
                p = there(0, c, n, i)
                value, component, _, _ = luck(p.id, 0, at.OPENING)
                form = made(j.wait, c, n, mean_place=(0, c, n), left=True)
                delay = time_left(*form, value, component)
                later(delay, ARRIVAL, -1, p.id, 0, lambda p=p: move(p))
            count = group(1, o.queueing, c, n)
            for i in range(count):
                p = there(1, c, n, i)
                p.place = place_of(p)
                joined, not_first, _, _ = luck(p.id, 0, at.OPENING_VISIT)
                if not_first < o.queueing_later_share[d, c, n]:
                    later_sitting(p)
                else:
                    p.sitting, p.sittings = 1, visits_take(c, p.place[0], p.luck[0])
                    p.chance, p.so_far = p.luck[0], []
                if not s.limited[p.place[0]]:
                    ask(p, 0.0)
                    continue
                p.doing = "in line"
                p.due = -float(o.queue_days[d, n]) * (1.0 - (i + joined) / count)
                if p.sitting == 1:
                    p.first_due = p.due
                maybe_give_up(p)
            for i in range(group(2, o.between_sittings, c, n)):
                p = there(2, c, n, i)
                p.place = v, _ = place_of(p)
                later_sitting(p)
                value, component, stage, _ = luck(p.id, 0, at.OPENING)
                parties, notice = float(s.parties_time.mean[d, 0, v]), float(s.notice_time[d, 0, v])
                delay = value * notice
                if stage * (parties + notice) < parties:
                    form = made(s.parties_time, v, mean_place=(0, v), left=True)
                    delay = time_left(*form, value, component) + notice
                ask(p, delay)
            for kind, table, times, end_kind in (
                (3, o.dormant_returns, j.returns, StateKind.RESOLUTION),
                (4, o.dormant_knock_ons, j.knock_on, StateKind.NO_RESOLUTION),
            ):
                for i in range(group(kind, table, c, n)):
                    parent = at.opening_person(kind, c, n, i)
                    value, component, _, _ = luck(parent, 0, at.OPENING)
                    form = made(times, c, n, left=True)
                    sleep(parent, c, time_left(*form, value, component), end_kind)
        candidate(c, 0)

    def new_capacity():
        for v in range(len(axes.services)):
            for site in range(sites(v)) if s.limited[v] else ():
                serve_line((v, site))

    def open_again(v):
        for site in range(sites(v)) if s.limited[v] else ():
            serve_line((v, site))

    for v, own in enumerate(s.closures):
        for number, (_, opens) in enumerate(own):
            if opens < horizon:
                later(opens, CAPACITY, v, -1, number, lambda v=v: open_again(v))
    for y in range(1, years):
        later(365.0 * y, CAPACITY, -1, -1, y, new_capacity)
    new_capacity()
    while pending:
        event = min(pending, key=lambda e: e[:2])
        pending.remove(event)
        if event[0] >= horizon:
            break
        clock.now = event[0]
        event[2]()
    for p in people:
        record(p, horizon, -1, 4)
        if p.doing == "in line":
            seen.in_line.append((p.c, p.place[0], p.due, horizon))
    return seen
