"""A perspective is a selection of the ledger and nothing else.

Society is every party but `resources`; what one party pays another nets out inside it. A funder is
named in the same way: one party, or a perspective.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import AppraisalError, Mistakes, Place, did_you_mean
from justice_finance.vocabulary import GOVERNMENT, PERSPECTIVES

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

# What follows from problems and is not spent on dealing with them: savings here stand in the
# numerator of a benefit-cost ratio, never in its denominator.
CONSEQUENCES = (
    "onset_loss",
    "continuing_loss",
    "withheld_transfer",
    "detention_cost",
    "detention_loss",
    "induced_value",
    "excess_burden",
)

# Parties whose gains and losses are somebody's; `resources` is where real use goes.
PARTIES_OF_SOCIETY = PERSPECTIVES["society"]
PUBLIC_FUNDERS = PERSPECTIVES["public"]


def parties_of(name: str, what: str = "perspective") -> tuple[str, ...]:
    """The parties of a perspective, or one party by its own name.

    Raises
    ------
    AppraisalError
        If there is no such perspective or party.
    """
    if name in PERSPECTIVES:
        return PERSPECTIVES[name]
    if name in PARTIES_OF_SOCIETY:
        return (name,)
    known = list(dict.fromkeys([*PERSPECTIVES, *PARTIES_OF_SOCIETY]))
    mistakes = Mistakes()
    mistakes.add(
        "perspective_unknown",
        Place(path=what),
        found=repr(name),
        expected=f"one of {', '.join(known)}",
        do=did_you_mean(str(name), known),
    )
    raise AppraisalError(mistakes)


def received_less_paid(dataset: xr.Dataset, parties: Sequence[str]) -> FloatArray:
    """For each row of the ledger: +1 if it comes in to the parties, -1 if it goes out, else 0.

    Parameters
    ----------
    dataset : xarray.Dataset
        With `entry_from` and `entry_to` along `entry`.
    parties : sequence of str
        What moves between two of them counts zero.

    Returns
    -------
    array (entry,)
    """
    coming = np.isin(dataset["entry_to"].values, list(parties))
    going = np.isin(dataset["entry_from"].values, list(parties))
    return coming.astype(np.float64) - going.astype(np.float64)


def net_outlay(dataset: xr.Dataset, parties: Sequence[str]) -> FloatArray:
    """Weights of the net outlay of parties: paid less received, excess burden left out.

    Savings that follow from fewer or shorter problems lower it. The excess burden is a loss to
    society that taxes bring, and no payment.
    """
    spent = dataset["entry_category"].values != "excess_burden"
    return np.where(spent, -received_less_paid(dataset, parties), 0.0)


def spending(dataset: xr.Dataset, parties: Sequence[str]) -> FloatArray:
    """Weights of what parties spend on dealing with problems: net outlay less `CONSEQUENCES`."""
    dealing = ~np.isin(dataset["entry_category"].values, CONSEQUENCES)
    return np.where(dealing, net_outlay(dataset, parties), 0.0)


def by_party(dataset: xr.Dataset) -> FloatArray:
    """Received less paid, for each party of society: weights (party, entry)."""
    return np.stack([received_less_paid(dataset, [name]) for name in PARTIES_OF_SOCIETY])


def burden_rate(dataset: xr.Dataset, base: int) -> FloatArray:
    """Excess burden per unit of government's net outlay in one scenario, array (draw,).

    Parameters
    ----------
    dataset : xarray.Dataset
    base : int
        Place of the scenario; its first year is looked at.
    """
    ledger = dataset["ledger"].values[base, :, 0]
    burden = (dataset["entry_category"].values == "excess_burden").astype(np.float64)
    outlay = ledger @ net_outlay(dataset, GOVERNMENT)
    total = ledger @ burden
    rate: FloatArray = np.divide(total, outlay, out=np.zeros_like(total), where=outlay != 0.0)
    return rate
