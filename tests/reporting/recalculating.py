"""Changes of a workbook's inputs, and what Python makes of the same: in every language.

Changes are written with English names; `spoken` says what they are called in the language of now,
which in English is the name itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from justice_finance.appraisal.perspectives import received_less_paid
from justice_finance.appraisal.worth import appraise
from justice_finance.language import say
from justice_finance.reporting.content import Report
from justice_finance.reporting.words import funder_words
from justice_finance.reporting.workbook.names import sheet_name
from justice_finance.reporting.workbook.places import scaled_category, switched_off, switched_on
from justice_finance.reporting.workbook.results import NO_RATIO
from justice_finance.results.summaries import Results
from justice_finance.vocabulary import GOVERNMENT
from tests.reporting.spreadsheet import Cells, cells_of, formulas_of, opened

TOLERANCE = 1e-9
SCALE, TAXES = "Scale: ", "Cost of raising taxes"

CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "as shipped": ({}, {}),
    "rate": ({"Discount rate": 0.043}, {"discount_rate": 0.043}),
    "horizon": ({"Horizon": 4}, {"horizon": 4}),
    "terminal value": (
        {"Discount rate": 0.0437, "Terminal value": "on"},
        {"discount_rate": 0.0437, "terminal_value": True},
    ),
    "terminal value at the highest rate": (
        {"Discount rate": 0.5, "Terminal value": "on"},
        {"discount_rate": 0.5, "terminal_value": True},
    ),
    "perspective and funder": (
        {"Perspective": "people on both sides", "Funder": "government"},
        {"perspective": "people", "funder": "government"},
    ),
    "perspective and terminal value": (
        {"Perspective": "people on both sides", "Terminal value": "on"},
        {"perspective": "people", "terminal_value": True},
    ),
    "two inputs": ({"Scale: continuing loss": 0.7, "Cost of raising taxes": 1.5}, {}),
    "everything": (
        {"Discount rate": 0.11, "Horizon": 5, "Scale: service cost": 1.4,
         "Scale: continuing loss": 1.2, "Cost of raising taxes": 0.5,
         "Funder": "the justice budget"},
        {"discount_rate": 0.11, "horizon": 5, "funder": "government_justice"},
    ),
}  # fmt: skip
"""By name: what is entered (taxes and scales as factors), and how Python is asked for the same."""

FUNDERS = {"people on both sides": "people", "government": "government",
           "the justice budget": "government_justice"}  # fmt: skip


def title_spoken(title: str) -> str:
    """The name of an input on its sheet."""
    if title.startswith(SCALE):
        return say("Scale: {category}", category=scaled_category(category_of(title)))
    return say(title)


def value_spoken(value: Any) -> Any:
    """What a person enters."""
    if value in ("on", "off"):
        return switched_on() if value == "on" else switched_off()
    return funder_words(FUNDERS[value]) if isinstance(value, str) else value


def category_of(title: str) -> str:
    """The ledger category that a scale multiplies."""
    return title.removeprefix(SCALE).replace(" ", "_")


def input_cell(content: bytes, title: str) -> str:
    """The cell that holds an input, by its English name."""
    sheet, name = opened(content, True)[sheet_name("Inputs")], title_spoken(title)
    row = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value == name)
    return f"B{row}"


@dataclass(frozen=True)
class Changed:
    """Cells with their new values; scales by category; factor on the rate of taxes."""

    cells: dict[str, Any]
    scales: dict[str, float]
    taxes: float


def changed_cells(content: bytes, changes: dict[str, Any]) -> Changed:
    """What some changes put into which cells."""
    cells, scales, taxes = {}, {}, 1.0
    shipped = cells_of(content) if TAXES in changes else {}
    for title, value in changes.items():
        cell = input_cell(content, title)
        entered = value_spoken(value)
        if title == TAXES:
            taxes, entered = value, value * shipped[sheet_name("Inputs"), cell]
        elif title.startswith(SCALE):
            scales[category_of(title)] = value
        cells[cell] = entered
    return Changed(cells, scales, taxes)


def changed_results(results: Results, scales: dict[str, float], taxes: float) -> Results:
    """The draws with some categories scaled and another rate of taxes: nothing of the workbook."""
    data = results.dataset.copy(deep=True)
    category = data["entry_category"].values
    for name in ("ledger", "terminal_flow"):
        amounts = data[name].values
        for which, factor in scales.items():
            amounts[..., category == which] *= factor
        for party in GOVERNMENT:
            burden = (category == "excess_burden") & (data["entry_from"].values == party)
            if burden.any():
                paid = -received_less_paid(data, [party]) * (category != "excess_burden")
                old = results.dataset[name].values[..., burden][..., 0]
                before = results.dataset[name].values @ paid
                rate = np.divide(old, before, out=np.zeros_like(old), where=before != 0.0)
                amounts[..., burden] = (taxes * rate * (amounts @ paid))[..., None]
    return Results(data, {}, results.record, results.draws)


def close(found: Any, expected: Any, scale: float = 1.0) -> bool:
    """Whether two cells hold the same."""
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return abs(found - expected) <= TOLERANCE * max(abs(expected), scale)
    return bool(found == expected)


def wrong_values(content: bytes, found: Cells) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Formulas whose stored value is not what a program gives: formula, stored, found."""
    stored, formulas = cells_of(content), formulas_of(content)
    assert formulas
    return {
        key: (formulas[key], stored.get(key), found.get(key))
        for key in formulas
        if not close(found.get(key), stored.get(key), 1e3)
    }


def assert_equals_appraisal(
    found: Cells, report: Report, results: Results, asked: dict[str, Any]
) -> None:
    """What a program made of a workbook is what the appraisal makes of every draw."""
    worth = appraise(results, **asked)
    for at, option in enumerate(report.ledger.rows):
        row = 5 + at
        chosen = worth.sel(scenario=option)
        size = float(abs(chosen["net_present_value_by_party"]).mean("draw").sum())

        def same(column: str, expected: Any, scale: float = size, row: int = row) -> None:
            cell = found[sheet_name("Results"), f"{column}{row}"]
            assert close(cell, expected, scale), (row, column, cell, expected)

        means = {key: float(chosen[key].mean()) for key in (
            "net_present_value", "public_cost", "funder_outlay", "problems_resolved")}  # fmt: skip
        same("B", means["net_present_value"])
        same("C", means["public_cost"])
        same("D", means["funder_outlay"])
        same("G", means["problems_resolved"], 1.0)
        ratio = chosen["benefit_cost_ratio"].values
        if np.isnan(ratio).all():
            same("E", say(NO_RATIO))
        else:
            outlay = chosen["funder_outlay"].values
            same("E", float((ratio * outlay).mean() / outlay.mean()), 1.0)
            same("H", means["funder_outlay"] / means["problems_resolved"], 1.0)
        yearly = chosen["net_benefit"].mean("draw").values
        for year, value in enumerate(yearly):
            cell = found[sheet_name("By year"), f"{'CDEFGH'[year]}{5 + 3 * at}"]
            assert close(cell, value, size)
        for year in range(len(yearly), len(report.ledger.years)):
            assert found[sheet_name("By year"), f"{'CDEFGH'[year]}{5 + 3 * at}"] == 0.0
