"""What is kept of one scenario and one chunk of draws: small arrays with names.

Classes and lumps end here; from here on there are legal problems, population groups, states and
services. Counts are people (problems), times person-days, money is the study's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.checks import check_flows, check_ledger
from justice_finance.results.flows import Flows
from justice_finance.results.ledger import NOT_ALLOCATED, Entry, post, post_terminal
from justice_finance.results.moves import move_flows
from justice_finance.results.outline import Outline
from justice_finance.results.waiting import collect_waits
from justice_finance.vocabulary import PERSPECTIVES, StateKind

FloatArray = NDArray[np.float64]

PARTIES_OF_SOCIETY = PERSPECTIVES["society"]


@dataclass(frozen=True)
class Piece:
    """The results of one scenario for draws `first_draw` to `first_draw + draws`.

    Attributes
    ----------
    labels : mapping
        Coordinate names along each dimension of the arrays but `draw`.
    entries : tuple of Entry
        What stands along the dimension `entry`.
    arrays : mapping
        Variables of `results.dataset.VARIABLES`, each with a leading draw axis.
    waits : mapping, optional
        How long people waited, as `results.waiting` keeps it.
    """

    scenario: str
    first_draw: int
    draws: int
    labels: Mapping[str, tuple[object, ...]]
    entries: tuple[Entry, ...]
    arrays: Mapping[str, FloatArray]
    waits: Mapping[str, NDArray[Any]] | None = None


def collect(
    outline: Outline,
    flows: Flows,
    first_draw: int = 0,
    *,
    check: bool = True,
    margins: bool = True,
) -> Piece:
    """Post the ledger, check it, and keep what the results dataset holds.

    Parameters
    ----------
    outline : Outline
        The realised scenario that was run.
    flows : Flows
        What the engine returned for it.
    first_draw : int
        Place of its first draw in the whole design.
    check : bool
        Whether people must be conserved and the ledger agree with its recomputation.
    margins : bool
        Whether to keep what each party gains by problem, a third of all that is kept, and the
        people per move.

    Raises
    ------
    EngineError
        If a check fails; that is a fault of ours and never passes silently.
    """
    if check:
        check_flows(outline, flows)
    postings, terminal = post(outline, flows), post_terminal(outline, flows)
    if check:
        check_ledger(outline, flows, postings)
    axes = outline.axes
    arrays: dict[str, FloatArray] = {
        "ledger": postings.amount,
        "net_by_problem": net_by_party(postings.entries, postings.by_problem),
        "net_by_group": net_by_party(postings.entries, postings.by_group),
        "terminal_flow": terminal.amount[:, 0],
        "terminal_net_by_problem": net_by_party(postings.entries, terminal.by_problem)[:, 0],
        "terminal_net_by_group": net_by_party(postings.entries, terminal.by_group)[:, 0],
        "half_life": np.array(outline.journeys.half_life, dtype=np.float64),
        **_problems(outline, flows),
        **_services(outline, flows),
        **_states(outline, flows),
    }
    labels: dict[str, tuple[object, ...]] = {
        "year": tuple(axes.years),
        "entry": postings.entries,
        "party": PARTIES_OF_SOCIETY,
        "legal_problem": axes.legal_problems,
        "population_group": axes.population_groups,
        "problem_account": (*axes.legal_problems, NOT_ALLOCATED),
        "group_account": (*axes.population_groups, NOT_ALLOCATED),
        "state": axes.states,
        "service": axes.services,
    }
    if margins:
        labels["move"], arrays["move_flows"] = move_flows(outline, flows)
    else:
        arrays = {name: value for name, value in arrays.items() if name not in MARGINS}
    draws = int(flows.fresh.shape[0])
    waits = None if flows.waits is None else collect_waits(outline, flows.waits)
    return Piece(outline.name, first_draw, draws, labels, postings.entries, arrays, waits)


def net_by_party(entries: Sequence[Entry], amounts: FloatArray) -> FloatArray:
    """What each party receives less what it pays: (D, Y, E, members) to (D, Y, party, members).

    Split by problem or by group, the rows of the ledger themselves would be five times as many.
    """
    shape = (*amounts.shape[:2], len(PARTIES_OF_SOCIETY), amounts.shape[3])
    net = np.zeros(shape)
    for row, entry in enumerate(entries):
        for place, party in enumerate(PARTIES_OF_SOCIETY):
            if entry.payee == party:
                net[:, :, place] += amounts[:, :, row]
            elif entry.payer == party:
                net[:, :, place] -= amounts[:, :, row]
    return net


def _share_by(flows: Flows, member: NDArray[np.int64], count: int) -> FloatArray:
    """Share of each lump's people who are of each member: (D, L, count)."""
    share = np.zeros((flows.fresh.shape[0], flows.fresh.shape[2], count))
    for one, (lump, of) in enumerate(zip(flows.lump_of_class, member, strict=True)):
        share[:, lump, of] += flows.share_of_lump[:, one]
    return share


def _problems(outline: Outline, flows: Flows) -> dict[str, FloatArray]:
    """Counts by legal problem and by population group, and arrivals in each state by problem."""
    axes, kind = outline.axes, outline.journeys.kind
    resolved = np.asarray(flows.entries[..., kind == StateKind.RESOLUTION].sum(axis=-1))
    by_lump = {
        "problems_fresh": flows.fresh,
        "problems_returned": flows.returned,
        "problems_knocked_on": flows.knocked_on,
        "problems_started": flows.fresh + flows.returned + flows.knocked_on,
        "problems_resolved": resolved,
        "problems_unresolved": flows.entries[..., kind == StateKind.NO_RESOLUTION].sum(axis=-1),
        "open_problems": flows.stock_end.sum(axis=-1),
        "lingering_people": flows.lingering_end,
        "dormant_problems": flows.dormant_end,
        "open_days": flows.open_days.sum(axis=-1),
        "lingering_days": flows.lingering_days,
    }
    problem = _share_by(flows, axes.class_problem, len(axes.legal_problems))
    group = _share_by(flows, axes.class_group, len(axes.population_groups))
    kept = {name: np.einsum("dyl,dlp->dyp", value, problem) for name, value in by_lump.items()}
    for name in BY_GROUP:
        kept[f"{name}_by_group"] = np.einsum("dyl,dlg->dyg", by_lump[name], group)
    opening = flows.opening_stock.sum(axis=-1)
    kept["opening_problems"] = np.einsum("dl,dlp->dp", opening, problem)
    arrivals = flows.entries.sum(axis=1)
    kept["state_entries_by_problem"] = np.einsum("dln,dlp->dpn", arrivals, problem)
    return kept


MARGINS = (
    "net_by_problem",
    "terminal_net_by_problem",
    "move_flows",
)

BY_GROUP = (
    "problems_started",
    "problems_resolved",
    "problems_returned",
    "problems_unresolved",
    "open_problems",
    "lingering_people",
)


def _services(outline: Outline, flows: Flows) -> dict[str, FloatArray]:
    """Counts by service, as courts count cases."""
    of_state = outline.journeys.service_of_state
    count = len(outline.axes.services)
    states = np.zeros((len(of_state), count))
    held = of_state >= 0
    states[np.flatnonzero(held), of_state[held]] = 1.0
    turned_away = flows.turned_away.sum(axis=2)
    gave_up = flows.gave_up.sum(axis=2)
    years = flows.fresh.shape[1]
    staff = np.asarray(outline.services.staff, dtype=np.float64)
    return {
        "incoming_cases": _at_service(flows.entries, states) - turned_away,
        "resolved_cases": flows.completed.sum(axis=2) + gave_up,
        "pending_cases": _at_service(flows.stock_end, states),
        "opening_cases": _at_service(flows.opening_stock[:, None], states)[:, 0],
        "queue": flows.queue_end,
        "visits": flows.visits.sum(axis=2),
        "sittings": flows.sittings.sum(axis=2),
        "gave_up": gave_up,
        "turned_away": turned_away,
        "waiting_days": flows.waiting_days.sum(axis=2),
        "hours_used": flows.hours_used,
        "hours_available": flows.hours_available,
        "staff": np.broadcast_to(staff, (flows.fresh.shape[0], years, count)),
    }


def _at_service(people: FloatArray, states: FloatArray) -> FloatArray:
    """Sum (D, Y, L, N) over lumps and over the states of each service: (D, Y, V)."""
    return np.asarray(np.einsum("dyn,nv->dyv", people.sum(axis=2), states), dtype=np.float64)


def _states(outline: Outline, flows: Flows) -> dict[str, FloatArray]:
    """Counts by state, over all people."""
    return {
        "state_entries": flows.entries.sum(axis=2),
        "state_stock": flows.stock_end.sum(axis=2),
        "state_open_days": flows.open_days.sum(axis=2),
    }
