"""What the command `evidence` shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from justice_finance.errors import EvidenceError
from justice_finance.evidence.query import check, list_values, show_value
from justice_finance.evidence.register import load_register

REGISTER = load_register()


def test_without_a_filter_everything_is_listed_in_order() -> None:
    assert [each["id"] for each in list_values(REGISTER)] == list(REGISTER.values)


def test_filters_narrow_and_all_hold_at_once() -> None:
    found = list_values(REGISTER, geography="ken", grade="ab", topic="court", text="pending")
    assert found
    for each in found:
        assert each["geography"] == "KEN"
        assert each["grade"] in "AB"
        assert "court" in each["topic"]
        assert "pending" in json.dumps(each).lower()
    assert list_values(REGISTER, text="unicorn") == []


def test_records_are_plain_values() -> None:
    record = list_values(REGISTER)[0]
    assert json.loads(json.dumps(record)) == record
    assert record["source"]["title"]


def test_one_entry_is_shown_with_its_source_and_its_neighbours() -> None:
    record = show_value("nj_ken17_prev", REGISTER)
    assert record["value"] == 0.63
    assert record["may_be_evidence"] is True
    assert record["source"]["source_id"] == "ken_nlm"
    assert "nj_ken17_action" in record["same_source"]
    assert "nj_ken17_prev" not in record["same_source"]


def test_the_shipped_register_and_tables_have_no_mistake() -> None:
    record = check()
    assert record["values"] == len(REGISTER) == 1377
    assert record["unverified"] == 12


def test_model_files_that_name_evidence_wrongly_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "land.yaml").write_text(
        "journey: land\n"
        "moves:\n"
        "  problem:\n"
        "    advice: {evidence: nj_ken17_action}\n"
        "    court: {value: {evidence: nj_ken17_acton}, note: spelt wrongly}\n"
        "lists:\n"
        "  - {evidence: nj_unv_wjp19_resolved}\n"
    )
    with pytest.raises(EvidenceError) as caught:
        check(None, tmp_path)
    got = [(each.code, each.place.line, each.place.column) for each in caught.value.mistakes]
    assert got == [("evidence_unknown_id", 5, 21), ("evidence_unverified_used", 7, 6)]


def test_without_a_register_the_shipped_one_is_asked() -> None:
    assert list_values(text="nj_ken17_prev") == list_values(REGISTER, text="nj_ken17_prev")
    with pytest.raises(EvidenceError, match="nj_ken17_prev`"):
        show_value("nj_ken17_prevv")


def test_uses_are_counted(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("a: {evidence: nj_ken17_action}\nb: {assumption: none}\n")
    assert check(None, tmp_path)["uses"] == 1
