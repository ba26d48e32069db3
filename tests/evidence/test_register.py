"""The register loads, is frozen, and says all its mistakes at once."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from pathlib import Path

import pytest

from justice_finance.errors import EvidenceError, Place
from justice_finance.evidence.register import SOURCE_COLUMNS, VALUE_COLUMNS, load_register
from justice_finance.units.names import find_unit

REGISTER = load_register()

SOURCE = dict.fromkeys(SOURCE_COLUMNS, "") | {"source_id": "report", "title": "A report"}
VALUE = dict.fromkeys(VALUE_COLUMNS, "") | {
    "id": "share_resolved",
    "topic": "outcome",
    "statistic": "share",
    "value": "0.4",
    "interval_kind": "none",
    "unit": "share",
    "geography": "KEN",
    "problem_category": "any",
    "source_id": "report",
    "locator": "page 3",
    "verified": "full_text",
    "grade": "B",
}


def written(folder: Path, *values: dict[str, str]) -> Path:
    """A register of one source and the values given."""
    for name, columns, rows in (
        ("sources.csv", SOURCE_COLUMNS, [SOURCE]),
        ("values.csv", VALUE_COLUMNS, list(values)),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def test_a_row_comes_back_as_it_was_written(tmp_path: Path) -> None:
    row = VALUE | {"low": "0.3", "high": "0.5", "interval_kind": "interval_95", "note": "a, b"}
    value = load_register(written(tmp_path, row)).value("share_resolved")
    assert (value.value, value.low, value.high) == (0.4, 0.3, 0.5)
    assert (value.currency, value.price_year, value.recall_window_years) == (None, None, None)
    assert (value.note, value.source_title, value.line) == ("a, b", "A report", 2)


def test_mistakes_of_many_rows_come_together_in_reading_order(tmp_path: Path) -> None:
    rows = [
        VALUE | {"id": "one", "grade": "Z", "value": "4"},
        VALUE | {"id": "two"},
        VALUE | {"id": "two", "locator": "", "source_id": "nobody"},
    ]
    with pytest.raises(EvidenceError) as caught:
        load_register(written(tmp_path, *rows))
    assert [(each.place.line, each.code) for each in caught.value.mistakes] == [
        (2, "evidence_share_out_of_range"),
        (2, "evidence_bad_grade"),
        (4, "evidence_duplicate_id"),
        (4, "evidence_unknown_source"),
        (4, "evidence_missing_locator"),
    ]


def test_an_id_may_not_stand_in_two_tables(tmp_path: Path) -> None:
    folder = written(tmp_path, VALUE)
    (folder / "more.csv").write_text((folder / "values.csv").read_text())
    with pytest.raises(EvidenceError) as caught:
        load_register(folder)
    assert [each.code for each in caught.value.mistakes] == ["evidence_duplicate_id"]


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e30"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        load_register(written(tmp_path, VALUE | {"value": text, "unit": "ratio"}))
    assert caught.value.mistakes[0].code in {"number_not_finite", "number_too_large"}


def test_only_an_unverified_row_may_go_without_a_locator(tmp_path: Path) -> None:
    row = VALUE | {"locator": "not seen", "verified": "unverified"}
    value = load_register(written(tmp_path, row)).value("share_resolved")
    assert not value.may_be_evidence


def test_values_and_the_register_are_frozen() -> None:
    value = REGISTER.value("nj_ken17_prev")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.value = 0.7  # type: ignore[misc]
    with pytest.raises(TypeError):
        REGISTER.values["nj_ken17_prev"] = value  # type: ignore[index]


def test_an_unknown_id_names_the_nearest_one_and_the_place_that_asked() -> None:
    with pytest.raises(EvidenceError) as caught:
        REGISTER.value("nj_ken17_prevv", Place("land.yaml", 7, 3))
    (mistake,) = caught.value.mistakes
    assert mistake.place == Place("land.yaml", 7, 3)
    assert "nj_ken17_prev`" in mistake.do


# What ships -------------------------------------------------------------------------------------


def test_the_shipped_figures_of_kenya_are_those_of_their_sources() -> None:
    assert REGISTER.value("nj_ken17_prev").value == 0.63
    assert REGISTER.value("nj_ken2324_filed").value == 516_121
    cost = REGISTER.value("cf_ken_case_actual")
    assert (cost.unit, cost.currency) == ("money_per_case", "KES")


def test_every_shipped_unit_keeps_the_words_of_its_source() -> None:
    assert not [value.id for value in REGISTER if not value.unit_as_published]
    assert not [value.id for value in REGISTER if find_unit(value.unit) is None]


def test_every_shipped_amount_has_a_currency_that_its_published_unit_begins_with() -> None:
    amounts = [value for value in REGISTER if value.unit.startswith("money")]
    assert len(amounts) > 250
    wrong = [v.id for v in amounts if v.unit_as_published[:3] != v.currency]
    assert not wrong


def test_a_stated_recall_window_agrees_with_the_words_of_the_question() -> None:
    words = {"last year": 1.0, "18 months": 1.5, "2 years": 2.0, "4 years": 4.0, "5 years": 5.0}
    seen: Counter[str] = Counter()
    for value in REGISTER:
        for text, years in words.items():
            if value.topic == "prevalence" and text in value.quantity:
                seen[text] += 1
                assert value.recall_window_years == years, value.id
    assert set(seen) == set(words)


def test_no_shipped_figure_rests_on_the_placeholders_from_memory() -> None:
    assert "memory_fiscal" not in REGISTER.sources
    unverified = [value for value in REGISTER if not value.may_be_evidence]
    assert len(unverified) == 12
    for value in unverified:
        codes = [code for code, *_ in REGISTER.refusals_for_use(value.id)]
        assert codes == ["evidence_unverified_used"]


def test_each_shipped_source_is_used_or_defines_a_term() -> None:
    used = {value.source.source_id for value in REGISTER}
    assert set(REGISTER.sources) - used == {"sdg1633_meta", "sdg1631_meta", "oecd_osf_2019"}
