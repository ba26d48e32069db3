"""The folder: whole or not at all, the same bytes, and never over what somebody else put there."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from justice_finance.appraisal.headline_figures import headline
from justice_finance.errors import ReportError
from justice_finance.reporting.content import report_of
from justice_finance.reporting.folder import refuse_what_is_not_ours, report
from justice_finance.reporting.pictures import all_packs
from justice_finance.reporting.tables import all_tables
from tests.reporting.sample import hostile, sample

TABLES = (
    "headline options variants by_party by_group by_year validation inputs evidence assumptions "
    "changes journeys drivers"
).split()


def few() -> object:
    return sample(32, short=True, variants=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "deep" / "kenya"
    report(few(), out)  # type: ignore[arg-type]
    return out


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_promised_file_is_there(folder: Path) -> None:
    names = set(contents(folder))
    assert {"index.html", "README.txt", "report.json", "data/headline.json"} <= names
    assert {f"data/{name}.csv" for name in TABLES} <= names
    for chart in ("options_as_ranges", "who_pays_and_gains", "fan_over_years", "journey_flow",
                  "validation", "who_gains_by_group"):  # fmt: skip
        assert {f"figures/{chart}.{end}" for end in ("svg", "png", "csv", "json", "txt")} <= names


def test_the_page_is_small(folder: Path) -> None:
    assert len((folder / "index.html").read_bytes()) < 2_000_000


def test_a_second_report_replaces_the_first_with_the_same_bytes(folder: Path) -> None:
    before = contents(folder)
    written = report(few(), folder)  # type: ignore[arg-type]
    assert contents(folder) == before
    assert written[0] == folder / "index.html"
    assert {path.relative_to(folder).as_posix() for path in written} == set(before)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_the_headline_is_that_of_the_appraisal(folder: Path) -> None:
    stored = json.loads((folder / "data" / "headline.json").read_text(encoding="utf-8"))
    assert stored == json.loads(json.dumps(headline(few())))
    for row in rows_of(folder / "data" / "headline.csv"):
        own = stored["scenarios"][row["option"]]
        for name in ("net_present_value", "public_cost", "problems_resolved"):
            for statistic in ("mean", "p05", "p95"):
                assert float(row[f"{name}_{statistic}"]) == pytest.approx(
                    own[name][statistic], rel=1e-12
                )
        assert float(row["chance_of_loss"]) == own["chance_of_loss"]
        if own["benefit_cost_ratio"] is None:
            assert row["benefit_cost_ratio_mean"] == ""
        else:
            assert float(row["benefit_cost_ratio_mean"]) == pytest.approx(
                own["benefit_cost_ratio"]["mean"], rel=1e-12
            )


def test_parties_add_up_to_society(folder: Path) -> None:
    parties = rows_of(folder / "data" / "by_party.csv")
    for row in rows_of(folder / "data" / "headline.csv"):
        own = [
            float(each["net_present_value_mean"])
            for each in parties
            if each["option"] == row["option"]
        ]
        assert sum(own) == pytest.approx(float(row["net_present_value_mean"]), rel=1e-9)


def test_the_years_end_at_the_net_present_value(folder: Path) -> None:
    years = rows_of(folder / "data" / "by_year.csv")
    for row in rows_of(folder / "data" / "headline.csv"):
        last = [each for each in years if each["option"] == row["option"]][-1]
        for statistic in ("mean", "p05", "p95"):
            assert float(last[f"cumulative_{statistic}"]) == pytest.approx(
                float(row[f"net_present_value_{statistic}"]), rel=1e-9
            )


def test_starts_and_ends_of_journeys_balance(folder: Path) -> None:
    nodes = rows_of(folder / "data" / "journeys.csv")
    for option in {each["option"] for each in nodes}:
        own = [each for each in nodes if each["option"] == option]
        sums = {
            stage: sum(float(each["people"]) for each in own if each["stage"] == stage)
            for stage in ("people", "end")
        }
        assert sums["people"] == pytest.approx(sums["end"], rel=1e-9)
        assert "begins" not in {each["member"] for each in own}


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    out = tmp_path / "out"
    content = report_of(hostile(few()))  # type: ignore[arg-type]
    (out / "data").mkdir(parents=True)
    (out / "figures").mkdir()
    for name, table in all_tables(content).items():
        (out / "data" / f"{name}.csv").write_bytes(table.as_csv())
    for pack in all_packs(content):
        (out / "figures" / f"{pack.name}.csv").write_bytes(pack.table.as_csv())
    for path in [*(out / "data").glob("*.csv"), *(out / "figures").glob("*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    if cell.startswith(("=", "+", "-", "@")):
                        float(cell)
    titles = {row["title"] for row in rows_of(out / "data" / "headline.csv")}
    assert titles == {"'@=cmd|'/c calc'!A1<script>alert(1)</script>"}


@pytest.mark.parametrize("name", ["notes.txt", "figures/mine.png", "data/deep/mine.csv"])
def test_a_folder_with_files_of_somebody_else_is_left_alone(
    folder: Path, tmp_path: Path, name: str
) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(folder, mine)
    (mine / name).parent.mkdir(exist_ok=True)
    (mine / name).write_text("my work", encoding="utf-8")
    before = contents(mine)
    with pytest.raises(ReportError, match=name) as caught:
        report(few(), mine)  # type: ignore[arg-type]
    assert [each.code for each in caught.value.mistakes] == ["report_folder_not_ours"]
    assert contents(mine) == before


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ReportError, match="report_folder_not_ours"):
        refuse_what_is_not_ours(tmp_path / "out")


@pytest.mark.parametrize("text", ["{", "[]", '{"made_by": "somebody"}', '{"files": {"a": ""}}'])
def test_a_list_that_is_not_ours_opens_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError):
        refuse_what_is_not_ours(tmp_path)


def test_an_empty_or_absent_folder_may_be_used(tmp_path: Path) -> None:
    refuse_what_is_not_ours(tmp_path)
    refuse_what_is_not_ours(tmp_path / "absent")


def test_if_writing_fails_the_old_report_stays(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(folder, mine)
    before = contents(mine)

    def broken(*_: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr("justice_finance.reporting.folder.page_of", broken)
    with pytest.raises(OSError, match="disk is full"):
        report(few(), mine)  # type: ignore[arg-type]
    assert contents(mine) == before
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
