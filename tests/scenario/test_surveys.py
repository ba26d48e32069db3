"""`surveys.yaml` and `overlaps`: what is refused, and what the record of a run holds of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import justice_finance
from justice_finance.errors import ScenarioError
from justice_finance.runs.record import overlaps_of
from justice_finance.scenario.surveys import survey_plan

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    """A copy of the invented study that a test may spoil."""
    for part in ("models/countries/invented", "scenarios/invented"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path / "scenarios/invented"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_plan_holds_the_numbers_of_the_file() -> None:
    plan = survey_plan(justice_finance.load_study("scenarios/invented"))
    assert plan is not None
    assert plan["weights"] == {"as_written": 0.6, "long_notice": 0.4}
    losses, diary = plan["surveys"]
    assert (losses["fixed_cost"], losses["cost_per_observation"]) == (100.0, 1.0)
    assert losses["tells_variant_from"] is None and diary["tells_variant_from"] == 16.0
    assert losses["measures"][0] == {
        "input": "journeys.*.burden.continuing_loss.person.*",
        "part": 0.25, "spread_of_one": 1.0, "missed": 0.1,
    }  # fmt: skip


def test_kenya_measures_inputs_that_are_uncertain_and_weighs_every_variant() -> None:
    study = justice_finance.load_study("scenarios/kenya")
    plan = survey_plan(study)
    assert plan is not None and plan["illustrative"]
    assert set(plan["weights"]) == set(study.variants)
    assert sum(plan["weights"].values()) == pytest.approx(1.0)
    assert len(plan["surveys"]) >= 4 and all(each["measures"] for each in plan["surveys"])
    named = {name for each in overlaps_of(study) for name in each["options"]}
    assert named <= set(study.scenarios) and len(named) > 3


def test_weights_have_to_sum_to_one(folder) -> None:
    change(folder / "surveys.yaml", "value: 0.6}", "value: 0.7}")
    with pytest.raises(ScenarioError, match="probabilities_not_one"):
        justice_finance.load_study(folder)


def test_an_overlap_names_scenarios_that_are_there(folder) -> None:
    text = "overlaps: [{options: [judges, jugdes], because: They are the same.}]\n"
    path = folder / "options.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="jugdes"):
        justice_finance.load_study(folder)


def test_an_overlap_stays_with_the_scenarios_that_are_kept(folder) -> None:
    text = "overlaps: [{options: [judges, paralegals_and_judges], because: Both hire judges.}]\n"
    path = folder / "options.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    study = justice_finance.load_study(folder)
    assert [each["options"] for each in overlaps_of(study)] == [["judges", "paralegals_and_judges"]]
    assert overlaps_of(study.only("judges")) == []
