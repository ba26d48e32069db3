"""What one number of a file is, in the unit of its place: its central value and its spread.

Only numbers with an origin of their own (evidence, assumption, choice) are quantities. What is
calculated from others (formula, same_as, remainder, by) is worked out in `evaluate`.
"""

from __future__ import annotations

from dataclasses import dataclass

from justice_finance.distributions import CannotFit, Distribution, fit_distribution
from justice_finance.errors import Mistake, Place, ScenarioError
from justice_finance.evidence.amounts import amount_in_study_money
from justice_finance.evidence.leaf import Leaf, MoneyUnit, Slot
from justice_finance.evidence.register import Register
from justice_finance.evidence.values import EvidenceValue
from justice_finance.units.conversion import factor_between
from justice_finance.units.money import Money, study_money_factor
from justice_finance.units.names import find_unit
from justice_finance.units.prices import PriceTables

_UNIT_OF_KIND = {"time": "days", "rate": "per_year", "hours": "hours"}
UNITS = {"time": "days", "rate": "rate_per_year", "hours": "hours", "share": "share"}
UNITS |= {"odds": "odds_ratio", "ratio": "ratio", "count": "count"}
"""Unit of the vocabulary that each kind of number stands in; money and numbers say their own."""
PERIOD_WORDS = ("day", "month", "year")
_LEAST = {"share": 0.0, "odds": 0.0, "ratio": 0.0, "rate": 0.0, "count": 0.0, "time": 0.0}
_LEAST["hours"] = 0.0
_MOST = {"share": 1.0}
LEAVES_RANGE = 1e-3
"""Largest probability that a spread may put outside the range of its kind of number."""


@dataclass(frozen=True)
class Origin:
    """Where a value or a spread comes from."""

    kind: str
    """evidence, assumption or choice."""
    text: str
    """Id of the register, or the sentence of the assumption."""
    grade: str | None = None
    """A to D for evidence."""


@dataclass(frozen=True)
class Input:
    """One uncertain input of a study.

    Attributes
    ----------
    id : str
        Path of the leaf where it was written; leaves inherited from one place are one input.
    path : str
        Dotted path of a leaf of the tree that has it.
    kind : str
        Kind of number (share, time, money ...).
    central : float
        The mean, in the unit of its place.
    distribution : Distribution
    value, spread : Origin
        Where the central value and where the spread come from.
    unit : str
        Of `units.names`; empty where nobody said one.
    """

    id: str
    path: str
    kind: str
    central: float
    distribution: Distribution
    value: Origin
    spread: Origin
    unit: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number with an origin: its central value, and the input it is if it is uncertain."""

    central: float
    origin: Origin
    input: Input | None = None


@dataclass(frozen=True)
class Figures:
    """What a study converts published figures with."""

    study_money: Money
    register: Register | None = None
    tables: PriceTables | None = None

    def published(self, evidence_id: str, place: Place) -> EvidenceValue:
        """An entry of the register."""
        if self.register is None:
            raise KeyError("this study has no register of evidence")
        return self.register.value(evidence_id, place)

    def money_factor(self, unit: MoneyUnit, per: str | None, place: Place) -> float:
        """What an amount in `unit` is multiplied by to stand in the study's money per `per`."""
        target = Money(self.study_money.currency, self.study_money.price_year)
        if (unit.money, unit.price_year) == (target.currency, target.price_year):
            factor = 1.0
        else:
            if self.tables is None:
                raise KeyError("this study has no price tables")
            source = Money(unit.money, unit.price_year)
            factor = study_money_factor(source, target, self.tables, place=place)
        return factor * period_factor(unit.per, per)


def period_factor(per: str | None, target: str | None) -> float:
    """Factor from an amount for each of `per` to one for a `day`, `month` or `year`.

    1 where either names no period, or both the same: an amount per case stays one per case.
    """
    if per is None or target not in PERIOD_WORDS:
        return 1.0
    words = [word for word in per.split("_per_") if word in PERIOD_WORDS]
    if not words or words[-1] == target:
        return 1.0
    return factor_between(f"money_per_{words[-1]}", f"money_per_{target}") or (
        365.0 if target == "year" else 1.0 / 365.0
    )


def quantity_of(
    leaf: Leaf, slot: Slot | None, per: str | None, path: str, home: str, place: Place, at: Figures
) -> Quantity:
    """Bring one leaf with an origin of its own to the unit of its place.

    Parameters
    ----------
    leaf : Leaf
        With evidence, assumption or choice.
    slot : Slot or None
        Kind of number; None for the names of a formula, which keep their own units but for money.
    per : str or None
        Period that an amount of money is for.
    path, home : str
        Dotted path in the tree, and of where it was written.
    place : Place
        For messages.
    at : Figures
        Register and price tables.

    Returns
    -------
    Quantity
    """
    kind = slot.kind if slot is not None else "number"
    central, factor, origin = _central(leaf, kind, per, place, at)
    if leaf.distribution is None:
        return Quantity(central, origin)
    assert leaf.low is not None and leaf.high is not None and leaf.interval is not None
    try:
        found = fit_distribution(
            leaf.distribution, central, leaf.low * factor, leaf.high * factor, leaf.interval
        )
    except CannotFit as refusal:
        raise ScenarioError(
            Mistake(
                "distribution_cannot_fit",
                place,
                f"`{leaf.distribution}` about {central / factor:g} with {leaf.low:g} to "
                f"{leaf.high:g} ({leaf.interval:g} per cent)",
                refusal.expected,
                "take another distribution, or other bounds",
            )
        ) from None
    _check_range(found, slot, place)
    spread = _spread_origin(leaf, at, place)
    unit = _unit(leaf, kind, per, place, at)
    return Quantity(central, origin, Input(home, path, kind, central, found, origin, spread, unit))


def _unit(leaf: Leaf, kind: str, per: str | None, place: Place, at: Figures) -> str:
    """Name of the unit that a number stands in after conversion."""
    if kind in UNITS:
        return UNITS[kind]
    if isinstance(leaf.unit, MoneyUnit):
        written = f"money_per_{leaf.unit.per}" if leaf.unit.per else "money"
    elif leaf.unit is None and leaf.evidence_id is not None:
        written = at.published(leaf.evidence_id, place).unit
    else:
        written = leaf.unit or ""
    known = find_unit(written)
    if known is None:
        return UNITS["share"] if leaf.distribution == "beta" else ""  # all of it lies in 0 to 1
    words = list(known.per)
    if known.is_money and per in PERIOD_WORDS:
        last = max((n for n, word in enumerate(words) if word in PERIOD_WORDS), default=None)
        words = words if last is None else [*words[:last], per, *words[last + 1 :]]
    return "_per_".join([known.measured, *words])


def _central(
    leaf: Leaf, kind: str, per: str | None, place: Place, at: Figures
) -> tuple[float, float, Origin]:
    """Central value, the factor for `low` and `high`, and the origin."""
    own = _unit_factor(leaf, kind, per, place, at)
    if leaf.choice is not None:
        return leaf.choice * own, own, Origin("choice", "")
    if isinstance(leaf.value, float):
        assert leaf.assumption is not None
        return leaf.value * own, own, Origin("assumption", leaf.assumption)
    assert leaf.evidence_id is not None
    entry = at.published(leaf.evidence_id, place)
    origin = Origin("evidence", entry.id, entry.grade)
    if entry.currency is not None:
        assert at.tables is not None, "evidence on money needs price tables"
        plain = Money(at.study_money.currency, at.study_money.price_year)
        amount, _, _ = amount_in_study_money(entry, plain, at.tables, place=place)
        published = entry.unit.partition("money_per_")[2] or None
        factor = (amount / entry.value if entry.value else 1.0) * period_factor(published, per)
    else:
        factor = _factor_of_kind(entry.unit, kind)
    return entry.value * factor, own if leaf.unit is not None else factor, origin


def _unit_factor(leaf: Leaf, kind: str, per: str | None, place: Place, at: Figures) -> float:
    if isinstance(leaf.unit, MoneyUnit):
        return at.money_factor(leaf.unit, per, place)
    return 1.0 if leaf.unit is None else _factor_of_kind(leaf.unit, kind)


def _factor_of_kind(unit: str, kind: str) -> float:
    target = _UNIT_OF_KIND.get(kind)
    if target is None:
        return 1.0
    if unit == "hours" and target == "days":
        return 1.0 / 24.0
    return factor_between(unit, target) or 1.0


def _spread_origin(leaf: Leaf, at: Figures, place: Place) -> Origin:
    assert leaf.spread is not None
    if leaf.spread.evidence is not None:
        entry = at.published(leaf.spread.evidence, place)
        return Origin("evidence", entry.id, entry.grade)
    return Origin("assumption", leaf.spread.assumption or "")


def _check_range(found: Distribution, slot: Slot | None, place: Place) -> None:
    least, most = range_of(slot)
    kind = slot.kind if slot is not None else "number"
    outside = 0.0
    if least is not None:
        outside += found.probability_below(least)
    if most is not None:
        outside += 1.0 - found.probability_below(most)
    if outside > LEAVES_RANGE:
        raise ScenarioError(
            Mistake(
                "distribution_leaves_range",
                place,
                f"`{found.family}` with {100 * outside:.2g} % of its probability outside the range",
                "a share between 0 and 1" if kind == "share" else f"a {kind} of 0 or more",
                "take a distribution that stays inside: beta for shares, lognormal or gamma else",
            )
        )


def range_of(slot: Slot | None) -> tuple[float | None, float | None]:
    """Least and largest value of a kind of number; None: no bound."""
    if slot is None or slot.signed:
        return None, None
    return _LEAST.get(slot.kind), _MOST.get(slot.kind)
