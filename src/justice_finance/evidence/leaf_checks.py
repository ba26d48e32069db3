"""What can be wrong with one number of a file, whatever file it stands in.

Each check is named as the condition it detects and yields a mistake for every part that meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from justice_finance.errors import Mistake, Place, UnitError, did_you_mean
from justice_finance.evidence.leaf import Leaf, MoneyUnit
from justice_finance.evidence.leaves import FoundLeaf, LeafPath
from justice_finance.evidence.register import Register
from justice_finance.evidence.tables import load_country_tables
from justice_finance.units.conversion import factor_between
from justice_finance.units.names import COUNTS, find_unit, nearest_unit
from justice_finance.units.prices import PriceTables

FIRST_YEAR, LAST_YEAR = 1950, 2150
CURRENCY = re.compile(r"[A-Z]{3}")
# Maps whose members sum to one, where one member may be the remainder.
SUMS_TO_ONE = ("moves", "seriousness_shares", "paid_by", "setup_paid_by", "knock_on_problems")
UNIT_OF_KIND = {"time": "days", "rate": "per_year", "hours": "hours", "share": "share"}


@dataclass(frozen=True)
class LeafSurroundings:
    """What a check of a number needs to know besides the number."""

    place: Callable[[LeafPath], Place]
    choice_allowed: Callable[[LeafPath], bool]
    members: Mapping[str, tuple[str, ...]] | None
    """Members of each dimension that `by` may name; `year` holds the years of the study. None if
    the country is not known: members are then taken on trust."""
    currency: str | None = None
    price_year: int | None = None
    convertible: bool = True
    """Whether price tables of the country may convert money; not for an invented one."""
    register: Register | None = None


LeafCheck = Callable[[FoundLeaf, LeafSurroundings], Iterator[Mistake]]


def check_leaves(leaves: Iterable[FoundLeaf], around: LeafSurroundings) -> Iterator[Mistake]:
    """Everything that is wrong with some numbers."""
    for found in leaves:
        given = found.leaf.model_fields_set
        for check, keys in CHECKS:
            if not keys.isdisjoint(given):
                yield from check(found, around)


def _written(leaf: Leaf) -> list[float]:
    return [each for each in (leaf.number, leaf.low, leaf.high) if each is not None]


def a_share_is_outside_zero_to_one(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """A share below 0 or above 1; a percentage, most often."""
    if found.slot is None or found.slot.kind != "share":
        return
    bad = [each for each in _written(found.leaf) if not 0.0 <= each <= 1.0]
    if bad:
        yield Mistake(
            "share_out_of_range",
            around.place(found.path),
            f"{bad[0]:g}",
            "a share between 0 and 1",
            f"write {bad[0] / 100:g} if {bad[0]:g} per cent is meant"
            if 1.0 < bad[0] <= 100.0
            else "mend the number",
        )


def a_quantity_is_negative(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """A count, time, price or ratio below zero."""
    slot = found.slot
    if slot is None or slot.signed or slot.kind in ("share", "odds", "year"):
        return
    bad = [each for each in _written(found.leaf) if each < 0.0]
    if bad:
        yield Mistake(
            "number_negative",
            around.place(found.path),
            f"{bad[0]:g}",
            f"{slot.kind} of 0 or more",
            "mend the number; who pays whom is said by `paid_by` and `to`",
        )


def odds_are_not_positive(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """An odds ratio of zero or less."""
    if found.slot is None or found.slot.kind != "odds":
        return
    bad = [each for each in _written(found.leaf) if each <= 0.0]
    if bad:
        yield Mistake(
            "odds_not_positive",
            around.place(found.path),
            f"{bad[0]:g}",
            "an odds ratio above 0",
            "write 1 for no effect; a small number for a strong fall",
        )


def a_year_is_no_year(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """A calendar year that is broken or far away, also a price year."""
    years: list[float] = []
    if found.slot is not None and found.slot.kind == "year":
        years += _written(found.leaf)
    if isinstance(found.leaf.unit, MoneyUnit):
        years.append(found.leaf.unit.price_year)
    for year in years:
        if year != int(year) or not FIRST_YEAR <= year <= LAST_YEAR:
            yield Mistake(
                "year_out_of_range",
                around.place(found.path),
                f"{year:g}",
                f"a year between {FIRST_YEAR} and {LAST_YEAR}",
                "write the calendar year with four digits",
            )


def money_has_no_unit(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """An amount typed in without its currency and price year."""
    slot, leaf = found.slot, found.leaf
    if slot is None or slot.kind != "money" or leaf.number is None:
        return
    if not isinstance(leaf.unit, MoneyUnit):
        yield Mistake(
            "money_without_unit",
            around.place(found.path),
            f"the amount {leaf.number:g} with "
            + (f"the unit `{leaf.unit}`" if leaf.unit else "no unit"),
            "`unit: {money: currency, price_year: year, per: ...}`",
            "say in which currency and at which year's prices the amount stands",
        )


def money_cannot_become_the_study_s(
    found: FoundLeaf, around: LeafSurroundings
) -> Iterator[Mistake]:
    """A currency that is no currency, or another money in a country without price tables."""
    unit = found.leaf.unit
    if not isinstance(unit, MoneyUnit):
        return
    path = (*found.path, "unit", "money")
    if not CURRENCY.fullmatch(unit.money):
        yield Mistake(
            "currency_unknown",
            around.place(path),
            f"`{unit.money}`",
            "a currency code of three capital letters",
            "write the code of ISO 4217, such as KES",
        )
    elif not around.convertible and (unit.money, unit.price_year) != (
        around.currency,
        around.price_year,
    ):
        yield Mistake(
            "money_not_convertible",
            around.place(path),
            f"{unit.money} of {unit.price_year}",
            f"{around.currency} of {around.price_year}: an invented country has no price tables",
            "state the amount in the money of the study",
        )
    elif around.currency is not None and unit.money != around.currency:
        try:
            _price_tables().country_of(unit.money, around.place(path))
        except UnitError as error:
            yield from error.mistakes


@lru_cache(maxsize=1)
def _price_tables() -> PriceTables:
    return load_country_tables().price_tables()


def a_unit_does_not_fit(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """A unit that is not in the vocabulary, or measures something else than its place."""
    leaf = found.leaf
    if leaf.unit is None:
        return
    place = around.place((*found.path, "unit"))
    kind = found.slot.kind if found.slot is not None else "any"
    if isinstance(leaf.unit, MoneyUnit):
        if kind not in ("money", "any"):
            yield _mismatch(place, f"money where {kind} belongs", UNIT_OF_KIND.get(kind, kind))
        elif leaf.unit.per is not None:
            yield from _per_mistakes(found, leaf.unit.per, place)
    elif kind != "money":
        if find_unit(leaf.unit) is None:
            yield _unknown_unit(leaf.unit, leaf.unit, place)
        elif not unit_fits(leaf.unit, kind):
            yield _mismatch(place, f"`{leaf.unit}`", UNIT_OF_KIND.get(kind, kind))


def _per_mistakes(found: FoundLeaf, per: str, place: Place) -> Iterator[Mistake]:
    wanted = found.slot.per if found.slot is not None else None
    unit = f"money_per_{per}"
    if find_unit(unit) is None:
        yield _unknown_unit(per, unit, place)
    elif wanted is not None and factor_between(unit, f"money_per_{wanted}") is None:
        yield _mismatch(place, f"money per {per}", f"money per {wanted}")


def unit_fits(unit: str, kind: str) -> bool:
    """Whether a number in `unit` may stand where `kind` belongs."""
    known = find_unit(unit)
    if known is None:
        return False
    if kind == "time":
        return (known.measured == "hours" and not known.per) or (
            factor_between(unit, "days") is not None
        )
    if kind == "hours":
        return known.measured == "hours"
    if kind == "rate":
        return known.per[-1:] in (("year",), ("month",)) and not known.is_money
    if kind == "share":
        return known.is_share
    if kind == "odds":
        return known.measured in ("odds_ratio", "ratio")
    if kind == "ratio":
        return known.measured in ("ratio", "odds_ratio", "share", "weight")
    if kind == "count":
        return known.measured in COUNTS
    if kind == "year":
        return False
    return kind != "money" or known.is_money


def _mismatch(place: Place, found: str, expected: str) -> Mistake:
    return Mistake(
        "unit_mismatch", place, found, expected, "check what the number measures, and for what"
    )


def _unknown_unit(shown: str, unit: str, place: Place) -> Mistake:
    near = nearest_unit(unit)
    return Mistake(
        "unit_unknown",
        place,
        f"`{shown}`",
        "a unit of the closed vocabulary, such as `days`, `months`, `case` or `year`",
        f"write `{near.removeprefix('money_per_') if shown != unit else near}`"
        if near
        else "choose one of the list in units/names.py",
    )


def a_choice_stands_outside_scenarios(
    found: FoundLeaf, around: LeafSurroundings
) -> Iterator[Mistake]:
    """A policy lever typed into a model file."""
    if found.leaf.choice is not None and not around.choice_allowed(found.path):
        yield Mistake(
            "choice_outside_scenarios",
            around.place((*found.path, "choice")),
            "a `choice` in a model file",
            "`evidence` or `assumption` here; a `choice` only in scenarios/",
            "move it into an override of the study, or say why the number is assumed",
        )


def a_remainder_stands_where_nothing_sums_to_one(
    found: FoundLeaf, around: LeafSurroundings
) -> Iterator[Mistake]:
    """`remainder` outside a set of shares, or switched off."""
    if found.leaf.remainder is None:
        return
    inside = any(name in found.path[:-1] for name in SUMS_TO_ONE) and found.inside == ""
    if not inside or found.leaf.remainder is False:
        yield Mistake(
            "remainder_misplaced",
            around.place(found.path),
            "`remainder: false`" if found.leaf.remainder is False else "`remainder: true`",
            "`remainder: true` for one of several shares that sum to one",
            "write the number with its origin",
        )


def members_of_by_are_wrong(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """A dimension that is not known, several at once, or members unknown or left out."""
    by = found.leaf.by
    if by is None:
        return
    if len(by) != 1:
        yield Mistake(
            "by_not_one_dimension",
            around.place((*found.path, "by")),
            "`by` with " + (" and ".join(by) or "nothing"),
            "one dimension; a second one inside its members",
            "nest the second `by` below each member of the first",
        )
    dimensions = around.members
    if dimensions is None:
        return
    for dimension, members in by.items():
        known = dimensions.get(dimension)
        place = around.place((*found.path, "by", dimension))
        if known is None:
            yield Mistake(
                "by_dimension_unknown",
                place,
                f"`by` {dimension}",
                "one of " + ", ".join(dimensions),
                did_you_mean(dimension, list(dimensions)),
            )
        elif dimension == "year":
            yield from _year_members(found, members, known, around)
        else:
            yield from _members(found, dimension, members, known, around)


def _members(
    found: FoundLeaf,
    dimension: str,
    members: Mapping[str, Leaf],
    known: tuple[str, ...],
    around: LeafSurroundings,
) -> Iterator[Mistake]:
    for name in members:
        if name not in known:
            yield Mistake(
                "by_member_unknown",
                around.place((*found.path, "by", dimension, name)),
                f"`{name}`",
                f"a member of {dimension}: " + ", ".join(known),
                did_you_mean(name, known),
            )
    missing = [name for name in known if name not in members]
    if missing and all(name in known for name in members):
        yield Mistake(
            "by_incomplete",
            around.place((*found.path, "by", dimension)),
            f"no value for {', '.join(missing)}",
            f"a value for each member of {dimension}",
            "add the missing members",
        )


def _year_members(
    found: FoundLeaf,
    members: Mapping[str, Leaf],
    years: tuple[str, ...],
    around: LeafSurroundings,
) -> Iterator[Mistake]:
    for name in members:
        if not re.fullmatch(r"(19|20|21)[0-9]{2}", name):
            yield Mistake(
                "by_member_unknown",
                around.place((*found.path, "by", "year", name)),
                f"`{name}`",
                "calendar years",
                "write the year with four digits",
            )
            return
    if years and members and min(members) > years[0]:
        yield Mistake(
            "by_incomplete",
            around.place((*found.path, "by", "year")),
            f"no value before {min(members)}",
            f"a value from {years[0]}, the base year, or before it",
            f"add a value for {years[0]}",
        )


_NUMBERS = frozenset({"value", "choice", "low", "high"})

# Each check with the keys of a leaf that it looks at: without any of them it has nothing to say.
CHECKS: tuple[tuple[LeafCheck, frozenset[str]], ...] = (
    (a_share_is_outside_zero_to_one, _NUMBERS),
    (a_quantity_is_negative, _NUMBERS),
    (odds_are_not_positive, _NUMBERS),
    (a_year_is_no_year, _NUMBERS | {"unit"}),
    (money_has_no_unit, _NUMBERS),
    (money_cannot_become_the_study_s, frozenset({"unit"})),
    (a_unit_does_not_fit, frozenset({"unit"})),
    (a_choice_stands_outside_scenarios, frozenset({"choice"})),
    (a_remainder_stands_where_nothing_sums_to_one, frozenset({"remainder"})),
    (members_of_by_are_wrong, frozenset({"by"})),
)
