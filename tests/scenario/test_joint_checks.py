"""Inputs drawn together are checked by `validate` as a run reads them, and as cheaply as may be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from justice_finance.errors import JusticeFinanceError
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import load_study
from justice_finance.scenario.validate import validate

ROOT = Path(__file__).parents[2]
OWN = """correlations:
  burden:
    inputs: ["journeys.*.burden.*"]"""
WAGES = "journeys.unpaid_wages.moves.office.decided.by.seriousness.mild"
NARROW = """correlations:
  burden:
    inputs: ["journeys.*.burden.continuing_loss.*"]"""
SHARES = f"""counted_shares:
  steps:
    inputs:
      - journeys.unpaid_wages.moves.problem.talks
      - journeys.unpaid_wages.moves.problem.office
    counted: {{assumption: "So many were asked.", value: 50}}
    remainder: %s
{NARROW}"""


def folder(empty: Path, new: str) -> Path:
    """The invented country and its study with other joint draws; the country's folder."""
    for name in ("models/countries/invented", "scenarios/invented"):
        shutil.copytree(ROOT / name, empty / name)
    path = empty / "models/countries/invented/country.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(OWN) == 1
    path.write_text(text.replace(OWN, new), encoding="utf-8")
    return path.parent


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (OWN.replace("burden.*", "burdens.*"), "correlation_matches_nothing"),
        (SHARES % "false", "counted_shares_not_one"),
        (SHARES.replace("talks", "talk") % "true", "counted_share_unknown"),
    ],
)
def test_a_country_alone_and_its_study_give_the_same(tmp_path: Path, new: str, code: str) -> None:
    country = folder(tmp_path, new)
    alone, whole = validate([country]), validate([tmp_path / "scenarios/invented"])
    for found in (alone, whole):
        assert [each.code for each in found] == [code]
        assert found[0].place.file is not None and found[0].place.line
    with pytest.raises(JusticeFinanceError):
        load_study(tmp_path / "scenarios/invented")


def test_good_shares_and_rank_correlations_pass_as_they_run(tmp_path: Path) -> None:
    rank = f"""rank_correlations:
  losses:
    inputs: {{wages: "{WAGES}", court: "journeys.land_boundary.moves.problem.court"}}
    matrix: {{wages: {{court: {{assumption: "They go together.", value: 0.3}}}}}}
"""
    country = folder(tmp_path, rank + SHARES % "true")
    study = tmp_path / "scenarios/invented"
    assert validate([country, study]) == []
    kinds = {type(each).__name__ for each in recipes_of(load_study(study)).inputs.together}
    assert kinds == {"RankCorrelated", "SharesOfAWhole", "CommonCause"}


def test_what_only_a_study_could_name_is_taken_on_trust_in_a_country_alone(tmp_path: Path) -> None:
    country = folder(tmp_path, OWN.replace("journeys.*.burden.*", "interventions.nobody.*"))
    assert validate([country]) == []
    assert [each.code for each in validate([tmp_path / "scenarios/invented"])] == [
        "correlation_matches_nothing"
    ]


def test_a_study_of_common_causes_alone_is_checked_without_numpy() -> None:
    words = (
        "import sys; from justice_finance.scenario.validate import validate; "
        "assert validate(['scenarios/kenya']) == []; print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
