"""Interventions: what is refused is refused alone, and what is right passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from justice_finance.errors import Place
from justice_finance.interventions.checks import check_intervention
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.surroundings import Surroundings

ROOT = Path(__file__).resolve().parents[2]
AROUND = Surroundings(
    lambda path: Place("file.yaml", 1, 1, ".".join(map(str, path))),
    {"seriousness": ("mild", "serious")},
    years=tuple(range(2025, 2030)),
)


def raw() -> dict[str, Any]:
    path = ROOT / "models/countries/invented/interventions/more_judges.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def codes(data: dict[str, Any]) -> list[str]:
    file = InterventionFile.model_validate(data)
    return [each.code for each in check_intervention(file, ("interventions", "x"), AROUND)]


def share(value: float) -> dict[str, Any]:
    return {"assumption": "for the sake of the test", "value": value}


def test_the_shipped_intervention_passes() -> None:
    assert codes(raw()) == []


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        (2025, None, []),
        (2029, 2029, []),
        (2024, None, ["starts_outside_horizon"]),
        (2030, None, ["starts_outside_horizon"]),
        (2027, 2026, ["ends_before_starts"]),
        (2027, 2060, []),
        (None, None, ["scale_without_start"]),
    ],
)
def test_years_must_lie_in_the_study_and_in_order(
    starts: int | None, ends: int | None, found: list[str]
) -> None:
    data = {**raw(), "scale": {"choice": 1}}
    for key, year in (("starts", starts), ("ends", ends)):
        if year is not None:
            data[key] = {"choice": year}
    assert codes(data) == found


@pytest.mark.parametrize(
    ("ramp", "found"),
    [
        ({"year_1": 1}, []),
        ({"year_1": 0.2, "year_2": 0.6, "year_3": 1}, []),
        ({"year_1": 0.2, "year_3": 1}, ["ramp_up_keys"]),
        ({}, ["ramp_up_keys"]),
        ({"year_1": 1, "year_2": 0.5}, ["ramp_up_falls"]),
    ],
)
def test_a_ramp_up_rises_without_a_gap(ramp: dict[str, float], found: list[str]) -> None:
    data = {**raw(), "ramp_up": {name: share(value) for name, value in ramp.items()}}
    assert codes(data) == found


@pytest.mark.parametrize(("value", "found"), [(0.95, []), (0.96, ["induced_share_too_large"])])
def test_induced_demand_leaves_some_capacity(value: float, found: list[str]) -> None:
    data = raw()
    data["induced_demand"]["share"] = share(value)
    assert codes(data) == found


def test_a_setup_cost_alone_is_a_cost_upstream_but_needs_a_payer() -> None:
    data = {**raw(), "costs": {}}
    assert codes(data) == ["effect_without_cost"]
    unit = {"money": "TRC", "price_year": 2025}
    data["setup"] = {**share(100), "unit": unit}
    assert codes(data) == ["paid_by_not_one"]
    data["setup_paid_by"] = {"donor": share(1)}
    assert codes(data) == []
