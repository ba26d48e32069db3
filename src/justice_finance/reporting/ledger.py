"""The ledger of each option as differences to business as usual: what a workbook works with.

Amounts are means over draws, so every figure that is a sum over the ledger has the mean of the run.
The cost of raising taxes follows what government pays; it is split by the category that it was
raised for, draw by draw, so that it moves along when that category is scaled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discounting import discount_factors, tail_factor
from justice_finance.appraisal.perspectives import (
    PARTIES_OF_SOCIETY,
    PUBLIC_FUNDERS,
    net_outlay,
    parties_of,
    spending,
)
from justice_finance.reporting.terminal_rates import rates_to_know
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT, PERSPECTIVES

if TYPE_CHECKING:
    import xarray as xr

FloatArray = NDArray[np.float64]

EXCESS_BURDEN = "excess_burden"
OUTLAY, COST_PER_PROBLEM, PUBLIC_COST = "outlay", "cost_per_problem", "public_cost"
NAMES = tuple(dict.fromkeys([*PERSPECTIVES, *PARTIES_OF_SOCIETY]))
"""What a perspective or funder may be called."""


@dataclass(frozen=True)
class LedgerRow:
    """One kind of row of one option, less the same of business as usual; means over draws.

    Attributes
    ----------
    raised_for : str
        For a cost of raising taxes, the category of the spending behind it; else empty.
    by_year : tuple of float
        Money of the study, undiscounted, by year of the run.
    terminal : tuple of float
        Present value after the horizon, at each of `Ledger.rates`.
    """

    category: str
    payer: str
    payee: str
    raised_for: str
    by_year: tuple[float, ...]
    terminal: tuple[float, ...]


@dataclass(frozen=True)
class Ledger:
    """Rows of every option, and what single draws say of ratios.

    Attributes
    ----------
    rates : tuple
        Discount rates at which terminal values are known: constant ones that tell those at every
        rate between (`terminal_rates`), then names of schedules.
    excess_burden : float
        Mean over draws of the rate at which taxes cost more than they bring in; 0 where none is.
    problems : mapping
        By option, further problems resolved, net of returns, by year.
    without : mapping
        By test (`outlay`, `cost_per_problem`, `public_cost`), option and funder: share of draws
        in which there is no such ratio, for horizons of 1, 2 ... years at the study's rate.
    """

    years: tuple[int, ...]
    rates: tuple[float | str, ...]
    excess_burden: float
    rows: Mapping[str, tuple[LedgerRow, ...]]
    problems: Mapping[str, tuple[float, ...]]
    without: Mapping[tuple[str, str, str], tuple[float, ...]]


def ledger_of(data: xr.Dataset, options: Sequence[str], shown: Sequence[float | str]) -> Ledger:
    """The ledger of some options.

    Parameters
    ----------
    data : xarray.Dataset
        Of a run.
    options : sequence of str
        Scenarios other than business as usual.
    shown : sequence of float or str
        Discount rates that the study shows.

    Returns
    -------
    Ledger
    """
    names = [str(name) for name in data["scenario"].values]
    base = names.index(BUSINESS_AS_USUAL)
    amounts = data["ledger"].values
    taxes = _rates_of_excess_burden(data)
    rates = _rates_with_terminal_value(data, shown)
    before = _Side(amounts[base], _terminal_values(data, rates, base), _of(taxes, base))
    rows = {}
    for option in options:
        place = names.index(option)
        after = _Side(amounts[place], _terminal_values(data, rates, place), _of(taxes, place))
        rows[option] = tuple(_rows(data, after, before))
    net = (data["problems_resolved"] - data["problems_returned"]).sum("legal_problem")
    problems = net.transpose("scenario", "draw", "year").values
    further = problems - problems[base]
    return Ledger(
        years=tuple(int(year) for year in data["year"].values),
        rates=tuple(rates),
        excess_burden=0.0 if taxes is None else float(taxes[base].mean()),
        rows=rows,
        problems={o: tuple(map(float, further[names.index(o)].mean(axis=0))) for o in options},
        without=_without_ratio(data, amounts - amounts[base], further, options),
    )


@dataclass(frozen=True)
class _Side:
    """One scenario: money by draw, year and entry; its terminal values by rate, draw and entry."""

    amounts: FloatArray
    terminal: FloatArray
    taxes: FloatArray | None

    def of(self, weights: FloatArray, taxed: bool) -> tuple[FloatArray, FloatArray]:
        """Means over draws of some entries, by year and by rate; `taxed`: the taxes raised."""
        by_year = np.einsum("dye,e->yd", self.amounts, weights)
        tail = np.einsum("rde,e->rd", self.terminal, weights)
        if taxed and self.taxes is not None:
            by_year, tail = by_year * self.taxes, tail * self.taxes
        return by_year.mean(axis=-1), tail.mean(axis=-1)


def _rows(data: xr.Dataset, after: _Side, before: _Side) -> Iterator[LedgerRow]:
    """Rows of one option less those of another; rows of nothing are left out."""
    for labels, weights in _kinds_of_rows(data, after.taxes is not None):
        taxed = bool(labels[-1])
        pairs = zip(after.of(weights, taxed), before.of(weights, taxed), strict=True)
        by_year, tail = (one - other for one, other in pairs)
        if np.any(by_year) or np.any(tail):
            yield LedgerRow(*labels, tuple(map(float, by_year)), tuple(map(float, tail)))


def _kinds_of_rows(
    data: xr.Dataset, taxed: bool
) -> Iterator[tuple[tuple[str, str, str, str], FloatArray]]:
    """Category, payer, payee, what taxes were raised for; and the weights of the entries."""
    entries = _entries(data)
    unit = np.eye(len(entries))
    for number, (category, payer, payee) in enumerate(entries):
        if not (taxed and category == EXCESS_BURDEN):
            yield (category, payer, payee, ""), unit[number]
    if not taxed:
        return
    categories = list(dict.fromkeys(each[0] for each in entries if each[0] != EXCESS_BURDEN))
    for party in GOVERNMENT:
        paid = net_outlay(data, [party])
        for category in categories:
            weights = np.where(data["entry_category"].values == category, paid, 0.0)
            if weights.any():
                yield (EXCESS_BURDEN, party, "resources", category), weights


def _of(taxes: FloatArray | None, place: int) -> FloatArray | None:
    return None if taxes is None else np.asarray(taxes[place])


def _rates_with_terminal_value(data: xr.Dataset, shown: Sequence[float | str]) -> list[float | str]:
    named = {each for each in (data.attrs["discount_rate"], *shown) if isinstance(each, str)}
    return [*rates_to_know(data["half_life"].values), *sorted(named)]


def _terminal_values(data: xr.Dataset, rates: Sequence[float | str], place: int) -> FloatArray:
    """Present value of what goes on after the horizon (rate, draw, entry)."""
    flow, half_life = data["terminal_flow"].values[place], data["half_life"].values[place]
    factors = [tail_factor(rate, data.sizes["year"], half_life)[:, None] for rate in rates]
    return np.stack([flow * each for each in factors])


def _entries(data: xr.Dataset) -> list[tuple[str, str, str]]:
    parts = (data[f"entry_{name}"].values for name in ("category", "from", "to"))
    return [(str(a), str(b), str(c)) for a, b, c in zip(*parts, strict=True)]


def _rates_of_excess_burden(data: xr.Dataset) -> FloatArray | None:
    """Rate of excess burden by scenario and draw, as the ledger has it; None if it has no such.

    Least squares over years and parties; the rows must be that multiple of the payments.
    """
    kinds = _entries(data)
    amounts = data["ledger"].values
    paid, raised = [], []
    for party in GOVERNMENT:
        if (EXCESS_BURDEN, party, "resources") in kinds:
            raised.append(amounts[..., kinds.index((EXCESS_BURDEN, party, "resources"))])
            paid.append(_weighted(amounts, net_outlay(data, [party])))
    if not paid:
        return None
    x, y = np.stack(paid), np.stack(raised)
    square = (x * x).sum(axis=(0, -1))
    rate = np.divide((x * y).sum(axis=(0, -1)), square, out=np.zeros_like(square),
                     where=square > 0.0)  # fmt: skip
    off = np.abs(y - rate[..., None] * x).max()
    if not rate.any() or off > 1e-9 * np.abs(y).max():
        return None
    return np.asarray(rate)


def _weighted(amounts: FloatArray, weights: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("...e,e->...", amounts, weights))


def _without_ratio(
    data: xr.Dataset, change: FloatArray, further: FloatArray, options: Sequence[str],
) -> dict[tuple[str, str, str], tuple[float, ...]]:  # fmt: skip
    """Share of draws without a ratio, by test, option and funder, for each horizon."""
    names = [str(name) for name in data["scenario"].values]
    factors = discount_factors(data.attrs["discount_rate"], np.arange(data.sizes["year"]))
    more = np.cumsum(further * factors, axis=-1) > 0.0
    found = {}

    def note(test: str, funder: str, holds: NDArray[np.bool_]) -> None:
        for option in options:
            shares = 1.0 - holds[names.index(option)].mean(axis=0)
            found[test, option, funder] = tuple(map(float, shares))

    for funder in NAMES:
        paid = _weighted(change, spending(data, parties_of(funder, "funder")))
        above = np.cumsum(paid * factors, axis=-1) > 0.0
        note(OUTLAY, funder, above)
        note(COST_PER_PROBLEM, funder, above & more)
    public = np.cumsum(_weighted(change, net_outlay(data, PUBLIC_FUNDERS)) * factors, axis=-1)
    note(PUBLIC_COST, "public", public > 0.0)
    return found
