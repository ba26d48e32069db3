"""Instruments of financing as streams of transfers: grant, loan, outcome payment, fee, levy.

Real money by year; year 0 is the base year. None of them changes what a service costs in resources.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.financing.loans import loan_schedule
from justice_finance.appraisal.financing.transfers import (
    RESOURCES,
    Transfer,
    same_years,
    transfer,
)
from justice_finance.appraisal.given_arrays import finite_array, refuse_array

FloatArray = NDArray[np.float64]


def grant(
    amount: Any, donor: str = "donor", recipient: str = "government_justice", spent: Any = None
) -> tuple[Transfer, ...]:
    """Money given, and what goes back because it could not be spent.

    Parameters
    ----------
    amount : array (year,) or (draw, year)
        Money offered.
    donor, recipient : str
    spent : array of the same shape, optional
        What can be absorbed of it (`funding.capacity.absorbed`); all if not given. The rest goes
        back to who gave it in the same year: where that is government, it relieves the treasury at
        its marginal cost (`cost_to_society`).

    Returns
    -------
    tuple of Transfer
    """
    offered = transfer(donor, recipient, amount, "grant")
    if spent is None:
        return (offered,)
    used = finite_array("spent", spent, axes=(1, 2))
    same_years("spent", offered.amount, used)
    back = offered.amount - used
    if (back < -1e-9 * np.abs(offered.amount).max(initial=1.0)).any():
        refuse_array("spent", f"{-back.min():g} more than offered", "at most what is offered")
    return (offered, transfer(recipient, donor, np.maximum(back, 0.0), "unspent, given back"))


def concessional_loan(
    principal: float,
    years: int,
    interest_rate: float,
    maturity: float,
    grace: float | None = None,
    payments_per_year: int = 1,
    profile: str = "equal_principal",
    inflation: float = 0.0,
    first_year: int = 0,
    lender: str = "donor",
    borrower: str = "government_justice",
) -> tuple[Transfer, ...]:
    """A loan paid out at the start of one year, and its interest and principal coming back.

    Parameters
    ----------
    principal : float
        Money of the study.
    years : int
        Years to show; what falls later is left out, so take at least first_year + maturity + 1.
    interest_rate, maturity, grace, payments_per_year, profile
        As in `loan_schedule`; nominal.
    inflation : float
        At which the loan's currency loses value per year: nominal payments shrink in real money.
    first_year : int
        In which the loan is paid out.
    lender, borrower : str

    Returns
    -------
    tuple of Transfer
        Pay-out, interest, principal. A payment t years after pay-out falls in year
        first_year + floor(t).
    """
    schedule = loan_schedule(interest_rate, maturity, grace, payments_per_year, profile)
    place = first_year + np.floor(schedule.time + 1e-9).astype(np.int64)
    shown = place < years
    shrunk = (1.0 + inflation) ** -schedule.time * principal
    streams = {}
    for name, share in (("interest", schedule.interest), ("principal", schedule.principal)):
        streams[name] = np.zeros(years)
        np.add.at(streams[name], place[shown], (share * shrunk)[shown])
    paid_out = np.zeros(years)
    paid_out[first_year] = principal
    return (
        transfer(lender, borrower, paid_out, "loan paid out"),
        transfer(borrower, lender, streams["interest"], "interest"),
        transfer(borrower, lender, streams["principal"], "principal"),
    )


def outcome_payments(
    outcomes: Any,
    price: float,
    advance: Any,
    cap: float = np.inf,
    guarantee_share: float = 0.0,
    funder: str = "donor",
    investor: str = "investor",
    provider: str = "provider",
) -> tuple[Transfer, ...]:
    """An investor pays a provider in advance; a funder pays the investor by outcome.

    Parameters
    ----------
    outcomes : array (draw, year)
        Verified outcomes, such as problems resolved.
    price : float
        Money per outcome.
    advance : array (year,) or (draw, year)
        What the provider gets to work with, whatever comes of it.
    cap : float
        Most that the funder pays, all years together.
    guarantee_share : float
        Share of the advance that the funder gives back to the investor in any case, in the last
        year and only as far as outcome payments have not reached it, 0..1.
    funder, investor, provider : str

    Returns
    -------
    tuple of Transfer
        Advance, outcome payments, guarantee. `carried_risk(net_by_party(...))` says who carries
        what: with a price and no cap the funder pays for what it gets, the investor carries the
        chance that little comes of it, and the provider none.

    Notes
    -----
    Payment of a year = min(price x outcomes, what is left of the cap).
    """
    verified = np.atleast_2d(finite_array("outcomes", outcomes, axes=(1, 2)))
    given = np.broadcast_to(finite_array("advance", advance, axes=(1, 2)), verified.shape)
    if not (price >= 0.0 and cap >= 0.0 and 0.0 <= guarantee_share <= 1.0):
        refuse_array("price", f"{price:g}, {cap:g}, {guarantee_share:g}", "0 or more; a share")
    reached = np.minimum(np.cumsum(price * np.maximum(verified, 0.0), axis=1), cap)
    paid = np.diff(reached, axis=1, prepend=0.0)
    least = guarantee_share * given.sum(axis=1)
    guarantee = np.zeros(verified.shape)
    guarantee[:, -1] = np.maximum(least - reached[:, -1], 0.0)
    return (
        transfer(investor, provider, given, "advance"),
        transfer(funder, investor, paid, "outcome payment"),
        transfer(funder, investor, guarantee, "guarantee"),
    )


def user_fees(
    cases: Any,
    fee: float,
    waived_share: Any = 0.0,
    collection_share: float = 0.0,
    payer: str = "person",
    payee: str = "government_justice",
) -> tuple[Transfer, ...]:
    """Fees of those who are not exempt, and what collecting them uses up.

    Parameters
    ----------
    cases : array (year,), (draw, year) or (group, year) with `waived_share` by group
        Cases that come at this fee.
    fee : float
        Money per case.
    waived_share : float or array (group,)
        Share of cases that pay nothing, 0..1.
    collection_share : float
        Share of what is collected that collecting and checking waivers uses up, 0..1.
    payer, payee : str

    Returns
    -------
    tuple of Transfer
        Fees, and cost of collection from payee to `resources`.
    """
    number = finite_array("cases", cases, axes=(1, 2))
    waived = finite_array("waived_share", waived_share, axes=(0, 1))
    if ((waived < 0.0) | (waived > 1.0)).any():
        refuse_array("waived_share", f"{waived.max():g}", "shares from 0 to 1")
    if waived.ndim == 1:
        if number.ndim != 2 or len(number) != len(waived):
            refuse_array("cases", f"{number.ndim} axes", "one row for each group of waived_share")
        paying = (number * (1.0 - waived[:, None])).sum(axis=0)
    else:
        paying = number * (1.0 - waived)
    collected = fee * paying
    paid = transfer(payer, payee, collected, "fees")
    return (paid, *_collection(payee, collected, collection_share))


def earmarked_levy(
    base: Any,
    rate: float,
    payers: Mapping[str, float],
    payee: str = "government_justice",
    collection_share: float = 0.0,
) -> tuple[Transfer, ...]:
    """A levy whose yield is set aside for justice.

    Parameters
    ----------
    base : array (year,) or (draw, year)
        What the levy is raised on.
    rate : float
        Share of the base.
    payers : mapping of str to float
        Share of the yield that each party bears in the end; sums to one.
    payee : str
    collection_share : float
        Share of the yield that collecting uses up, 0..1.

    Returns
    -------
    tuple of Transfer
        Marked as tax: setting money aside changes who decides, and not what raising it costs
        beyond the money (`cost_to_society`).
    """
    if abs(sum(payers.values()) - 1.0) > 1e-9 or min(payers.values()) < 0.0:
        refuse_array("payers", str(dict(payers)), "shares of 0 or more that sum to one")
    total = rate * finite_array("base", base, axes=(1, 2))
    paid = [transfer(name, payee, share * total, "levy", True) for name, share in payers.items()]
    return (*paid, *_collection(payee, total, collection_share))


def _collection(payee: str, collected: FloatArray, share: float) -> tuple[Transfer, ...]:
    """What collecting uses up, if anything."""
    if not 0.0 <= share <= 1.0:
        refuse_array("collection_share", f"{share:g}", "a share from 0 to 1")
    if share == 0.0:
        return ()
    return (transfer(payee, RESOURCES, share * collected, "cost of collection"),)
