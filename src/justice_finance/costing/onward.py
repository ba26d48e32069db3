"""Cases that advice sends on to other services, by the moves of the model.

A person who is advised and would not have been takes the way from the advising service on, and
leaves the way that people with the problem take today. The difference in expected arrivals is what
advice sends on (or keeps away).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def sent_on(
    realised: Realised, from_states: IntArray, to_states: IntArray, weight: FloatArray
) -> FloatArray:
    """Further arrivals at a service for each further person who is with another.

    Parameters
    ----------
    realised : Realised
        Business as usual; the moves of its first year are taken.
    from_states, to_states : int arrays
        States of the service that advises, and of the one that cases may reach.
    weight : array (draw, class)
        Who the further people are; sums to one over classes.

    Returns
    -------
    array (draw,)
        Sum over classes of weight x (h[advised] - h[start]), where h[n] is the expected number of
        later arrivals at `to_states` of a person in state n: h = Q h + r, Q being the moves
        between states that are no end and r the chance of moving to one of `to_states`.

    Sources
    -------
    Absorbing Markov chains: Kemeny and Snell, Finite Markov Chains, chapter 3.
    """
    journeys = realised.journeys
    moving = np.flatnonzero(journeys.kind <= int(StateKind.SERVICE))
    place = {int(state): number for number, state in enumerate(moving)}
    reached = np.zeros(len(journeys.kind))
    reached[to_states] = 1.0
    inside = np.isin(journeys.arc_from, moving)
    rows = np.array([place[int(state)] for state in journeys.arc_from[inside]], dtype=np.int64)
    ends = journeys.arc_to[inside]
    stays = np.isin(ends, moving)
    columns = np.array([place[int(state)] for state in ends[stays]], dtype=np.int64)
    start = np.array([place[int(state)] for state in journeys.start])
    advised = np.array([place[int(state)] for state in from_states])
    found = np.zeros(realised.draws)
    classes = np.arange(len(journeys.start))
    for draw in range(realised.draws):
        arcs = journeys.arc_probability[draw, 0][:, inside]
        leave = np.zeros((len(classes), len(moving), len(moving)))
        np.add.at(leave, (slice(None), rows[stays], columns), arcs[:, stays])
        arrive = np.zeros((len(classes), len(moving)))
        np.add.at(arrive, (slice(None), rows), arcs * reached[ends])
        chain = np.eye(len(moving)) - leave
        expected = np.linalg.solve(chain, arrive[..., None])[..., 0]
        difference = expected[:, advised].mean(axis=1) - expected[classes, start]
        found[draw] = np.sum(weight[draw] * difference)
    return found
