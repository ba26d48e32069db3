"""Who pays whom, for what, when: charges times flows, as balanced rows.

Each row moves an amount from one party to another; real use goes to the party `resources`, a
benefit in kind comes from it. A perspective is a selection of these rows and nothing else. The
margins say which legal problem and which population group a row belongs to; amounts that follow no
person (a service's fixed cost, its staff) stand under `not_allocated`.

Axes: D draws, Y years, E entries, L lumps, C classes, P problems, G groups.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.charges import Charge
from justice_finance.results.flows import Flows
from justice_finance.results.outline import AxesLike, Outline
from justice_finance.vocabulary import (
    COST_CATEGORIES,
    DAYS_PER_YEAR,
    GOVERNMENT,
    PARTIES,
    Driver,
    StateKind,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

NOT_ALLOCATED = "not_allocated"
EXCESS_BURDEN = "excess_burden"
RESOURCES = "resources"

_AT_ONCE = 16384
"""Amounts by draw, year and class that are worked on together."""

_CATEGORY_ORDER = {name: place for place, name in enumerate(COST_CATEGORIES)}
_PARTY_ORDER = {name: place for place, name in enumerate(PARTIES)}


class Entry(NamedTuple):
    """One kind of ledger row."""

    category: str
    payer: str
    payee: str


@dataclass(frozen=True)
class Postings:
    """The ledger of one scenario.

    Attributes
    ----------
    entries : tuple of Entry
        In the order of categories, payers and payees of the vocabulary.
    amount : array (D, Y, E)
        Money of the study moved per year.
    by_problem : array (D, Y, E, P + 1), by_group : array (D, Y, E, G + 1)
        The same, split; the last member is `not_allocated`. Each sums to `amount`.
    """

    entries: tuple[Entry, ...]
    amount: FloatArray
    by_problem: FloatArray
    by_group: FloatArray


# Given a driver and an index, people or person-days by lump (D, Y, L); None where there are none.
Quantity = Callable[[Driver, int], "FloatArray | None"]


def entry_order(entry: Entry) -> tuple[int, int, int]:
    """The place of a row in every ledger: by category, then payer, then payee."""
    return (_CATEGORY_ORDER[entry.category], _PARTY_ORDER[entry.payer], _PARTY_ORDER[entry.payee])


def entries_of(charges: Sequence[Charge]) -> tuple[Entry, ...]:
    """The kinds of rows that these charges give, the excess burden included, in fixed order."""
    found = {Entry(charge.category, charge.payer, charge.payee) for charge in charges}
    touched = {party for entry in found for party in (entry.payer, entry.payee)}
    found |= {Entry(EXCESS_BURDEN, party, RESOURCES) for party in GOVERNMENT if party in touched}
    return tuple(sorted(found, key=entry_order))


def post(outline: Outline, flows: Flows) -> Postings:
    """Multiply every charge with the flow that drives it, and add the excess burden.

    Parameters
    ----------
    outline : Outline
        Charges, axes, staff (D, Y, V) and the rate of excess burden (D,) of one scenario.
    flows : Flows
        What an engine returned for it.

    Returns
    -------
    Postings
        Money of the study per year.

    Notes
    -----
    Amount of a row = sum over its charges and over classes of price x flow of the lump x share of
    the class in its lump. Excess burden = rate x (paid - received) of each government party over
    all other rows of a year; it is negative where a scenario saves.
    """
    staff = np.asarray(outline.services.staff, dtype=np.float64)
    years = flows.fresh.shape[1]

    def fixed(charge: Charge) -> FloatArray:
        price = np.asarray(charge.price, dtype=np.float64)
        per_year = price.reshape(price.shape[:2]) if price.ndim > 2 else price
        if charge.driver == Driver.STAFF_YEAR:
            return np.asarray(per_year * staff[:, :, charge.index], dtype=np.float64)
        return per_year

    return _post(outline, flows, years, _yearly_quantity(outline, flows), _price_by_class, fixed)


def post_terminal(outline: Outline, flows: Flows) -> Postings:
    """What the open and the lingering problems of the last day go on costing, per year.

    Returns
    -------
    Postings
        With a single year: `stock_end` and `lingering_end` of the last year times their daily
        charges at the prices of that year, times 365, and the excess burden on it. What comes back
        or is set off after the horizon is not in it.
    """

    def price_of_last_year(charge: Charge) -> FloatArray:
        return _price_by_class(charge)[:, -1:, :]

    def nothing(charge: Charge) -> None:
        return None

    quantity = _terminal_quantity(outline, flows)
    return _post(outline, flows, 1, quantity, price_of_last_year, nothing)


def _yearly_quantity(outline: Outline, flows: Flows) -> Quantity:
    is_open = _is_open(outline)
    whole: dict[Driver, FloatArray] = {
        Driver.LINGERING_DAY: flows.lingering_days,
        Driver.FRESH_PROBLEM: flows.fresh,
        Driver.RETURNED_PROBLEM: flows.returned,
        Driver.KNOCK_ON_PROBLEM: flows.knocked_on,
    }
    indexed: dict[Driver, FloatArray] = {
        Driver.VISIT: flows.visits,
        Driver.SITTING: flows.sittings,
        Driver.ENTRY: flows.entries,
        Driver.OPEN_DAY: flows.open_days,
    }

    def quantity(driver: Driver, index: int) -> FloatArray | None:
        if driver in whole:
            return whole[driver]
        if index >= 0:
            return indexed[driver][..., index]
        people: FloatArray = np.einsum("dyln,n->dyl", flows.open_days, is_open)
        return people

    return quantity


def _terminal_quantity(outline: Outline, flows: Flows) -> Quantity:
    is_open = _is_open(outline)

    def quantity(driver: Driver, index: int) -> FloatArray | None:
        if driver == Driver.LINGERING_DAY:
            return flows.lingering_end[:, -1:] * DAYS_PER_YEAR
        if driver == Driver.OPEN_DAY and index >= 0:
            return flows.stock_end[:, -1:, :, index] * DAYS_PER_YEAR
        if driver == Driver.OPEN_DAY:
            people: FloatArray = np.einsum("dyln,n->dyl", flows.stock_end[:, -1:], is_open)
            people *= DAYS_PER_YEAR
            return people
        return None

    return quantity


def _is_open(outline: Outline) -> FloatArray:
    """1 for states that are not an end, else 0, (N,)."""
    kind = outline.journeys.kind
    ends = (kind == StateKind.RESOLUTION) | (kind == StateKind.NO_RESOLUTION)
    return np.where(ends, 0.0, 1.0)


def _price_by_class(charge: Charge) -> FloatArray:
    """The price with exactly the axes draw, year, class, some of them of length one."""
    price = np.asarray(charge.price, dtype=np.float64)
    return price.reshape((1,) * (3 - price.ndim) + price.shape)


def _post(
    outline: Outline,
    flows: Flows,
    years: int,
    quantity: Quantity,
    price: Callable[[Charge], FloatArray],
    fixed: Callable[[Charge], FloatArray | None],
) -> Postings:
    entries = entries_of(outline.charges)
    place_of = {entry: place for place, entry in enumerate(entries)}
    problems = len(outline.axes.legal_problems)
    shape = (len(entries), flows.fresh.shape[0], years)
    by_problem = np.zeros((*shape, problems + 1))
    by_group = np.zeros((*shape, len(outline.axes.population_groups) + 1))
    followed: dict[tuple[Driver, int], list[tuple[int, FloatArray]]] = {}
    # Charges are added in an order of their own, so that the order of files changes no bit.
    for charge in sorted(outline.charges, key=lambda c: (c.driver, c.index, c.source)):
        place = place_of[Entry(charge.category, charge.payer, charge.payee)]
        if charge.driver in (Driver.YEAR, Driver.STAFF_YEAR):
            amount = fixed(charge)
            if amount is not None:
                by_problem[place, :, :, -1] += amount
                by_group[place, :, :, -1] += amount
        else:
            followed.setdefault((charge.driver, charge.index), []).append((place, price(charge)))
    split = _split_by_member(flows, followed, quantity, _membership(outline.axes), shape)
    by_problem[..., :-1], by_group[..., :-1] = split[..., :problems], split[..., problems:]
    rate = np.asarray(outline.excess_burden_rate, dtype=np.float64)[:, None, None]
    _add_excess_burden(entries, by_problem, rate)
    _add_excess_burden(entries, by_group, rate)
    by_entry = np.moveaxis(by_problem, 0, 2)
    return Postings(entries, by_entry.sum(axis=-1), by_entry, np.moveaxis(by_group, 0, 2))


def _split_by_member(
    flows: Flows,
    followed: Mapping[tuple[Driver, int], Sequence[tuple[int, FloatArray]]],
    quantity: Quantity,
    members: FloatArray,
    shape: tuple[int, int, int],
) -> FloatArray:
    """Money that follows people, by row of the ledger and member (E, D, Y, P + G).

    Parameters
    ----------
    followed : mapping
        Row of the ledger and price of each charge, by what drives it.
    """
    split = np.zeros((*shape, members.shape[1]))
    driven = []
    for (driver, index), charges in followed.items():
        people = quantity(driver, index)
        if people is not None and people.any():
            where = _span(np.asarray(people.any(axis=(0, 1)))[flows.lump_of_class])
            driven.append((people, where, flows.lump_of_class[where], charges))
    rows = sorted({place for *_, charges in driven for place, _ in charges})
    _, draws, years = shape
    # A few draws at a time stay in the processor's cache; how many hangs on no chunk.
    step = max(1, _AT_ONCE // max(1, years * len(members)))
    for first in range(0, draws, step):
        part = slice(first, min(first + step, draws))
        amount = {row: np.zeros((part.stop - first, years, len(members))) for row in rows}
        for people, where, lumps, charges in driven:
            of_class = np.take(people[part], lumps, axis=2)
            money = np.empty_like(of_class)
            for row, unit in charges:
                mine = unit[part] if len(unit) > 1 else unit
                mine = mine[:, :, where] if unit.shape[2] > 1 else mine
                np.multiply(of_class, mine, out=money)
                amount[row][:, :, where] += money
        for row, classes in amount.items():
            classes *= flows.share_of_lump[part, None, :]
            split[row, part] = classes @ members  # draw by draw: chunks change no bit
    return split


def _span(used: NDArray[np.bool_]) -> slice:
    """From the first to the last class that has any people."""
    places = np.flatnonzero(used)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)


def _membership(axes: AxesLike) -> FloatArray:
    """1 where a class is of a problem, and of a group: (C, P + G)."""
    problems, groups = len(axes.legal_problems), len(axes.population_groups)
    matrix = np.zeros((len(axes.class_problem), problems + groups))
    rows = np.arange(len(axes.class_problem))
    matrix[rows, axes.class_problem] = 1.0
    matrix[rows, problems + axes.class_group] = 1.0
    return matrix


def _add_excess_burden(entries: tuple[Entry, ...], amounts: FloatArray, rate: FloatArray) -> None:
    """Fill the rows of excess burden of (E, D, Y, members) from all other rows."""
    others = [place for place, entry in enumerate(entries) if entry.category != EXCESS_BURDEN]
    for place, entry in enumerate(entries):
        if entry.category != EXCESS_BURDEN:
            continue
        for other in others:
            if entries[other].payer == entry.payer:
                amounts[place] += rate * amounts[other]
            elif entries[other].payee == entry.payer:
                amounts[place] -= rate * amounts[other]
