"""Waits in a report: those of the run, for runs that followed persons and for no other."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.charts.wait_marks import days_text, two_digits_text, unit_for
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.html import page_of
from justice_finance.reporting.tables import all_tables
from justice_finance.reporting.wait_pictures import shown_waits, wait_packs
from justice_finance.results.summaries import Results
from justice_finance.results.wait_quantiles import wait_quantiles
from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study
from tests.reporting.sample import sample

FEWER = {"services.court.staff": {"choice": 3.0}}


@pytest.fixture(scope="module")
def results() -> Results:
    study = load_study("scenarios/invented").only("judges")
    cut = study.with_option("fewer_judges", "Fewer judges", FEWER)
    return run(cut, draws=2, engine="event", replications=2, fraction=0.2, workers=1)


@pytest.fixture(scope="module")
def report(results: Results) -> Report:
    return report_of(results)


def test_rows_are_the_quantiles_of_the_run(results: Results, report: Report) -> None:
    assert report.waits is not None
    row = next(one for one in report.waits.by_service if one.option == "judges")
    counts = results.dataset["waits_by_draw"].sel(
        scenario="judges", wait_kind="seen", service=row.service
    )
    assert row.people == int(counts.sum())
    told = wait_quantiles(counts.sum("draw"))
    assert row.median == float(told.sel(quantile="median"))
    assert row.p90 == float(told.sel(quantile="p90"))
    assert row.median < row.p90
    assert row.low is not None and row.high is not None and row.low <= row.high


def test_a_queue_grows_when_its_budget_is_cut(report: Report) -> None:
    assert report.waits is not None
    last = {row.option: row.p90 for row in report.waits.by_year if row.member == "2027"}
    first = {row.option: row.p90 for row in report.waits.by_year if row.member == "2025"}
    assert last["fewer_judges"] > last["business_as_usual"] > last["judges"]
    assert last["fewer_judges"] > 1.5 * first["fewer_judges"]


def test_the_section_has_pictures_table_and_file(report: Report) -> None:
    packs = wait_packs(report)
    assert [pack.name for pack in packs] == ["waiting_times", "who_waits", "waiting_over_years"]
    assert all(pack.alternative_text and pack.table.rows and pack.sentences for pack in packs)
    assert not any("beyond too few" in pack.alternative_text for pack in packs)
    page = page_of(report, packs)
    assert "How long people wait" in page and 'id="table-waits"' in page
    assert len(all_tables(report)["waits"].rows) > 10
    shown = shown_waits(report)
    assert shown is not None and "replications" in shown.note


def test_problems_and_groups_are_ranked_apart(report: Report) -> None:
    waits, (_, who, _) = report.waits, wait_packs(report)
    assert waits is not None
    for by, head in (("legal_problem", "By legal problem"), ("population_group", "By group")):
        own = [row for row in waits.by_member if row.by == by and row.p90 is not None]
        said = [sentence for sentence in who.sentences if sentence.startswith(head)]
        if len(own) < 2:
            assert not said
            continue
        longest, shortest = (pick(own, key=lambda row: row.p90) for pick in (max, min))
        assert f"than {days_text(longest.p90)} for an end (\u201c{longest.title}\u201d)" in said[0]
        assert f"than {days_text(shortest.p90)} (\u201c{shortest.title}\u201d)" in said[0]


def test_years_of_a_queue_stand_in_the_unit_of_their_words() -> None:
    for longest in (10.0, 59.9, 60.0, 729.0, 730.0, 4000.0):
        unit, days = unit_for(longest)
        assert days_text(longest).endswith(unit) or (days == 1.0 and "week" in days_text(longest))
        assert longest / days == pytest.approx(float(two_digits_text(longest / days)), rel=0.05)


def test_an_engine_without_persons_has_no_such_section() -> None:
    report = report_of(sample(64))
    assert report.waits is None and wait_packs(report) == ()
    assert "waits" not in all_tables(report)
    assert "How long people wait" not in page_of(report, ())


@pytest.mark.parametrize(
    ("days", "text"),
    [(0.2, "under a day"), (1.2, "1 day"), (13.4, "13 days"), (15.0, "2.1 weeks"),
     (135.0, "4.4 months"), (365.0 * 2.5, "2.5 years"), (None, "too few")],
)  # fmt: skip
def test_waits_are_said_as_people_say_them(days: float | None, text: str) -> None:
    assert days_text(days) == text


def test_a_quantile_is_told_only_where_enough_people_waited(results: Results) -> None:
    counts = results.dataset["waits_by_draw"].isel(scenario=0, wait_kind=0, service=0)
    few = counts.isel(draw=0) * 0
    few[10] = 499
    told = wait_quantiles(few)
    assert np.isnan(told.sel(quantile="p90")) and not np.isnan(told.sel(quantile="median"))
    few[10] = 500
    assert not np.isnan(wait_quantiles(few).sel(quantile="p90"))


def test_what_a_small_share_adds_is_told_and_never_exceeds_the_mean(report: Report) -> None:
    assert report.waits is not None
    rows = [row for row in report.waits.by_service if row.mean is not None]
    assert rows
    assert all(0.0 <= (row.small_share or 0.0) <= row.mean for row in rows)
    table = shown_waits(report)
    assert table is not None
    told = any((row.small_share or 0.0) > 0.1 * row.mean for row in rows)
    assert ("waits are overstated" in table.note) == told
