"""How many people pass along each move of the journey, all years together.

A full account by state: whoever is there on the first day, begins there, or comes by a move, leaves
by a move or is still there on the last day. Only problems that somebody loses by are counted;
cases from elsewhere load the services, and are nobody's journey here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.flows import Flows
from justice_finance.results.outline import JourneysLike, Outline
from justice_finance.vocabulary import StateKind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

OPEN_AT_START, STILL_OPEN = "open_at_start", "still_open"
BEGINNINGS = ("fresh", "returned", "knocked_on")
"""Where a move comes from, or goes to, that is not a state."""

LOSSES = ("onset_loss", "continuing_loss")


def move_label(origin: str, destination: str) -> str:
    """Name of a move along the dimension `move`: `from|to`."""
    return f"{origin}|{destination}"


def move_ends(label: str) -> tuple[str, str]:
    """From and to of a name along the dimension `move`."""
    origin, destination = label.split("|")
    return origin, destination


def move_flows(outline: Outline, flows: Flows) -> tuple[tuple[str, ...], FloatArray]:
    """People per move, all years and all problems of people together.

    Returns
    -------
    tuple of str
        Names of the M moves that somebody takes: the study's moves, giving up in a queue and being
        turned away among them; from `fresh`, `returned`, `knocked_on` and `open_at_start` to a
        state; from a state to `still_open`.
    array (D, M)
        People.

    Notes
    -----
    Those who leave a state by an ordinary move in a year are arrivals + there at the start - there
    at the end - gave up - turned away; they part by the move probabilities of that year, the year
    of leaving. The cohort engine moves people so, and flows into a state add up to its arrivals.
    An engine that draws each person's move by lot agrees with it on average only. Should one lump
    visit several states of a service, those who gave up there are shared out by arrivals.
    """
    names, of = outline.axes.states, outline.journeys
    weight = _people_of_lump(outline, flows)
    leaving: dict[int, FloatArray] = {}
    for origin in np.unique(of.arc_from):
        leaving[int(origin)] = _leaving(flows, int(origin))
    found: dict[str, FloatArray] = {}

    def add(origin: str, destination: str, people: FloatArray) -> None:
        if people.any():
            label = move_label(origin, destination)
            found[label] = found.get(label, 0.0) + people

    starts = of.start[_a_class_of_each_lump(flows)]
    for kind in BEGINNINGS:
        begun = getattr(flows, kind).sum(axis=1) * weight
        for state in np.unique(starts):
            add(kind, names[state], (begun * (starts == state)).sum(axis=1))
    opening = (flows.opening_stock * weight[..., None]).sum(axis=1)
    left = (flows.stock_end[:, -1] * weight[..., None]).sum(axis=1)
    for state, kind in enumerate(of.kind):
        if kind in (StateKind.WAIT, StateKind.SERVICE):
            add(OPEN_AT_START, names[state], opening[:, state])
            add(names[state], STILL_OPEN, left[:, state])
    for lumps, state, to, people in _refused(outline, flows):
        if state in leaving:
            leaving[state][:, :, lumps] -= people
        counted = people.sum(axis=1) * np.take(weight, lumps, axis=1)
        add(names[state], names[to], counted.sum(axis=1))
    for origin in leaving:
        leaving[origin] *= weight[:, None]
    for arc, people in _along_arcs(of, flows, leaving):
        add(names[of.arc_from[arc]], names[of.arc_to[arc]], people)
    people = np.stack(list(found.values()), axis=-1) if found else np.zeros((len(weight), 0))
    return tuple(found), people


def _leaving(flows: Flows, state: int) -> FloatArray:
    """Who leaves a state in each year, whatever the way (D, Y, L)."""
    there = flows.stock_end[..., state]
    people = flows.entries[..., state] - there
    people[:, 0] += flows.opening_stock[..., state]
    people[:, 1:] += there[:, :-1]
    return np.ascontiguousarray(people)


def _a_class_of_each_lump(flows: Flows) -> IntArray:
    """The first class of each lump (L,); its classes move alike."""
    return np.unique(flows.lump_of_class, return_index=True)[1].astype(np.int64)


def _people_of_lump(outline: Outline, flows: Flows) -> FloatArray:
    """Share (D, L) of each lump whose legal problem somebody loses by; all, if nobody does."""
    of_class = outline.axes.class_problem
    loses = np.zeros(len(outline.axes.legal_problems), dtype=bool)
    for charge in outline.charges:
        if charge.category in LOSSES:
            priced = np.broadcast_to(charge.price.any(axis=(0, 1)), of_class.shape)
            loses[of_class[priced]] = True
    counted = loses[of_class] | ~loses.any()
    share = np.zeros((flows.fresh.shape[0], flows.fresh.shape[2]))
    np.add.at(share.T, flows.lump_of_class, (flows.share_of_lump * counted).T)
    return share


def _refused(outline: Outline, flows: Flows) -> Iterator[tuple[IntArray, int, int, FloatArray]]:
    """Those who gave up in a queue or were turned away: lumps, from, to, people (D, Y, lumps)."""
    of = outline.journeys
    problem = outline.axes.class_problem[_a_class_of_each_lump(flows)]
    arrived = flows.entries.sum(axis=1) + flows.opening_stock
    for counted, goes_to in (
        (flows.gave_up, of.gives_up_to),
        (flows.turned_away, of.turned_away_to),
    ):
        for service in np.flatnonzero(counted.any(axis=(0, 1, 2))):
            states = np.flatnonzero(of.service_of_state == service)
            to = goes_to[problem][:, states]  # (L, states)
            there = arrived[..., states] * (to >= 0)
            share = there / np.maximum(there.sum(axis=-1, keepdims=True), 1e-300)
            people = counted[..., service, None] * share[:, None]
            for place, state in enumerate(states):
                for end in np.unique(to[to[:, place] >= 0, place]):
                    lumps = np.flatnonzero(to[:, place] == end)
                    yield lumps, int(state), int(end), people[:, :, lumps, place]


def _along_arcs(
    of: JourneysLike, flows: Flows, leaving: Mapping[int, FloatArray]
) -> Iterator[tuple[int, FloatArray]]:
    """People along each ordinary move, all years and lumps together: move, people (D,)."""
    classes = _a_class_of_each_lump(flows)
    probability = of.arc_probability
    by_state = leaving
    if probability.strides[1] == 0:  # the same in all years
        probability = probability[:, :1]
        by_state = {state: people.sum(axis=1, keepdims=True) for state, people in leaving.items()}
    for arc, origin in enumerate(of.arc_from):
        moved = np.take(probability[..., arc], classes, axis=2) * by_state[int(origin)]
        yield arc, moved.reshape(len(moved), -1).sum(axis=1)  # same bits for any number of draws
