"""How many events a run would have, before it is made."""

from __future__ import annotations

import numpy as np

from justice_finance.engines.contract import Settings
from justice_finance.results.flows import FloatArray
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind

EVENTS_PER_SECOND = 40_000.0
"""What an ordinary machine does, so that a time can be told from `expected_events`."""


def expected_events(realised: Realised, settings: Settings) -> float:
    """Estimate the events of a run of all draws, from above.

    Parameters
    ----------
    realised : Realised
    settings : Settings
        `fraction` is used.

    Returns
    -------
    float
        Candidates, ends of waits, sittings that fall due and that end, returns and knock-ons, as
        if every journey that begins within the horizon were walked to its end. Rows are those of
        the first draw and year; a problem set off counts as one of the same class.
    """
    journeys, services, opening = realised.journeys, realised.services, realised.opening
    weights = _events_per_journey(realised)  # (C, N): events from a state on, itself included
    begin = weights[np.arange(len(weights)), journeys.start]
    years = len(realised.axes.years)
    fresh = journeys.inflow.sum(axis=1)  # (D, C)
    there = opening.waiting + opening.queueing + opening.between_sittings
    dormant = (opening.dormant_returns + opening.dormant_knock_ons).sum(axis=2)
    total = float(
        np.sum((fresh + dormant) * begin)
        + np.sum(there * weights)
        + journeys.inflow_bound.sum() * years * realised.draws
    )
    capacity_changes = years * len(services.limited) * realised.draws
    return total * settings.fraction + capacity_changes


def _events_per_journey(realised: Realised) -> FloatArray:
    journeys, services = realised.journeys, realised.services
    states = len(journeys.kind)
    classes = len(journeys.start)
    moves = np.zeros((classes, states, states))
    for arc, (left, entered) in enumerate(zip(journeys.arc_from, journeys.arc_to, strict=True)):
        moves[:, left, entered] += journeys.arc_probability[0, 0, :, arc]
    again = np.where(
        journeys.kind == StateKind.RESOLUTION,
        journeys.returns_share[0],
        np.where(journeys.kind == StateKind.NO_RESOLUTION, journeys.knock_on_share[0], 0.0),
    )
    own = np.zeros((classes, states)) + again
    own[:, journeys.kind == StateKind.WAIT] = 1.0
    for state in np.flatnonzero(journeys.kind == StateKind.SERVICE):
        sittings = services.sittings[0, 0, :, journeys.service_of_state[state]]
        own[:, state] = 2.0 * np.maximum(1.0, sittings)
    moves[np.arange(classes), :, journeys.start] += again
    # A chain that comes back almost surely would never end; no journey within a horizon is so long.
    solved = np.linalg.solve(np.eye(states) - 0.999 * moves, own[:, :, None])[:, :, 0]
    return np.asarray(solved, dtype=np.float64)
