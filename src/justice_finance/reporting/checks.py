"""How the model compares with what was observed: rows of the validation table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from justice_finance.language import marked, say, study_words

ROLES = {
    "fitted": marked("fitted"), "held_out": marked("held out"), "check": marked("check"),
    "derived": marked("derived"),
}  # fmt: skip


@dataclass(frozen=True)
class ValidationRow:
    """One target: what was observed, what the model gives, whether it lies inside."""

    id: str
    title: str
    target: float
    model: float
    low: float | None
    high: float | None
    inside: bool
    role: str
    source: str
    reason: str
    as_written: bool
    """Whether the reason stands in the study's own language for want of a translation."""


def validation_rows(record: Mapping[str, Any]) -> tuple[ValidationRow, ...]:
    """Every target of the study, in its own order; none if the run has no such table."""
    rows = []
    for each in record.get("validation") or ():
        role = str(each.get("role", "check"))
        low, high = each.get("low"), each.get("high")
        reason = str(each.get("reason") or "")
        rows.append(
            ValidationRow(
                id=str(each.get("id", "")),
                title=study_words(str(each.get("title") or each.get("id", ""))),
                target=float(each["target"]),
                model=float(each["model"]),
                low=None if low is None else float(low),
                high=None if high is None else float(high),
                inside=bool(each["inside"]),
                role=say(ROLES.get(role, role.replace("_", " "))),
                source=str(each.get("source", "")),
                reason=study_words(reason),
                as_written=study_words(reason) == reason,
            )
        )
    return tuple(rows)
