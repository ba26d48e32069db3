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
    arcs = [
        (number, place[int(origin)], int(end))
        for number, (origin, end) in enumerate(zip(journeys.arc_from, journeys.arc_to, strict=True))
        if int(origin) in place
    ]
    start = np.array([place[int(state)] for state in journeys.start])
    advised = np.array([place[int(state)] for state in from_states])
    found = np.zeros(realised.draws)
    classes = np.arange(len(journeys.start))
    for draw in range(realised.draws):
        chance = journeys.arc_probability[draw, 0]
        leave = np.zeros((len(classes), len(moving), len(moving)))
        arrive = np.zeros((len(classes), len(moving)))
        for number, origin, end in arcs:
            arrive[:, origin] += chance[:, number] * reached[end]
            if end in place:
                leave[:, origin, place[end]] += chance[:, number]
        chain = np.eye(len(moving)) - leave
        expected = np.linalg.solve(chain, arrive[..., None])[..., 0]
        difference = expected[:, advised].mean(axis=1) - expected[classes, start]
        found[draw] = np.sum(weight[draw] * difference)
    return found
