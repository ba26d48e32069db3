"""The same money worked out another way, outside the ledger.

Balanced rows balance by construction, so balance proves little. Here each charge is multiplied
with the flows of single classes, straight into the purse of its payer and payee, and what society
loses is counted apart, as real resources used. Shares no code with `results.ledger`, on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.charges import Charge
from justice_finance.results.flows import Flows
from justice_finance.results.outline import Outline
from justice_finance.vocabulary import PARTIES, Driver

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Recomputed:
    """Yearly money by party, outside the ledger.

    Attributes
    ----------
    net_by_party : array (D, Y, party)
        Received less paid, in the order of `vocabulary.PARTIES`, `resources` left at zero.
    society : array (D, Y)
        Benefits in kind less real resources used, the excess burden included.
    gross : array (D, Y)
        Sum of the absolute amounts: the scale against which a difference is judged.
    """

    net_by_party: FloatArray
    society: FloatArray
    gross: FloatArray


def recompute(outline: Outline, flows: Flows) -> Recomputed:
    """Flows of classes times unit costs, by purse.

    Parameters
    ----------
    outline : Outline
        Charges, axes, staff and rate of excess burden of one scenario.
    flows : Flows
        What an engine returned for it.
    """
    draws, years = flows.fresh.shape[:2]
    names = list(PARTIES)
    purse = {name: np.zeros((draws, years)) for name in names}
    society = np.zeros((draws, years))
    gross = np.zeros((draws, years))
    last: tuple[tuple[Driver, int], FloatArray, slice] | None = None
    for charge in sorted(outline.charges, key=lambda one: (one.driver, one.index)):
        key = (charge.driver, charge.index)
        if last is None or last[0] != key:
            last = (key, *_people(outline, flows, charge))
        money = _money(charge, last[1], last[2])
        purse[charge.payer] -= money
        purse[charge.payee] += money
        gross += np.abs(money)
        if charge.payee == "resources":
            society -= money
        elif charge.payer == "resources":
            society += money
    for name in names:
        if name.startswith("government"):
            burden = -purse[name] * np.asarray(outline.excess_burden_rate)[:, np.newaxis]
            purse[name] = purse[name] - burden
            society -= burden
    purse["resources"] = np.zeros((draws, years))
    net = np.stack([purse[name] for name in names], axis=-1)
    return Recomputed(net, society, gross)


def _people(outline: Outline, flows: Flows, charge: Charge) -> tuple[FloatArray, slice]:
    """What drives a charge: (D, Y, used classes) and which classes; or (D, Y) for fixed cost."""
    driver, index = charge.driver, charge.index
    draws, years = flows.fresh.shape[:2]
    nobody = slice(0, 0)
    if driver is Driver.YEAR:
        return np.ones((draws, years)), nobody
    if driver is Driver.STAFF_YEAR:
        return np.array(outline.services.staff[:, :, index], dtype=np.float64), nobody
    if driver is Driver.OPEN_DAY and index < 0:
        open_states = [n for n, kind in enumerate(outline.journeys.kind) if int(kind) < 2]
        lumps = np.zeros_like(flows.fresh)  # in the same order in memory
        for state in open_states:
            lumps += flows.open_days[:, :, :, state]
    elif driver in (Driver.VISIT, Driver.SITTING):
        lumps = (flows.visits if driver is Driver.VISIT else flows.sittings)[:, :, :, index]
    elif driver in (Driver.ENTRY, Driver.OPEN_DAY):
        lumps = (flows.entries if driver is Driver.ENTRY else flows.open_days)[:, :, :, index]
    else:
        lumps = {
            Driver.LINGERING_DAY: flows.lingering_days,
            Driver.FRESH_PROBLEM: flows.fresh,
            Driver.RETURNED_PROBLEM: flows.returned,
            Driver.KNOCK_ON_PROBLEM: flows.knocked_on,
        }[driver]
    anybody = np.asarray(np.abs(lumps).max(axis=(0, 1)) > 0.0)
    found = np.flatnonzero(anybody[flows.lump_of_class])
    if not len(found):
        return np.zeros((draws, years, 0)), slice(0, 0)
    classes = slice(int(found[0]), int(found[-1]) + 1)  # a view of the prices, not a copy
    people = np.take(lumps, flows.lump_of_class[classes], axis=2)
    people *= flows.share_of_lump[:, np.newaxis, classes]
    return people, classes


def _money(charge: Charge, people: FloatArray, classes: slice) -> FloatArray:
    """Price times people, summed over classes: (D, Y)."""
    price = np.asarray(charge.price, dtype=np.float64)
    if people.ndim == 2:
        return people * price
    if price.ndim and price.shape[-1] > 1:
        price = price[..., classes]
    price = np.broadcast_to(price, people.shape)
    money: FloatArray = np.einsum("dyc,dyc->dy", people, price)
    return money
