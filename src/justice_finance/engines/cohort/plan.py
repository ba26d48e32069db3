"""What is decided once for all draws: lumps, layout, eras, and in which order a step goes through.

Nothing here may depend on how the draws are cut into chunks, since it fixes the order of additions
and so the last bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.again import AgainPlan, plan_again
from justice_finance.engines.cohort.eras import Eras, arcs_by_era, eras_of, years_apart
from justice_finance.engines.cohort.layout import Layout, lay_out
from justice_finance.engines.cohort.lumps import Lumps, find_lumps
from justice_finance.engines.cohort.order import LATE, Group, Node, order_of
from justice_finance.engines.contract import Settings
from justice_finance.journey.court_calendar import closures_of, open_share_of_years
from justice_finance.scenario.realised import Realised, Services
from justice_finance.vocabulary import DAYS_PER_YEAR, DurationForm, SittingsForm, StateKind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class ServicePlan:
    """Structure of one service: eras, kinds of cells, and which of its times may be instant."""

    states: tuple[int, ...]
    ask: Eras
    held: Eras
    recall: Eras
    parties: Eras
    work: Eras
    sittings: Eras
    later_kinds: int
    ask_instant: bool
    recall_instant: bool
    parties_instant: bool
    patient: bool

    @property
    def loops(self) -> bool:
        """True where a further sitting may follow within the same step."""
        return self.later_kinds > 0 and self.recall_instant and self.parties_instant


@dataclass(frozen=True)
class Plan:
    """Everything about a run that all its draws share."""

    lumps: Lumps
    layout: Layout
    steps_per_year: int
    years: int
    wait_eras: dict[int, Eras]
    services: dict[int, ServicePlan]
    again: AgainPlan
    kept_off_zero: frozenset[int]
    prompt: tuple[Node, ...]
    groups: tuple[Group, ...]
    opening_buckets: int

    @property
    def steps(self) -> int:
        """Steps to the horizon."""
        return self.steps_per_year * self.years

    @property
    def step_days(self) -> float:
        """Length of a step."""
        return DAYS_PER_YEAR / self.steps_per_year


def sitting_times(
    services: Services, service: int, classes: IntArray, draws: slice, years: slice
) -> tuple[FloatArray, FloatArray]:
    """Days that a sitting takes, and days of the parties' own, (draws, years, classes) each."""
    hours = services.productive_hours[draws, years, service, None]
    work = services.work_hours[draws, years][:, :, classes, service]
    held = work * DAYS_PER_YEAR / np.where(hours > 0.0, hours, np.inf)
    if closures_of(services.closures, service):
        all_years, count = services.staff.shape[1:]
        share = open_share_of_years(services.closures, count, all_years)[years, service]
        held = held * share[:, None]
    parties = services.parties_time.mean[draws, years, service, None]
    return held, np.broadcast_to(parties, held.shape)


def gap_means(recall: FloatArray, parties: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The two times between sittings (in steps), as the engine splits their sum.

    `recall` is the notice, and the time that the sitting before took: one time less to follow.
    Where each is shorter than a step and both together are not, the first is taken as one step
    and the rest as the parties' time: no further sitting then follows within the step.
    """
    short = (recall < 1.0) & (parties < 1.0) & (recall + parties >= 1.0)
    return np.where(short, 1.0, recall), np.where(short, recall + parties - 1.0, parties)


def _by_lump(by_class: FloatArray, lumps: Lumps, which: int) -> FloatArray:
    """(draws, years, lumps) of one service or state; one year where all are the same."""
    return by_class[:, years_apart(by_class), :, which][:, :, lumps.representative]


def _service_plan(
    realised: Realised, lumps: Lumps, states: list[int], v: int, step: float
) -> ServicePlan:
    s, years = realised.services, len(realised.axes.years)
    sittings = _by_lump(s.sittings, lumps, v)
    eras = eras_of(sittings, years=years)
    o = realised.opening
    later = any(
        (o.between_sittings[..., n] + o.queueing[..., n] * o.queueing_later_share[..., n]).any()
        for n in states
    )
    more = bool((sittings > 1.0).any()) or later
    if s.sittings_form[v] == SittingsForm.FIXED:
        kinds = max(int(np.ceil(sittings.max())) - 1, 1) if more else 0
    else:
        kinds = 1 if more else 0
    work = _by_lump(s.work_hours, lumps, v)
    apart = years_apart(s.work_hours, s.notice_time, s.productive_hours, s.parties_time.mean)
    if closures_of(s.closures, v):  # then sittings may take other times in every year
        apart = slice(None)
    notice = s.notice_time[:, apart, v]
    held, parties = sitting_times(s, v, lumps.representative, slice(None), apart)
    recall, gap = gap_means((notice[..., None] + held) / step, parties / step)
    # Where nobody queues the time of the last sitting too can stand before the first.
    ask = notice[..., None] if s.limited[v] else notice[..., None] + held
    return ServicePlan(
        states=tuple(states),
        ask=eras_of(ask, years=years),
        held=eras_of(held, years=years),
        recall=eras_of(recall, years=years),
        parties=eras_of(gap, years=years),
        work=eras_of(work, years=years),
        sittings=eras,
        later_kinds=kinds,
        ask_instant=bool((ask < step).any()),
        recall_instant=bool((recall < 1.0).any()),
        parties_instant=bool((gap < 1.0).any()),
        patient=bool(s.limited[v]) and bool(np.isfinite(s.patience[:, :, v]).any()),
    )


def _edges(
    realised: Realised,
    plans: dict[int, ServicePlan],
    lumps: Lumps,
    layout: Layout,
    again: AgainPlan,
    step: float,
) -> dict[Node, set[Node]]:
    """From each node through which people may pass within a step, where they may come to."""
    j = realised.journeys
    ends = again.ends

    def node(state: int) -> Node | None:
        if j.kind[state] == StateKind.WAIT:
            return ("wait", state)
        if j.kind[state] == StateKind.SERVICE:
            return ("service", int(j.service_of_state[state]))
        return ("again", 0) if state in ends else None

    edges: dict[Node, set[Node]] = {}
    instant: dict[Node, bool] = {}
    for n in layout.blocks:
        each = node(n)
        if each is None:
            continue
        edges.setdefault(each, set())
        if each[0] == "wait":
            forms = {int(f) for f in j.wait.form[lumps.representative, n]}
            mean = _by_lump(j.wait.mean, lumps, n)
            instant[each] = forms != {int(DurationForm.FIXED)} or bool((mean < step).any())
        elif each[0] == "service":
            instant[each] = plans[each[1]].ask_instant
        else:
            instant[each] = again.instant
    for move in (*layout.moves, *layout.gives_up, *layout.turned_away):
        source, target = node(move.source), node(move.target)
        if source is not None and target is not None and instant[source]:
            edges[source].add(target)
    if ("again", 0) in edges and again.instant:
        edges[("again", 0)] |= {m for n in again.begins if (m := node(n)) is not None}
    return {each: to if instant[each] else {LATE} for each, to in edges.items()}


def _lasts_a_step(
    realised: Realised, lumps: Lumps, layout: Layout, state: int, step: float
) -> bool:
    """Whether a wait lasts a step or more on average for all who can be there.

    On a cycle such a wait is kept off lag zero (its mean is kept), so that the cycle need not be
    gone through again and again within the step.
    """
    there = lumps.representative[layout.reached[:, state]]
    return bool((realised.journeys.wait.mean[:, :, there, state] >= step).all())


def _steps_per_year(settings: Settings) -> int:
    steps = round(DAYS_PER_YEAR / settings.step_days)
    if steps < 1 or abs(DAYS_PER_YEAR / settings.step_days - steps) > 1e-6:
        raise ValueError("a model year of 365 days must be a whole number of steps")
    return steps


def make_plan(realised: Realised, settings: Settings, lump: bool = True) -> Plan:
    """Decide everything that all draws of a scenario share.

    Parameters
    ----------
    realised : Realised
        All draws that are to give the same bits, however they are cut into chunks.
    settings : Settings
        Uses `step_days`.
    lump : bool
        Follow classes that move alike as one.

    Raises
    ------
    ValueError
        If a model year is not a whole number of steps.
    """
    per_year = _steps_per_year(settings)
    step = DAYS_PER_YEAR / per_year
    arcs = arcs_by_era(realised.journeys.arc_probability)
    lumps = find_lumps(realised, arcs, lump)
    layout = lay_out(realised, arcs, lumps.representative)
    j, years = realised.journeys, len(realised.axes.years)
    services = {
        v: _service_plan(
            realised, lumps, [n for n in layout.blocks if j.service_of_state[n] == v], v, step
        )
        for v in layout.service_rows
    }
    again = plan_again(realised, lumps, layout, step)
    edges = _edges(realised, services, lumps, layout, again, step)
    prompt, groups = order_of(edges)
    steady = frozenset(
        n
        for group in groups
        if group.cyclic
        for kind, n in group.nodes
        if kind == "wait" and _lasts_a_step(realised, lumps, layout, n, step)
    )
    if steady:
        edges |= {("wait", n): {LATE} for n in steady}
        prompt, groups = order_of(edges)
    return Plan(
        lumps=lumps,
        layout=layout,
        steps_per_year=per_year,
        years=years,
        wait_eras={
            n: eras_of(_by_lump(j.wait.mean, lumps, n), years=years)
            for n in layout.blocks
            if j.kind[n] == StateKind.WAIT
        },
        services=services,
        again=again,
        kept_off_zero=steady,
        prompt=prompt,
        groups=groups,
        opening_buckets=max(1, int(np.ceil(realised.opening.queue_days.max(initial=0.0) / step))),
    )
