"""One draw of a scenario as plain Python numbers, each prepared when it is first asked for.

A position in a table is (year x classes + class) x width + state or service, so that a year, a
class and a state are one whole number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Generic, TypeAlias, TypeVar

import numpy as np

from justice_finance.engines.addresses import MOST_CLASSES, MOST_STATES
from justice_finance.engines.sampling import PreparedTime, prepare_time, prepare_time_left
from justice_finance.journey.court_calendar import open_share_of_years
from justice_finance.scenario.realised import Durations, Realised
from justice_finance.vocabulary import DAYS_PER_YEAR, SittingsForm

Value = TypeVar("Value")
Row: TypeAlias = tuple[tuple[float, ...], tuple[int, ...]]


class Lazily(dict[int, Value], Generic[Value]):
    """A table whose cells are made when they are first read."""

    def __init__(self, make: Callable[[int], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, position: int) -> Value:
        value = self._make(position)
        self[position] = value
        return value


@dataclass(frozen=True)
class Stations:
    """A service in one year as it is simulated: sites alike, servers at each, pace of work."""

    sites: int
    servers: int  # at each site
    days_per_hour: float  # for which an hour of work holds a server
    queue_limit: float  # at each site


def whole(value: float) -> int:
    """The nearest whole number, halves upwards."""
    return int(value + 0.5)


def stations_of(
    staff: float, productive_hours: float, sites: int, queue_limit: float, fraction: float
) -> Stations:
    """How a limited service of a country looks when a fraction of the country is simulated.

    At least one site, and at least one server at each unless there is no staff at all. Every hour
    of work is stretched by servers / (staff x fraction), so that offered work is kept. A queue
    limit of one or more stays at least one.
    """
    simulated_sites = max(1, whole(sites * fraction))
    limit = queue_limit
    if limit < inf:
        limit = float(max(min(1, whole(limit)), whole(limit * fraction / simulated_sites)))
    if staff <= 0.0 or productive_hours <= 0.0:
        return Stations(simulated_sites, 0, 0.0, limit)
    servers = max(1, whole(staff * fraction / simulated_sites))
    stretch = servers * simulated_sites / (staff * fraction)
    return Stations(simulated_sites, servers, DAYS_PER_YEAR / productive_hours * stretch, limit)


class Parameters:
    """What one draw of a scenario says, by year, class, state and service."""

    def __init__(self, realised: Realised, draw: int, fraction: float) -> None:
        self.realised = realised
        self.draw = draw
        self.fraction = fraction
        axes = realised.axes
        self.years = len(axes.years)
        self.horizon = DAYS_PER_YEAR * self.years
        self.classes = len(axes.class_problem)
        self.states = len(axes.states)
        self.services = len(axes.services)
        if self.classes > MOST_CLASSES or self.states > MOST_STATES:
            raise ValueError(f"at most {MOST_CLASSES} classes and {MOST_STATES} states")
        self._read_classes()
        self._read_inflow()
        self._read_journeys()
        self._read_services()

    def _read_classes(self) -> None:
        axes = self.realised.axes
        self.problem: list[int] = axes.class_problem.tolist()
        self.group: list[int] = axes.class_group.tolist()
        seriousness: list[int] = axes.class_seriousness.tolist()
        cells = zip(self.problem, self.group, seriousness, strict=True)
        self._class_numbers = {cell: number for number, cell in enumerate(cells)}

    def _read_inflow(self) -> None:
        bound = self.realised.journeys.inflow_bound
        inflow = self.realised.journeys.inflow[self.draw]
        if np.any(inflow > bound * (1.0 + 1e-12)):
            raise ValueError("an inflow exceeds the bound from which people are thinned")
        self.inflow_bound: list[float] = (bound * self.fraction).tolist()
        shares = np.divide(inflow, bound, out=np.zeros_like(inflow), where=bound > 0.0)
        self.kept_share: list[list[float]] = shares.tolist()

    def _read_journeys(self) -> None:
        journeys, draw = self.realised.journeys, self.draw
        self.start: list[int] = journeys.start.tolist()
        self.kind: list[int] = journeys.kind.tolist()
        self.service_of_state: list[int] = journeys.service_of_state.tolist()
        self.half_life = float(journeys.half_life[draw])
        self._arcs_of_state = [
            np.flatnonzero(journeys.arc_from == state).tolist() for state in range(self.states)
        ]
        self.moves: Lazily[Row] = Lazily(self._row)
        self.wait: Lazily[PreparedTime] = Lazily(self._wait)
        self.lingering: list[list[float]] = journeys.lingering_weight[draw].tolist()
        self.returns_share: list[list[float]] = journeys.returns_share[draw].tolist()
        self.knock_on_share: list[list[float]] = journeys.knock_on_share[draw].tolist()
        self.returns: Lazily[PreparedTime] = Lazily(
            lambda position: self._of_end(journeys.returns, position)
        )
        self.knock_on: Lazily[PreparedTime] = Lazily(
            lambda position: self._of_end(journeys.knock_on, position)
        )
        self.knock_on_problem: Lazily[Row] = Lazily(
            lambda problem: cumulated(journeys.knock_on_problem[draw, problem].tolist())
        )
        self.seriousness: Lazily[Row] = Lazily(
            lambda problem: cumulated(journeys.seriousness_share[draw, problem].tolist())
        )
        self.gives_up_to = self._by_class(journeys.gives_up_to.tolist())
        self.turned_away_to = self._by_class(journeys.turned_away_to.tolist())

    def _read_services(self) -> None:
        services, draw = self.realised.services, self.draw
        self.limited: list[bool] = services.limited.tolist()
        self.priority: list[list[int]] = services.priority.tolist()
        self.work: Lazily[PreparedTime] = Lazily(self._work)
        self.geometric_sittings: list[bool] = (
            services.sittings_form == SittingsForm.GEOMETRIC
        ).tolist()
        self.sittings: Lazily[tuple[int, float]] = Lazily(self._sittings)
        self.another: Lazily[float] = Lazily(self._another)
        self.parties: Lazily[PreparedTime] = Lazily(self._parties)
        self.stations: Lazily[Stations] = Lazily(self._stations)
        self.limit = [
            self.stations[service].queue_limit if limited else inf
            for service, limited in enumerate(self.limited)
        ]
        self.notice: list[list[float]] = services.notice_time[draw].tolist()
        self.patience: list[list[float]] = services.patience[draw].tolist()
        self.days_per_hour: list[list[float]] = self._days_per_hour()

    def class_number(self, problem: int, group: int, seriousness: int) -> int:
        """The class of a problem, a group and a seriousness."""
        try:
            return self._class_numbers[problem, group, seriousness]
        except KeyError:
            raise ValueError(
                f"problem {problem} is set off in group {group}, seriousness {seriousness}, "
                "which is no class of the scenario"
            ) from None

    def sitting_mean(self, year: int, klass: int, service: int) -> float:
        """Mean number of sittings of a visit, at least one."""
        return max(1.0, float(self.realised.services.sittings[self.draw, year, klass, service]))

    def time_left(self, holder: Durations, klass: int, state: int, mean: float) -> PreparedTime:
        """The time left of a holder's time with form (C, N), prepared."""
        return prepare_time_left(
            int(holder.form[klass, state]),
            mean,
            float(holder.shape[self.draw, klass, state]),
            float(holder.ratio[self.draw, klass, state]),
        )

    def parties_time_left(self, service: int) -> PreparedTime:
        """The time left of the parties' own delay, at the means of the first year."""
        holder = self.realised.services.parties_time
        return prepare_time_left(
            int(holder.form[service]),
            float(holder.mean[self.draw, 0, service]),
            float(holder.shape[self.draw, service]),
            float(holder.ratio[self.draw, service]),
        )

    def _by_class(self, by_problem: list[list[int]]) -> list[list[int]]:
        return [by_problem[problem] for problem in self.problem]

    def _cell(self, position: int, width: int) -> tuple[int, int, int]:
        year_and_class, last = divmod(position, width)
        year, klass = divmod(year_and_class, self.classes)
        return year, klass, last

    def _row(self, position: int) -> Row:
        year, klass, state = self._cell(position, self.states)
        journeys = self.realised.journeys
        arcs = self._arcs_of_state[state]
        shares = [float(journeys.arc_probability[self.draw, year, klass, arc]) for arc in arcs]
        row = cumulated(shares, [int(journeys.arc_to[arc]) for arc in arcs])
        if not row[1]:
            raise ValueError(f"class {klass} reaches state {state}, from which no move leads on")
        return row

    def _wait(self, position: int) -> PreparedTime:
        year, klass, state = self._cell(position, self.states)
        wait = self.realised.journeys.wait
        return prepare_time(
            int(wait.form[klass, state]),
            float(wait.mean[self.draw, year, klass, state]),
            float(wait.shape[self.draw, klass, state]),
            float(wait.ratio[self.draw, klass, state]),
        )

    def _work(self, position: int) -> PreparedTime:
        year, klass, service = self._cell(position, self.services)
        services = self.realised.services
        return prepare_time(
            int(services.work_form[service]),
            float(services.work_hours[self.draw, year, klass, service]),
            float(services.work_shape[self.draw, service]),
            float(services.work_ratio[self.draw, service]),
        )

    def _sittings(self, position: int) -> tuple[int, float]:
        """(least number, chance of one more), where the year of arrival settles the number."""
        mean = self.sitting_mean(*self._cell(position, self.services))
        return int(mean), mean - int(mean)

    def _another(self, position: int) -> float:
        """Chance that another sitting follows one that ends in the year, where that decides."""
        return 1.0 - 1.0 / self.sitting_mean(*self._cell(position, self.services))

    def _parties(self, position: int) -> PreparedTime:
        """Position: year x services + service."""
        year, service = divmod(position, self.services)
        holder = self.realised.services.parties_time
        return prepare_time(
            int(holder.form[service]),
            float(holder.mean[self.draw, year, service]),
            float(holder.shape[self.draw, service]),
            float(holder.ratio[self.draw, service]),
        )

    def _of_end(self, holder: Durations, position: int) -> PreparedTime:
        """Position: class x states + state."""
        klass, state = divmod(position, self.states)
        return prepare_time(
            int(holder.form[klass, state]),
            float(holder.mean[self.draw, klass, state]),
            float(holder.shape[self.draw, klass, state]),
            float(holder.ratio[self.draw, klass, state]),
        )

    def _stations(self, position: int) -> Stations:
        """Position: year x services + service."""
        year, service = divmod(position, self.services)
        services = self.realised.services
        return stations_of(
            float(services.staff[self.draw, year, service]),
            float(services.productive_hours[self.draw, year, service]),
            int(services.sites[service]),
            float(services.queue_limit[service]),
            self.fraction,
        )

    def _days_per_hour(self) -> list[list[float]]:
        table = []
        closures = self.realised.services.closures
        share = open_share_of_years(closures, self.services, self.years).tolist()
        for year in range(self.years):
            row = []
            for service in range(self.services):
                if self.limited[service]:
                    pace = self.stations[year * self.services + service].days_per_hour
                    row.append(pace * share[year][service])
                else:
                    hours = self.realised.services.productive_hours[self.draw, year, service]
                    row.append(DAYS_PER_YEAR / float(hours) if hours > 0.0 else 0.0)
            table.append(row)
        return table


def cumulated(shares: list[float], targets: list[int] | None = None) -> Row:
    """Cumulated shares, in order, of those above zero; and what each leads to."""
    total = 0.0
    bounds: list[float] = []
    chosen: list[int] = []
    for number, share in enumerate(shares):
        if share > 0.0:
            total += share
            bounds.append(total)
            chosen.append(number if targets is None else targets[number])
    return tuple(bounds), tuple(chosen)


def pick(row: Row, uniform: float) -> int:
    """Go along a row until the uniform is passed; the last takes what rounding leaves."""
    bounds, targets = row
    for bound, target in zip(bounds, targets, strict=True):
        if uniform < bound:
            return target
    return targets[-1]
