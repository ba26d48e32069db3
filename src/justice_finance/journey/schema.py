"""The files of a justice journey and of the services it passes: their keys, kinds and meanings.

The sentence under a key is its documentation. Maps are keyed by id, so that an override can name
a leaf. What only the whole graph can tell (reachability, sums) stands in `journey/checks.py`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import StrictBool, StrictInt

from justice_finance.evidence.leaf import (
    Count,
    Growth,
    Hours,
    Money,
    MoneyPerProblem,
    MoneyPerYear,
    Number,
    PartyShares,
    Rate,
    Ratio,
    Share,
    Strict,
    Time,
)

FormName = Literal["fixed", "exponential", "weibull", "gamma", "lognormal", "mixture"]
StateKindName = Literal["wait", "service", "resolution", "no_resolution"]
Contact = Literal["none", "direct", "informal", "advice", "formal"]
Function = Literal[
    "empowerment_and_prevention",
    "information_advice_assistance",
    "dispute_resolution_customary",
    "dispute_resolution_formal",
    "enforcement",
    "oversight",
]
DriverName = Literal[
    "year", "staff_year", "visit", "sitting", "entry", "open_day", "problem", "open_year"
]


class DurationFile(Strict):
    """A random time."""

    mean: Time
    form: FormName
    shape: Number | None = None
    """Weibull or gamma exponent; lognormal standard deviation of the logarithm; mixture: share of
    the slow component."""
    ratio: Number | None = None
    """Mixture: slow mean over fast mean."""


class WorkFile(Strict):
    """Staff hours of one heard sitting."""

    mean: Hours
    form: FormName
    shape: Number | None = None
    ratio: Number | None = None


class CostLine(Strict):
    """One price: what it is for, per what, from whom to whom."""

    title: str | None = None
    category: str
    """One of `vocabulary.COST_CATEGORIES`."""
    per: DriverName
    """visit: first sitting held; entry: arrival in the state; open_day: person-day in the state;
    problem and open_year only in interventions and burden."""
    amount: Money | None = None
    """Money per unit; or `hours`."""
    hours: Hours | None = None
    """Hours per unit, at the group's value of time (`value_of_time`) unless `hour_value` is set."""
    hour_value: Money | None = None
    share: Share | None = None
    """Share of units to which it applies (share with a lawyer, share on remand); default all."""
    paid_by: PartyShares
    """Shares by party; sum to one."""
    to: str = "resources"
    """Party that receives; `resources` is real use."""
    journeys: tuple[str, ...] | None = None
    """Only for these legal problems; default all."""


class Reappearance(Strict):
    """A share of ends after which something comes back, and when."""

    share: Share
    time: DurationFile


class StateFile(Strict):
    """One state of a journey."""

    title: str
    kind: StateKindName
    time: DurationFile | None = None
    """wait states: how long."""
    service: str | None = None
    """service states: which service."""
    gives_up_to: str | None = None
    turned_away_to: str | None = None
    contact: Contact | None = None
    """What reaching this state means for SDG 16.3.3: none, direct (other side), informal, advice,
    formal."""
    manner: Literal["agreement", "decision"] | None = None
    """resolutions: how it ended."""
    remaining_share: Share | None = None
    """Share of the continuing loss that remains after this end (default: resolution 0,
    no_resolution 1)."""
    fair_share: Share | None = None
    """resolutions: share that the person sees as fair."""
    returns: Reappearance | None = None
    """resolutions: share that comes back as the same problem."""
    knock_on: Reappearance | None = None
    """no_resolution: share that sets off another problem."""
    costs: dict[str, CostLine] = {}
    """Costs of being here, beside those of the service."""
    stakes: Ratio | None = None
    """Continuing loss while in this state, over that of the same person elsewhere."""


class Burden(Strict):
    """What an open problem costs, by party."""

    onset_loss: dict[str, MoneyPerProblem] = {}
    """Sunk when the problem begins; also for knock-ons, not for returns."""
    continuing_loss: dict[str, MoneyPerYear] = {}
    """Per open year; real loss."""
    withheld_transfer: dict[str, Transfer] = {}
    """Money withheld while the problem is open."""
    valued: StrictBool = True
    """False: shown as `not valued` in reports."""


class Transfer(Strict):
    """Money one party withholds from another, per open year."""

    loser: str
    gainer: str
    amount: MoneyPerYear


Burden.model_rebuild()


class Prevalence(Strict):
    """What a survey measured; turned into incidence by `units.recall`."""

    prevalence: Share
    window_years: Number
    recall_loss: Rate | None = None


class JourneyFile(Strict):
    """One kind of legal problem and the journey through it."""

    journey: str
    title: str
    extends: str | None = None
    """Id of a journey whose keys are taken where this file has none."""
    template: StrictBool = False
    """True: only there to be extended."""
    who: Literal["people", "organisations"] = "people"
    """organisations: cases from elsewhere that load the services."""
    incidence: Rate | None = None
    """people: surveyed new problems per adult and year, returns and knock-ons included."""
    surveyed: Prevalence | None = None
    """people: instead of `incidence`; all problems together, with `share`."""
    share_of_problems: Share | None = None
    """people: share of the country's `surveyed` problems that are of this kind."""
    arrivals: Rate | None = None
    """organisations: cases per year in the base year."""
    arrivals_growth: Growth | None = None
    seriousness_shares: dict[str, Share] = {}
    start: str
    states: dict[str, StateFile]
    moves: dict[str, dict[str, Share]]
    knock_on_problems: dict[str, Share] | None = None
    """Kinds of problem that a knock-on is; default: as all new problems."""
    burden: Burden = Burden()


class SittingsFile(Strict):
    """How many sittings a case takes."""

    heard: Count
    """Sittings at which the case moves on, at least 1."""
    adjourned_share: Share
    """Share of listed sittings that are adjourned."""
    adjourned_work_share: Share
    """Work of an adjourned sitting over that of a heard one."""
    form: Literal["fixed", "geometric"]
    """fixed: the number is settled in the year in which a case comes; geometric: after each sitting
    that year's figures say whether another follows, so that a change reaches cases under way."""


class ClosureFile(Strict):
    """Days of every year on which a service is closed: a vacation, a holiday."""

    first_day: StrictInt
    """Day of the year, from 1 to 365."""
    last_day: StrictInt
    """The last closed day; before the first, if the closure runs into the next year."""


class ServiceFile(Strict):
    """One service (one stream of a court is one service)."""

    title: str
    function: Function
    front_line: StrictBool
    part_of: str | None = None
    """Institution the service belongs to; streams of one court share it."""
    ministry: str | None = None
    """Party whose budget runs it."""
    limited: StrictBool
    """False: no queue (family, friends)."""
    staff: Count | None = None
    productive_hours: Hours | None = None
    sites: Count | None = None
    work: WorkFile | None = None
    sittings: SittingsFile | None = None
    """Default: one sitting."""
    notice_time: Time | None = None
    parties_time: DurationFile | None = None
    patience: Time | None = None
    queue_limit: Count | None = None
    priority: dict[str, StrictInt] = {}
    """By legal problem or seriousness; 0 (default) first. A problem's entry goes before a
    seriousness's."""
    calendar: tuple[ClosureFile, ...] = ()
    """When it is closed, every year. Productive hours are those of the year as it is."""
    opening_pending: Count | None = None
    """Cases pending on day 0, all classes."""
    costs: dict[str, CostLine] = {}
