"""What must hold for every draw, whoever made the flows: people conserved, money accounted for.

A broken check is a fault of ours and not of the person who runs the study; it is an error all the
same, because figures that break it must never be read.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import EngineError, Mistakes, Place
from justice_finance.results.flows import Flows
from justice_finance.results.ledger import Postings
from justice_finance.results.outline import Outline
from justice_finance.results.recompute import Recomputed, recompute
from justice_finance.vocabulary import PARTIES, StateKind

FloatArray = NDArray[np.float64]

PEOPLE_TOLERANCE = 1e-12  # of the people who passed through
MONEY_TOLERANCE = 1e-9  # of the sum of absolute amounts of a year


def check_flows(outline: Outline, flows: Flows, tolerance: float = PEOPLE_TOLERANCE) -> None:
    """Raise unless flows are finite, not negative, and people are conserved.

    Notes
    -----
    By lump and year: people at the start + fresh + returned + knocked on = arrivals in the ends +
    people still open, cumulated. By service: arrivals = finished + gave up + turned away + change
    of people there.

    Raises
    ------
    EngineError
        With every check that fails.
    """
    mistakes = Mistakes()
    for name in _COUNTS:
        value = getattr(flows, name)
        least, most = float(value.min(initial=0.0)), float(value.max(initial=0.0))
        if not np.isfinite([least, most]).all():  # both carry what is undefined
            _add(mistakes, "flows_not_finite", outline, name, "infinite or undefined", "numbers")
        elif least < -tolerance * max(1.0, most):
            found = f"{least:.3g}"
            _add(mistakes, "flows_negative", outline, name, found, "nothing below zero")
    mistakes.raise_if_any(EngineError)  # what follows would only repeat it
    for place, lost, passed in (
        ("people", *_lost_people(outline, flows)),
        ("cases at services", *_lost_cases(outline, flows)),
    ):
        worst = _worst(lost, passed)
        if worst > tolerance:
            found = f"{worst:.3g} of those who passed through are lost or made up"
            _add(mistakes, "people_not_conserved", outline, place, found, f"<= {tolerance:g}")
    mistakes.raise_if_any(EngineError)


def check_ledger(
    outline: Outline,
    flows: Flows,
    postings: Postings,
    tolerance: float = MONEY_TOLERANCE,
    again: Recomputed | None = None,
) -> None:
    """Raise unless the ledger agrees with its margins and with its independent recomputation.

    Parameters
    ----------
    again : Recomputed, optional
        The recomputation, if it was made already.

    Raises
    ------
    EngineError
        With every check that fails: sums over parties, margins, recomputation.
    """
    mistakes = Mistakes()
    again = recompute(outline, flows) if again is None else again
    names = list(PARTIES)
    net = np.zeros(again.net_by_party.shape)
    for place, entry in enumerate(postings.entries):
        net[..., names.index(entry.payer)] -= postings.amount[..., place]
        net[..., names.index(entry.payee)] += postings.amount[..., place]
    people = [place for place, name in enumerate(names) if name != "resources"]
    scale = again.gross
    _money(mistakes, "ledger_not_balanced", outline, net.sum(axis=-1), scale, tolerance)
    for margin in (postings.by_problem, postings.by_group):
        off = np.abs(margin.sum(axis=-1) - postings.amount).sum(axis=-1)
        _money(mistakes, "ledger_margins_differ", outline, off, scale, tolerance)
    off = np.abs(net - again.net_by_party)[..., people].max(axis=-1)
    off = np.maximum(off, np.abs(net[..., people].sum(axis=-1) - again.society))
    _money(mistakes, "ledger_recomputation_differs", outline, off, scale, tolerance)
    mistakes.raise_if_any(EngineError)


_COUNTS = (
    "share_of_lump",
    "fresh",
    "returned",
    "knocked_on",
    "entries",
    "open_days",
    "lingering_days",
    "waiting_days",
    "visits",
    "sittings",
    "completed",
    "gave_up",
    "turned_away",
    "hours_used",
    "stock_end",
    "queue_end",
    "dormant_end",
    "lingering_end",
    "opening_stock",
)


def _lost_people(outline: Outline, flows: Flows) -> tuple[FloatArray, FloatArray]:
    kind = outline.journeys.kind
    ends = (kind == StateKind.RESOLUTION) | (kind == StateKind.NO_RESOLUTION)
    began = _cumulated(flows.fresh + flows.returned + flows.knocked_on)
    passed = began + flows.opening_stock.sum(axis=-1)[:, None]
    ended = flows.entries[..., ends].sum(axis=-1).cumsum(axis=1)
    return passed - ended - flows.stock_end[..., ~ends].sum(axis=-1), passed


def _lost_cases(outline: Outline, flows: Flows) -> tuple[FloatArray, FloatArray]:
    of_state = outline.journeys.service_of_state
    lost, passed = np.zeros_like(flows.visits), np.zeros_like(flows.visits)
    left = _cumulated(flows.completed + flows.gave_up + flows.turned_away)
    for service in range(flows.visits.shape[-1]):
        states = np.flatnonzero(of_state == service)
        here, there = np.zeros_like(flows.fresh), np.zeros_like(flows.fresh)
        for state in states:  # one by one: no copies
            here += flows.entries[..., state]
            there += flows.stock_end[..., state]
        here = _cumulated(here)
        for state in states:
            here += flows.opening_stock[:, None, :, state]
        lost[..., service] = here - left[..., service] - there
        passed[..., service] = here
    return lost, passed


def _cumulated(yearly: FloatArray) -> FloatArray:
    """Sum over the years so far, in place and in its own order in memory."""
    for year in range(1, yearly.shape[1]):
        yearly[:, year] += yearly[:, year - 1]
    return yearly


def _worst(lost: FloatArray, passed: FloatArray) -> float:
    """Largest loss of people against all who passed through in that draw and year."""
    everyone = passed.sum(axis=-1) if passed.size else np.zeros(1)
    off = np.abs(lost).max(axis=-1, initial=0.0)
    return float(np.max(off / np.maximum(everyone, 1e-300), initial=0.0))


def _money(
    mistakes: Mistakes,
    code: str,
    outline: Outline,
    off: FloatArray,
    scale: FloatArray,
    tolerance: float,
) -> None:
    share = np.abs(off) / np.where(scale > 0.0, scale, 1.0)
    if not np.isfinite(share).all() or float(share.max(initial=0.0)) > tolerance:
        found = f"off by {float(share.max(initial=0.0)):.3g} of the money moved in a year"
        _add(mistakes, code, outline, "ledger", found, f"<= {tolerance:g}")


def _add(
    mistakes: Mistakes, code: str, outline: Outline, what: str, found: str, expected: str
) -> None:
    place = Place(path=f"{outline.name}.{what}")
    do = "report it with the run id: this is a fault of the program, not of the study"
    mistakes.add(code, place, found=found, expected=expected, do=do)
