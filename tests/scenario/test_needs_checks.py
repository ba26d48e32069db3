"""What is wrong with `needs.yaml` is said with its line and what was probably meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from justice_finance.scenario.validate import validate

ROOT = Path(__file__).resolve().parents[2]
FILE = "scenarios/invented/needs.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "do"),
    [
        ("  court:\n", "  cort:\n", "service_unknown", "court"),
        ("    buys: court\n    amount:\n      choice: 40_000", "    buys: curt\n    amount:\n"
         "      choice: 40_000", "service_unknown", "court"),
        ("    party: donor\n", "    party: doner\n", "party_unknown", "donor"),
        ("    coverage:\n", "    covrage:\n", "key_unknown", "coverage"),
        ("value: 0.3}", "value: 30}", "share_out_of_range", "0.3"),
        ('"2027": {choice: 1}', '"2027": {choice: 1.5}', "share_out_of_range", "0.015"),
        ('{assumption: "Half of a rise can be spent at once.", value: 0.5}',
         "{same_as: needs.budget.grant.recurrent_shar}", "same_as_unknown", "recurrent_share"),
        ('"2025": {choice: 0.8}', '"2026": {choice: 0.8}', "yaml_duplicate_key", ""),
        ("needs: invented", "needs: kenya", "id_is_not_file_name", "study"),
        ("money: TRC, price_year: 2025, per: staff}", "money: KES, price_year: 2024, per: staff}",
         "money_not_convertible", "money of the study"),
        ("value: 200_000}", "value: -5}", "number_negative", "mend"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line_and_a_remedy(
    tmp_path: Path, old: str, new: str, code: str, do: str
) -> None:
    for folder in ("models/countries/invented", "scenarios/invented"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    target = tmp_path / FILE
    text = target.read_text(encoding="utf-8")
    assert text.count(old) == 1
    target.write_text(text.replace(old, new), encoding="utf-8")
    found = [each for each in validate([tmp_path / "scenarios/invented"]) if each.code == code]
    assert found, [str(each) for each in validate([tmp_path / "scenarios/invented"])]
    mistake = found[0]
    assert mistake.place.file is not None and mistake.place.file.endswith("needs.yaml")
    assert mistake.place.line and mistake.place.column
    assert do in mistake.do + mistake.expected


def test_the_shipped_files_are_whole() -> None:
    assert validate([ROOT / FILE, ROOT / "scenarios/kenya/needs.yaml"]) == []
