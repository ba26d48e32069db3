"""The command line: what people type, what comes back, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from justice_finance.cli.main import main
from justice_finance.cli.validate import plain_request
from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study

FIGURES = ("net_present_value", "public_cost", "problems_resolved")


def test_run_prints_one_json_object_with_every_option(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["run", "scenarios/invented", "--draws", "8", "--seed", "1", "--workers", "1"]
    assert main([*words, "--out", str(tmp_path), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert list(record) == [
        "run_id", "perspective", "funder", "discount_rate", "price_year", "currency",
        "terminal_value", "structural_variant", "scenarios",
    ]  # fmt: skip
    assert (tmp_path / record["run_id"] / "checksums.json").is_file()
    assert "business_as_usual" not in record["scenarios"]
    for figures in record["scenarios"].values():
        assert set(figures) == {*FIGURES, "benefit_cost_ratio", "chance_of_loss"}
        for name in FIGURES:
            assert figures[name]["p05"] <= figures[name]["p95"]
            assert set(figures[name]) == {"mean", "p05", "p95", "standard_error"}
        assert 0 <= figures["chance_of_loss"] <= 1


def test_a_valid_study_is_said_to_be_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "scenarios/invented", "scenarios/kenya"]) == 0
    assert "no mistakes" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["scenarios/invented"], ["no/such"], ["no/such", "--json"]])
def test_plain_words_of_validate_say_what_the_whole_command_line_says(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert plain_request(["validate", *words]) is not None
    assert plain_request(["validate", "--", *words]) is None  # read by the whole command line
    codes, told = [], []
    for typed in (["validate", *words], ["validate", *reversed(words), "--"]):
        codes.append(main(typed))
        told.append(capsys.readouterr())
    assert codes[0] == codes[1] and told[0] == told[1]


@pytest.mark.parametrize(
    "words", [[], ["run", "a"], ["validate"], ["validate", "--json"], ["validate", "a", "--jsn"]]
)
def test_other_words_are_left_to_the_whole_command_line(words: list[str]) -> None:
    assert plain_request(words) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["rnu"], "command_option"),
        (["run"], "command_option"),
        (["run", "scenarios/invented", "--drawz", "8"], "command_option"),
        (["run", "scenarios/invented", "--draws", "x"], "command_option"),
        (["run", "scenarios/invented", "--draws", "7"], "draws_not_power_of_two"),
        (["run", "scenarios/invented", "--engine", "cohrt"], "engine_unknown"),
        (["run", "scenarios/nowhere"], "file_missing"),
        (["report", "no/such/run"], "run_folder_missing"),
        (["compare", "no/such/run", "no/such/run"], "run_folder_missing"),
        (["explain", "no/such/run"], "run_folder_missing"),
        (["evidence", "show", "no_such_id"], "evidence_unknown_id"),
    ],
)
def test_a_mistake_is_told_in_four_parts_with_exit_code_two(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--json"] if code != "command_option" else words) == 2
    told = capsys.readouterr()
    assert code in told.err
    for part in ("found", "expected", "do"):
        assert part in told.err
    assert "Traceback" not in told.err
    if code != "command_option":
        assert json.loads(told.out)["error"][0]["code"] == code


def test_a_fault_of_ours_is_said_to_be_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import justice_finance.evidence.query as query

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(query, "list_values", broken)
    assert main(["evidence", "list"]) == 1
    told = capsys.readouterr().err
    assert "not of your files" in told and "Traceback" not in told


def test_the_register_can_be_listed_shown_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "list", "--geography", "KEN", "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    assert len(entries) > 100
    assert main(["evidence", "show", entries[0]["id"]]) == 0
    assert entries[0]["id"] in capsys.readouterr().out
    assert main(["evidence", "check"]) == 0
    assert "no mistakes" in capsys.readouterr().out


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of two runs of the invented country that differ in their seed."""
    out = tmp_path_factory.mktemp("runs")
    study = load_study("scenarios/invented")
    first, second = (run(study, draws=4, seed=seed, workers=1, out=out) for seed in (1, 2))
    return out / first.run_id, out / second.run_id


def test_explain_lists_figures_and_explains_one(
    two_runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(two_runs[0])
    assert main(["explain", folder]) == 0
    names = capsys.readouterr().out.split()
    assert "paralegals.net_present_value" in names
    assert main(["explain", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["numbers"] == names
    for name in names:
        if not name.startswith("paralegals."):
            continue
        assert main(["explain", folder, name]) == 0
        told = capsys.readouterr().out
        assert "Ten paralegals" in told and "Rows that add up to" in told
        assert "nan" not in told
        assert main(["explain", folder, name, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["number"] == name
    assert main(["explain", folder, "paralegals.net_present_value"]) == 0
    told = capsys.readouterr().out
    assert "continuing loss: person -> resources" in told
    assert "assumption: " in told


def test_compare_says_what_differs(
    two_runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = map(str, two_runs)
    assert main(["compare", first, second]) == 0
    told = capsys.readouterr().out
    assert "seed: 1 -> 2" in told and "Inputs: no value differs." in told
    assert "of two independent sets of draws" in told and "difference" in told
    assert main(["compare", first, second, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["runs"] == [each.name for each in two_runs] and not found["paired"]
    assert main(["compare", first, first]) == 0
    assert "nothing differs" in capsys.readouterr().out


def test_needs_prints_tables_or_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", "scenarios/invented", "--draws", "4", "--quiet"]) == 0
    assert "Cost by function" in capsys.readouterr().out
    assert main(["needs", "scenarios/invented", "--draws", "4", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["draws"] == 4
    assert len(printed["total"]) == len(printed["years"])
    assert main(["needs", "scenarios/invented", "--draws", "5", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)["error"]
    assert [each["code"] for each in told] == ["draws_not_power_of_two"]


def test_a_run_says_how_sure_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "scenarios/invented", "--engine", "event", "--draws", "1", "--workers", "1"]
    words += ["--fraction", "0.01", "--replications", "2", "--until-error", "5%"]
    assert main([*words, "--most-batches", "2"]) == 0
    told = capsys.readouterr().err
    assert "4 replications of every draw, each of 1.000% of the country" in told
    assert "not reached (5.00% asked)" in told
