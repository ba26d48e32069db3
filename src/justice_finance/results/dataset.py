"""The results dataset: its variables, and how it is put together from pieces.

One labelled dataset holds all scenarios and draws of a run. Whoever reads it need not know which
engine made it. Appraisal, charts and reports read nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import Mistakes, Place, RunError
from justice_finance.results.ledger import Entry, entry_order
from justice_finance.results.moves import move_ends
from justice_finance.results.pieces import Piece
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Variable:
    """One variable: its dims after scenario and draw, its unit, its one-line meaning."""

    dims: tuple[str, ...]
    unit: str
    title: str


def _of(dims: str, unit: str, **titles: str) -> dict[str, Variable]:
    names = tuple(dims.split())
    return {name: Variable(names, unit, title) for name, title in titles.items()}


VARIABLES: dict[str, Variable] = {
    **_of("year entry", "money", ledger="money moved, by kind of row"),
    **_of("year party problem_account", "money", net_by_problem="received less paid, by problem"),
    **_of("year party group_account", "money", net_by_group="received less paid, by group"),
    **_of(
        "entry",
        "money per year",
        terminal_flow="what the problems open or lingering on the last day go on costing",
    ),
    **_of(
        "party problem_account",
        "money per year",
        terminal_net_by_problem="terminal flow received less paid, by legal problem",
    ),
    **_of(
        "party group_account",
        "money per year",
        terminal_net_by_group="terminal flow received less paid, by population group",
    ),
    **_of("", "days", half_life="time in which a remaining loss halves"),
    **_of(
        "year legal_problem",
        "problems",
        problems_fresh="problems that began of themselves",
        problems_returned="problems that came back after a resolution",
        problems_knocked_on="problems set off by an unresolved one",
        problems_started="fresh, returned and knocked on",
        problems_resolved="journeys that ended in a resolution",
        problems_unresolved="journeys that ended without resolution",
        open_problems="people still on their journey at the end of the year",
        dormant_problems="ended problems that will come back or set off another",
    ),
    **_of(
        "year legal_problem",
        "people",
        lingering_people="people, weighted by loss, who bear a loss after their journey ended",
    ),
    **_of(
        "year legal_problem",
        "person-days",
        open_days="days of all people on their journey",
        lingering_days="days of loss after the journey ended, weighted",
    ),
    **_of(
        "year population_group",
        "problems",
        problems_started_by_group="fresh, returned and knocked on",
        problems_resolved_by_group="journeys that ended in a resolution",
        problems_returned_by_group="problems that came back after a resolution",
        problems_unresolved_by_group="journeys that ended without resolution",
        open_problems_by_group="people still on their journey at the end of the year",
    ),
    **_of(
        "year population_group",
        "people",
        lingering_people_by_group="people, weighted by loss, with a loss after the end",
    ),
    **_of(
        "year service",
        "cases",
        incoming_cases="arrivals at a service, those turned away left out",
        resolved_cases="visits finished, and withdrawn while in the queue",
        pending_cases="cases at a service at the end of the year",
        queue="due, with no server free, at the end of the year",
        visits="first sittings held",
        sittings="all sittings held",
        gave_up="left the queue before the first sitting",
        turned_away="found the queue full",
    ),
    **_of("year service", "person-days", waiting_days="days spent due, with no server free"),
    **_of(
        "year service",
        "hours",
        hours_used="staff hours worked on sittings",
        hours_available="staff hours offered; infinite where a service has no limit",
    ),
    **_of("year service", "staff-years", staff="full-time staff who hold sittings"),
    **_of("year state", "arrivals", state_entries="arrivals in a state, ends included"),
    **_of("year state", "people", state_stock="people in a state at the end of the year"),
    **_of("year state", "person-days", state_open_days="days of all people in a state"),
    **_of(
        "legal_problem state",
        "arrivals",
        state_entries_by_problem="arrivals in a state, all years together",
    ),
    **_of(
        "move",
        "people",
        move_flows="people per move, all years and all problems of people together",
    ),
    **_of("legal_problem", "problems", opening_problems="people on their journey on day 0"),
    **_of("service", "cases", opening_cases="cases at a service on day 0"),
}

REQUIRED_ATTRIBUTES: dict[str, str] = {
    "run_id": "names the run; made from its parsed inputs, version, seed and engine",
    "study": "name of the study",
    "engine": "which engine made the flows",
    "seed": "names the draws and the luck",
    "currency": "of every amount",
    "price_year": "of every amount",
    "base_year": "the year to which later money is discounted, and its calendar year",
    "discount_rate": "real, per year, of the study's headline figures",
    "structural_variant": "which variant of court time",
    "funder": "whose net outlay the benefit-cost ratio divides by",
}


def assemble(
    pieces: Iterable[Piece],
    attributes: Mapping[str, Any],
    scramble: Sequence[int] | None = None,
) -> xr.Dataset:
    """Put the pieces of all scenarios and draws into one dataset.

    Parameters
    ----------
    pieces : iterable of Piece
        In any order; scenarios stand as they first appear, business as usual first.
    attributes : mapping
        `REQUIRED_ATTRIBUTES` and any others; plain text and numbers, so that they can be stored.
    scramble : sequence of int, optional
        Which independent scramble of the points each draw belongs to.

    Returns
    -------
    xarray.Dataset
        `VARIABLES` over scenario and draw; coordinates `entry_category`, `entry_from`, `entry_to`
        along `entry`, `move_from` and `move_to` along `move`, and `scramble` along `draw`.

    Raises
    ------
    RunError
        If an attribute is missing, or a scenario lacks draws that another has.
    """
    found = sorted(pieces, key=lambda piece: piece.first_draw)
    names = _scenarios(found)
    draws = max((piece.first_draw + piece.draws for piece in found), default=0)
    _refuse_incomplete(found, names, draws, attributes)
    labels = _labels(found)
    arrays: dict[str, FloatArray] = {}
    for name, variable in VARIABLES.items():
        if any(name in piece.arrays for piece in found):
            sizes = [len(labels[dim]) for dim in variable.dims]
            arrays[name] = np.zeros((len(names), draws, *sizes))
    for piece in found:
        _fill(arrays, piece, names.index(piece.scenario), labels)
    return _dataset(arrays, names, draws, labels, attributes, scramble)


def _scenarios(pieces: Sequence[Piece]) -> list[str]:
    names = list(dict.fromkeys(piece.scenario for piece in pieces))
    return sorted(names, key=lambda name: name != BUSINESS_AS_USUAL)


def _labels(pieces: Sequence[Piece]) -> dict[str, tuple[Any, ...]]:
    """The names along each dimension: of all pieces, as they first appear."""
    labels: dict[str, tuple[Any, ...]] = {}
    for dim in pieces[0].labels:
        labels[dim] = tuple(dict.fromkeys(name for piece in pieces for name in piece.labels[dim]))
    labels["entry"] = tuple(sorted((Entry(*entry) for entry in labels["entry"]), key=entry_order))
    for dim in ("problem_account", "group_account"):
        last = pieces[0].labels[dim][-1]
        labels[dim] = (*(name for name in labels[dim] if name != last), last)
    return labels


def _fill(
    arrays: Mapping[str, FloatArray],
    piece: Piece,
    scenario: int,
    labels: Mapping[str, tuple[Any, ...]],
) -> None:
    place: dict[str, NDArray[np.int64]] = {}
    for dim, names in piece.labels.items():
        positions = {name: position for position, name in enumerate(labels[dim])}
        place[dim] = np.array([positions[name] for name in names], dtype=np.int64)
    chunk = slice(piece.first_draw, piece.first_draw + piece.draws)
    for name, value in piece.arrays.items():
        target = arrays[name][scenario, chunk]
        dims = VARIABLES[name].dims
        if value.shape == target.shape and all(_in_order(place[dim]) for dim in dims):
            target[...] = value
        else:
            target[np.ix_(np.arange(piece.draws), *(place[dim] for dim in dims))] = value


def _in_order(positions: NDArray[np.int64]) -> bool:
    return bool((positions == np.arange(len(positions))).all())


def _dataset(
    arrays: Mapping[str, FloatArray],
    names: Sequence[str],
    draws: int,
    labels: Mapping[str, tuple[Any, ...]],
    attributes: Mapping[str, Any],
    scramble: Sequence[int] | None,
) -> xr.Dataset:
    import xarray as xr

    coords: dict[str, Any] = {"scenario": list(names), "draw": np.arange(draws)}
    coords |= {dim: list(values) for dim, values in labels.items() if dim != "entry"}
    entries = labels["entry"]
    coords["entry"] = ["|".join(entry) for entry in entries]
    coords["entry_category"] = ("entry", [entry.category for entry in entries])
    coords["entry_from"] = ("entry", [entry.payer for entry in entries])
    coords["entry_to"] = ("entry", [entry.payee for entry in entries])
    if "move" in labels:
        ends = [move_ends(label) for label in labels["move"]]
        coords["move_from"] = ("move", [origin for origin, _ in ends])
        coords["move_to"] = ("move", [destination for _, destination in ends])
    coords["scramble"] = ("draw", np.zeros(draws, int) if scramble is None else np.array(scramble))
    variables = {}
    for name, value in arrays.items():
        about = VARIABLES[name]
        notes: dict[str, Any] = {"long_name": about.title, "units": about.unit}
        if about.unit.startswith("money"):
            notes |= {key: attributes[key] for key in ("currency", "price_year")}
        variables[name] = (("scenario", "draw", *about.dims), value, notes)
    return xr.Dataset(variables, coords=coords, attrs=dict(attributes))


def _refuse_incomplete(
    pieces: Sequence[Piece], names: Sequence[str], draws: int, attributes: Mapping[str, Any]
) -> None:
    mistakes = Mistakes()
    do = "report it with the run's inputs: this is a fault of the program, not of the study"
    for name in REQUIRED_ATTRIBUTES:
        if name not in attributes:
            mistakes.add(
                "results_incomplete",
                Place(path=f"attributes.{name}"),
                found="nothing",
                expected=REQUIRED_ATTRIBUTES[name],
                do=do,
            )
    for name in names or [BUSINESS_AS_USUAL]:
        held = [
            np.arange(p.first_draw, p.first_draw + p.draws) for p in pieces if p.scenario == name
        ]
        have = np.concatenate(held) if held else np.zeros(0, dtype=int)
        if len(have) != draws or len(np.unique(have)) != draws or draws == 0:
            mistakes.add(
                "results_incomplete",
                Place(path=f"scenarios.{name}"),
                found=f"{len(np.unique(have))} draws in {len(have)} places",
                expected=f"each of {draws} draws once",
                do=do,
            )
    mistakes.raise_if_any(RunError)
