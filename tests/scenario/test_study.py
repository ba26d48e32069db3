"""A study is loaded whole, or refused with all its mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from justice_finance.errors import JusticeFinanceError, ModelFileError, ScenarioError
from justice_finance.scenario.study import Study, load_study

ROOT = Path(__file__).resolve().parents[2]
WAGES = "models/countries/invented/journeys/unpaid_wages.yaml"
COURT = "models/countries/invented/services.yaml"
OPTIONS = "scenarios/invented/options.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(ROOT / "scenarios/invented")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("models/countries/invented", "scenarios/invented"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def test_every_scenario_is_resolved_in_every_variant(study: Study) -> None:
    assert study.variants == ("as_written", "long_notice")
    assert set(study.resolved) == {(n, v) for n in study.scenarios for v in study.variants}
    notice = [
        study.scenario("judges", variant).model.services["court"].notice_time
        for variant in study.variants
    ]
    assert [each and each.number for each in notice] == [1.0, 3.0]


def test_business_as_usual_changes_nothing_in_the_headline_variant(study: Study) -> None:
    assert study.scenario("business_as_usual").changes == ()
    assert study.scenario("business_as_usual").active_interventions == ()


def test_all_scenarios_have_the_same_states_services_and_interventions(study: Study) -> None:
    axes = {
        (
            tuple(each.model.services),
            tuple((name, tuple(j.states)) for name, j in each.model.journeys.items()),
            tuple(each.model.interventions),
        )
        for each in study.resolved.values()
    }
    assert len(axes) == 1


def test_a_scenario_says_which_interventions_act(study: Study) -> None:
    both = study.scenario("paralegals_and_judges")
    assert both.active_interventions == ("more_judges", "paralegal_advice")
    assert [each.path for each in both.changes] == [
        "interventions.paralegal_advice.scale",
        "interventions.paralegal_advice.starts",
        "interventions.more_judges.scale",
        "interventions.more_judges.starts",
    ]


def test_journeys_that_inherit_a_leaf_share_its_home(study: Study) -> None:
    scenario = study.scenario("business_as_usual")
    path = "burden.withheld_transfer.money_owed.amount"
    homes = {scenario.home(f"journeys.{name}.{path}") for name in scenario.model.journeys}
    assert homes == {f"templates.everyday_problem.{path}"}


def test_what_a_journey_writes_itself_has_a_home_of_its_own(study: Study) -> None:
    scenario = study.scenario("business_as_usual")
    path = "states.problem.time.mean"
    assert scenario.home(f"journeys.unpaid_wages.{path}") == f"templates.everyday_problem.{path}"
    assert scenario.home(f"journeys.land_boundary.{path}") == f"journeys.land_boundary.{path}"


def test_a_template_is_no_journey_of_the_country(study: Study) -> None:
    assert set(study.scenario("judges").model.journeys) == {"land_boundary", "unpaid_wages"}


def test_an_overridden_leaf_is_a_new_input(study: Study) -> None:
    path = "journeys.unpaid_wages.states.office.costs.fee.amount"
    assert study.scenario("judges").home(path) == path
    assert study.scenario("higher_fee").home(path).startswith("overrides.fee_of_the_labour_office.")


def test_a_study_shows_itself_and_escapes_what_people_typed(copy: Path) -> None:
    change(copy, "scenarios/invented/study.yaml", "title: Paralegals,", "title: <b>Paralegals,")
    shown = load_study(copy / "scenarios/invented")
    assert "<b>Paralegals" in repr(shown)
    assert "&lt;b&gt;Paralegals" in shown._repr_html_()
    assert "<b>" not in shown._repr_html_()


def test_the_shipped_copy_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    study = load_study("scenarios/invented")
    assert study.name == "invented"
    assert study.notice is not None and "shipped" in study.notice


def test_all_mistakes_of_all_files_come_together(copy: Path) -> None:
    change(copy, WAGES, "contact: direct", "contact: dirct")
    change(copy, COURT, "    patience:", "    pateince:")
    change(copy, OPTIONS, "overrides: [two_judges]", "overrides: [two_judgs]")
    change(copy, "scenarios/invented/study.yaml", "draws: 64", "draws: 65")
    with pytest.raises(ScenarioError) as caught:
        load_study(copy / "scenarios/invented")
    found = {(Path(each.place.file or "").name, each.code) for each in caught.value.mistakes}
    assert found == {
        ("unpaid_wages.yaml", "word_unknown"),
        ("services.yaml", "key_unknown"),
        ("options.yaml", "override_unknown"),
        ("study.yaml", "draws_not_power_of_two"),
    }


def test_a_file_that_cannot_be_read_does_not_hide_mistakes_in_others(copy: Path) -> None:
    change(copy, COURT, "services:\n", "services: [\n")
    change(
        copy,
        WAGES,
        "    idle: {remainder: true}\n  talks:",
        "    idol: {remainder: true}\n  talks:",
    )
    with pytest.raises(JusticeFinanceError) as caught:
        load_study(copy / "scenarios/invented")
    found = {each.code for each in caught.value.mistakes}
    assert {"yaml_syntax", "state_unknown"} <= found
    assert "service_unknown" not in found, "the services are not known, so no name is doubted"


def test_mistakes_in_models_alone_are_of_the_models(copy: Path) -> None:
    change(copy, WAGES, "contact: direct", "contact: dirct")
    with pytest.raises(ModelFileError):
        load_study(copy / "scenarios/invented")


def test_a_mistake_in_a_template_is_said_once(copy: Path) -> None:
    template = "models/countries/invented/journeys/everyday_problem.yaml"
    change(copy, template, "    kind: no_resolution\n", "    kind: no_resoluton\n")
    with pytest.raises(ModelFileError) as caught:
        load_study(copy / "scenarios/invented")
    assert [each.code for each in caught.value.mistakes] == ["word_unknown"]
    place = caught.value.mistakes[0].place
    assert place.file is not None and place.file.endswith("everyday_problem.yaml")


def test_listing_overrides_in_another_order_resolves_to_the_same(copy: Path) -> None:
    plain = load_study(copy / "scenarios/invented").scenario("paralegals_and_judges")
    change(copy, OPTIONS, "[ten_paralegals, two_judges]", "[two_judges, ten_paralegals]")
    swapped = load_study(copy / "scenarios/invented").scenario("paralegals_and_judges")
    assert plain.tree.data == swapped.tree.data


def test_a_link_out_of_the_models_is_no_way_in(copy: Path) -> None:
    change(copy, "scenarios/invented/study.yaml", "country: invented", "country: ../../invented")
    with pytest.raises(ScenarioError) as caught:
        load_study(copy / "scenarios/invented")
    assert "path_escapes" in {each.code for each in caught.value.mistakes}
