"""One number of a file: its range, its unit, its members, and how it cites the register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from justice_finance.errors import Place
from justice_finance.evidence.citation_checks import citations_are_wrong
from justice_finance.evidence.leaf import Leaf, Slot
from justice_finance.evidence.leaf_checks import LeafSurroundings, check_leaves, unit_fits
from justice_finance.evidence.leaves import FoundLeaf, leaves_of, shape_at
from justice_finance.evidence.register import Register, load_register
from justice_finance.journey.schema import JourneyFile
from justice_finance.scenario.schema import Model

REASON = {"assumption": "for the sake of the test"}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(ROOT / "models/evidence")


def codes(kind: str | None, raw: dict[str, Any], path: tuple[str, ...] = ("here",)) -> list[str]:
    around = LeafSurroundings(
        lambda at: Place("file.yaml", 1, 1, ".".join(map(str, at))),
        lambda _: False,
        {"seriousness": ("mild", "serious"), "year": ("2025", "2026")},
        "KES",
        2024,
    )
    slot = None if kind is None else Slot(kind, "year" if kind == "money" else None)
    found = FoundLeaf(path, Leaf.model_validate(raw), slot)
    return [each.code for each in check_leaves([found], around)]


KES = {"money": "KES", "price_year": 2024}


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("share", {"value": 1.0}, None),
        ("share", {"value": 0.0}, None),
        ("share", {"value": 46}, "share_out_of_range"),
        ("count", {"value": -1}, "number_negative"),
        ("number", {"value": -1}, "number_negative"),
        ("odds", {"value": 0}, "odds_not_positive"),
        ("odds", {"value": 1.4}, None),
        ("year", {"value": 2025}, None),
        ("year", {"value": 2025.5}, "year_out_of_range"),
        ("time", {"value": 3, "unit": "months"}, None),
        ("time", {"value": 3, "unit": "hours"}, None),
        ("time", {"value": 3, "unit": "cases"}, "unit_mismatch"),
        ("time", {"value": 3, "unit": "moths"}, "unit_unknown"),
        ("time", {"value": 3, "unit": KES}, "unit_mismatch"),
        ("money", {"value": 3}, "money_without_unit"),
        ("money", {"value": 3, "unit": "months"}, "money_without_unit"),
        ("money", {"value": 3, "unit": KES}, None),
        ("money", {"value": 3, "unit": {**KES, "per": "month"}}, None),
        ("money", {"value": 3, "unit": {**KES, "per": "case"}}, "unit_mismatch"),
        ("money", {"value": 3, "unit": {**KES, "per": "yaer"}}, "unit_unknown"),
        ("money", {"value": 3, "unit": {**KES, "money": "shillings"}}, "currency_unknown"),
    ],
)
def test_a_number_must_fit_its_place(kind: str, raw: dict[str, Any], code: str | None) -> None:
    assert codes(kind, {**REASON, **raw}) == ([] if code is None else [code])


def test_a_signed_number_may_be_negative() -> None:
    growth = shape_at(Model, ("country", "adults_growth"))
    assert growth is not None and growth.slot is not None and growth.slot.signed


def test_the_ends_of_a_spread_must_fit_as_well() -> None:
    spread = {"distribution": "normal", "interval": 90, "spread": REASON}
    raw = {**REASON, "value": 0.5, "low": -0.1, "high": 1.1, **spread}
    assert codes("share", raw) == ["share_out_of_range"]


def member(value: float) -> dict[str, Any]:
    return {**REASON, "value": value}


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ({"seriousness": {"mild": member(0), "serious": member(1)}}, []),
        ({"seriousness": {"mild": member(0)}}, ["by_incomplete"]),
        ({"seriousness": {"mild": member(0), "serous": member(1)}}, ["by_member_unknown"]),
        ({"severity": {"mild": member(0)}}, ["by_dimension_unknown"]),
        ({"year": {"2020": member(0), "2026": member(1)}}, []),
        ({"year": {"2026": member(0)}}, ["by_incomplete"]),
        ({"year": {"26": member(0)}}, ["by_member_unknown"]),
        ({}, ["by_not_one_dimension"]),
    ],
)
def test_members_of_by_are_checked(by: dict[str, Any], found: list[str]) -> None:
    assert codes("share", {"by": by}) == found


def test_a_remainder_stands_only_where_shares_sum_to_one() -> None:
    assert codes("share", {"remainder": True}, ("moves", "problem", "end")) == []
    assert codes("share", {"remainder": True}, ("coverage",)) == ["remainder_misplaced"]
    assert codes("share", {"remainder": False}, ("moves", "a", "b")) == ["remainder_misplaced"]


@pytest.mark.parametrize(
    "raw",
    [
        {**REASON, "value": True},
        {**REASON, "value": "0.5"},
        {**REASON, "value": None},
        {"assumption": "", "value": 1},
        {"evidence": "a", "assumption": "as well as that", "value": 1},
        {"value": {"evidence": "a"}, "choice": 1},
        {"value": {"evidence": "a"}, "low": 1},
    ],
)
def test_a_leaf_of_no_clear_meaning_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Leaf.model_validate(raw)


def test_the_register_refuses_what_it_does_not_have_or_cannot_stand_there(
    register: Register,
) -> None:
    around = LeafSurroundings(
        lambda at: Place("file.yaml", 1, 1, ".".join(map(str, at))),
        lambda _: False,
        None,
        register=register,
    )

    def said(evidence_id: str, kind: str) -> list[str]:
        found = FoundLeaf(("x",), Leaf.model_validate({"evidence": evidence_id}), Slot(kind))
        return [each.code for each in citations_are_wrong(found, around)]

    usable = [
        each for each in register if each.may_be_evidence and not register.refusals_for_use(each.id)
    ]
    assert said("no_such_row", "share") == ["evidence_unknown_id"]
    for kind in ("share", "time", "rate", "count", "hours", "money"):
        for each in usable[::20]:
            expected = [] if unit_fits(each.unit, kind) else ["evidence_unit_mismatch"]
            assert said(each.id, kind) == expected
    unverified = next(each for each in register if not each.may_be_evidence)
    assert "evidence_unverified_used" in said(unverified.id, "number")


def test_every_leaf_of_a_file_is_found_with_its_kind() -> None:
    journey = JourneyFile.model_validate(
        {
            "journey": "test",
            "title": "Test",
            "start": "a",
            "incidence": member(0.1),
            "states": {
                "a": {
                    "title": "A",
                    "kind": "wait",
                    "time": {"form": "fixed", "mean": {**member(1), "unit": "months"}},
                }
            },
            "moves": {"a": {"b": {"by": {"seriousness": {"mild": member(1)}}}}},
            "burden": {
                "continuing_loss": {"person": {"formula": "2 * x", "of": {"x": {"same_as": "a.b"}}}}
            },
        }
    )
    found = {
        ".".join(map(str, each.path)): (each.slot.kind if each.slot else None, each.inside)
        for each in leaves_of(journey)
    }
    assert found == {
        "incidence": ("rate", ""),
        "states.a.time.mean": ("time", ""),
        "moves.a.b": ("share", ""),
        "moves.a.b.by.seriousness.mild": ("share", "by"),
        "burden.continuing_loss.person": ("money", ""),
        "burden.continuing_loss.person.of.x": (None, "of"),
    }
