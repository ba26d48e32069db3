"""The section on needs: figures of the record, on the page, in its picture and its table."""

from __future__ import annotations

import csv
import io

import pytest

from justice_finance.calibration.validated import run
from justice_finance.charts.style import PAGE, PHONE
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.html import page_of
from justice_finance.reporting.needs import needs_figures
from justice_finance.reporting.pictures import all_packs
from justice_finance.reporting.shown_needs import need_pack
from justice_finance.reporting.tables import all_tables
from justice_finance.results.summaries import Results
from justice_finance.scenario.study import load_study
from tests.reporting.sample import sample


@pytest.fixture(scope="module")
def results() -> Results:
    return run(load_study("scenarios/invented").only("judges"), draws=8, workers=1)


@pytest.fixture(scope="module")
def report(results: Results) -> Report:
    return report_of(results)


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return page_of(report, all_packs(report))


def section(page: str) -> str:
    begin = page.index('aria-labelledby="needs"')
    return page[begin : page.index("</section>", begin)]


def test_the_figures_are_those_of_the_record(results: Results, report: Report) -> None:
    record, needs = results.record["needs"], report.needs
    assert needs is not None
    assert [e.mean for e in needs.total] == [row["mean"] for row in record["total"]]
    total = sum(each[0][-1].mean for each in needs.by_function.values())
    assert total == pytest.approx(needs.total[-1].mean)
    assert sum(each[0][-1].mean for each in needs.by_party.values()) == pytest.approx(total)
    assert [row["path"] for row in results.record["assumptions"] if "needs." in row["path"]]


def test_the_page_has_the_section_with_picture_and_tables(page: str) -> None:
    found = section(page)
    assert "What meeting the need would cost" in found
    for name in ("need_services", "need_cost", "need_size", "need_budget"):
        assert f'id="table-{name}"' in found
    assert 'id="figure-need_and_money"' in found
    assert 'href="#needs"' in page


def test_the_table_holds_every_figure_in_full(report: Report) -> None:
    assert report.needs is not None
    text = all_tables(report)["needs"].as_csv().decode("utf-8")
    rows = {(r["what"], r["id"], r["year"]): r for r in csv.DictReader(io.StringIO(text))}
    last = str(report.needs.years[-1])
    assert float(rows["cost", "all", last]["mean"]) == report.needs.total[-1].mean
    given = float(rows["budget_given", "court", last]["mean"])
    parts = [float(rows[f"budget_{k}", "court", last]["mean"])
             for k in ("recurrent", "capital", "unspent")]  # fmt: skip
    assert sum(parts) == pytest.approx(given, rel=1e-12)


def test_the_pictures_on_the_page_are_those_of_the_pack(report: Report, page: str) -> None:
    pack = need_pack(report)
    assert pack is not None
    for width in (PAGE, PHONE):
        shown = pack.inline_svg(width)
        assert shown in section(page)
        assert shown.count("<path") > 10 and shown.count("<text") > 10


def test_a_study_that_asks_for_no_needs_has_no_section() -> None:
    assert needs_figures({}) is None
    own = report_of(sample())
    assert own.needs is None
    assert 'id="needs"' not in page_of(own, ())
