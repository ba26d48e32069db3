"""A leaf of a model file: one number with its origin, and the spread about it with its own.

Exactly one origin: `evidence` (an id of the register), `assumption` (a sentence, with `value`),
`choice` (a policy lever, only in `scenarios/`), `formula` over leaves that have origins of their
own, `same_as` (another leaf), `remainder`, or `by` (different leaves for different members of a
dimension).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    StrictBool,
    StrictFloat,
    StrictInt,
    model_validator,
)
from pydantic_core import PydanticCustomError

DistributionName = Literal["normal", "lognormal", "beta", "gamma", "uniform", "triangular"]

SPREAD_KEYS = ("low", "high", "distribution", "interval", "spread")
BOUNDED = ("uniform", "triangular")
SUPPORT = {"lognormal": (0.0, math.inf), "gamma": (0.0, math.inf), "beta": (0.0, 1.0)}
"""Least and largest value of distributions that do not reach everywhere."""

ORIGINS = ("evidence", "assumption", "choice", "formula", "same_as", "remainder", "by")


class Strict(BaseModel):
    """Frozen; refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, defer_build=True)


class MoneyUnit(Strict):
    """The unit of an amount of money."""

    money: str
    """ISO 4217 currency code."""
    price_year: StrictInt
    """Year of whose prices the amount is stated."""
    per: str | None = None
    """What one amount is for, from the closed vocabulary of units."""


class EvidenceRef(Strict):
    """A value taken from the register, written `value: {evidence: id}`."""

    evidence: str


class Spread(Strict):
    """Where the spread about a value comes from."""

    evidence: str | None = None
    assumption: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Spread:
        if (self.evidence is None) == (self.assumption is None):
            raise PydanticCustomError(
                "spread_without_origin", "a spread has either `evidence` or `assumption`"
            )
        return self


class Leaf(Strict):
    """One number of a model file."""

    evidence: str | None = None
    """Id of a row of the register."""
    assumption: str | None = None
    """The sentence that says why this value; stands with `value`."""
    value: StrictFloat | EvidenceRef | None = None
    """The number assumed, or `{evidence: id}`."""
    choice: StrictFloat | None = None
    """A policy lever."""
    formula: str | None = None
    """Arithmetic over the names in `of`."""
    of: dict[str, Leaf] | None = None
    """The leaves a formula uses, by name."""
    same_as: str | None = None
    """Dotted path of the leaf that holds this value."""
    remainder: StrictBool | None = None
    """What the other members of a set of shares leave of one."""
    by: dict[str, dict[str, Leaf]] | None = None
    """One leaf for each member of one dimension or group attribute; years hold until the next."""
    distribution: DistributionName | None = None
    low: StrictFloat | None = None
    high: StrictFloat | None = None
    interval: StrictFloat | None = None
    """Per cent of probability between `low` and `high` (90 or 95); 100 for uniform, triangular."""
    spread: Spread | None = None
    unit: MoneyUnit | str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _origin_and_spread(self) -> Leaf:
        given = self.model_fields_set
        origins = [name for name in ORIGINS if name in given and getattr(self, name) is not None]
        if isinstance(self.value, EvidenceRef):
            origins.append("value.evidence")
        if len(origins) == 0:
            raise PydanticCustomError(
                "value_without_origin", "a number with neither evidence, assumption nor choice"
            )
        if len(origins) > 1:
            raise PydanticCustomError(
                "value_with_two_origins", "two origins: {both}", {"both": " and ".join(origins)}
            )
        if self.assumption is not None and not isinstance(self.value, float):
            raise PydanticCustomError("assumption_without_value", "an assumption without `value`")
        if self.assumption is not None and len(self.assumption.split()) < 3:
            raise PydanticCustomError(
                "assumption_without_reason", "an assumption that gives no reason"
            )
        if isinstance(self.value, float) and self.assumption is None:
            raise PydanticCustomError("value_without_origin", "a bare `value`")
        if (self.formula is None) != (self.of is None):
            raise PydanticCustomError("formula_without_names", "`formula` and `of` go together")
        if not given.isdisjoint(SPREAD_KEYS):
            self._check_spread()
        return self

    def _check_spread(self) -> None:
        given = [name for name in SPREAD_KEYS if getattr(self, name) is not None]
        if given and self.evidence_id is None and self.number is None:
            raise PydanticCustomError(
                "spread_without_value", "a spread about what has no number of its own"
            )
        if given and len(given) < len(SPREAD_KEYS):
            raise PydanticCustomError(
                "spread_incomplete", "a spread with only {given}", {"given": ", ".join(given)}
            )
        if self.low is None or self.high is None:
            return
        if self.low >= self.high:
            raise PydanticCustomError(
                "spread_reversed",
                "low {low}, high {high}",
                {"low": f"{self.low:g}", "high": f"{self.high:g}"},
            )
        wanted = (100.0,) if self.distribution in BOUNDED else (90.0, 95.0)
        if self.interval not in wanted:
            raise PydanticCustomError(
                "spread_interval_unknown",
                "{interval} per cent of a {family} distribution",
                {"interval": f"{self.interval:g}", "family": self.distribution},
            )
        number = self.number
        if number is not None and not self.low <= number <= self.high:
            raise PydanticCustomError(
                "value_outside_spread",
                "{value}, outside {low} to {high}",
                {"value": f"{number:g}", "low": f"{self.low:g}", "high": f"{self.high:g}"},
            )
        least, most = SUPPORT.get(self.distribution or "", (-math.inf, math.inf))
        if self.low < least or self.high > most or (self.low == least and number == least):
            raise PydanticCustomError(
                "distribution_cannot_hold_value",
                "a {family} distribution from {low} to {high}",
                {
                    "family": self.distribution,
                    "low": f"{self.low:g}",
                    "high": f"{self.high:g}",
                },
            )

    @property
    def number(self) -> float | None:
        """The number written here (assumption or choice); None if it stands elsewhere."""
        return self.value if isinstance(self.value, float) else self.choice

    @property
    def evidence_id(self) -> str | None:
        """Id of the register row the central value comes from."""
        if isinstance(self.value, EvidenceRef):
            return self.value.evidence
        return self.evidence


@dataclass(frozen=True)
class Slot:
    """What kind of number a key takes; read by the checks and by realisation.

    kind: share (0..1) | odds (>0) | ratio (>=0) | rate (per year) | count (>=0) | time (days) |
    hours (>=0) | money | year | number
    per: for money, the one thing an amount must be for (None: the cost line says).
    signed: whether it may be below zero.
    """

    kind: str
    per: str | None = None
    signed: bool = False


Share = Annotated[Leaf, Slot("share")]
Odds = Annotated[Leaf, Slot("odds")]
Ratio = Annotated[Leaf, Slot("ratio")]
Rate = Annotated[Leaf, Slot("rate")]
Growth = Annotated[Leaf, Slot("rate", signed=True)]
Count = Annotated[Leaf, Slot("count")]
Time = Annotated[Leaf, Slot("time")]
Hours = Annotated[Leaf, Slot("hours")]
Money = Annotated[Leaf, Slot("money")]
NetMoney = Annotated[Leaf, Slot("money", signed=True)]
MoneyPerHour = Annotated[Leaf, Slot("money", "hour")]
MoneyPerYear = Annotated[Leaf, Slot("money", "year")]
MoneyPerProblem = Annotated[Leaf, Slot("money", "problem")]
Year = Annotated[Leaf, Slot("year")]
Number = Annotated[Leaf, Slot("number", signed=True)]

PartyShares = dict[str, Share]
