"""A study changed in Python is the study that files with the same changes would give."""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import JusticeFinanceError, Mistakes, ScenarioError
from justice_finance.evidence.leaf import Leaf
from justice_finance.files import parse_yaml, yaml_text
from justice_finance.runs.plan import Request
from justice_finance.runs.record import record_of
from justice_finance.runs.run_id import plan_of
from justice_finance.scenario.changed import FILE, plain
from justice_finance.scenario.recipes import recipes_of
from justice_finance.scenario.study import Study, load_study

ROOT = Path(__file__).resolve().parents[2]
HALF_LIFE = "country.half_life_of_continuing_loss"
OPTION = {
    "interventions.paralegal_advice.scale": {"choice": 20},
    "interventions.paralegal_advice.starts": {"choice": 2026},
}


def assumed(value: Any, **rest: Any) -> dict[str, Any]:
    return {"assumption": "Changed to see what moves.", "value": value, **rest}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(ROOT / "scenarios/invented")


def number(study: Study, path: str, scenario: str = "business_as_usual") -> float | None:
    """The number written at a path of one scenario."""
    (found,) = [
        each.leaf
        for each in study.scenarios[scenario].leaves
        if ".".join(map(str, each.path)) == path
    ]
    return found.number


def run_id(study: Study) -> str:
    return plan_of(study, recipes_of(study), Request("cohort", 16, 1)).run_id


def as_values(study: Study) -> dict[str, Any]:
    """Every scenario in every variant as plain values."""
    return {
        f"{name}/{variant}": [
            {kind: {n: e.model_dump() for n, e in getattr(each.model, kind).items()}
             for kind in ("journeys", "services", "interventions", "funding")},
            each.model.country.model_dump(),
        ]
        for (name, variant), each in study.resolved.items()
    }  # fmt: skip


def mistakes_of(study: Study, leaves: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    with pytest.raises(ScenarioError) as caught:
        study.with_assumptions(leaves)
    for each in caught.value.mistakes:
        assert each.found and each.expected and each.do
    return tuple((each.code, each.place.path) for each in caught.value.mistakes)


# assumptions


def test_a_changed_assumption_holds_in_every_scenario_and_variant(study: Study) -> None:
    changed = study.with_assumption(HALF_LIFE, assumed(3, unit="years"))
    for scenario in changed.resolved.values():
        assert scenario.model.country.half_life_of_continuing_loss.number == 3.0
    for scenario in study.resolved.values():
        assert scenario.model.country.half_life_of_continuing_loss.number == 2.0


def test_it_is_what_the_files_would_give_with_the_same_change(study: Study, tmp_path: Path) -> None:
    for folder in ("models/countries/invented", "scenarios/invented"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    country = tmp_path / "models/countries/invented/country.yaml"
    old = '{assumption: "A round number of the usual size.", value: 2, unit: years}'
    new = '{assumption: "Changed to see what moves.", value: 3, unit: years}'
    text = country.read_text(encoding="utf-8")
    assert text.count(old) == 1
    country.write_text(text.replace(old, new), encoding="utf-8")
    options = tmp_path / "scenarios/invented/options.yaml"
    text = options.read_text(encoding="utf-8")
    block = "  twenty:\n" + "".join(
        f"    {path}: {{choice: {leaf['choice']}}}\n" for path, leaf in OPTION.items()
    )
    text = text.replace("scenarios:\n", f"{block}scenarios:\n")
    text += "  twenty:\n    title: Twenty paralegals\n    overrides: [twenty]\n"
    options.write_text(text, encoding="utf-8")
    written = load_study(tmp_path / "scenarios/invented")
    changed = study.with_assumption(HALF_LIFE, assumed(3, unit="years")).with_option(
        "twenty", "Twenty paralegals", OPTION
    )
    assert as_values(changed) == as_values(written)
    ids = [recipes_of(each).inputs.ids for each in (changed, written)]
    assert ids[0] == ids[1]
    assert run_id(changed) != run_id(study)


def test_a_changed_value_keeps_its_name_so_that_draws_stay_comparable(study: Study) -> None:
    path = "journeys.land_boundary.states.problem.time.mean"
    before = study.scenarios["judges"].home(path)
    changed = study.with_assumption(path, assumed(2, unit="months"))
    assert changed.scenarios["judges"].home(path) == before == path


def test_changes_add_up_and_a_later_one_takes_the_place_of_an_earlier(study: Study) -> None:
    changed = study.with_assumption(HALF_LIFE, assumed(3, unit="years"))
    changed = changed.with_assumption("country.income_growth", assumed(0.02))
    changed = changed.with_assumption(HALF_LIFE, assumed(4, unit="years"))
    assert number(changed, HALF_LIFE) == 4.0
    assert number(changed, "country.income_growth") == 0.02
    assert list(changed.changes.assumptions) == ["country.income_growth", HALF_LIFE]


def test_evidence_may_take_the_place_of_an_assumption() -> None:
    study = load_study(ROOT / "scenarios/kenya").only("court_mediation")
    path = "country.surveyed.prevalence"
    changed = study.with_assumption(path, assumed(0.5))
    assert changed.value(path).value == 0.5
    back = changed.with_assumption(path, {"evidence": "nj_ken17_prev"})
    assert back.value(path).value == study.value(path).value


def test_shares_that_sum_to_one_are_changed_together(study: Study) -> None:
    move = "journeys.unpaid_wages.moves.problem."
    names = [path for path in study.paths(f"{move}*") if study.value(path).origin != "remainder"]
    one = {names[0]: assumed(0.9)}
    assert {code for code, _ in mistakes_of(study, one)} == {"probabilities_not_one"}
    several = {name: assumed(1 / len(names)) for name in names}
    changed = study.with_assumptions(several)
    assert all(changed.value(name).value == pytest.approx(1 / len(names)) for name in names)


def test_a_scenario_that_sets_the_same_value_keeps_its_own_and_a_notice_says_so(
    study: Study,
) -> None:
    path = "services.court.notice_time"
    changed = study.with_assumption(path, assumed(2, unit="months"))
    assert changed.notice is not None and "three_months_of_notice" in changed.notice
    assert changed.notice in changed._repr_html_().replace("&#x27;", "'")
    notice = changed.scenario("judges", "long_notice").model.services["court"].notice_time
    assert notice is not None and notice.number == 3.0
    assert study.with_assumption(HALF_LIFE, assumed(3, unit="years")).notice is None


# mistakes


def test_all_mistakes_come_together_with_the_changed_key_as_their_place(study: Study) -> None:
    leaves = {
        "country.half_life": assumed(3),
        "services.court.productive_hourz": assumed(3),
        "country.income_growth": {"value": 0.02},
        HALF_LIFE: {"assumption": "No number stands here."},
    }
    assert set(mistakes_of(study, leaves)) == {
        ("override_path_unknown", "country.half_life"),
        ("override_path_unknown", "services.court.productive_hourz"),
        ("value_without_origin", "country.income_growth"),
        ("assumption_without_value", HALF_LIFE),
    }


def test_mistakes_in_numbers_come_together(study: Study) -> None:
    leaves = {
        HALF_LIFE: assumed(3, unit="yeers"),
        "country.adults_growth": {"choice": 0.01},
        "country.excess_burden_of_taxation": assumed(1.2),
    }
    found = {path.split(".")[1]: code for code, path in mistakes_of(study, leaves)}
    assert found == {
        "half_life_of_continuing_loss": "unit_unknown",
        "adults_growth": "choice_outside_scenarios",
        "excess_burden_of_taxation": "share_out_of_range",
    }


def test_an_unknown_path_names_the_nearest(study: Study) -> None:
    with pytest.raises(ScenarioError, match="write `notice_time`") as caught:
        study.with_assumption("services.court.notice_tme", assumed(1, unit="months"))
    (mistake,) = caught.value.mistakes
    assert (mistake.place.file, mistake.place.line, mistake.place.column) == (FILE, 1, 1)


@pytest.mark.parametrize(
    ("leaf", "code"),
    [
        (3, "value_without_origin"),
        ([3], "value_without_origin"),
        ({"assumption": "Half a year.", "value": math.nan}, "number_not_finite"),
        ({"assumption": "Half a year.", "value": 1e30}, "number_too_large"),
        ({"assumption": "Half a year.", "value": object()}, "wrong_kind_of_value"),
        ({"assumption": "Half a\u202eyear.", "value": 1}, "text_with_control_characters"),
        ({"assumption": "guess", "value": 1}, "assumption_without_reason"),
        ({"evidence": "no_such_entry"}, "evidence_unknown_id"),
        ({"assumption": "Half a year.", "value": 1, "lwo": 1}, "key_unknown"),
    ],
)
def test_what_no_file_may_say_is_refused(study: Study, leaf: Any, code: str) -> None:
    assert code in {code for code, _ in mistakes_of(study, {HALF_LIFE: leaf})}


def test_a_map_that_holds_itself_is_refused(study: Study) -> None:
    leaf: dict[str, Any] = assumed(1)
    leaf["of"] = leaf
    assert {code for code, _ in mistakes_of(study, {HALF_LIFE: leaf})} == {"yaml_too_deep"}


@pytest.mark.parametrize("path", ["", ".", "country", "country..x", f"{HALF_LIFE}.value", "a" * 99])
def test_a_path_that_is_no_value_is_refused(study: Study, path: str) -> None:
    with pytest.raises(ScenarioError):
        study.with_assumption(path, assumed(1))


# options


def test_an_added_option_is_a_scenario_in_every_variant_and_a_headline(study: Study) -> None:
    changed = study.with_option("twenty_paralegals", "Twenty paralegals", OPTION)
    assert list(changed.scenarios) == [*study.scenarios, "twenty_paralegals"]
    assert changed.file.headline_scenarios == (*study.file.headline_scenarios, "twenty_paralegals")
    for variant in study.variants:
        added = changed.scenario("twenty_paralegals", variant)
        assert added.active_interventions == ("paralegal_advice",)
    assert changed.scenario("business_as_usual").changes == ()


def test_an_option_is_replaced_when_a_cell_is_run_again(study: Study) -> None:
    once = study.with_option("mine", "Mine", OPTION)
    again = once.with_option("mine", "Mine, later", OPTION | {
        "interventions.paralegal_advice.starts": {"choice": 2027}
    })  # fmt: skip
    assert list(again.scenarios) == list(once.scenarios)
    assert again.scenarios["mine"].title == "Mine, later"
    assert number(again, "interventions.paralegal_advice.starts", "mine") == 2027


def test_options_and_assumptions_stand_together(study: Study) -> None:
    changed = (
        study.with_option("mine", "Mine", OPTION)
        .with_assumption(HALF_LIFE, assumed(3, unit="years"))
        .with_option("other", "Other", {"country.income_growth": {"choice": 0.02}})
    )
    for name in ("mine", "other", "business_as_usual"):
        assert number(changed, HALF_LIFE, name) == 3.0
    assert number(changed, "country.income_growth", "other") == 0.02
    assert number(changed, "country.income_growth", "mine") == 0.0


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("paralegals", OPTION, "name_taken"),
        ("ten_paralegals", OPTION, "name_taken"),
        ("business_as_usual", OPTION, "name_taken"),
        ("Mine!", OPTION, "name_not_plain"),
        ("../mine", OPTION, "path_escapes"),
        ("mine", {"interventions.paralegal_advise.scale": {"choice": 1}}, "override_path_unknown"),
        ("mine", [1], "wrong_kind_of_value"),
        ("mine", {"services.court.notice_time": {"choice": 1}}, "override_conflict"),
        ("mine", {"interventions.paralegal_advice.scale": {"choice": 5}}, "scale_without_start"),
    ],
)
def test_an_option_that_cannot_stand_is_refused(
    study: Study, name: str, changes: Any, code: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        study.with_option(name, "Mine", changes)
    assert code in {each.code for each in caught.value.mistakes}
    assert study.with_option("fine", "Fine", OPTION)


# fewer scenarios


def test_only_some_scenarios_keep_their_figures(study: Study) -> None:
    from justice_finance.runs.execute import run

    few = study.only("judges")
    assert list(few.scenarios) == ["business_as_usual", "judges"]
    assert few.variants == ("as_written",)
    whole, part = (run(each, draws=4, seed=3, workers=1) for each in (study, few))
    for name in ("business_as_usual", "judges"):
        expected = whole.ledger.sel(scenario=name)
        found = part.ledger.sel(scenario=name)
        for entry in found["entry"].values:
            np.testing.assert_array_equal(
                found.sel(entry=entry).values, expected.sel(entry=entry).values
            )


def test_the_whole_study_comes_back_with_its_other_changes(study: Study) -> None:
    changed = study.with_assumption(HALF_LIFE, assumed(3, unit="years"))
    few = changed.only("judges")
    assert as_values(few.whole) == as_values(changed) and few.whole.variants == changed.variants
    assert few.files_as_changed.tree.get(tuple(HALF_LIFE.split(".")))["value"] == 3
    assert study.whole is study


def test_only_and_then_an_option_keeps_the_option(study: Study) -> None:
    few = study.only("judges").with_option("mine", "Mine", OPTION)
    assert list(few.scenarios) == ["business_as_usual", "judges", "mine"]
    assert list(few.only("mine").scenarios) == ["business_as_usual", "mine"]
    assert list(few.only("judges").scenarios) == ["business_as_usual", "judges"]
    with pytest.raises(ScenarioError, match="write `judges`"):
        study.only("judge")


def test_a_scenario_within_the_envelope_can_stand_alone() -> None:
    kenya = load_study(ROOT / "scenarios/kenya")
    assert (
        "court_mediation_within_envelope" in kenya.only("court_mediation_within_envelope").scenarios
    )


# what a run says of it


def test_a_change_gives_another_run_and_stands_in_its_record(study: Study) -> None:
    changed = study.with_assumption(HALF_LIFE, assumed(3, unit="years"))
    option = study.with_option("mine", "Mine", OPTION)
    ids = {run_id(each) for each in (study, changed, option, study.only("judges"))}
    assert len(ids) == 4
    again = study.with_assumption(HALF_LIFE, assumed(3.0, unit="years"))
    assert run_id(again) == run_id(changed)
    record = record_of(changed, recipes_of(changed))["changed_in_python"]
    (said,) = record["assumptions"]
    assert (said["path"], said["old"]["value"], said["new"]["value"]) == (HALF_LIFE, 2, 3)
    assert record_of(study, recipes_of(study))["changed_in_python"] == {}
    assert option.changed_in_python["options"] == [
        {"name": "mine", "title": "Mine", "changes": OPTION}
    ]


def test_what_was_given_may_be_changed_afterwards(study: Study) -> None:
    leaf = assumed(3, unit="years")
    changed = study.with_assumption(HALF_LIFE, leaf)
    leaf["value"] = 9
    assert number(changed.with_assumption("country.income_growth", assumed(0.0)), HALF_LIFE) == 3.0


def test_a_changed_study_shows_what_was_changed(study: Study) -> None:
    changed = study.with_assumption(HALF_LIFE, assumed(3, unit="years"))
    assert HALF_LIFE in repr(changed) and HALF_LIFE in changed._repr_html_()
    assert "Python" not in repr(study)


# looking numbers up


def test_a_number_says_what_it_is_and_where_it_comes_from(study: Study) -> None:
    found = study.value(HALF_LIFE)
    assert (found.value, found.unit, found.origin) == (730.0, "days", "assumption")
    assert found.text == "A round number of the usual size."
    assert found.where.endswith("country.yaml:10")
    assert found.leaf["value"] == 2
    assert "730 days" in str(found) and "730 days" in found._repr_html_()


def test_a_number_from_the_register_comes_with_its_source() -> None:
    found = load_study(ROOT / "scenarios/kenya").value("country.surveyed.prevalence")
    assert found.origin == "evidence" and found.source is not None
    assert found.source.id == found.text == "nj_ken17_prev"
    assert found.source.source.title in str(found) and found.source.locator in str(found)
    assert found.value == found.source.value


def test_a_formula_is_worked_out_and_shows_its_parts() -> None:
    found = load_study(ROOT / "scenarios/kenya").value("country.excess_burden_of_taxation")
    assert found.origin == "formula"
    assert found.value == pytest.approx(found.members["cost_of_funds"] - 1.0)


def test_every_value_of_the_shipped_studies_can_be_shown(study: Study) -> None:
    for path in study.paths():
        shown = study.value(path)
        assert shown.rows and "<table>" in shown._repr_html_()


def test_a_number_of_a_scenario_is_that_of_the_scenario(study: Study) -> None:
    path = "interventions.paralegal_advice.scale"
    assert study.value(path, "paralegals").value == 10.0
    assert study.value(path, "paralegals").origin == "choice"


def test_paths_fit_a_pattern_in_the_order_of_the_files(study: Study) -> None:
    everything = study.paths()
    assert len(everything) == len(set(everything)) > 50
    assert HALF_LIFE in study.paths("country.half*") and study.paths("nothing.*") == []
    assert study.paths("services.*") == [each for each in everything if each[:9] == "services."]
    assert not [each for each in everything if ".by." in each or ".of." in each]


def test_what_people_typed_is_escaped(study: Study) -> None:
    leaf = {**assumed(1, unit="years"), "assumption": "Because <b>I</b> say so."}
    shown = study.with_assumption(HALF_LIFE, leaf).value(HALF_LIFE)._repr_html_()
    assert "<b>" not in shown and "&lt;b&gt;" in shown


# writing and reading back

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e17, 1e17, allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
)
keys = st.from_regex(r"[a-z_][a-z0-9_.]{0,12}", fullmatch=True) | st.sampled_from(
    ["yes", "no", "null", "2024", "on", "1e3"]
)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_what_is_written_is_read_back_the_same(content: dict[str, Any]) -> None:
    mistakes = Mistakes()
    written = plain(content, "", mistakes)
    assert not len(mistakes)
    assert parse_yaml(yaml_text(written), FILE).data == content


@given(st.text(max_size=60))
def test_a_text_of_any_characters_is_read_or_refused(text: str) -> None:
    try:
        assert parse_yaml(yaml_text({"note": text}), FILE).data == {"note": text}
    except JusticeFinanceError as error:
        assert all(each.place.file == FILE for each in error.mistakes)


def test_numbers_of_numpy_become_plain_ones() -> None:
    mistakes = Mistakes()
    found = plain({"a": np.float64(1.5), "b": np.int32(2), "c": np.bool_(True)}, "", mistakes)
    assert found == {"a": 1.5, "b": 2, "c": True}
    assert [type(each) for each in found.values()] == [float, int, bool]
    plain(np.array([1.0, 2.0]), "x", mistakes)
    assert [each.code for each in mistakes] == ["wrong_kind_of_value"]


def test_a_leaf_written_down_is_a_leaf(study: Study) -> None:
    assert Leaf.model_validate(dict(study.value(HALF_LIFE).leaf)).number == 2.0
