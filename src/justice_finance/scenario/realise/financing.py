"""Funding as charges: transfers between parties, which change who pays and cancel for society.

A source with an `amount` gives it every year, as far as it can be absorbed. A source with a `share`
of an intervention meets that share of what the receiving party pays for the intervention's own
costs, services and states, flow by flow.
"""

from __future__ import annotations

import numpy as np

from justice_finance.funding.capacity import absorbed
from justice_finance.funding.schema import FundingSource
from justice_finance.results.charges import Charge
from justice_finance.scenario.realise.book import ChargeBook
from justice_finance.scenario.realised import FloatArray
from justice_finance.vocabulary import Driver

CATEGORY = "funding_transfer"


def add_funding(book: ChargeBook, met: tuple[Charge, ...]) -> None:
    """Add the transfers of every funding file, in order of id; `met` are all other charges."""
    for name, file in sorted(book.evaluator.recipe.model.funding.items()):
        for source_name in sorted(file.sources):
            source = file.sources[source_name]
            path = f"funding.{name}.sources.{source_name}"
            if source.amount is not None:
                _add_amount(book, source, path)
            elif source.share_of is not None and source.share is not None:
                _add_share(book, source, path, met)


def _add_amount(book: ChargeBook, source: FundingSource, path: str) -> None:
    general = book.layout.in_general
    amount = book.evaluator.value(f"{path}.amount", general)
    if source.absorption is not None:
        share = book.evaluator.value(f"{path}.absorption", general)
        amount = _absorbed(amount, share, len(general.years))
    book.add(CATEGORY, source.party, source.to, Driver.YEAR, -1, amount, f"{path}.amount")


def _absorbed(amount: FloatArray, share: FloatArray, years: int) -> FloatArray:
    """What can be spent of an amount that is new in the first year."""
    size = max(amount.shape[0], share.shape[0])
    offered = np.broadcast_to(amount[:, :, 0], (size, years))
    return absorbed(offered, np.broadcast_to(share[:, 0, 0], (size,)), 0.0)[:, :, None]


def _add_share(book: ChargeBook, source: FundingSource, path: str, met: tuple[Charge, ...]) -> None:
    share = book.evaluator.value(f"{path}.share", book.layout.in_general)
    beginning = f"interventions.{source.share_of}."
    for charge in met:
        if charge.payer != source.to or not charge.source.startswith(beginning):
            continue
        price = charge.price if charge.price.ndim == 3 else charge.price[:, :, None]
        book.add(CATEGORY, source.party, source.to, charge.driver, charge.index, price * share,
                 f"{path}.share", line=f"{path} of {charge.source}", as_written=True)  # fmt: skip
