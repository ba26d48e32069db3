"""Collects prices and gives charges: who pays whom for one unit of a flow.

Choices made here, once for all studies:

- values of time and pay (per staff-year) grow with real incomes; other prices stay;
- a cost line that people pay is paid by `organisations` where the case is theirs; a line on a
  service does not fall on persons or the other side of induced cases, whose net value already
  counts their own costs;
- a case of organisations takes the adults' mean value of time where hours are priced by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.journey.schema import CostLine
from justice_finance.results.charges import Charge
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import ORGANISATIONS, Frame
from justice_finance.scenario.realise.blocks import growth_by_year
from justice_finance.scenario.realise.classes import Layout
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.realised import FloatArray
from justice_finance.vocabulary import Driver

ONE: FloatArray = np.ones((1, 1, 1))
OWN_COSTS = ("person", "other_side")


@dataclass(frozen=True)
class _Key:
    category: str
    payer: str
    payee: str
    driver: Driver
    index: int
    line: str


class Prices:
    """What hours and incomes are worth, and which classes are no surveyed people.

    Attributes
    ----------
    income : array (draw, year, 1)
        Real incomes over those of the base year.
    value_of_time : array (draw, year, class)
        Money per hour.
    outside, induced : bool arrays (class,)
        Cases of organisations (induced ones among them), and induced cases.
    """

    def __init__(self, evaluator: Evaluator, layout: Layout) -> None:
        rate = evaluator.value("country.income_growth", layout.in_general)
        self.income = growth_by_year(rate, len(layout.axes.years))
        self.value_of_time = _value_of_time(evaluator, layout) * self.income
        self.outside = layout.outside
        kinds = set(layout.induced.values())
        self.induced = np.array(
            [each in kinds for each in layout.everyone.members["legal_problem"]]
        )


def _value_of_time(evaluator: Evaluator, layout: Layout) -> FloatArray:
    at = "country.population_groups"
    known = evaluator.recipe.model.country.population_groups
    each = {
        group: evaluator.value(f"{at}.{group}.value_of_time", layout.in_general)[:, :1]
        for group in known
    }
    total, people = np.zeros((1, 1, 1)), np.zeros((1, 1, 1))
    for group, value in each.items():
        adults = evaluator.value(f"{at}.{group}.adults", layout.in_general)[:, :1]
        total, people = total + adults * value, people + adults
    each[ORGANISATIONS] = total / people
    size = max(value.shape[0] for value in each.values())
    groups = layout.everyone.members["population_group"]
    return np.concatenate([np.broadcast_to(each[g], (size, 1, 1)) for g in groups], axis=2)


@dataclass
class ChargeBook:
    """Collects prices and gives charges; prices of one line in several journeys become one."""

    evaluator: Evaluator
    layout: Layout
    changes: ScenarioChanges
    prices: Prices
    _amounts: dict[_Key, FloatArray] = field(default_factory=dict)
    _sources: dict[_Key, str] = field(default_factory=dict)

    def add(
        self,
        category: str,
        payer: str,
        payee: str,
        driver: Driver,
        index: int,
        price: FloatArray,
        source: str,
        line: str | None = None,
        *,
        as_written: bool = False,
    ) -> None:
        """Add a price, array (draw, year, class of everyone or 1).

        `line` joins prices of several journeys; `as_written` keeps `person` for every class.
        """
        if payer == payee:
            return
        by_class = driver not in (Driver.YEAR, Driver.STAFF_YEAR)
        mixed = "person" in (payer, payee) and bool(np.any(self.prices.outside))
        if as_written or not by_class or not mixed:
            self._put(_Key(category, payer, payee, driver, index, line or source), price, source)
            return
        for inside, name in (
            (~self.prices.outside, "person"),
            (self.prices.outside, "organisations"),
        ):
            part = np.where(inside, price, 0.0)
            if not np.any(part):
                continue
            who = [name if each == "person" else each for each in (payer, payee)]
            if who[0] != who[1]:
                key = _Key(category, who[0], who[1], driver, index, line or source)
                self._put(key, part, source)

    def _put(self, key: _Key, price: FloatArray, source: str) -> None:
        known = self._amounts.get(key)
        self._amounts[key] = price if known is None else known + price
        self._sources.setdefault(key, source)
        if known is not None and self._sources[key] != source:
            self._sources[key] = _common(self._sources[key], source)

    def charges(self) -> tuple[Charge, ...]:
        """All charges, in the order in which their lines were added."""
        found = []
        for key, price in self._amounts.items():
            amounts = price
            if key.driver in (Driver.YEAR, Driver.STAFF_YEAR):
                amounts = price[:, :, 0]
            found.append(
                Charge(key.category, key.payer, key.payee, key.driver, key.index, amounts,
                       self._sources[key])
            )  # fmt: skip
        return tuple(found)

    def price_of(self, line: CostLine, path: str, frame: Frame) -> FloatArray:
        """Money per unit of a cost line, array (draw, year, class of the frame)."""
        evaluator = self.evaluator
        if line.amount is not None:
            price = evaluator.value(f"{path}.amount", frame)
            if line.per == "staff_year":
                price = price * self.prices.income
        elif line.hours is not None:
            price = evaluator.value(f"{path}.hours", frame) * self._hour_value(line, path, frame)
        else:
            raise ScenarioError(
                Mistake(
                    "cost_without_amount",
                    evaluator.recipe.places(path),
                    "neither `amount` nor `hours`",
                    "one of them",
                    "write what one unit costs",
                )
            )
        if line.share is not None:
            price = price * evaluator.value(f"{path}.share", frame)
        return price

    def _hour_value(self, line: CostLine, path: str, frame: Frame) -> FloatArray:
        if line.hour_value is not None:
            return self.evaluator.value(f"{path}.hour_value", frame) * self.prices.income
        if not frame.general:
            return self.prices.value_of_time[:, :, self._part(frame)]
        raise ScenarioError(
            Mistake(
                "hours_without_value",
                self.evaluator.recipe.places(path),
                f"hours per {line.per} without `hour_value`",
                "what an hour is worth: nobody's own value of time applies here",
                "add `hour_value`",
            )
        )

    def _part(self, frame: Frame) -> slice:
        """Where the classes of a frame stand among all classes."""
        if frame.size == self.layout.everyone.size:
            return slice(None)
        return self.layout.slices[frame.members["legal_problem"][0]]

    def whole(self, part: slice, values: FloatArray) -> FloatArray:
        """Values of some classes as an array over all classes, 0 elsewhere."""
        out = np.zeros((*values.shape[:2], self.layout.everyone.size))
        out[:, :, part] = values
        return out

    def add_line(
        self,
        line: CostLine,
        path: str,
        driver: Driver,
        index: int,
        frame: Frame,
        *,
        part: slice | None = None,
        times: FloatArray = ONE,
        merged: str | None = None,
    ) -> None:
        """Add one cost line for some classes, one charge for each party that pays."""
        price = self.price_of(line, path, frame) * times
        if line.journeys is not None and not frame.general:
            price = np.where(frame.among("legal_problem", line.journeys), price, 0.0)
        paths = {party: f"{path}.paid_by.{party}" for party in line.paid_by}
        for party, share in self.evaluator.shares(paths, frame).items():
            amount = price * share
            if part is not None:
                amount = self.whole(part, np.broadcast_to(amount, (*amount.shape[:2], frame.size)))
            elif not frame.general and party in OWN_COSTS and np.any(self.prices.induced):
                amount = np.where(self.prices.induced, 0.0, amount)
            self.add(line.category, party, line.to, driver, index, amount, path, merged)


def _common(first: str, second: str) -> str:
    """One path for two, `*` where they differ."""
    a, b = first.split("."), second.split(".")
    if len(a) != len(b):
        return first if second in first.split(" and ") else f"{first} and {second}"
    return ".".join(x if x == y else "*" for x, y in zip(a, b, strict=True))
