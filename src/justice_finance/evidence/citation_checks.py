"""What can be wrong with how a number of a file cites the register."""

from __future__ import annotations

from collections.abc import Iterator

from justice_finance.errors import Mistake
from justice_finance.evidence.leaf_checks import UNIT_OF_KIND, LeafSurroundings, unit_fits
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.units.names import find_unit


def citations_are_wrong(found: FoundLeaf, around: LeafSurroundings) -> Iterator[Mistake]:
    """Every reason of the register against this use of its entries."""
    leaf, register = found.leaf, around.register
    if register is None:
        return
    if leaf.evidence_id is not None:
        key = "evidence" if leaf.evidence is not None else "value"
        place = around.place((*found.path, key))
        refusals = register.refusals_for_use(
            leaf.evidence_id, needs_recall_window="prevalence" in found.path
        )
        for code, found_text, expected, do in refusals:
            yield Mistake(code, place, found_text, expected, do)
        yield from _unit_mistakes(found, around, leaf.evidence_id, key)
    if leaf.spread is not None and leaf.spread.evidence is not None:
        place = around.place((*found.path, "spread"))
        for code, found_text, expected, do in register.refusals_for_use(
            leaf.spread.evidence, needs_interval=True
        ):
            yield Mistake(code, place, found_text, expected, do)


def _unit_mistakes(
    found: FoundLeaf, around: LeafSurroundings, evidence_id: str, key: str
) -> Iterator[Mistake]:
    register, slot = around.register, found.slot
    entry = register.values.get(evidence_id) if register is not None else None
    if entry is None or slot is None or slot.kind == "number":
        return
    unit = find_unit(entry.unit)
    if unit is not None and not unit_fits(entry.unit, slot.kind):
        wanted = UNIT_OF_KIND.get(slot.kind, slot.kind)
        yield Mistake(
            "evidence_unit_mismatch",
            around.place((*found.path, key)),
            f"`{entry.id}` in `{entry.unit}` ({entry.unit_as_published})",
            f"a value in `{wanted}`",
            "take an entry in this unit, or use a `formula` or an `assumption`",
        )
    elif unit is not None and unit.is_money and not around.convertible:
        yield Mistake(
            "money_not_convertible",
            around.place((*found.path, key)),
            f"`{entry.id}`, money of a real country",
            "amounts in the money of an invented country, which has no price tables",
            "write an `assumption`",
        )
