"""Streams of transfers between parties: money that moves and uses nothing up.

Whatever the instrument, its transfers sum to zero over all parties. What financing costs society
is only what it uses up itself (collecting, administering: paid to `resources`) and the excess
burden of the taxes that it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.allowances import cost_of_public_funds
from justice_finance.appraisal.cost_benefit import net_present_value
from justice_finance.appraisal.given_arrays import finite_array, refuse_array
from justice_finance.appraisal.portfolio.aims import downside
from justice_finance.appraisal.refusals import refuse
from justice_finance.vocabulary import GOVERNMENT, PARTIES

FloatArray = NDArray[np.float64]

RESOURCES = "resources"


@dataclass(frozen=True)
class Transfer:
    """Money from one party to another, by year.

    Attributes
    ----------
    payer, payee : str
        Names of `vocabulary.PARTIES`, or of others (an investor, say).
    amount : array (year,) or (draw, year)
        Real money of the study.
    what : str
        For tables: what is paid.
    is_tax : bool
        Whether it is raised by force, and so relieves no other tax of its excess burden.
    """

    payer: str
    payee: str
    amount: FloatArray
    what: str
    is_tax: bool = False


def transfer(payer: str, payee: str, amount: Any, what: str, is_tax: bool = False) -> Transfer:
    """A checked transfer; see `Transfer`.

    Raises
    ------
    AppraisalError
        With code `transfer_to_itself` or `arrays_do_not_fit`.
    """
    if payer == payee:
        refuse(
            "transfer_to_itself",
            "payer",
            f"{payer} pays {payee}",
            "two different parties",
            f"name who gives the money, such as one of {', '.join(PARTIES)}",
        )
    return Transfer(payer, payee, finite_array("amount", amount, axes=(1, 2)), what, is_tax)


def net_by_party(transfers: Iterable[Transfer]) -> dict[str, FloatArray]:
    """Received less paid, by party: arrays (year,) or (draw, year) that sum to zero.

    Returns
    -------
    dict
        By party, in the order in which they first appear; `resources` among them where financing
        uses something up.
    """
    net: dict[str, FloatArray] = {}
    for each in transfers:
        for party, sign in ((each.payer, -1.0), (each.payee, 1.0)):
            amount = sign * each.amount
            net[party] = net[party] + amount if party in net else amount
    return net


def cost_to_society(transfers: Iterable[Transfer], marginal_cost: Any = 1.0) -> FloatArray:
    """What a way of financing costs society: resources used and excess burden, by year.

    Parameters
    ----------
    transfers : iterable of Transfer
    marginal_cost : float or array (draw, 1)
        Cost to society of raising one more unit of public money, at least 1.

    Returns
    -------
    array (year,) or (draw, year)
        Money to `resources` + (marginal cost - 1) x taxes needed. Below zero where financing
        relieves the treasury.

    Notes
    -----
    Taxes needed = net outlay of government + taxes received, by whomever: a levy pays for spending
    and is itself a tax. Spending that the transfers pay for stands in the ledger, with its own
    excess burden; what is added here is the difference that the financing makes.
    """
    listed = list(transfers)
    net = net_by_party(listed)
    needed = np.zeros(1)
    for name in GOVERNMENT:
        needed = needed - net.get(name, 0.0)
    for each in listed:
        if each.is_tax and each.payer not in GOVERNMENT:
            needed = needed + each.amount
    used = net.get(RESOURCES, np.zeros(1))
    return np.asarray(used + cost_of_public_funds(needed, marginal_cost), dtype=np.float64)


@dataclass(frozen=True)
class CarriedRisk:
    """How one party stands over draws.

    Attributes
    ----------
    mean, standard_deviation, downside : float
        Of its net present value; downside is the mean of the worst tenth.
    chance_of_loss : float
        Share of draws in which it is below zero.
    """

    mean: float
    standard_deviation: float
    downside: float
    chance_of_loss: float


def carried_risk(net: Mapping[str, Any], rate: float | str) -> dict[str, CarriedRisk]:
    """Which party carries which risk, by draw.

    Parameters
    ----------
    net : mapping of str to array (draw, year)
        Received less paid by party: of transfers (`net_by_party`), of a ledger, or of both added.
    rate : float or str
        As in `net_present_value`.

    Returns
    -------
    dict of str to CarriedRisk
    """
    found = {}
    for party, flows in net.items():
        worth = np.atleast_1d(net_present_value(finite_array(party, flows, axes=(1, 2)), rate))
        found[party] = CarriedRisk(
            mean=float(worth.mean()),
            standard_deviation=float(worth.std(ddof=1)) if len(worth) > 1 else 0.0,
            downside=downside(worth, 0.1),
            chance_of_loss=float(np.mean(worth < 0.0)),
        )
    return found


def same_years(name: str, first: FloatArray, other: FloatArray) -> None:
    """Raise unless two streams have the same years."""
    if first.shape[-1] != other.shape[-1]:
        refuse_array(name, f"{other.shape[-1]} years", f"{first.shape[-1]} years")
