"""What the model says about each target, worked out from its flows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from justice_finance.calibration.bench import ONE_YEAR, SURVEY_YEARS, Bench, Run
from justice_finance.calibration.targets import Courts, Where
from justice_finance.vocabulary import BUSINESS_AS_USUAL, StateKind

Measure = Callable[[Bench, Where], float]
DAYS = 365.0


def cases_filed(bench: Bench, where: Where) -> float:
    """Cases filed in a year: arrivals in the states where courts receive cases."""
    run = _usual(bench, where)
    return float(run.flows.entries[0, where.year - 1][:, run.at(_courts(bench).filed_at)].sum())


def cases_resolved(bench: Bench, where: Where) -> float:
    """Cases resolved in a year, withdrawn and struck out included: what left the courts."""
    pending = _pending(bench, where, where.year)
    return _pending(bench, where, where.year - 1) + cases_filed(bench, where) - pending


def cases_pending(bench: Bench, where: Where) -> float:
    """Cases pending at the end of a year."""
    return _pending(bench, where, where.year)


def disposition_time(bench: Bench, where: Where) -> float:
    """Pending at the end of the year over resolved in it, times 365."""
    return cases_pending(bench, where) / cases_resolved(bench, where) * DAYS


def listed_events_per_case(bench: Bench, where: Where) -> float:
    """Sittings held, adjourned ones included, over cases resolved."""
    run = _usual(bench, where)
    states = np.array(run.at(where.states or _courts(bench).pending_in))
    services = sorted(set(run.realised.journeys.service_of_state[states].tolist()))
    held = run.flows.sittings[0, where.year - 1][:, services].sum()
    return float(held) / cases_resolved(bench, where)


def entries(bench: Bench, where: Where) -> float:
    """Arrivals in states in a year."""
    run = _usual(bench, where)
    return float(run.flows.entries[0, where.year - 1][:, run.at(where.states or ())].sum())


def days_saved(bench: Bench, where: Where) -> float:
    """Change in the disposition time of some states in the last year, against business as usual."""
    states = where.states or _courts(bench).pending_in

    def days(run: Run) -> float:
        at = run.at(states)
        pending = float(run.flows.stock_end[0, -1][:, at].sum())
        before = float(run.flows.stock_end[0, -2][:, at].sum())
        arrived = float(run.flows.entries[0, -1][:, at].sum())
        return pending / (before + arrived - pending) * DAYS

    changed = bench.scenario(where.scenario or BUSINESS_AS_USUAL)
    return days(changed) - days(bench.scenario(BUSINESS_AS_USUAL))


def share_acting(bench: Bench, where: Where) -> float:
    """Share of people with a problem in the last four years who did something about it."""
    seen = _interview(bench)
    return 1.0 - seen["never_acted"] / sum(seen.values())


def share_with_outcome(bench: Bench, where: Where) -> float:
    """Of those who act, the share with a resolution at interview."""
    return _of_those_who_act(bench, "outcome")


def share_ongoing(bench: Bench, where: Where) -> float:
    """Of those who act, the share still under way at interview."""
    return _of_those_who_act(bench, "ongoing")


def share_given_up(bench: Bench, where: Where) -> float:
    """Of those who act, the share that has given up at interview."""
    return _of_those_who_act(bench, "given_up")


def exit_rate(bench: Bench, where: Where) -> float:
    """Of problems of one year that are under way, the share that ends in the following year."""
    under_way = _under_way_by_year(bench)
    return 1.0 - under_way[where.year] / under_way[where.year - 1]


def exit_rate_ratio(bench: Bench, where: Where) -> float:
    """The second year's exit rate over the first year's."""
    first, second = (exit_rate(bench, Where(year=year)) for year in (1, 2))
    return second / first


MEASURES: dict[str, Measure] = {
    each.__name__: each
    for each in (
        cases_filed,
        cases_resolved,
        cases_pending,
        disposition_time,
        listed_events_per_case,
        entries,
        days_saved,
        share_acting,
        share_with_outcome,
        share_ongoing,
        share_given_up,
        exit_rate,
        exit_rate_ratio,
    )
}

OF_COURTS = (
    "cases_filed",
    "cases_resolved",
    "cases_pending",
    "disposition_time",
    "listed_events_per_case",
)
"""Measures that need to know where cases are filed and pending."""


def _usual(bench: Bench, where: Where) -> Run:
    return bench.scenario(BUSINESS_AS_USUAL, where.overrides)


def _courts(bench: Bench) -> Courts:
    if bench.courts is None:
        raise KeyError("a measure of courts needs `courts`; reading the targets checks it")
    return bench.courts


def _pending(bench: Bench, where: Where, year: int) -> float:
    run = _usual(bench, where)
    states = run.at(_courts(bench).pending_in)
    if year == 0:
        return float(run.flows.opening_stock[0][:, states].sum())
    return float(run.flows.stock_end[0, year - 1][:, states].sum())


def _interview(bench: Bench) -> dict[str, float]:
    """People whose problem began in the last four years, by where they stand.

    Who never acted is told from who gave up by the state reached: an end without resolution that
    a first state leads to, and no other.
    """
    run = bench.survey(SURVEY_YEARS, SURVEY_YEARS)
    journeys, flows = run.realised.journeys, run.flows
    reached = flows.entries[0].sum(axis=(0, 1))
    passive = _passive_ends(run)
    given_up = journeys.kind == int(StateKind.NO_RESOLUTION)
    return {
        "ongoing": float(flows.stock_end[0, SURVEY_YEARS - 1].sum()),
        "outcome": float(reached[journeys.kind == int(StateKind.RESOLUTION)].sum()),
        "given_up": float(reached[given_up & ~passive].sum()),
        "never_acted": float(reached[given_up & passive].sum()),
    }


def _passive_ends(run: Run) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Ends without resolution that only first states lead to."""
    journeys = run.realised.journeys
    first = np.unique(journeys.start)
    ends = np.flatnonzero(journeys.kind == int(StateKind.NO_RESOLUTION))
    found = np.zeros(len(journeys.kind), dtype=np.bool_)
    for n in ends:
        sources = journeys.arc_from[journeys.arc_to == n]
        found[n] = len(sources) > 0 and bool(np.all(np.isin(sources, first)))
    return found


def _of_those_who_act(bench: Bench, what: str) -> float:
    seen = _interview(bench)
    return seen[what] / (sum(seen.values()) - seen["never_acted"])


def _under_way_by_year(bench: Bench) -> list[float]:
    run = bench.survey(ONE_YEAR, 3)
    return [float(each.sum()) for each in run.flows.stock_end[0]]
