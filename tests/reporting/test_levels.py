"""Levels of the budget: the same figures in the report object, tables, workbook and brief."""

from __future__ import annotations

import csv
import io
import json

import docx
import numpy as np
import pytest

from justice_finance.appraisal.uncertainty import chance_of_loss
from justice_finance.appraisal.worth import appraise
from justice_finance.language import LANGUAGES, speaking
from justice_finance.reporting.brief.sections import brief_of
from justice_finance.reporting.brief.word import document_of
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.explorer.budgets import carried_at_all_budgets
from justice_finance.reporting.levels import OWN_SCALE, budgets_of
from justice_finance.reporting.shown_levels import level_mark, level_sentences, level_tables
from justice_finance.reporting.tables import all_tables, levels_record
from justice_finance.reporting.workbook import workbook_of
from justice_finance.reporting.workbook.names import sheet_name
from justice_finance.results.summaries import Results
from tests.reporting.sample import sample, with_levels
from tests.reporting.spreadsheet import opened


@pytest.fixture(scope="module")
def results() -> Results:
    return with_levels(sample(64, years=4, short=True, variants=False))


@pytest.fixture(scope="module")
def report(results: Results) -> Report:
    return report_of(results)


def test_figures_at_a_level_are_those_of_its_own_run(results: Results, report: Report) -> None:
    assert results.levels is not None
    own, at_half = appraise(results), appraise(results.levels)
    names = [(each.budget.name, each.figures.option) for each in report.levels]
    assert names == [
        (level, each.option) for level in (OWN_SCALE, "half") for each in report.headline
    ]
    seen = 0
    again = [(level, each.option) for level in (OWN_SCALE, "half") for each in report.headline]
    sorted_by_name = [{**level, "scenarios": dict(sorted(level["scenarios"].items()))}
                      for level in results.record["budget_levels"]]  # fmt: skip
    read = Results(results.dataset, {}, {**results.record, "budget_levels": sorted_by_name},
                   results.draws, results.levels)  # fmt: skip
    assert [(e.budget.name, e.figures.option) for e in report_of(read).levels] == again == names
    for each in report.levels:
        worth = at_half if each.scenario != each.figures.option else own
        value = worth["net_present_value"].sel(scenario=each.scenario).values
        found = each.figures.net_present_value
        assert found.mean == pytest.approx(float(value.mean()), rel=1e-12)
        assert found.p05 == pytest.approx(float(np.quantile(value, 0.05)), rel=1e-12)
        assert each.figures.chance_of_loss == chance_of_loss(value)
        assert each.draws == len(value)
        seen += worth is at_half
    assert seen == 1


def test_an_option_that_cannot_be_larger_is_marked_and_keeps_its_figures(
    results: Results, report: Report
) -> None:
    level = {**results.record["budget_levels"][0], "times_own_scale": 1.5}
    level["factors"] = {name: 1.5 if factor < 1.0 else 1.0
                        for name, factor in level["factors"].items()}  # fmt: skip
    larger = Results(results.dataset, {}, {**results.record, "budget_levels": [level]},
                     results.draws, results.levels)  # fmt: skip
    found = report_of(larger).levels
    kept = [each for each in found if each.cannot_be_larger]
    assert [each.figures.option for each in kept] == ["fewer_adjournments"]
    (own,) = [each for each in found if each.is_own_scale and each.figures == kept[0].figures]
    assert own.draws == kept[0].draws
    assert "reaches everybody" in level_mark(kept[0]) and "own scale" in level_mark(own)
    assert not any(level_mark(each) for each in found if each.scenario != each.figures.option)


def test_the_page_has_the_same_levels(results: Results, report: Report) -> None:
    front = [each.option for each in report.headline]
    budgets = budgets_of(front, front, report.about, results.record)
    assert list(dict.fromkeys(each.budget.title for each in report.levels)) == [
        each.title for each in budgets
    ]
    carried = carried_at_all_budgets(results, budgets)
    for each in report.levels:
        assert carried.own_option[each.scenario] == each.figures.option
        if each.scenario != each.figures.option:
            assert carried.draws_of_level[each.scenario] == each.draws


def test_data_files_hold_every_level(report: Report) -> None:
    text = all_tables(report)["levels"].as_csv().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    record = levels_record(report)["budget_levels"]
    json.dumps(record, allow_nan=False)
    assert len(rows) == len(record) == len(report.levels)
    for row, plain, each in zip(rows, record, report.levels, strict=True):
        assert row["level"] == plain["level"] == each.budget.name
        assert row["option"] == plain["option"] == each.figures.option
        assert float(row["scale_factor"]) == plain["scale_factor"] == each.factor
        assert float(row["net_present_value_mean"]) == each.figures.net_present_value.mean
        assert plain["public_cost"]["p95"] == each.figures.public_cost.p95
        assert row["is_own_scale"] == ("yes" if each.is_own_scale else "no")


def test_without_levels_nothing_says_so() -> None:
    plain = report_of(sample(64, years=4, short=True, variants=False))
    assert plain.levels == () and level_tables(plain) == () and level_sentences(plain) == ()
    assert "levels" not in all_tables(plain) and levels_record(plain) == {}
    assert "Levels" not in opened(workbook_of(plain), True).sheetnames
    assert not [part for part in brief_of(plain, ()).parts
                if "less money" in getattr(part, "text", "")]  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_workbook_has_a_sheet_of_levels_with_the_own_scale_marked(
    results: Results, code: str
) -> None:
    with speaking(code):
        report = report_of(results)
        sheet = opened(workbook_of(report), True)[sheet_name("Levels")]
        marks = [level_mark(each) for each in report.levels]
    for at, each in enumerate(report.levels, start=5):
        row = [cell.value for cell in sheet[at]]
        figures = each.figures
        assert row[:2] == [each.budget.title, figures.title]
        assert (row[2] or "") == marks[at - 5]
        assert row[3:5] == [each.factor, each.draws]
        wanted = [figures.net_present_value.mean, figures.net_present_value.p05,
                  figures.net_present_value.p95, figures.chance_of_loss,
                  figures.public_cost.mean]  # fmt: skip
        assert row[5:10] == pytest.approx(wanted, rel=1e-12)
        bold = {bool(cell.font.b) for cell in sheet[at] if cell.value is not None}
        assert bold == {each.is_own_scale}


def test_the_brief_shows_worth_and_cost_by_level(report: Report) -> None:
    document = docx.Document(io.BytesIO(document_of(brief_of(report, ()))))
    texts = [table.rows[0].cells[-1].text for table in document.tables]
    shown = [table for table in document.tables if table.rows[0].cells[-1].text ==
             report.levels[-1].budget.title]  # fmt: skip
    assert len(shown) == 2, texts
    for made, table in zip(shown, level_tables(report), strict=True):
        cells = [[cell.text for cell in row.cells] for row in made.rows[1:]]
        assert cells == [
            ["\n".join(part for part in (cell.main, cell.below) if part) for cell in row]
            for row in table.rows
        ]
    said = "\n".join(each.text for each in document.paragraphs)
    for sentence in level_sentences(report):
        assert sentence in said
    assert "16 draws of the run, taken to stand for all 64" in said
