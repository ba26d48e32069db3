"""The file `needs.yaml` of a study: what shall be reached, for whom, and with what money.

Staff hours, prices, parties and functions are those of the study's services; nothing of them is
written again here.
"""

from __future__ import annotations

from typing import Literal

from justice_finance.evidence.leaf import (
    Count,
    Hours,
    Money,
    MoneyPerYear,
    Ratio,
    Share,
    Strict,
    Time,
)

Measure = Literal[
    "cost_per_person",
    "share_of_gross_domestic_product",
    "share_of_government_expenditure",
    "donor_share_of_aid",
]


class ServiceTarget(Strict):
    """What one service shall reach: a coverage of those who need it, or a time to disposition."""

    needed_share: Share | None = None
    """Share of all legal problems that begin in a year which need this service."""
    coverage: Share | None = None
    """Share of these that shall be served, by year."""
    disposition_time: Time | None = None
    """Pending over resolved cases shall be no longer than this, by year; all cases that come
    count."""
    onward_share: Share | None = None
    """Of the further cases that services with a coverage send here, the share that is counted;
    default all."""
    hours_per_case: Hours | None = None
    """Staff hours of a case at the quality wanted; default: as the service works today."""
    bookable_share: Share
    """Share of productive hours that may be booked; the rest keeps waits short."""
    capital_per_staff: Money | None = None
    """Once for each staff beyond those there; paid by the ministry of the service."""


class NeedsBudget(Strict):
    """Money on top of what is spent anyway, and what it buys."""

    title: str
    party: str
    """Who gives."""
    buys: str
    """Service of this file whose staff it pays for."""
    amount: MoneyPerYear
    before: MoneyPerYear | None = None
    """Given in the year before the first; default nothing."""
    absorption: Share | None = None
    """Share of a year's rise that can be spent in the year; default all."""
    recurrent_share: Share | None = None
    """Share that may run services, the rest being for capital; default all."""


class Benchmark(Strict):
    """A published figure that the cost is set beside."""

    title: str
    compare: Measure
    money: Money | None = None
    """Money per person and year; or a ratio."""
    ratio: Ratio | None = None


class Economy(Strict):
    """How large a country is, where the country tables do not say it."""

    gross_domestic_product: MoneyPerYear | None = None
    government_expenditure: MoneyPerYear | None = None
    people: Count | None = None
    aid: MoneyPerYear | None = None
    """Official development assistance received."""


class NeedsFile(Strict):
    """What meeting the needs takes, and what a budget buys of it."""

    needs: str
    """Id of the study."""
    title: str
    question: str
    services: dict[str, ServiceTarget]
    budget: dict[str, NeedsBudget] = {}
    benchmarks: dict[str, Benchmark] = {}
    economy: Economy = Economy()
    limits: dict[str, str] = {}
    """What the figures leave out or rest on, each in a sentence that a reader sees beside them."""
