"""Builds the waits, services and dormant problems of a chunk of draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.again import Again, Begins, Dormant
from justice_finance.engines.cohort.delays import Delay
from justice_finance.engines.cohort.draws import Chunk, one_if_alike
from justice_finance.engines.cohort.eras import Eras
from justice_finance.engines.cohort.laws import Law, delay_law
from justice_finance.engines.cohort.layout import Move
from justice_finance.engines.cohort.moving import Sender
from justice_finance.engines.cohort.plan import Plan, gap_means, sitting_times
from justice_finance.engines.cohort.queues import Queue
from justice_finance.engines.cohort.sittings import Sittings
from justice_finance.engines.cohort.visits import Offer, Senders, Times, Visits
from justice_finance.engines.cohort.waits import Wait
from justice_finance.journey.court_calendar import closures_of, open_share, open_share_of_years
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import DAYS_PER_YEAR, DurationForm

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Builder:
    """Makes the parts of one chunk; `arrivals` and `leavers` are the long arrays they share."""

    def __init__(
        self,
        realised: Realised,
        plan: Plan,
        chunk: Chunk,
        arrivals: FloatArray,
        leavers: FloatArray,
    ) -> None:
        self.realised, self.plan, self.chunk = realised, plan, chunk
        self.arrivals, self.leavers = arrivals, leavers
        self.reps = plan.lumps.representative

    def sender(self, moves: Sequence[Move], origin: int) -> Sender:
        """Return the hand-over of some moves."""
        p = self.plan
        return Sender(moves, origin, self.arrivals, p.layout, p.years, self.reps, self.chunk)

    def wait(self, state: int, inbox: FloatArray | None) -> Wait:
        """Build a wait state, its opening stock in place."""
        j, plan, chunk = self.realised.journeys, self.plan, self.chunk
        block, eras = plan.layout.blocks[state], plan.wait_eras[state]
        reps = self.reps[block.lumps]
        shape, ratio = (chunk.take(a[:, reps, state]) for a in (j.wait.shape, j.wait.ratio))
        laws = [
            delay_law(
                j.wait.form[reps, state],
                chunk.take(j.wait.mean[:, year][:, reps, state]) / plan.step_days,
                shape,
                ratio,
                plan.steps,
                keep_off_zero=state in plan.kept_off_zero,
            )
            for year in eras.first_year
        ]
        delay = Delay(laws, (block.rows.stop - block.rows.start, chunk.width))
        delay.put_underway(self._people(self.realised.opening.waiting[:, :, state], state))
        moves = [m for m in plan.layout.moves if m.source == state]
        return Wait(
            delay,
            eras,
            self.arrivals[block.rows] if inbox is None else inbox,
            self.leavers[block.rows],
            self.sender(moves, block.rows.start),
        )

    def _people(self, stock: FloatArray, state: int) -> FloatArray:
        """Opening people (draws, classes) of a state by row: classes added up over their lump."""
        lumps = self.plan.layout.blocks[state].lumps
        if not stock.any():
            return np.zeros((lumps.stop - lumps.start, self.chunk.width))
        return self.plan.lumps.total(self.chunk.take(stock))[lumps]

    def opening_people(self, state: int) -> FloatArray:
        """People in a state on day 0, (rows, draws)."""
        o = self.realised.opening
        if self.realised.journeys.service_of_state[state] < 0:
            return self._people(o.waiting[:, :, state], state)
        queueing, between = o.queueing[:, :, state], o.between_sittings[:, :, state]
        return self._people(queueing, state) + self._people(between, state)

    def again(self, inbox: FloatArray | None, begins: Begins) -> Again:
        """Build the dormant problems."""
        plan = self.plan
        parts = [
            Dormant(
                self.realised,
                plan.again,
                plan.lumps,
                plan.layout,
                self.chunk,
                plan.steps,
                plan.step_days,
                ends,
                knock_on,
            )
            for sets, knock_on in ((plan.again.returning, False), (plan.again.setting_off, True))
            for ends in sets
        ]
        ended = self.arrivals[plan.layout.first_end :] if inbox is None else inbox
        return Again(parts, ended, begins)

    # -- services ---------------------------------------------------------------------------

    def _rows(self, service: int, by_class: FloatArray) -> FloatArray:
        """(rows, draws) of a service from (D, C)."""
        blocks = (self.plan.layout.blocks[n] for n in self.plan.services[service].states)
        return np.concatenate([self.chunk.take(by_class[:, self.reps[b.lumps]]) for b in blocks])

    def _fixed(self, means: Sequence[FloatArray]) -> list[Law]:
        """Laws of fixed times, one for each era."""
        form = int(DurationForm.FIXED)
        return [
            delay_law(
                np.full(m.shape[0], form), m, np.ones_like(m), np.ones_like(m), self.plan.steps
            )
            for m in map(one_if_alike, means)
        ]

    def _times(self, service: int, kinds: tuple[int, int], rows: int) -> Times:
        s, plan, chunk = self.realised.services, self.plan.services[service], self.chunk
        first, later = kinds
        step, steps = self.plan.step_days, self.plan.steps
        limited = bool(s.limited[service])
        notice = []
        for year in plan.ask.first_year:
            days = chunk.take(s.notice_time[:, year, service])[None] / step
            notice.append(days if limited else days + self._sitting(service, year)[0])
        ask = Delay(self._fixed(notice), (first, rows, chunk.width))
        sitting = [self._sitting(service, year)[0] for year in plan.held.first_year]
        held = Delay(self._fixed(sitting), (rows, chunk.width)) if limited else None
        if not later:
            return Times(ask, held, None, None)
        recalls = [self._gap(service, year)[0] for year in plan.recall.first_year]
        laws = []
        for year in plan.parties.first_year:
            gap = one_if_alike(self._gap(service, year)[1])
            shape, ratio = (
                np.ones_like(gap) * chunk.take(a[:, service])
                for a in (s.parties_time.shape, s.parties_time.ratio)
            )
            form = np.full(gap.shape[0], s.parties_time.form[service])
            laws.append(delay_law(form, gap, shape, ratio, steps, keep_off_zero=True))
        cells = (later, rows, chunk.width)
        return Times(ask, held, Delay(laws, cells), Delay(self._fixed(recalls), cells))

    def _sitting(self, service: int, year: int) -> tuple[FloatArray, FloatArray]:
        """Time of a sitting and of the parties in steps, (rows, draws) each."""
        draws = slice(self.chunk.start, self.chunk.stop)
        here = Chunk(0, self.chunk.stop - self.chunk.start)
        blocks = (self.plan.layout.blocks[n] for n in self.plan.services[service].states)
        reps = np.concatenate([self.reps[b.lumps] for b in blocks])
        both = sitting_times(self.realised.services, service, reps, draws, slice(year, year + 1))
        held, parties = (here.take(time[:, 0]) / self.plan.step_days for time in both)
        return held, parties

    def _gap(self, service: int, year: int) -> tuple[FloatArray, FloatArray]:
        """The two times between sittings, see `plan.gap_means`."""
        notice = self.chunk.take(self.realised.services.notice_time[:, year, service])
        held, parties = self._sitting(service, year)
        return gap_means(notice / self.plan.step_days + held, parties)

    def _by_year(self, values: Sequence[FloatArray], eras: Eras) -> list[FloatArray]:
        return [values[e] for e in eras.of_year]

    def _offer(self, service: int) -> Offer:
        s, plan, chunk = self.realised.services, self.plan.services[service], self.chunk
        step, years = self.plan.step_days, range(self.plan.years)
        hours = self._by_year(
            [
                one_if_alike(self._rows(service, s.work_hours[:, y, :, service]))
                for y in plan.work.first_year
            ],
            plan.work,
        )
        if not s.limited[service]:
            return Offer(None, hours, None, None)
        per_step = step / DAYS_PER_YEAR
        offered = [
            chunk.take(s.staff[:, y, service] * s.productive_hours[:, y, service]) * per_step
            for y in years
        ]
        if not plan.patient:
            return Offer(offered, hours, None, None, self._open_share(service))
        patience = [chunk.take(s.patience[:, y, service]) / step for y in years]
        # Of those who are never served each waits `patience` on average: a share 1/p in every
        # step, or for a patience p below one step, 1 - p at once and the others in the next.
        share = [1.0 / np.maximum(p, 1.0) for p in patience]
        at_once = [np.maximum(1.0 - p, 0.0) for p in patience]
        leave = at_once if any(a.any() for a in at_once) else None
        return Offer(offered, hours, share, leave, self._open_share(service))

    def _open_share(self, service: int) -> list[float] | None:
        """Open share of each step over that of its year: the year's hours are kept."""
        closures, plan = self.realised.services.closures, self.plan
        if not closures_of(closures, service):
            return None
        count = len(self.realised.axes.services)
        edges = plan.step_days * np.arange(plan.steps + 1.0)
        of_year = open_share_of_years(closures, count, plan.years)[:, service]
        steps = open_share(closures, count, edges)[:, service]
        whole = np.repeat(of_year, plan.steps_per_year)
        share = np.divide(steps, whole, out=np.zeros_like(steps), where=whole > 0.0)
        return [float(each) for each in share]

    def visits(self, service: int, inbox: FloatArray | None) -> Visits:
        """Build a service with all its states, its opening stocks in place."""
        s, plan, chunk = self.realised.services, self.plan, self.chunk
        mine, layout = plan.services[service], plan.layout
        rows = layout.service_rows[service]
        count, states = rows.stop - rows.start, self.plan.services[service].states
        means = [
            one_if_alike(self._rows(service, s.sittings[:, y, :, service]))
            for y in mine.sittings.first_year
        ]
        rule = Sittings(int(s.sittings_form[service]), means, mine.later_kinds)
        queue = None
        if s.limited[service]:
            reps = np.concatenate([self.reps[layout.blocks[n].lumps] for n in states])
            gives_up, refusable = self._may_leave(service)
            queue = Queue(
                rule.first,
                rule.first + rule.later,
                count,
                chunk.width,
                s.priority[reps, service],
                plan.opening_buckets + plan.steps,
                gives_up & mine.patient,
                refusable,
                float(s.queue_limit[service]),
            )
        one = Visits(
            mine,
            self._times(service, (rule.first, rule.later), count),
            queue,
            rule,
            self._offer(service),
            self.arrivals[rows] if inbox is None else inbox,
            self.leavers[rows],
            Senders(
                *(
                    self.sender([m for m in moves if m.source in states], rows.start)
                    for moves in (layout.moves, layout.gives_up, layout.turned_away)
                )
            ),
            opening_buckets=plan.opening_buckets,
        )
        self._open(service, one)
        one.queue_before = one.queueing()
        return one

    def _may_leave(self, service: int) -> tuple[BoolArray, BoolArray]:
        """Rows from which giving up, and being turned away, lead somewhere."""
        j, of_class, plan = self.realised.journeys, self.realised.axes.class_problem, self.plan
        problems = [
            (n, of_class[self.reps[plan.layout.blocks[n].lumps]])
            for n in plan.services[service].states
        ]
        gives_up, turned_away = (
            np.concatenate([to[problem, n] >= 0 for n, problem in problems])
            for to in (j.gives_up_to, j.turned_away_to)
        )
        return gives_up, turned_away

    def _open(self, service: int, visits: Visits) -> None:
        """Put the people of day 0 into the queue and between sittings."""
        o, chunk, plan = self.realised.opening, self.chunk, self.plan
        states = self.plan.services[service].states
        if not any(o.queueing[..., n].any() or o.between_sittings[..., n].any() for n in states):
            return
        between, first, later, days = [], [], [], []
        for n in states:
            between.append(self._people(o.between_sittings[:, :, n], n))
            later.append(self._people(o.queueing[:, :, n] * o.queueing_later_share[:, :, n], n))
            first.append(self._people(o.queueing[:, :, n], n) - later[-1])
            days.append(chunk.take(o.queue_days[:, n]))
        rule, rows = visits.rule, visits.arrivals.shape[0]
        cells = np.zeros((rule.first + rule.later, rows, chunk.width))
        cells[0] = np.maximum(np.concatenate(first), 0.0)
        if rule.later:
            cells[rule.first :] = rule.kinds_underway(np.concatenate(later))
            gap = rule.kinds_underway(np.concatenate(between))
            notice, parties = self._gap(service, 0)
            whole = notice + parties
            share = np.where(whole > 0.0, parties / np.where(whole > 0.0, whole, 1.0), 0.0)
            assert visits.times.parties is not None and visits.times.recall is not None
            visits.times.parties.put_underway(gap * share)
            visits.times.recall.put_underway(gap * (1.0 - share))
        if visits.queue is None:
            visits.overdue = cells
            return
        steps = np.stack(days) / plan.step_days  # (states, draws)
        of_state = np.repeat(np.arange(len(states)), [people.shape[0] for people in first])
        flat = visits.offer.hours[0]
        for age in range(plan.opening_buckets, 0, -1):
            part = np.clip(steps - (age - 1), 0.0, 1.0) / np.where(steps > 0.0, steps, 1.0)
            part = np.where(steps > 0.0, part, float(age == 1))
            if not part.any():
                continue
            joining = (cells * part[of_state]).reshape(-1, chunk.width)
            if joining.any():
                visits.queue.put(plan.opening_buckets - age, joining, flat)
