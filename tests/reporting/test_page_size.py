"""The largest page that ships: a country followed person by person, in the longest letters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from justice_finance.appraisal.decision.decide import decision_of
from justice_finance.language import speaking
from justice_finance.reporting.content import report_of
from justice_finance.reporting.explorer.content import explorer_of
from justice_finance.reporting.folder import translations_of
from justice_finance.reporting.html import page_of
from justice_finance.reporting.pictures import all_packs
from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study

KENYA = Path(__file__).parents[2] / "scenarios/kenya"
LIMIT = 2_000_000
DRAWS_OF_A_COUNTRY = 553_000
"""Bytes that 512 draws of every series take in the page of a whole event-level run of Kenya."""
MORE_WITH_THEM = 208_000
"""Bytes by which its tables and pictures are longer than those of a run of two draws."""


def test_the_page_of_an_event_level_run_leaves_room_for_its_draws_in_arabic() -> None:
    pytest.importorskip("numba")
    results = run(load_study(KENYA), engine="compiled", draws=2, replications=1, fraction=0.0002)
    with speaking("ar", translations_of(results.record, "ar")):
        report = replace(report_of(results), decision=decision_of(results))
        page = page_of(report, all_packs(report), explorer_of(results, report))
    assert 'aria-labelledby="waits"' in page and 'id="table-surveys_ranked"' in page
    without = re.sub(r'(id="explore-data">)[^<]*', r"\1", page)
    assert len(without) < len(page)
    assert len(without.encode("utf-8")) + DRAWS_OF_A_COUNTRY + MORE_WITH_THEM < LIMIT
