"""What the formulas of the workbook give, worked out here from the same ledger.

A workbook that was never recalculated shows the values stored beside its formulas, so each formula
carries its own. Tests hold these values against the appraisal of every draw, and against what
spreadsheet programs make of the formulas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discount_rates import marginal_rates
from justice_finance.appraisal.perspectives import CONSEQUENCES, PUBLIC_FUNDERS, parties_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.ledger import (
    COST_PER_PROBLEM,
    EXCESS_BURDEN,
    OUTLAY,
    PUBLIC_COST,
    Ledger,
    LedgerRow,
)
from justice_finance.reporting.terminal_rates import HIGHEST, weights_at

FloatArray = NDArray[np.float64]

MOST_WITHOUT = 0.01
"""Share of draws without a ratio, above which there is none."""


@dataclass(frozen=True)
class Choice:
    """What stands in the input cells."""

    rate: float | str
    horizon: int
    terminal_value: bool
    perspective: str
    funder: str
    excess_burden: float
    scales: Mapping[str, float] = field(default_factory=dict)
    """By ledger category; 1 where it is not named."""


def choice_of_run(report: Report) -> Choice:
    """The inputs as the run had them."""
    about, ledger = report.about, report.ledger
    return Choice(
        about.discount_rate, len(ledger.years), False, about.perspective, about.funder,
        ledger.excess_burden,
    )  # fmt: skip


@dataclass(frozen=True)
class Years:
    """By year of the run: its rate, whether it counts, its factor, and both together."""

    rate: FloatArray
    counted: FloatArray
    factor: FloatArray

    @property
    def weight(self) -> FloatArray:
        """Factor of the years counted, 0 for the others."""
        return self.factor * self.counted


def years_of(choice: Choice, count: int) -> Years:
    """The discount factor of a year is that of the year before over one plus its own rate."""
    periods = np.arange(count)
    rate: FloatArray = marginal_rates(choice.rate, np.maximum(periods, 1))
    factor = np.cumprod(np.where(periods > 0, 1.0 / (1.0 + rate), 1.0))
    counted = np.asarray(periods < choice.horizon, dtype=np.float64)
    return Years(rate, counted, np.asarray(factor, dtype=np.float64))


def rate_is_known(rate: float | str, rates: Sequence[float | str]) -> bool:
    """Whether there is a terminal value at a rate."""
    return rate in rates if isinstance(rate, str) else 0.0 <= rate <= HIGHEST


def rate_weights(rate: float | str, rates: Sequence[float | str]) -> FloatArray:
    """What the terminal value at each known rate counts for in that at one rate."""
    if isinstance(rate, str):
        return np.array([float(each == rate) for each in rates])
    points = [each for each in rates if not isinstance(each, str)]
    found = np.zeros(len(rates))
    if rate_is_known(rate, rates):
        found[: len(points)] = weights_at(rate, points)
    return found


@dataclass(frozen=True)
class Signs:
    """How each row of a ledger counts: +1 in, -1 out, 0 not at all."""

    perspective: FloatArray
    outlay: FloatArray
    outlay_inside: FloatArray
    public: FloatArray
    public_inside: FloatArray


def signs_of(rows: tuple[LedgerRow, ...], perspective: str, funder: str) -> Signs:
    """The signs of a ledger, by the definitions of `appraisal.worth`."""
    within = parties_of(perspective)
    payers = parties_of(funder, "funder")
    dealing = np.array([row.category not in CONSEQUENCES for row in rows], dtype=np.float64)
    paid = np.array([row.category != EXCESS_BURDEN for row in rows], dtype=np.float64)

    def in_less_out(parties: tuple[str, ...]) -> FloatArray:
        return np.array([float(row.payee in parties) - float(row.payer in parties) for row in rows])

    def both(parties: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(party for party in parties if party in within)

    return Signs(
        perspective=in_less_out(within),
        outlay=0.0 - dealing * in_less_out(payers),
        outlay_inside=0.0 - dealing * in_less_out(both(payers)),
        public=0.0 - paid * in_less_out(PUBLIC_FUNDERS),
        public_inside=0.0 - paid * in_less_out(both(PUBLIC_FUNDERS)),
    )


class Live:
    """Everything that the workbook shows of one option, for one choice of inputs.

    Attributes
    ----------
    amounts : array (row, year)
        As in the run; `scale` (row,) is what they are multiplied by.
    years_value, tail, value : arrays (row,)
        Present value of the years counted, after the horizon, and both.
    """

    def __init__(self, report: Report, option: str, choice: Choice) -> None:
        ledger = report.ledger
        self.ledger: Ledger = ledger
        self.option, self.choice = option, choice
        self.rows = ledger.rows[option]
        count = len(ledger.years)
        self.years = years_of(choice, count)
        self.signs = signs_of(self.rows, choice.perspective, choice.funder)
        self.amounts = np.array([row.by_year for row in self.rows]).reshape(-1, count)
        self.scale = np.array([self._scale(row) for row in self.rows])
        self.years_value = self.scale * (self.amounts @ self.years.weight)
        self.tail = np.zeros(len(self.rows))
        if self.terminal == "on":
            known = np.array([row.terminal for row in self.rows]).reshape(-1, len(ledger.rates))
            self.tail = self.scale * (known @ rate_weights(choice.rate, ledger.rates))
        self.value = self.years_value + self.tail

    @property
    def terminal(self) -> str:
        """`off`, `on`, or `not available` where the run does not know it."""
        if not self.choice.terminal_value:
            return "off"
        known = rate_is_known(self.choice.rate, self.ledger.rates)
        return "on" if known and self.choice.horizon == len(self.ledger.years) else "not available"

    def _scale(self, row: LedgerRow) -> float:
        scales = self.choice.scales
        if row.category != EXCESS_BURDEN or not row.raised_for:
            return scales.get(row.category, 1.0)
        taxes = self.choice.excess_burden / self.ledger.excess_burden
        return taxes * scales.get(row.raised_for, 1.0)

    def total(self, signs: FloatArray) -> float:
        """Present value of the rows that count."""
        return float(self.value @ signs)

    @property
    def net_present_value(self) -> float:
        """Of the perspective."""
        return self.total(self.signs.perspective)

    @property
    def problems(self) -> float:
        """Further problems resolved, net of returns, discounted."""
        return float(np.array(self.ledger.problems[self.option]) @ self.years.weight)

    def without(self, test: str) -> float:
        """Share of the run's draws without a ratio, at the study's rate and this horizon."""
        funder = "public" if test == PUBLIC_COST else self.choice.funder
        return self.ledger.without[test, self.option, funder][self.choice.horizon - 1]

    @property
    def benefit_cost_ratio(self) -> float | None:
        """All other effects over the funder's outlay; None where it may not be above zero."""
        outlay = self.total(self.signs.outlay)
        if self.without(OUTLAY) > MOST_WITHOUT or outlay <= 0.0:
            return None
        return (self.net_present_value + self.total(self.signs.outlay_inside)) / outlay

    @property
    def benefit_public_cost_ratio(self) -> float | None:
        """All other effects over public cost, savings that follow taken off it."""
        cost = self.total(self.signs.public)
        if self.without(PUBLIC_COST) > MOST_WITHOUT or cost <= 0.0:
            return None
        return (self.net_present_value + self.total(self.signs.public_inside)) / cost

    @property
    def cost_per_resolved_problem(self) -> float | None:
        """The funder's outlay over further problems resolved; None where either may not be."""
        outlay = self.total(self.signs.outlay)
        refused = self.without(COST_PER_PROBLEM) > MOST_WITHOUT
        if refused or outlay <= 0.0 or self.problems <= 0.0:
            return None
        return outlay / self.problems

    def by_year(self, signs: FloatArray) -> FloatArray:
        """Sum of the rows that count, undiscounted, 0 in years that are not counted."""
        return np.asarray((self.scale * signs) @ self.amounts * self.years.counted)

    @property
    def so_far(self) -> FloatArray:
        """Discounted net benefits up to each year."""
        return np.cumsum(self.by_year(self.signs.perspective) * self.years.factor)

    @property
    def pays_back_from(self) -> int | None:
        """Year from whose end on the sum so far is not negative; None within the horizon."""
        negative = np.flatnonzero(self.so_far < 0.0)
        if not len(negative):
            return self.ledger.years[0]
        after = int(negative[-1]) + 1
        return self.ledger.years[after] if after < len(self.ledger.years) else None

    def of_party(self, party: str) -> FloatArray:
        """Signs of one party's account, the cost of raising taxes apart."""
        return np.array(
            [
                0.0 if row.category == EXCESS_BURDEN
                else float(row.payee == party) - float(row.payer == party)
                for row in self.rows
            ]
        )  # fmt: skip

    def of_taxes(self) -> FloatArray:
        """Signs of the cost of raising taxes, a loss to everyone."""
        return np.array([-1.0 if row.category == EXCESS_BURDEN else 0.0 for row in self.rows])
