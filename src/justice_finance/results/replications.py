"""Replications in a results dataset: the same draws with other luck.

Every variable over draws is a mean over replications. What a net worth needs is kept for each
replication too, as a mean over draws (`<variable>_by_replication`); and the balance of society for
every draw and replication, so that luck within a draw can be told from ignorance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.pieces import Piece

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]


BALANCE = "balance_by_draw_and_replication"


def balance_of(piece: Piece) -> FloatArray:
    """What society gains or loses in a piece, all years, undiscounted (draw,)."""
    sign = [(row.payer == "resources") - float(row.payee == "resources") for row in piece.entries]
    # Draw by draw and in one order in memory, so that the bits are the same in any company.
    each = [np.ascontiguousarray(draw * np.array(sign)) for draw in piece.arrays["ledger"]]
    return np.array([draw.ravel().sum() for draw in each])


def with_replications(
    dataset: xr.Dataset, luck: Iterable[Piece], balance: Mapping[str, FloatArray]
) -> xr.Dataset:
    """Add what is kept for each replication.

    Parameters
    ----------
    dataset : xarray.Dataset
        Means over replications.
    luck : iterable of Piece
        Means over draws; the replication stands in the place of the draw.
    balance : mapping
        By scenario: the balance of society (draw, replication).
    """
    from justice_finance.results.dataset import assemble

    apart = assemble(luck, dataset.attrs).drop_vars(["draw", "scramble"])
    renamed = {str(name): f"{name}_by_replication" for name in apart.data_vars}
    added = apart.rename({**renamed, "draw": "replication"})
    values = np.stack([balance[str(name)] for name in dataset["scenario"].values])
    notes = {"long_name": "balance of society, all years, undiscounted", "units": "money"}
    return dataset.assign(
        {**added.data_vars, BALANCE: (("scenario", "draw", "replication"), values, notes)}
    )
