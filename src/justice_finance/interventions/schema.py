"""The file of an intervention: what it changes, by how much, on what evidence, at what cost."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictBool

from justice_finance.evidence.leaf import (
    Count,
    Leaf,
    Money,
    NetMoney,
    Odds,
    Ratio,
    Share,
    Strict,
    Time,
    Year,
)
from justice_finance.journey.schema import CostLine, ServiceFile, StateFile

Principle = Literal[
    "people_at_the_centre",
    "prevention_and_reconciliation",
    "empowerment",
    "resolution_of_problems",
    "better_journeys",
]


class Move(Strict):
    """A move of the graph."""

    at: str
    to: str


class Effect(Strict):
    """One change. Which keys it takes depends on `kind`:

    odds_ratio: `journeys`, `move`, `odds`; ratio: `of`, `ratio`; addition: `of`, `amount`;
    diversion: `journeys`, `at`, `to`, `people_per_year`, `drawn_from`, `resolution_added`.
    """

    kind: Literal["odds_ratio", "ratio", "addition", "diversion"]
    why: str
    """One sentence: the mechanism and its evidence."""
    journeys: tuple[str, ...] | None = None
    """Legal problems it touches; default all that have the states named."""
    seriousness: tuple[str, ...] | None = None
    move: Move | None = None
    odds: Odds | None = None
    of: str | None = None
    """Dotted path of the quantity (`services.court_civil.staff`)."""
    ratio: Ratio | None = None
    amount: Leaf | None = None
    """Added per unit of scale, in the unit of the quantity."""
    at: str | None = None
    to: str | None = None
    people_per_year: Count | None = None
    """diversion: people reached per unit of scale and year."""
    drawn_from: dict[str, Share] | None = None
    """diversion: the moves out of `at` they would otherwise have taken; shares sum to one."""
    resolution_added: Share | None = None
    """diversion: added chance of a resolution against the path they would otherwise have taken."""
    resolved_state: str | None = None
    """diversion: the resolution the added people reach, and with `otherwise` the end of others."""
    otherwise: str | None = None


class InducedDemand(Strict):
    """New cases that only new capacity brings out."""

    service: str
    share: Share
    """Of the new capacity, 0..0.95."""
    net_value: NetMoney
    """Per induced case, to its parties; net of what it would otherwise have come to."""
    value_to: str = "person"


class InterventionFile(Strict):
    """One intervention. It acts in a scenario that gives it a `scale`."""

    intervention: str
    title: str
    principle: Principle
    description: str
    scale: Count | None = None
    """Set by scenarios only (`choice`): how many units (wards, posts, programmes)."""
    unit: str
    """What one unit of scale is."""
    starts: Year | None = None
    """Set by scenarios: first year."""
    ends: Year | None = None
    """Last year of full effect (default: never)."""
    ramp_up: dict[str, Share]
    """Share of full scale reached in the first, second ... year (keys year_1, year_2 ...)."""
    persistence: Time | None = None
    """Half-life of the effect after `ends` (default: none remains)."""
    coverage: Share | None = None
    """Share of people reached, for odds ratios and ratios; by group attribute if need be."""
    coverage_follows_the_person: StrictBool = False
    effects: dict[str, Effect]
    costs: dict[str, CostLine]
    """per: year (per unit of scale and year at the ramp-up reached), or the drivers of a service
    named in `services`. At least one."""
    setup: Money | None = None
    """Once per unit of scale, spread over the ramp-up."""
    setup_paid_by: dict[str, Share] = {}
    services: dict[str, ServiceFile] = {}
    """New services, written per unit of scale: their staff, sites and costs per year are multiplied
    by the units at work."""
    states: dict[str, StateFile] = {}
    """New states, given to every journey the effects touch."""
    moves: dict[str, dict[str, Share]] = {}
    """Moves out of the new states (a diversion makes its own)."""
    induced_demand: InducedDemand | None = None
