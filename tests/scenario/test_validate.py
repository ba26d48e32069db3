"""`validate` checks whatever is named, and does it without heavy libraries."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from justice_finance.errors import ModelFileError
from justice_finance.scenario.study import load_study
from justice_finance.scenario.validate import validate

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "models/countries/invented"


@pytest.mark.parametrize(
    "path",
    [
        "scenarios/invented",
        "scenarios/invented/options.yaml",
        "models/countries/invented",
        "models/countries/invented/services.yaml",
        "models/countries/invented/interventions/more_judges.yaml",
        "models/countries/invented/funding/grants.yaml",
        "models/countries/invented/journeys/everyday_problem.yaml",
        "models/evidence",
        "models",
        "scenarios",
    ],
)
def test_shipped_files_and_folders_have_no_mistakes(path: str) -> None:
    assert validate([ROOT / path]) == []


def test_mistakes_of_several_paths_come_in_reading_order(tmp_path: Path) -> None:
    text = (INVENTED / "interventions/more_judges.yaml").read_text(encoding="utf-8")
    for name in ("b", "a"):
        wrong = text.replace("intervention: more_judges", f"intervention: {name}")
        wrong = wrong.replace("value: 500", "value: -500").replace("year_1", "year_0")
        (tmp_path / f"{name}.yaml").write_text(wrong, encoding="utf-8")
    found = validate([tmp_path / "b.yaml", tmp_path / "a.yaml"])
    assert [Path(each.place.file or "").name for each in found] == ["a.yaml"] * 2 + ["b.yaml"] * 2
    assert [each.code for each in found[:2]] == ["ramp_up_keys", "number_negative"]


@pytest.mark.parametrize(
    ("rate", "code"), [("8", "share_out_of_range"), ("0.5", "discount_rate_out_of_range")]
)
def test_a_wrong_discount_rate_is_one_mistake(tmp_path: Path, rate: str, code: str) -> None:
    study = tmp_path / "invented"
    shutil.copytree(ROOT / "scenarios/invented", study)
    text = (study / "study.yaml").read_text(encoding="utf-8")
    assert "discount_rate: {choice: 0.05}" in text
    text = text.replace("discount_rate: {choice: 0.05}", f"discount_rate: {{choice: {rate}}}")
    (study / "study.yaml").write_text(text, encoding="utf-8")
    assert [each.code for each in validate([study])] == [code]


def test_a_journey_alone_is_checked_with_what_it_extends(tmp_path: Path) -> None:
    for name in ("everyday_problem", "unpaid_wages"):
        text = (INVENTED / f"journeys/{name}.yaml").read_text(encoding="utf-8")
        folder = tmp_path / "models/journeys"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(text.replace("    lapsed:", "    lapsd:"), "utf-8")
    found = validate([tmp_path / "models/journeys/unpaid_wages.yaml"])
    assert {each.code for each in found} == {"state_unknown", "state_unreachable"}


def test_a_wrong_line_of_a_template_is_said_once_for_all_journeys(tmp_path: Path) -> None:
    for folder in ("models/countries/invented", "scenarios/invented"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    template = tmp_path / "models/countries/invented/journeys/everyday_problem.yaml"
    text = template.read_text(encoding="utf-8")
    assert text.count("gainer: other_side") == 1
    template.write_text(text.replace("gainer: other_side", "gainer: nobody"), encoding="utf-8")
    found = validate([tmp_path / "scenarios/invented"])
    assert [each.code for each in found] == ["party_unknown"]
    assert found[0].place.path.startswith("journeys.land_boundary.burden.")
    assert [path.split(".")[1] for path in found[0].inherited_by] == ["unpaid_wages"]
    with pytest.raises(ModelFileError) as error:
        load_study(tmp_path / "scenarios/invented")
    assert error.value.mistakes == tuple(found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("perspective: society", "perspective: societie", "perspective_unknown"),
        ("engine: cohort", "engine: cohort\nevent_fraction: {choice: 0}", "fraction_out_of_range"),
    ],
)
def test_a_study_and_a_call_give_one_mistake_one_code(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    shutil.copytree(ROOT / "scenarios/invented", tmp_path / "scenarios/invented")
    study = tmp_path / "scenarios/invented/study.yaml"
    text = study.read_text(encoding="utf-8")
    assert text.count(old) == 1
    study.write_text(text.replace(old, new), encoding="utf-8")
    assert [each.code for each in validate([study.parent])] == [code]


def test_what_is_not_there_is_a_mistake_and_no_crash(tmp_path: Path) -> None:
    assert [each.code for each in validate([tmp_path / "nothing"])] == ["file_missing"]


def test_a_folder_with_nothing_to_check_is_said_to_be_so(tmp_path: Path) -> None:
    assert [each.code for each in validate([tmp_path])] == ["file_kind_unknown"]


def test_checking_loads_no_heavy_library() -> None:
    code = (
        "import sys\nfrom justice_finance.scenario.validate import validate\n"
        f"assert validate([{str(ROOT / 'scenarios/invented')!r}]) == []\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT / "src",
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert not loaded & {"numpy", "scipy", "xarray", "pandas", "matplotlib", "simpy"}


def test_what_people_typed_cannot_steer_the_terminal(tmp_path: Path) -> None:
    text = (INVENTED / "interventions/more_judges.yaml").read_text(encoding="utf-8")
    wrong = text + '"\\e[31mred\\u202E": 1\n' + f"{'x' * 1000}: 1\n"
    (tmp_path / "more_judges.yaml").write_text(wrong, encoding="utf-8")
    found = validate([tmp_path / "more_judges.yaml"])
    assert {each.code for each in found} == {"key_unknown", "name_not_plain"}
    shown = "\n".join(map(str, found))
    assert all(mark.isprintable() or mark == "\n" for mark in shown)
    assert len(shown) < 10_000


def test_a_title_of_no_quantity_is_found_in_a_country_alone(tmp_path: Path) -> None:
    shutil.copytree(INVENTED, tmp_path / "models/countries/invented")
    file = tmp_path / "models/countries/invented/country.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nquantity_titles: {{fare: Fare of one trip}}\n", encoding="utf-8")
    (found,) = validate([str(file.parent)])
    assert found.code == "quantity_title_unknown" and found.place.file == str(file)


def test_money_of_no_country_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """Beside another mistake, and without a run that would convert it."""
    shutil.copytree(ROOT / "scenarios/kenya", tmp_path / "scenarios/kenya")
    shutil.copytree(ROOT / "models", tmp_path / "models")
    changes = {
        "models/interventions/community_paralegals_volunteer.yaml": ("money: KES", "money: KSH"),
        "scenarios/kenya/surveys.yaml": ("money: KES", "money: KSH"),
        "scenarios/kenya/options.yaml": ("paralegals_volunteer.scale", "paralegal_volunteer.scale"),
    }
    for name, (old, new) in changes.items():
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = {
        Path(each.place.file or "").name: each for each in validate([tmp_path / "scenarios/kenya"])
    }
    assert {name: each.code for name, each in found.items()} == {
        "community_paralegals_volunteer.yaml": "unit_unknown_currency",
        "surveys.yaml": "unit_unknown_currency",
        "options.yaml": "override_path_unknown",
    }
    assert "`KSH`" in found["surveys.yaml"].found


def test_money_of_another_country_is_no_mistake(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios/kenya", tmp_path / "scenarios/kenya")
    shutil.copytree(ROOT / "models", tmp_path / "models")
    path = tmp_path / "scenarios/kenya/surveys.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("money: KES", "money: UGX"), "utf-8")
    assert validate([tmp_path / "scenarios/kenya"]) == []
