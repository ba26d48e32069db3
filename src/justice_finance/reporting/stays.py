"""Where people are on their journeys at any one time, and how long they stay there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.charts.rounding import Estimate
from justice_finance.reporting.figures import estimate_of
from justice_finance.reporting.words import title_of
from justice_finance.vocabulary import BUSINESS_AS_USUAL, DAYS_PER_YEAR

if TYPE_CHECKING:
    import xarray as xr

FEWEST = 0.5
"""People; steps where fewer are at any one time in every scenario shown are left out."""


@dataclass(frozen=True)
class Stay:
    """One step of the journeys in one scenario, over all years.

    Attributes
    ----------
    people : Estimate
        There at any one time: person-days over the days of the run.
    people_at_end : Estimate
        There on the last day.
    days : Estimate or None
        Of a stay: person-days over arrivals. None where nobody arrives in some draw.
    change : Estimate
        Of `people`, against business as usual.
    """

    option: str
    state: str
    title: str
    people: Estimate
    people_at_end: Estimate
    days: Estimate | None
    change: Estimate


def stays_of(
    data: xr.Dataset, record: Mapping[str, Any], options: Sequence[str]
) -> tuple[Stay, ...]:
    """Stays in business as usual and some options; most people in business as usual first.

    Cases from elsewhere that pass through a step are counted with the people of the country.
    """
    scramble = data["scramble"].values if "scramble" in data.coords else None
    names = [BUSINESS_AS_USUAL, *options]
    chosen = data.sel(scenario=names)
    order = ("scenario", "draw", "state")
    person_days = chosen["state_open_days"].sum("year").transpose(*order).values
    arrivals = chosen["state_entries"].sum("year").transpose(*order).values
    at_end = chosen["state_stock"].isel(year=-1).transpose(*order).values
    people = person_days / (DAYS_PER_YEAR * data.sizes["year"])
    means = people.mean(axis=1)
    states = data["state"].values
    shown = [at for at in np.argsort(-means[0], kind="stable") if means[:, at].max() >= FEWEST]
    rows = []
    for number, option in enumerate(names):
        for at in shown:
            there = person_days[number, :, at]
            came = arrivals[number, :, at]
            rows.append(
                Stay(
                    option,
                    str(states[at]),
                    title_of(record, "state", str(states[at])),
                    estimate_of(people[number, :, at], scramble),
                    estimate_of(at_end[number, :, at], scramble),
                    estimate_of(there / came, scramble) if came.all() else None,
                    estimate_of(people[number, :, at] - people[0, :, at], scramble),
                )
            )
    return tuple(rows)
