"""A charge: what one unit of a flow costs, who pays it and to whom.

Realising a scenario turns every price in the files into charges; the ledger multiplies them with
the flows an engine returns. Nothing else puts money into the ledger but the excess burden.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.vocabulary import COST_CATEGORIES, PARTIES, Driver

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Charge:
    """Money moved for each unit of a driver.

    Attributes
    ----------
    category : str
        One of `vocabulary.COST_CATEGORIES`.
    payer, payee : str
        Two different parties; `resources` as payee is real use, as payer a benefit in kind.
    driver : Driver
        The flow it is multiplied by.
    index : int
        Position of the service (STAFF_YEAR, VISIT, SITTING) or state (ENTRY, OPEN_DAY); -1 for
        drivers that have neither. OPEN_DAY with -1 means every state that is not an end.
    price : array
        Money of the study per unit; broadcastable to (draw, year, class), for YEAR and STAFF_YEAR
        to (draw, year). May be negative only where a comment in the file says what it means.
    source : str
        Dotted path of the leaf (or leaves) behind it, for `explain`.
    """

    category: str
    payer: str
    payee: str
    driver: Driver
    index: int
    price: FloatArray
    source: str

    def __post_init__(self) -> None:
        if self.category not in COST_CATEGORIES:
            raise KeyError(f"unknown cost category {self.category!r}")
        if self.payer not in PARTIES or self.payee not in PARTIES or self.payer == self.payee:
            raise KeyError(f"a charge goes from one party to another: {self.payer}, {self.payee}")
