"""Who is there on day 0: groups of whole numbers of people, and lines linked all at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from justice_finance.engines.addresses import (
    OPENING,
    WHOLE_GROUP,
    OpeningKind,
    luck,
    opening_person,
)
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.layout import NONE, Floats, Wholes, World
from justice_finance.engines.compiled.tables import Tables
from justice_finance.scenario.realised import Durations
from justice_finance.vocabulary import StateKind

STATES_OF = {
    OpeningKind.WAITING: StateKind.WAIT,
    OpeningKind.QUEUEING: StateKind.SERVICE,
    OpeningKind.BETWEEN_SITTINGS: StateKind.SERVICE,
    OpeningKind.DORMANT_RETURN: StateKind.RESOLUTION,
    OpeningKind.DORMANT_KNOCK_ON: StateKind.NO_RESOLUTION,
}


@dataclass(frozen=True)
class Groups:
    """Groups that are not empty, as `placing.place_all` reads them.

    Attributes
    ----------
    rows : int array (G, 5)
        Kind, class, state, people, index of the time left.
    numbers : array (3 G + C,)
        For each group the share who wait for a later sitting, the days over which they joined the
        line, and the mean of the parties' own delay; then what lingers, by class.
    """

    rows: Wholes
    numbers: Floats

    @property
    def people(self) -> int:
        """How many there are in all."""
        return int(self.rows[:, 3].sum())


def groups_of(tables: Tables, key: tuple[int, int]) -> Groups:
    """Round every expected number up or down by a keyed uniform, so that its mean is kept.

    Raises
    ------
    ValueError
        If people are in a state of another kind, or would set off no problem.
    """
    opening, draw = tables.realised.opening, tables.draw
    expected = {
        OpeningKind.WAITING: opening.waiting,
        OpeningKind.QUEUEING: opening.queueing,
        OpeningKind.BETWEEN_SITTINGS: opening.between_sittings,
        OpeningKind.DORMANT_RETURN: opening.dormant_returns,
        OpeningKind.DORMANT_KNOCK_ON: opening.dormant_knock_ons,
    }
    rows: list[tuple[int, int, int, int, int]] = []
    numbers: list[tuple[float, float, float]] = []
    for kind, people in expected.items():
        cells = np.argwhere(people[draw] > 0.0)
        _check(tables, kind, cells)
        means = people[draw][cells[:, 0], cells[:, 1]] * tables.fraction
        for (klass, state), mean in zip(cells.tolist(), means.tolist(), strict=True):
            count = int(mean)
            if _rounding(key, kind, klass, state) < mean - count:
                count += 1
            if count:
                rows.append(
                    (int(kind), klass, state, count, _time_left(tables, kind, klass, state))
                )
                numbers.append(_numbers(tables, klass, state))
    lingering = opening.lingering[draw] * tables.fraction
    return Groups(
        np.array(rows, dtype=np.int64).reshape(len(rows), 5),
        np.concatenate([np.array(numbers).ravel(), lingering]),
    )


@lru_cache(maxsize=1 << 16)
def _rounding(key: tuple[int, int], kind: int, klass: int, state: int) -> float:
    """The uniform by which a group is rounded: one for all scenarios and draws of a replication."""
    group = opening_person(OpeningKind(kind), klass, state, WHOLE_GROUP)
    return luck(*key, group, 0, OPENING)[3]


def _check(tables: Tables, kind: OpeningKind, cells: Wholes) -> None:
    wrong = tables.realised.journeys.kind[cells[:, 1]] != STATES_OF[kind]
    if wrong.any():
        state = cells[wrong][0, 1]
        raise ValueError(f"opening {kind.name.lower()}: state {state} is of another kind")
    if kind is OpeningKind.DORMANT_KNOCK_ON:
        problems = tables.realised.axes.class_problem[cells[:, 0]]
        alone = tables.problems_set_off[problems] < 0
        if alone.any():
            raise ValueError(f"opening: class {cells[alone][0, 0]} sets off no other problem")


def _numbers(tables: Tables, klass: int, state: int) -> tuple[float, float, float]:
    opening, draw = tables.realised.opening, tables.draw
    services = tables.realised.services
    service = int(tables.realised.journeys.service_of_state[state])
    parties = float(services.parties_time.mean[draw, 0, service]) if service >= 0 else 0.0
    share = float(opening.queueing_later_share[draw, klass, state])
    return share, float(opening.queue_days[draw, state]), parties


def _time_left(tables: Tables, kind: OpeningKind, klass: int, state: int) -> int:
    """Index of what is left of the time that a group's people are in."""
    journeys, draw = tables.realised.journeys, tables.draw
    if kind is OpeningKind.QUEUEING:
        return 0
    if kind is OpeningKind.BETWEEN_SITTINGS:
        holder = tables.realised.services.parties_time
        service = int(journeys.service_of_state[state])
        return _index(tables, holder, (service,), float(holder.mean[draw, 0, service]))
    if kind is OpeningKind.WAITING:
        return _index(
            tables, journeys.wait, (klass, state), float(journeys.wait.mean[draw, 0, klass, state])
        )
    holder = journeys.returns if kind is OpeningKind.DORMANT_RETURN else journeys.knock_on
    return _index(tables, holder, (klass, state), float(holder.mean[draw, klass, state]))


def _index(tables: Tables, holder: Durations, cell: tuple[int, ...], mean: float) -> int:
    shape, ratio = holder.shape[tables.draw], holder.ratio[tables.draw]
    return tables.times.index_of(
        int(holder.form[cell]), mean, float(shape[cell]), float(ratio[cell]), left=True
    )


def link_lines(world: World) -> None:
    """Link everyone in line on day 0, in the order of the lines: (due time, person)."""
    people = world.people.reshape(-1, at.WIDE)[: world.marks[at.USED]]
    slots = np.flatnonzero(people[:, at.STATUS] == at.IN_LINE)
    if not slots.size:
        return
    here = people[slots]
    service = world.service_of[here[:, at.STATE]]
    facts = world.service_facts.reshape(-1, at.SERVICE_FACTS)[service]
    site = here[:, at.SITE].astype(np.int64)
    rank = world.rank[here[:, at.CLASS].astype(np.int64) * world.marks[at.SERVICES] + service]
    place = site - facts[:, at.FIRST_SITE]
    line = facts[:, at.FIRST_LINE] + place * facts[:, at.RANKS] + rank
    since = world.times.reshape(-1, at.HAND)[slots, at.SINCE]
    order = np.lexsort((here[:, at.LOW], here[:, at.HIGH], since, line))
    slots, line = slots[order], line[order]
    same = line[1:] == line[:-1]
    people[slots[1:], at.AHEAD] = np.where(same, slots[:-1], NONE)
    people[slots[:-1], at.BEHIND] = np.where(same, slots[1:], NONE)
    people[slots[0], at.AHEAD] = people[slots[-1], at.BEHIND] = NONE
    begins, ends = np.append(True, ~same), np.append(~same, True)
    lines = world.lines.reshape(-1, 2)
    lines[line[begins], 0] = slots[begins]
    lines[line[ends], 1] = slots[ends]
    np.add.at(world.sites.reshape(-1, at.PER_SITE)[:, at.IN_QUEUE], site, 1)
