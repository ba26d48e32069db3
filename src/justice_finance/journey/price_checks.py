"""What can be wrong with cost lines and burdens: who pays, for what, per what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from justice_finance.errors import Mistake
from justice_finance.evidence.leaf import Leaf, MoneyUnit
from justice_finance.evidence.leaves import LeafPath
from justice_finance.journey.graph_checks import shares_that_miss_one
from justice_finance.journey.schema import Burden, CostLine
from justice_finance.journey.surroundings import Surroundings
from justice_finance.units.conversion import factor_between
from justice_finance.units.names import find_unit
from justice_finance.vocabulary import COST_CATEGORIES, PARTIES

# What an amount is for, by driver: any one of these, or what can be expressed in it.
UNITS_OF_DRIVER: dict[str, tuple[str, ...]] = {
    "year": ("year",),
    "staff_year": ("staff_per_year", "year"),
    "visit": ("visit", "settlement", "person", "survivor"),
    "sitting": ("sitting", "event"),
    "entry": ("visit", "event", "trip", "person", "settlement", "survivor"),
    "open_day": ("day",),
    "problem": ("problem", "event", "person", "survivor"),
    "open_year": ("year", "problem_per_year", "person_per_year"),
}
SERVICE_DRIVERS = ("year", "staff_year", "visit", "sitting")
STATE_DRIVERS = ("entry", "open_day")


def check_costs(
    costs: Mapping[str, CostLine],
    drivers: tuple[str, ...],
    at: LeafPath,
    around: Surroundings,
    periods: tuple[str, ...] = (),
) -> Iterator[Mistake]:
    """Everything that is wrong with some cost lines.

    Parameters
    ----------
    costs : mapping
        Cost lines by id.
    drivers : tuple
        What they may be per, in the place where they stand.
    at : tuple
        Where they stand.
    around : Surroundings
        Names that may be used.
    periods : tuple
        Further things an amount per year may be for (a unit of an intervention).
    """
    for name, line in costs.items():
        path = (*at, name)
        yield from _names_of_a_line(line, path, around)
        yield from shares_that_miss_one(
            line.paid_by, "paid_by_not_one", (*path, "paid_by"), around, "paid_by"
        )
        if line.per not in drivers:
            yield Mistake(
                "cost_driver_misplaced",
                around.place((*path, "per")),
                f"a cost per {line.per}",
                "here one of " + ", ".join(drivers),
                "move the cost to where it arises, or mend `per`",
            )
        else:
            yield from _amount_of_a_line(line, path, around, periods)


def _names_of_a_line(line: CostLine, path: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    if line.category not in COST_CATEGORIES:
        yield around.unknown(
            "category_unknown",
            line.category,
            list(COST_CATEGORIES),
            "a cost category",
            (*path, "category"),
        )
    yield from parties_are_unknown(line.paid_by, (*path, "paid_by"), around)
    if line.to not in PARTIES:
        yield around.unknown("party_unknown", line.to, list(PARTIES), "a party", (*path, "to"))
    elif line.to in line.paid_by:
        yield Mistake(
            "cost_to_its_payer",
            around.place((*path, "to")),
            f"`{line.to}` pays itself",
            "money that goes from one party to another, or to `resources`",
            "mend `to` or `paid_by`",
        )
    if around.journeys is not None:
        for number, journey in enumerate(line.journeys or ()):
            if journey not in around.journeys:
                known = list(around.journeys)
                where = (*path, "journeys", number)
                yield around.unknown("journey_unknown", journey, known, "a journey", where)


def parties_are_unknown(
    named: Iterable[str], at: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    """Parties that the ledger does not have."""
    known = [name for name in PARTIES if name != "resources"]
    for name in named:
        if name not in known:
            yield around.unknown("party_unknown", name, known, "a party", (*at, name))


def _amount_of_a_line(
    line: CostLine, path: LeafPath, around: Surroundings, periods: tuple[str, ...]
) -> Iterator[Mistake]:
    if (line.amount is None) == (line.hours is None):
        yield Mistake(
            "cost_without_amount",
            around.place(path),
            "both `amount` and `hours`" if line.amount is not None else "no price",
            "either `amount` (money) or `hours` (at a value of time)",
            "keep one of the two",
        )
    if line.amount is not None:
        accepted = (*UNITS_OF_DRIVER[line.per], *periods)
        yield from _amount_is_for_something_else(line.amount, line.per, accepted, path, around)


def _amount_is_for_something_else(
    leaf: Leaf, driver: str, accepted: tuple[str, ...], path: LeafPath, around: Surroundings
) -> Iterator[Mistake]:
    for inner, at in _with_unit(leaf, (*path, "amount")):
        unit = inner.unit
        if not isinstance(unit, MoneyUnit) or unit.per is None:
            continue
        name = f"money_per_{unit.per}"
        if find_unit(name) is not None and all(
            factor_between(name, f"money_per_{each}") is None for each in accepted
        ):
            yield Mistake(
                "unit_mismatch",
                around.place((*at, "unit")),
                f"money per {unit.per} in a cost per {driver}",
                "money per " + " or ".join(accepted),
                "mend `per` of the unit, or `per` of the cost",
            )


def _with_unit(leaf: Leaf, at: LeafPath) -> Iterator[tuple[Leaf, LeafPath]]:
    yield leaf, at
    for dimension, members in (leaf.by or {}).items():
        for name, inner in members.items():
            yield from _with_unit(inner, (*at, "by", dimension, name))


def check_burden(burden: Burden, at: LeafPath, around: Surroundings) -> Iterator[Mistake]:
    """Parties of a burden that do not exist, or that withhold money from themselves."""
    for key in ("onset_loss", "continuing_loss"):
        yield from parties_are_unknown(getattr(burden, key), (*at, key), around)
    known = [name for name in PARTIES if name != "resources"]
    for name, transfer in burden.withheld_transfer.items():
        path = (*at, "withheld_transfer", name)
        for key in ("loser", "gainer"):
            party = getattr(transfer, key)
            if party not in known:
                yield around.unknown("party_unknown", party, known, "a party", (*path, key))
        if transfer.loser == transfer.gainer:
            yield Mistake(
                "cost_to_its_payer",
                around.place((*path, "gainer")),
                f"`{transfer.loser}` withholds money from itself",
                "two different parties",
                "mend `loser` or `gainer`",
            )
