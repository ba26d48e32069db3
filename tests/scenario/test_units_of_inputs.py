"""The unit of an input: that of its place where it has one, else as written; known to reports."""

from __future__ import annotations

from typing import Any

import pytest

from justice_finance.errors import Place
from justice_finance.evidence.leaf import Leaf, Slot
from justice_finance.reporting.decision_wording import value_words
from justice_finance.runs.record import record_of
from justice_finance.scenario.quantities import Figures, Input, quantity_of
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study
from justice_finance.units.money import Money
from justice_finance.units.names import find_unit


def input_of(slot: Slot | None, per: str | None = None, **leaf: Any) -> Input:
    spread = {"distribution": "gamma", "low": 50.0, "high": 200.0, "interval": 90.0}
    spread |= {"spread": {"assumption": "A round range."}}
    whole = Leaf(**{"assumption": "A round number.", "value": 100.0, **spread, **leaf})
    figures = Figures(Money("TRC", 2025))
    found = quantity_of(whole, slot, per, "a.b", "a.b", Place(path="a.b"), figures).input
    assert found is not None
    return found


def trc(per: str | None = None) -> dict[str, Any]:
    return {"money": "TRC", "price_year": 2025, **({"per": per} if per else {})}


def test_money_stands_for_the_period_of_its_place_after_conversion() -> None:
    yearly = input_of(Slot("money", "year"), "year", unit=trc("month"))
    assert (yearly.central, yearly.unit) == (pytest.approx(1200.0), "money_per_year")
    paid = input_of(Slot("money"), "day", unit=trc("staff_per_year"))
    assert (paid.central, paid.unit) == (pytest.approx(100.0 / 365.0), "money_per_staff_per_day")
    assert input_of(Slot("money"), None, unit=trc("case")).unit == "money_per_case"


def test_a_name_of_a_formula_keeps_the_unit_it_was_written_in() -> None:
    assert input_of(None, unit=trc("month")).unit == "money_per_month"
    assert input_of(None, unit=trc()).unit == "money"
    assert input_of(None).unit == ""
    part = {"value": 0.5, "distribution": "beta", "low": 0.2, "high": 0.8}
    assert input_of(None, **part).unit == "share"


def test_the_kind_of_a_place_says_the_unit_of_other_numbers() -> None:
    assert input_of(Slot("time"), unit="months").unit == "days"
    assert input_of(Slot("count")).unit == "count"
    assert input_of(Slot("ratio")).unit == "ratio"


def test_every_input_on_record_has_a_unit_of_the_vocabulary() -> None:
    study = load_study("scenarios/invented")
    inputs = record_of(study, recipes_of(study))["inputs"]
    assert inputs
    assert all(find_unit(each["unit"]) for each in inputs)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(7376.2, "money_per_year", "KES\u00a07,380 per year"), (0.667, "share", "67\u00a0%"),
     (1.0, "days", "1 day"), (63.0, "days", "63 days"), (1.9, "ratio", "1.9"),
     (0.02, "rate_per_year", "2\u00a0% per year"), (200.0, "count", "200"), (0.5, "", "0.5")],
)  # fmt: skip
def test_a_value_is_said_with_its_unit(value: float, unit: str, words: str) -> None:
    assert value_words(value, unit, "KES") == words
