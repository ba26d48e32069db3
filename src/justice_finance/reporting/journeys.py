"""Where people go and how their journeys end: counts for the picture of the flow.

All years of the run together, means over draws. Arrivals at a step count each time it is reached:
one person may pass several steps, so steps do not add up to problems. Starts and ends do:
open on the first day + begun = resolved + ended without resolution + open on the last day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.language import say
from justice_finance.reporting.words import title_of
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

PEOPLE, STEP, END = "people", "step", "end"
OPEN_AT_START, STILL_OPEN, BEGUN = "open_at_start", "still_open", "begun"


@dataclass(frozen=True)
class JourneyNode:
    """People who begin, reach a step, or end in one way, in one scenario."""

    option: str
    stage: str
    """people, step or end."""
    member: str
    title: str
    people: float
    resolved: bool = False
    """Whether it is an end with a resolution."""


@dataclass(frozen=True)
class JourneyMove:
    """People who pass from one node to another, where the run kept it."""

    option: str
    origin: str
    destination: str
    people: float


def problems_of_people(data: xr.Dataset) -> list[str]:
    """Legal problems that somebody loses by; cases from elsewhere only load the services."""
    names = [str(name) for name in data["legal_problem"].values]
    own = data["net_by_problem"].sel(scenario=BUSINESS_AS_USUAL, party="person")
    totals = abs(own).sum(("draw", "year"))
    found = [name for name in names if float(totals.sel(problem_account=name)) > 0.0]
    return found or names


def nodes_of(
    data: xr.Dataset, record: Mapping[str, Any], options: Sequence[str]
) -> tuple[JourneyNode, ...]:
    """Starts, steps and ends of business as usual and of some options."""
    problems = problems_of_people(data)
    entries = data["state_entries_by_problem"].sel(legal_problem=problems).sum("legal_problem")
    kinds = _kinds(data, record, problems)
    said = record.get("states", {})
    resolved = {name for name, each in said.items() if each.get("kind") == "resolution"}
    rows: list[JourneyNode] = []
    for option in (BUSINESS_AS_USUAL, *options):
        one = data.sel(scenario=option)
        own = one.sel(legal_problem=problems)
        opening = float(own["opening_problems"].mean("draw").sum())
        left = float(own["open_problems"].isel(year=-1).mean("draw").sum())
        title = say("Open on the first day")
        rows.append(JourneyNode(option, PEOPLE, OPEN_AT_START, title, opening))
        begun = own["problems_started"].mean("draw").sum("year")
        for problem in problems:
            title = title_of(record, "legal_problem", problem)
            count = float(begun.sel(legal_problem=problem))
            rows.append(JourneyNode(option, PEOPLE, problem, title, count))
        arrivals = entries.sel(scenario=option).mean("draw")
        for state in data["state"].values:
            count = float(arrivals.sel(state=state))
            stage = kinds[str(state)]
            if count > 0.0 and stage:
                title = title_of(record, "state", str(state))
                rows.append(
                    JourneyNode(option, stage, str(state), title, count, str(state) in resolved)
                )
        title = say("Still open on the last day")
        rows.append(JourneyNode(option, END, STILL_OPEN, title, left))
    return tuple(rows)


def _kinds(data: xr.Dataset, record: Mapping[str, Any], problems: Sequence[str]) -> dict[str, str]:
    """Whether a state is a step or an end; empty for the state in which problems begin.

    The record says so where it can. Otherwise: nobody ever stays in an end, and everyone who
    begins arrives in the state where problems begin.
    """
    said = record.get("states", {})
    ends = _counted_ends(data)
    own = data.sel(legal_problem=list(problems))
    arrivals = own["state_entries_by_problem"].sum(("scenario", "draw", "legal_problem"))
    begun = float(own["problems_started"].sum())
    kinds = {}
    for name in map(str, data["state"].values):
        kind = said.get(name, {}).get("kind")
        ended = kind in ("resolution", "no_resolution") if kind else name in ends
        starts = not ended and np.isclose(float(arrivals.sel(state=name)), begun, rtol=1e-6)
        kinds[name] = END if ended else "" if starts else STEP
    return kinds


def _counted_ends(data: xr.Dataset) -> set[str]:
    """States without stay whose arrivals are, together, all journeys that ended."""
    stay = (data["state_open_days"] + data["state_stock"]).sum(("scenario", "draw", "year"))
    arrivals = data["state_entries"].sum(("scenario", "draw", "year"))
    ended = float((data["problems_resolved"] + data["problems_unresolved"]).sum())
    candidates = [str(n) for n in data["state"].values if float(stay.sel(state=n)) == 0.0]
    found: set[str] = set()
    left = ended
    for name in reversed(candidates):  # ends stand last in a file
        count = float(arrivals.sel(state=name))
        if count <= left * (1.0 + 1e-9):
            found.add(name)
            left -= count
    return found


def moves_of(data: xr.Dataset, options: Sequence[str]) -> tuple[JourneyMove, ...]:
    """Moves between states, where the run kept them (variable `move_flows`)."""
    if "move_flows" not in data:
        return ()
    flows = data["move_flows"].mean("draw")
    if "year" in flows.dims:
        flows = flows.sum("year")
    rows = []
    for option in (BUSINESS_AS_USUAL, *options):
        one = flows.sel(scenario=option)
        for at, count in enumerate(one.values):  # only where somebody went
            if count > 0.0:
                origin, destination = (str(one[f"move_{end}"].values[at]) for end in ("from", "to"))
                rows.append(JourneyMove(option, origin, destination, float(count)))
    return tuple(rows)
