"""Why a figure may not stand where somebody wants to use it."""

from __future__ import annotations

from justice_finance.evidence.values import EvidenceValue
from justice_finance.units.conversion import factor_between
from justice_finance.units.names import find_unit

Refusal = tuple[str, str, str, str]
"""Code, found, expected, do: a mistake but for its place."""

# Bases of a prevalence that a rate per person can be made of.
_ONE_BASE = frozenset(
    {
        "share of people",
        "share of adults",
        "share of adults reporting for household",
        "share of households",
        "share of low-income households",
        "share of population",
    }
)


def refusals(
    value: EvidenceValue,
    *,
    as_unit: str | None = None,
    needs_recall_window: bool = False,
    needs_interval: bool = False,
) -> list[Refusal]:
    """All reasons against one use of one entry; empty if there is none."""
    found: list[Refusal] = []
    if not value.may_be_evidence:
        found.append(
            (
                "evidence_unverified_used",
                f"`{value.id}`, which nobody has seen in a document",
                "an entry that is verified",
                "write an `assumption` that says where the figure comes from",
            )
        )
    unit = find_unit(value.unit)
    if unit is not None and unit.is_money and value.price_year is None:
        found.append(
            (
                "evidence_price_year_not_stated",
                f"`{value.id}`, whose source does not state its price year",
                "money with a price year",
                "take another entry, or write an `assumption`",
            )
        )
    if as_unit is not None and factor_between(value.unit, as_unit) is None:
        found.append(
            (
                "evidence_unit_mismatch",
                f"`{value.id}` in `{value.unit}` ({value.unit_as_published})",
                f"a value in `{as_unit}`",
                "take an entry in this unit, or write an `assumption` that says how it was derived",
            )
        )
    if needs_interval and (value.low is None or value.high is None):
        found.append(
            (
                "evidence_has_no_interval",
                f"`{value.id}`, published without an interval",
                "an entry with `low` and `high`",
                "give the spread an `assumption` of its own",
            )
        )
    if needs_recall_window:
        found.extend(_recall_refusals(value))
    return found


def _recall_refusals(value: EvidenceValue) -> list[Refusal]:
    found: list[Refusal] = []
    if value.recall_window_years is None:
        found.append(
            (
                "evidence_recall_window_unknown",
                f"`{value.id}`, whose recall window is not stated",
                "a prevalence with the years that its question looked back over",
                "take an entry with a window, or write an `assumption` for the incidence",
            )
        )
    if value.counted != "all":
        found.append(
            (
                "evidence_counts_part",
                f"`{value.id}`, which counts `{value.counted or 'not stated'}`",
                "a prevalence in which all problems of its kind count",
                "take such an entry; one that counts only part says too little about the whole",
            )
        )
    if not (value.unit == "share" and value.unit_as_published in _ONE_BASE):
        found.append(
            (
                "evidence_not_a_prevalence",
                f"`{value.id}`: {value.unit_as_published}",
                "a share of people, adults or households",
                "take the share of all people and not of those with a problem",
            )
        )
    return found
