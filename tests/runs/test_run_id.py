"""The id of a run: whatever changes what a run holds changes it, and nothing else does."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from justice_finance.evidence.tables import load_country_tables
from justice_finance.runs.plan import Plan, Request
from justice_finance.runs.reach import plan_within_reach
from justice_finance.runs.run_id import plan_of
from justice_finance.runs.told import told_of
from justice_finance.scenario import recipes
from justice_finance.scenario.budget_levels import budget_levels_of
from justice_finance.scenario.citations import cited_below
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import Study, load_study

ROOT = Path(__file__).parents[2]
STUDY = "scenarios/invented"
COHORT = Request("cohort", 16, 1)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The invented study with models of its own, so that any file may be changed."""
    shutil.copytree(ROOT / STUDY, tmp_path / STUDY)
    shutil.copytree(ROOT / "models", tmp_path / "models")
    return tmp_path


def planned(folder: Path, asked: Request = COHORT) -> Plan:
    study = load_study(folder / STUDY)
    return plan_with_levels(study, asked)


def plan_with_levels(study: Study, asked: Request) -> Plan:
    found = recipes_of(study)
    return plan_of(study, found, asked, budget_levels_of(study, found))


def put(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def a_title(folder: Path) -> None:
    title = next(line for line in (folder / STUDY / "options.yaml").read_text().splitlines()
                 if line.strip().startswith("title:"))  # fmt: skip
    put(folder, f"{STUDY}/options.yaml", title, title.rstrip('"') + ' anew"'
        if title.endswith('"') else title + " anew")  # fmt: skip


def a_level(folder: Path) -> None:
    path = folder / STUDY / "study.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("budget_levels: {half: {times_own_scale: {choice: 0.5}}}\n")


def a_target(folder: Path) -> None:
    (folder / STUDY / "targets.yaml").write_text("targets: {}\n", encoding="utf-8")


def the_date(folder: Path) -> None:
    put(folder, f"{STUDY}/study.yaml", "date:", 'date: "2001-01-01"\n# was:')


CHANGES: dict[str, Callable[[Path], None]] = {
    "the title of a scenario": a_title,
    "a level of the budget": a_level,
    "a target": a_target,
    "the date": the_date,
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_run_tells_is_in_its_id(copied: Path, what: str) -> None:
    before = planned(copied).run_id
    assert before == planned(copied).run_id
    CHANGES[what](copied)
    assert planned(copied).run_id != before


@pytest.mark.parametrize("file", ["needs", "surveys"])
def test_what_money_of_a_third_country_is_worth_is_told(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "scenarios/kenya", tmp_path / "scenarios/kenya")
    shutil.copytree(ROOT / "models", tmp_path / "models")
    change = {
        "needs": (
            "{same_as: interventions.community_paralegals_volunteer.setup}",
            "{assumption: Priced as over the border., value: 9, "
            "unit: {money: UGX, price_year: 2020, per: staff}}",
        ),
        "surveys": ("{money: KES, ", "{money: UGX, "),
    }
    put(tmp_path, f"scenarios/kenya/{file}.yaml", *change[file])
    study = load_study(tmp_path / "scenarios/kenya")
    before = told_of(study)
    tables = load_country_tables().price_tables()
    rates = tables.series["UGA", "fx_official"]
    dearer = {("UGA", "fx_official"): {year: rate / 2 for year, rate in rates.items()}}
    changed = replace(tables, series={**tables.series, **dearer})
    stub = SimpleNamespace(price_tables=lambda: changed)
    monkeypatch.setattr(recipes, "load_country_tables", lambda: stub)
    after = told_of(study)
    assert {name for name in before if before[name] != after[name]} == {file}


def test_a_comment_or_another_order_of_keys_is_not(copied: Path) -> None:
    before = planned(copied).run_id
    path = copied / STUDY / "study.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    seed = next(line for line in lines if line.startswith("seed:"))
    lines.remove(seed)
    path.write_text("\n".join(["# a comment", seed, *lines]) + "\n", encoding="utf-8")
    assert planned(copied).run_id == before


def regraded(folder: Path, used: frozenset[str], wanted: bool) -> str:
    """Change the grade of one row of the register that is used, or of one that is not; its id."""
    for path in sorted((folder / "models/evidence").glob("*.csv")):
        if path.name == "sources.csv":
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if (row["id"] in used) == wanted:
                row["grade"] = "D" if row["grade"] != "D" else "C"
                with path.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, list(row))
                    writer.writeheader()
                    writer.writerows(rows)
                return row["id"]
    raise AssertionError("no such row")


def test_the_grade_of_a_figure_used_is_in_the_id_and_that_of_another_is_not(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "scenarios/kenya", tmp_path / "scenarios/kenya")
    shutil.copytree(ROOT / "models", tmp_path / "models")
    there = tmp_path / "scenarios/kenya"
    before = told_of(load_study(there))
    used = frozenset(before["evidence"])
    assert cited_below(before["targets"]) <= used, "those that targets are held against, too"
    regraded(tmp_path, used, wanted=False)
    assert told_of(load_study(there)) == before
    name = regraded(tmp_path, used, wanted=True)
    after = told_of(load_study(there))
    assert after["evidence"][name]["grade"] != before["evidence"][name]["grade"]
    assert {k: v for k, v in after.items() if k != "evidence"} == {
        k: v for k, v in before.items() if k != "evidence"
    }
    assert before["other_money"][0]["by"] == "study"
    assert before["economy"], "how large the country is, for its needs"


def test_who_says_what_share_is_followed_is_in_the_id() -> None:
    study = load_study(STUDY)
    found = recipes_of(study)
    own = plan_of(study, found, Request("event", 4, 1, 0.001))
    words = plan_of(study, found, Request("event", 4, 1, 0.001, fraction_from="someone else"))
    assert own.fraction == words.fraction and own.run_id != words.run_id
    assert plan_of(study, found, Request("event", 4, 1, 0.001)).run_id == own.run_id
    plan, _ = plan_within_reach(study, found, Request("event", 4, 1, 0.001), True)
    assert plan.run_id == own.run_id
    cohort = [plan_of(study, found, Request("cohort", 4, 1, share)).run_id for share in (1.0, 0.5)]
    assert cohort[0] == cohort[1], "the cohort engine follows everybody, whatever is asked"
