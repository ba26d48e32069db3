"""`appraise`: findings printed, files written, mistakes in four parts with code 2."""

from __future__ import annotations

import json

import pytest

import justice_finance
from justice_finance.cli.main import main as command


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs")
    study = justice_finance.load_study("scenarios/invented")
    results = justice_finance.run(study, draws=16, workers=1, out=out)
    return out / results.run_id


def test_it_prints_findings_and_writes_tables(folder, tmp_path, capsys) -> None:
    out = tmp_path / "decision"
    assert command(["appraise", str(folder), "--out", str(out), "--quiet"]) == 0
    said = capsys.readouterr().out.strip().splitlines()
    record = json.loads((out / "decision.json").read_text(encoding="utf-8"))
    assert [line[2:] for line in said if line.startswith("- ")] == record["findings"]
    assert said[0] == "The choice"
    assert (out / "data" / "surveys_ranked.csv").is_file()
    assert (out / "figures" / "cost_ladder.svg").is_file()


def test_json_is_one_object_at_the_rate_asked_for(folder, capsys) -> None:
    asked = ["appraise", str(folder), "--json", "--discount-rate", "0.1", "--perspective", "public"]
    assert command(asked) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["discount_rate"] == 0.1 and record["perspective"] == "public"


@pytest.mark.parametrize(
    "wrong",
    [["--perspective", "nobody"], ["--discount-rate", "seven"], ["--draws", "32"]],
    ids=lambda wrong: wrong[0],
)
def test_a_mistake_ends_with_two_and_says_what_to_do(folder, wrong, capsys) -> None:
    assert command(["appraise", str(folder), *wrong]) == 2
    said = capsys.readouterr().err
    for part in ("found", "expected", "do"):
        assert part in said
