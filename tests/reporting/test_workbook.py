"""The workbook: every formula holds what spreadsheet programs make of it, and what Python does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from justice_finance.appraisal.headline_figures import headline
from justice_finance.appraisal.perspectives import parties_of
from justice_finance.appraisal.worth import appraise
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.pictures import options_pack
from justice_finance.reporting.workbook import workbook_of
from justice_finance.reporting.workbook.results import NO_RATIO, NO_TERMINAL
from justice_finance.results.summaries import Results
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT
from tests.reporting.recalculating import (
    CHANGES,
    assert_equals_appraisal,
    changed_cells,
    changed_results,
    close,
    wrong_values,
)
from tests.reporting.sample import hostile, sample
from tests.reporting.spreadsheet import (
    Cells,
    Inputs,
    cells_of,
    formulas_of,
    opened,
    recalculated_by_formulas,
    recalculated_by_office,
)

PROGRAMS: dict[str, Callable[[bytes, list[Inputs], Path], list[Cells]]] = {
    "formulas": recalculated_by_formulas,
    "LibreOffice": lambda content, inputs, folder: recalculated_by_office(
        [(content, inputs)], folder
    )[0],
}


def few() -> Results:
    return sample(32, years=6, short=True, variants=False)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(few())


@pytest.fixture(scope="module")
def workbook(report: Report) -> bytes:
    pack = options_pack(report)
    return workbook_of(report, (pack,))


Recalculated = Callable[[str], dict[str, Cells]]


@pytest.fixture(scope="module")
def recalculated(workbook: bytes, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """What a program makes of the workbook, for each set of changed inputs; asked once."""
    known: dict[str, dict[str, Cells]] = {}

    def by(program: str) -> dict[str, Cells]:
        if program not in known:
            names = [name for each, name in ASKED if each == program]
            inputs = [changed_cells(workbook, CHANGES[name][0]).cells for name in names]
            found = PROGRAMS[program](workbook, inputs, tmp_path_factory.mktemp(program))
            known[program] = dict(zip(names, found, strict=True))
        return known[program]

    return by


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_stored_value_is_what_the_formula_gives(
    workbook: bytes, recalculated: Recalculated, program: str
) -> None:
    assert len(formulas_of(workbook)) > 300
    wrong = wrong_values(workbook, recalculated(program)["as shipped"])
    assert not wrong, f"{len(wrong)} wrong: {list(wrong.items())[:5]}"


# LibreOffice takes seconds for each; these touch every kind of input.
ASKED = [
    *(("formulas", name) for name in CHANGES if name != "perspective and terminal value"),
    *(("LibreOffice", name) for name in ("as shipped", "terminal value", "everything")),
]


@pytest.mark.parametrize(("program", "name"), ASKED)
def test_recalculated_it_equals_the_appraisal_of_every_draw(
    workbook: bytes, report: Report, recalculated: Recalculated, program: str, name: str
) -> None:
    changes, asked = CHANGES[name]
    changed = changed_cells(workbook, changes)
    results = changed_results(few(), changed.scales, changed.taxes)
    assert_equals_appraisal(recalculated(program)[name], report, results, asked)


def test_cash_flows_add_up_to_society_by_year(workbook: bytes, report: Report) -> None:
    sheet = opened(workbook, True)["Cash flow"]
    yearly = appraise(few())["net_benefit"].mean("draw")
    titles = {each.title: each.option for each in report.options}
    seen = 0
    for row in sheet.iter_rows(min_row=5, values_only=True):
        if row[1] == "Society: all of these":
            expected = yearly.sel(scenario=titles[row[0]]).values
            assert np.allclose(row[2:8], expected, rtol=1e-9, atol=1e-3)
            seen += 1
    assert seen == len(report.ledger.rows)


def test_headline_figures_are_those_of_the_run(workbook: bytes, report: Report) -> None:
    cells, own = cells_of(workbook), headline(few())["scenarios"]
    for at, option in enumerate(report.ledger.rows):
        assert cells["Results", f"A{5 + at}"] == report.options[at].title
        for column, statistic in zip("JKL", ("mean", "p05", "p95"), strict=True):
            assert cells["Results", f"{column}{5 + at}"] == pytest.approx(
                own[option]["net_present_value"][statistic], rel=1e-12
            )
        assert cells["Results", f"B{5 + at}"] == pytest.approx(
            own[option]["net_present_value"]["mean"], rel=1e-9
        )


def test_the_ratio_is_that_of_the_report_and_refused_where_the_report_refuses(
    workbook: bytes, report: Report
) -> None:
    cells = cells_of(workbook)
    refused = 0
    for at, figures in enumerate(report.at(report.about.discount_rate, False)):
        cell = cells["Results", f"E{5 + at}"]
        if figures.benefit_cost_ratio is None:
            assert cell == NO_RATIO
            refused += 1
        else:
            assert cell == pytest.approx(figures.benefit_cost_ratio.mean, rel=1e-9)
    assert refused < len(report.ledger.rows)


def test_hostile_names_stay_text() -> None:
    content = workbook_of(report_of(hostile(few())))
    text = "=cmd|'/c calc'!A1<script>alert(1)</script>"
    sheet = opened(content, False)["Results"]
    assert sheet["A5"].value == "@" + text
    assert sheet["A5"].data_type == "s"
    assert opened(content, False)["Guide"]["A1"].data_type == "s"
    for (_, _), formula in formulas_of(content).items():
        assert "cmd" not in formula and "script" not in formula
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
        for name in names:
            if name.endswith(".xml"):
                assert b"<script>" not in archive.read(name)


def test_the_same_report_gives_the_same_bytes(report: Report, workbook: bytes) -> None:
    assert workbook_of(report, (options_pack(report),)) == workbook


def test_every_sheet_can_be_read_by_everyone(workbook: bytes) -> None:
    book = opened(workbook, False)
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges, sheet.title
        assert sheet.freeze_panes is not None and sheet.protection.sheet, sheet.title
        headings = [cell.value for cell in sheet[4]]
        assert all(str(each).strip() for each in headings if each is not None)
        assert len(set(headings)) == len(headings), sheet.title
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        drawings = [archive.read(n).decode() for n in archive.namelist() if "drawings/draw" in n]
    assert drawings and all('descr="' in text for text in drawings)


def test_only_inputs_may_be_changed(workbook: bytes) -> None:
    book = opened(workbook, False)
    free = {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert {sheet for sheet, _ in free} == {"Inputs"}
    assert {cell[0] for _, cell in free} == {"B"}
    sheet = book["Inputs"]
    for _, cell in free:
        assert sheet[cell].fill.fgColor.rgb == "FFFFF2CC"
        assert sheet[f"F{cell[1:]}"].value
    held = " ".join(str(each.sqref) for each in sheet.data_validations.dataValidation)
    for _, cell in free:
        assert any(cell in openpyxl_range(part) for part in held.split())


def openpyxl_range(text: str) -> set[str]:
    first, _, last = text.partition(":")
    rows = range(int(first[1:]), int((last or first)[1:]) + 1)
    return {f"{first[0]}{row}" for row in rows}


def test_the_comparator_is_not_among_the_options(report: Report) -> None:
    assert BUSINESS_AS_USUAL not in report.ledger.rows
    assert set(parties_of("public")) == {*GOVERNMENT, "donor"}


def odd() -> Results:
    """A schedule of rates, no cost of raising taxes, and an option that changes nothing."""
    made = few()
    data = made.dataset.copy(deep=True).assign_attrs(discount_rate="green_book")
    category = data["entry_category"].values
    data["ledger"].values[..., category == "excess_burden"] = 0.0
    data["terminal_flow"].values[..., category == "excess_burden"] = 0.0
    for name, values in data.data_vars.items():
        if "scenario" in values.dims:
            data[name].values[-1] = data[name].values[0]
    return Results(data, {}, made.record, made.draws)


def test_odd_studies_recalculate_too(tmp_path: Path) -> None:
    results = odd()
    report = report_of(results)
    content = workbook_of(report)
    inputs: list[dict[str, Any]] = [{}, {"B5": 0.6, "B7": "on"}, {"B5": 0.03, "B7": "on"}]
    shipped, unknown, known = recalculated_by_formulas(content, inputs, tmp_path)
    stored = cells_of(content)
    for sheet, cell in formulas_of(content):
        assert close(shipped[sheet, cell], stored.get((sheet, cell)), 1e3), cell
    for column, name in (("B", "net_present_value"), ("D", "funder_outlay")):
        for found, asked in (
            (shipped, {}),
            (known, {"discount_rate": 0.03, "terminal_value": True}),
        ):
            worth = appraise(results, **asked)[name].mean("draw")
            for row, option in enumerate(report.ledger.rows, start=5):
                assert close(found["Results", f"{column}{row}"], float(worth.sel(scenario=option)))
    assert unknown["Results", "B5"] == NO_TERMINAL
    assert unknown["Results", "E5"] == NO_TERMINAL
    last = 4 + len(report.ledger.rows)
    assert shipped["Results", f"B{last}"] == 0.0
    assert shipped["Results", f"E{last}"] == NO_RATIO
    sheet = opened(content, False)["Inputs"]
    assert sheet["B10"].protection.locked  # no rate of taxes to change
