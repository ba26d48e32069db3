"""A scenario as plain numbers: everything an engine and the ledger need, and nothing else.

Axes: D draws, Y model years, C classes (legal problem x population group x seriousness), N states,
A moves (arcs), V services, P legal problems, S seriousness classes. Float arrays are float64 with
a leading draw axis and may be read-only broadcast views; integer arrays have no draw axis.
Times are days, rates per year, money in the study's currency and price year.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.journey.court_calendar import NEVER_CLOSED
from justice_finance.results.charges import Charge

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Axes:
    """The names along each axis, and what each class is."""

    legal_problems: tuple[str, ...]
    population_groups: tuple[str, ...]
    seriousness: tuple[str, ...]
    states: tuple[str, ...]
    services: tuple[str, ...]
    years: tuple[int, ...]
    class_problem: IntArray  # (C,) position in legal_problems
    class_group: IntArray  # (C,)
    class_seriousness: IntArray  # (C,)


@dataclass(frozen=True)
class Durations:
    """Random times of given mean: T = mean x a variate of mean one of the form.

    form (K...) holds `vocabulary.DurationForm`; mean, shape, ratio have a draw axis (and mean a
    year axis where the holder says so). A mean of zero is a time of zero whatever the form.
    """

    form: IntArray
    mean: FloatArray
    shape: FloatArray
    ratio: FloatArray


@dataclass(frozen=True)
class Journeys:
    """The graph people move through.

    Attributes
    ----------
    inflow : array (D, Y, C)
        Fresh problems per year (returns and knock-ons come on top).
    inflow_bound : array (C,)
        A rate per year that no scenario, draw or year of the study exceeds.
    start : int array (C,)
        First state.
    kind : int array (N,)
        `vocabulary.StateKind`.
    service_of_state : int array (N,)
        Position of the service of a service state, else -1.
    arc_from, arc_to : int arrays (A,)
        Moves, by state and in the order of the file; new moves stand last in a row.
    arc_probability : array (D, Y, C, A)
        Rows (moves out of one state) sum to one for classes whose journey has the state, to zero
        otherwise. The year is that of leaving the state.
    wait : Durations
        form (C, N), mean (D, Y, C, N), shape and ratio (D, C, N); only for wait states. The year
        is that of arrival in the state.
    gives_up_to, turned_away_to : int arrays (P, N)
        State reached from a service state by giving up in the queue, or finding it full; -1: never.
    returns_share : array (D, C, N), returns : Durations (C, N), (D, C, N)
        Share of resolutions in state n that come back as the same problem of the same person,
        and after how long (from the resolution).
    knock_on_share : array (D, C, N), knock_on : Durations (C, N), (D, C, N)
        Share of ends without resolution that set off another problem, and after how long.
    knock_on_problem : array (D, P, P)
        Problem set off, by the problem that set it off; rows sum to one (or to zero).
    seriousness_share : array (D, P, S)
        Seriousness of a new problem of each kind.
    lingering_weight : array (D, C, N)
        Share of the continuing loss that remains after ending in state n.
    half_life : array (D,)
        Days in which a remaining continuing loss halves.
    """

    inflow: FloatArray
    inflow_bound: FloatArray
    start: IntArray
    kind: IntArray
    service_of_state: IntArray
    arc_from: IntArray
    arc_to: IntArray
    arc_probability: FloatArray
    wait: Durations
    gives_up_to: IntArray
    turned_away_to: IntArray
    returns_share: FloatArray
    returns: Durations
    knock_on_share: FloatArray
    knock_on: Durations
    knock_on_problem: FloatArray
    seriousness_share: FloatArray
    lingering_weight: FloatArray
    half_life: FloatArray


@dataclass(frozen=True)
class Services:
    """Providers with limited capacity.

    Attributes
    ----------
    limited : bool array (V,)
        False: nobody ever queues (family, friends); staff is then not used.
    staff : array (D, Y, V)
        Full-time staff who hold sittings.
    productive_hours : array (D, Y, V)
        Hours of sittings per staff-year. Work of h hours holds a server for
        h x 365 / productive_hours days.
    sites : int array (V,)
        Independent queues, alike; a person belongs to one of them.
    priority : int array (C, V)
        0 is served first. Order in a queue: priority, due time, person.
    work_hours : array (D, Y, C, V)
        Mean staff hours of one sitting.
    work_form : int array (V,), work_shape, work_ratio : arrays (D, V)
        Spread of the work of a sitting.
    sittings : array (D, Y, C, V)
        Mean number of sittings of a visit, at least 1.
    sittings_form : int array (V,)
        `vocabulary.SittingsForm`. FIXED: the mean of the year of arrival settles the number.
        GEOMETRIC: after each sitting the mean of the year in which it is held says whether
        another follows, so that a change reaches cases that have already come.
    notice_time : array (D, Y, V)
        Fixed days between asking for a sitting (also the first) and its falling due.
    parties_time : Durations
        form (V,), mean (D, Y, V), shape, ratio (D, V): the parties' own delay before each later
        sitting is asked for.
    patience : array (D, Y, V)
        Mean of the exponential time after which a person in the queue for the first sitting
        gives up, counted from the due time; infinite: never.
    queue_limit : array (V,)
        People in the queue proper, all sites together, beyond which arrivals for the first sitting
        are turned away; infinite: never.
    closures : array (V, K, 2)
        Days from day 0 on which a limited service closes and opens again, in order and apart
        (`court_calendar`); unused places infinite.
    """

    limited: BoolArray
    staff: FloatArray
    productive_hours: FloatArray
    sites: IntArray
    priority: IntArray
    work_hours: FloatArray
    work_form: IntArray
    work_shape: FloatArray
    work_ratio: FloatArray
    sittings: FloatArray
    sittings_form: IntArray
    notice_time: FloatArray
    parties_time: Durations
    patience: FloatArray
    queue_limit: FloatArray
    closures: FloatArray = field(default_factory=lambda: NEVER_CLOSED)


@dataclass(frozen=True)
class Opening:
    """Who is there on day 0, in addition to the inflow.

    Attributes
    ----------
    waiting : array (D, C, N)
        People part-way through a wait state, as long-running arrivals would leave them
        (the time left has the equilibrium residual distribution).
    queueing : array (D, C, N)
        People in the queue proper of a service state. `queue_days` (D, N) says over how many past
        days they joined, evenly; oldest first.
    between_sittings : array (D, C, N)
        People who have had at least one sitting, in a gap whose time left is residual.
    queueing_later_share : array (D, C, N)
        Share of `queueing` who wait for a sitting that is not their first.
    dormant_returns, dormant_knock_ons : arrays (D, C, N)
        Ended problems that will come back, or set off another, with residual time.
    lingering : array (D, C)
        Loss-weighted people bearing a continuing loss after an earlier end.
    """

    waiting: FloatArray
    queueing: FloatArray
    queue_days: FloatArray
    between_sittings: FloatArray
    queueing_later_share: FloatArray
    dormant_returns: FloatArray
    dormant_knock_ons: FloatArray
    lingering: FloatArray


@dataclass(frozen=True)
class Realised:
    """One scenario, realised for a set of draws."""

    name: str
    axes: Axes
    journeys: Journeys
    services: Services
    opening: Opening
    charges: tuple[Charge, ...]
    excess_burden_rate: FloatArray  # (D,) per unit of net government spending

    @property
    def draws(self) -> int:
        """Number of draws D."""
        return int(self.journeys.inflow.shape[0])
