"""Every price of a scenario as a charge: services, states, burden, interventions.

Choices made here, once for all studies:

- losses and withheld money grow with real incomes, as values of time do (`book`);
- the continuing loss is charged on every state that is no end, and again, times (stakes - 1), on
  states with stakes of their own: that second charge may be negative. Withheld money does not vary
  with stakes;
- an intervention's costs per year follow the units at work, its setup the units added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from justice_finance.errors import Mistake, ScenarioError
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.schema import CostLine
from justice_finance.results.charges import Charge
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import Frame
from justice_finance.scenario.realise.book import ONE, ChargeBook, Prices
from justice_finance.scenario.realise.classes import Layout, PlacedService, touched_journeys
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.realise.financing import add_funding
from justice_finance.scenario.realise.providers import units_of
from justice_finance.scenario.realised import FloatArray
from justice_finance.scenario.reuse import SharedParts
from justice_finance.vocabulary import DAYS_PER_YEAR, Driver

_OF_SERVICE = {
    "visit": Driver.VISIT,
    "sitting": Driver.SITTING,
    "staff_year": Driver.STAFF_YEAR,
    "year": Driver.YEAR,
}
_OF_STATE = {"entry": Driver.ENTRY, "open_day": Driver.OPEN_DAY}


def charges_of(
    evaluator: Evaluator, layout: Layout, changes: ScenarioChanges, shared: SharedParts
) -> tuple[Charge, ...]:
    """All charges of a scenario; those that interventions leave alone are taken over.

    Parameters
    ----------
    evaluator : Evaluator
    layout : Layout
    changes : ScenarioChanges
    shared : SharedParts

    Returns
    -------
    tuple of Charge
        Services, states, burden, interventions, induced values, funding, in this order.
    """
    structure = layout.structure | {("services", v.path.split(".")[1]) for v in layout.services
                                    if v.intervention is None}  # fmt: skip
    prices = shared.get("prices", evaluator, layout.structure, lambda: Prices(evaluator, layout))

    def worked_out(*parts: Callable[[ChargeBook], None]) -> tuple[Charge, ...]:
        book = ChargeBook(evaluator, layout, changes, prices)
        for add in parts:
            add(book)
        return book.charges()

    def kept(add: Callable[[ChargeBook], None]) -> tuple[Charge, ...]:
        return shared.get(add.__name__, evaluator, structure, lambda: worked_out(add))

    found = (
        *kept(add_service_costs),
        *worked_out(add_costs_of_brought_services),
        *kept(add_state_costs),
        *kept(add_burden),
        *worked_out(add_intervention_costs, add_induced_values),
    )
    return found + worked_out(partial(add_funding, met=found))


def add_service_costs(book: ChargeBook) -> None:
    """Costs of services that are always there: per year, staff-year, visit and sitting."""
    _add_costs_of_services(book, brought=False)


def add_costs_of_brought_services(book: ChargeBook) -> None:
    """Costs of services that interventions bring."""
    _add_costs_of_services(book, brought=True)


def _add_costs_of_services(book: ChargeBook, *, brought: bool) -> None:
    for v, service in enumerate(book.layout.services):
        if (service.intervention is not None) != brought:
            continue
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
            "cost_driver_misplaced",
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
            value = book.evaluator.value(path, frame) * book.prices.income
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
        times = np.where(book.prices.outside, 0.0, np.minimum(times, 1.0))
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
                "paid_by_not_one",
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
    done: set[str] = set()
    for name in book.changes.active:
        induced = book.evaluator.recipe.model.interventions[name].induced_demand
        if induced is None or induced.service in done:
            continue  # two interventions share the class, and the first one's value
        done.add(induced.service)
        path = f"interventions.{name}.induced_demand.net_value"
        v = book.layout.axes.services.index(induced.service)
        value = book.evaluator.value(path, book.layout.in_general)
        price = book.whole(book.layout.slices[book.layout.induced[induced.service]], value)
        book.add("induced_value", "resources", induced.value_to, Driver.VISIT, v, price, path,
                 as_written=True)  # fmt: skip
