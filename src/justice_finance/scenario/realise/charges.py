"""Every price of a scenario as a charge: what one unit of a flow costs, who pays whom.

Choices made here, once for all studies:

- values of time, pay (per staff-year) and losses grow with real incomes; other prices stay;
- a cost line that people pay is paid by `organisations` where the case is theirs; a line on a
  service does not fall on persons or the other side of induced cases, whose net value already
  counts their own costs;
- a case of organisations takes the adults' mean value of time where hours are priced by it;
- the continuing loss is charged on every state that is no end, and again, times (stakes - 1), on
  states with stakes of their own: that second charge may be negative. Withheld money does not vary
  with stakes;
- an intervention's costs per year follow the units at work, its setup the units added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.schema import CostLine
from justice_finance.results.charges import Charge
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import ORGANISATIONS, Frame
from justice_finance.scenario.realise.blocks import growth_by_year
from justice_finance.scenario.realise.classes import Layout, PlacedService, touched_journeys
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.realise.providers import units_of
from justice_finance.scenario.realised import FloatArray
from justice_finance.vocabulary import DAYS_PER_YEAR, Driver

ONE: FloatArray = np.ones((1, 1, 1))
OWN_COSTS = ("person", "other_side")
_OF_SERVICE = {
    "visit": Driver.VISIT,
    "sitting": Driver.SITTING,
    "staff_year": Driver.STAFF_YEAR,
    "year": Driver.YEAR,
}
_OF_STATE = {"entry": Driver.ENTRY, "open_day": Driver.OPEN_DAY}


@dataclass(frozen=True)
class _Key:
    category: str
    payer: str
    payee: str
    driver: Driver
    index: int
    line: str


@dataclass
class ChargeBook:
    """Collects prices and gives charges; prices of one line in several journeys become one."""

    evaluator: Evaluator
    layout: Layout
    changes: ScenarioChanges
    _prices: dict[_Key, FloatArray] = field(default_factory=dict)
    _sources: dict[_Key, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        layout, evaluator = self.layout, self.evaluator
        years = len(layout.axes.years)
        rate = evaluator.value("country.income_growth", layout.in_general)
        self.income = growth_by_year(rate, years)
        self.value_of_time = self._value_of_time() * self.income
        self.outside = layout.outside
        induced = set(layout.induced.values())
        self.induced = np.array(
            [each in induced for each in layout.everyone.members["legal_problem"]]
        )

    def _value_of_time(self) -> FloatArray:
        layout, evaluator = self.layout, self.evaluator
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
    ) -> None:
        """Add a price, array (draw, year, class of everyone or 1)."""
        if payer == payee:
            return
        if driver in (Driver.YEAR, Driver.STAFF_YEAR):
            self._put(_Key(category, payer, payee, driver, index, line or source), price, source)
            return
        mixed = "person" in (payer, payee) and bool(np.any(self.outside))
        if not mixed:
            self._put(_Key(category, payer, payee, driver, index, line or source), price, source)
            return
        for inside, name in ((~self.outside, "person"), (self.outside, "organisations")):
            part = np.where(inside, price, 0.0)
            if not np.any(part):
                continue
            who = [name if each == "person" else each for each in (payer, payee)]
            if who[0] != who[1]:
                key = _Key(category, who[0], who[1], driver, index, line or source)
                self._put(key, part, source)

    def _put(self, key: _Key, price: FloatArray, source: str) -> None:
        known = self._prices.get(key)
        self._prices[key] = price if known is None else known + price
        self._sources.setdefault(key, source)
        if known is not None and self._sources[key] != source:
            self._sources[key] = _common(self._sources[key], source)

    def charges(self) -> tuple[Charge, ...]:
        """All charges, in the order in which their lines were added."""
        found = []
        for key, price in self._prices.items():
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
                price = price * self.income
        elif line.hours is not None:
            price = evaluator.value(f"{path}.hours", frame) * self._hour_value(line, path, frame)
        else:
            raise ScenarioError(
                Mistake(
                    "cost_line_without_amount",
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
            return self.evaluator.value(f"{path}.hour_value", frame) * self.income
        if not frame.general:
            return self.value_of_time[:, :, self._part(frame)]
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
            elif not frame.general and party in OWN_COSTS and np.any(self.induced):
                amount = np.where(self.induced, 0.0, amount)
            self.add(line.category, party, line.to, driver, index, amount, path, merged)


def _common(first: str, second: str) -> str:
    """One path for two, `*` where they differ."""
    a, b = first.split("."), second.split(".")
    if len(a) != len(b):
        return first if second in first.split(" and ") else f"{first} and {second}"
    return ".".join(x if x == y else "*" for x, y in zip(a, b, strict=True))


def add_service_costs(book: ChargeBook) -> None:
    """Costs of services: per year, staff-year, visit and sitting."""
    for v, service in enumerate(book.layout.services):
        for name, line in service.file.costs.items():
            _add_service_line(book, service, v, line, f"{service.path}.costs.{name}", ONE)


def _add_service_line(
    book: ChargeBook, service: PlacedService, v: int, line: CostLine, path: str, times: FloatArray
) -> None:
    driver = _OF_SERVICE.get(line.per)
    if driver is None:
        raise _wrong_driver(book, path, line.per, "a service", _OF_SERVICE)
    layout = book.layout
    if driver is Driver.YEAR:
        times = times * units_of(service, book.changes)
    index = -1 if driver is Driver.YEAR else v
    by_class = driver in (Driver.VISIT, Driver.SITTING)
    frame = layout.everyone if by_class else layout.in_general
    book.add_line(line, path, driver, index, frame, times=times)


def add_state_costs(book: ChargeBook) -> None:
    """Costs of being in a state, beside those of its service: per entry and open day."""
    for journey, states in book.layout.states.items():
        for state, placed in states.items():
            for name, line in placed.file.costs.items():
                path = f"{placed.path}.costs.{name}"
                driver = _OF_STATE.get(line.per)
                if driver is None:
                    raise _wrong_driver(book, path, line.per, "a state", _OF_STATE)
                book.add_line(
                    line, path, driver, book.layout.state(state), book.layout.frames[journey],
                    part=book.layout.slices[journey], merged=f"states.{state}.costs.{name}",
                )  # fmt: skip


def _wrong_driver(
    book: ChargeBook, path: str, per: str, what: str, known: Mapping[str, Driver]
) -> ScenarioError:
    return ScenarioError(
        Mistake(
            "cost_driver_not_here",
            book.evaluator.recipe.places(path),
            f"`per: {per}` for {what}",
            "one of " + ", ".join(known),
            "write the line where that is counted",
        )
    )


def add_burden(book: ChargeBook) -> None:
    """Onset loss, continuing loss and withheld money of every journey."""
    layout = book.layout
    for journey in layout.states:
        burden = book.evaluator.recipe.model.journeys[journey].burden
        at, part = f"journeys.{journey}.burden", layout.slices[journey]
        frame = layout.frames[journey]

        def price(path: str, frame: Frame = frame, part: slice = part) -> FloatArray:
            value = book.evaluator.value(path, frame) * book.income
            return book.whole(part, np.broadcast_to(value, (*value.shape[:2], frame.size)))

        for party in burden.onset_loss:
            path = f"{at}.onset_loss.{party}"
            for driver in (Driver.FRESH_PROBLEM, Driver.KNOCK_ON_PROBLEM):
                book.add("onset_loss", party, "resources", driver, -1, price(path), path,
                         f"onset.{party}")  # fmt: skip
        for party in burden.continuing_loss:
            path = f"{at}.continuing_loss.{party}"
            per_day = price(path) / DAYS_PER_YEAR
            for driver in (Driver.OPEN_DAY, Driver.LINGERING_DAY):
                book.add("continuing_loss", party, "resources", driver, -1, per_day, path,
                         f"continuing.{party}")  # fmt: skip
            _add_stakes(book, journey, party, per_day, path)
        for name, transfer in burden.withheld_transfer.items():
            path = f"{at}.withheld_transfer.{name}"
            per_day = price(f"{path}.amount") / DAYS_PER_YEAR
            for driver in (Driver.OPEN_DAY, Driver.LINGERING_DAY):
                book.add("withheld_transfer", transfer.loser, transfer.gainer, driver, -1,
                         per_day, f"{path}.amount", f"withheld.{name}")  # fmt: skip


def _add_stakes(book: ChargeBook, journey: str, party: str, per_day: FloatArray, path: str) -> None:
    """What is lost more, or less, while in states with stakes of their own."""
    layout = book.layout
    for state, placed in layout.states[journey].items():
        if placed.file.stakes is None:
            continue
        stakes = book.evaluator.value(f"{placed.path}.stakes", layout.frames[journey])
        more = book.whole(
            layout.slices[journey],
            np.broadcast_to(stakes - 1.0, (*stakes.shape[:2], layout.frames[journey].size)),
        )
        book.add("continuing_loss", party, "resources", Driver.OPEN_DAY, layout.state(state),
                 per_day * more, f"{path} and {placed.path}.stakes",
                 f"stakes.{state}.{party}")  # fmt: skip


def add_intervention_costs(book: ChargeBook) -> None:
    """Own costs of the active interventions."""
    for name in book.changes.active:
        file = book.evaluator.recipe.model.interventions[name]
        for line_name, line in file.costs.items():
            _add_intervention_line(
                book, name, file, line, f"interventions.{name}.costs.{line_name}"
            )
        if file.setup is not None:
            _add_setup(book, name, file)


def _add_intervention_line(
    book: ChargeBook, name: str, file: InterventionFile, line: CostLine, path: str
) -> None:
    layout, reach = book.layout, book.changes.reach[name]
    if line.per == "year":
        book.add_line(line, path, Driver.YEAR, -1, layout.in_general, times=reach.units)
    elif line.per in ("visit", "sitting", "staff_year"):
        for v, service in enumerate(layout.services):
            if service.intervention == name:
                _add_service_line(book, service, v, line, path, ONE)
    elif line.per in ("entry", "open_day"):
        for journey in touched_journeys(file, book.evaluator.recipe):
            for state in file.states:
                if state in layout.states[journey]:
                    book.add_line(
                        line, path, _OF_STATE[line.per], layout.state(state),
                        layout.frames[journey], part=layout.slices[journey],
                        merged=f"{path}.{state}",
                    )  # fmt: skip
    else:
        times = book.changes.covered(name, layout.everyone)
        times = np.where(book.outside, 0.0, np.minimum(times, 1.0))
        driver = Driver.FRESH_PROBLEM
        if line.per == "open_year":
            driver, times = Driver.OPEN_DAY, times / DAYS_PER_YEAR
        book.add_line(line, path, driver, -1, layout.everyone, times=times)


def _add_setup(book: ChargeBook, name: str, file: InterventionFile) -> None:
    """Once per unit, in the years in which units are added."""
    path, general = f"interventions.{name}.setup", book.layout.in_general
    units = book.changes.reach[name].units
    units = np.broadcast_to(units, (units.shape[0], len(general.years), 1))
    before = np.concatenate([np.zeros_like(units[:, :1]), units[:, :-1]], axis=1)
    # Units that come back after a pause were set up before.
    most = np.maximum.accumulate(before, axis=1)
    added = np.maximum(units - most, 0.0)
    price = book.evaluator.value(path, general) * added
    paths = {party: f"interventions.{name}.setup_paid_by.{party}" for party in file.setup_paid_by}
    if not paths:
        raise ScenarioError(
            Mistake(
                "setup_without_payer",
                book.evaluator.recipe.places(path),
                "`setup` without `setup_paid_by`",
                "the parties that pay for it, with shares",
                "add `setup_paid_by`",
            )
        )
    for party, share in book.evaluator.shares(paths, general).items():
        book.add("intervention_cost", party, "resources", Driver.YEAR, -1, price * share, path)


def add_induced_values(book: ChargeBook) -> None:
    """Net value of the cases that only new capacity brings out."""
    for name, file in sorted(book.evaluator.recipe.model.interventions.items()):
        induced = file.induced_demand
        if induced is None or name not in book.changes.active:
            continue
        path = f"interventions.{name}.induced_demand.net_value"
        v = book.layout.axes.services.index(induced.service)
        value = book.evaluator.value(path, book.layout.in_general)
        price = book.whole(book.layout.slices[book.layout.induced[induced.service]], value)
        key = _Key("induced_value", "resources", induced.value_to, Driver.VISIT, v, induced.service)
        if key not in book._prices:  # two interventions share the class, and the first one's value
            book._put(key, price, path)
