"""The recipes of the shipped invented study: inputs, scenarios, envelope, other processes."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest

from justice_finance.funding.envelope import present_value
from justice_finance.scenario.realise.planned import planned_public_cost
from justice_finance.scenario.recipes import Recipes, recipes_of
from justice_finance.scenario.study import Study, load_study
from tests.scenario.realise.test_draws import arrays_of

ENVELOPE = """envelope:
  assumption: "A round sum for tests."
  value: 15_000
  unit: {money: TRC, price_year: 2025}
"""


@pytest.fixture(scope="module")
def recipes() -> Recipes:
    return recipes_of(load_study("scenarios/invented"))


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Recipes]:
    """The same study, with two options once more within an envelope."""
    root = Path(__file__).parents[2]
    copy = tmp_path_factory.mktemp("study")
    shutil.copytree(root / "models", copy / "models", ignore=shutil.ignore_patterns("kenya"))
    shutil.copytree(root / "scenarios" / "invented", copy / "scenarios" / "invented")
    folder = copy / "scenarios" / "invented"
    with (folder / "study.yaml").open("a") as file:
        file.write(ENVELOPE)
    with (folder / "options.yaml").open("a") as file:
        for name in ("paralegals", "judges"):
            blocks = {"paralegals": "ten_paralegals", "judges": "two_judges"}
            file.write(
                f"  {name}_within:\n    title: {name} within the envelope\n"
                f"    overrides: [{blocks[name]}]\n    within_envelope: true\n"
                f"    same_option_as: {name}\n"
            )
    study = load_study(folder)
    return study, recipes_of(study)


def test_business_as_usual_comes_first_and_all_scenarios_share_their_axes(recipes) -> None:
    found = list(recipes.realise_all(recipes.variants[0]))
    assert [each.name for each in found] == list(recipes.scenarios)
    assert found[0].name == "business_as_usual"
    assert len({each.axes.states for each in found}) == 1
    assert all(np.array_equal(each.opening.waiting, found[0].opening.waiting) for each in found)


def test_leaves_inherited_from_a_template_are_one_input(recipes) -> None:
    assert list(recipes.inputs.ids) == sorted(recipes.inputs.ids)
    shared = [name for name in recipes.inputs.ids if name.startswith("templates.")]
    assert len(shared) == 1
    assert recipes.inputs.dimension == len(recipes.inputs.ids) + 1


def test_another_process_gets_the_same_bits(recipes) -> None:
    table = recipes.inputs.table(
        np.random.default_rng(1).uniform(size=(6, recipes.inputs.dimension))
    )
    there, sent = pickle.loads(pickle.dumps((recipes, table)))
    for mine, other in zip(
        recipes.realise_all("long_notice", table), there.realise_all("long_notice", sent),
        strict=True,
    ):  # fmt: skip
        first, second = arrays_of(mine), arrays_of(other)
        assert all(np.array_equal(first[path], second[path]) for path in first)


def test_one_rate_of_arrivals_bounds_every_scenario_draw_and_year(recipes) -> None:
    table = recipes.inputs.table(
        np.random.default_rng(2).uniform(size=(5, recipes.inputs.dimension))
    )
    bound = recipes.inflow_bound(table)
    for variant in recipes.variants:
        for each in recipes.realise_all(variant, table, bound):
            assert np.all(each.journeys.inflow <= bound)
            assert np.array_equal(each.journeys.inflow_bound, bound)


def test_options_are_cut_until_what_the_public_plans_fits(within) -> None:
    study, recipes = within
    variant = recipes.variants[0]
    baseline = recipes.baseline(variant)
    usual = planned_public_cost(recipes.recipes[variant, "business_as_usual"], baseline)
    for name in ("paralegals_within", "judges_within"):
        cut = recipes.cuts[variant, name]
        planned = planned_public_cost(recipes.recipes[variant, name], baseline) - usual
        assert 0.0 < cut.factor < 1.0
        assert present_value(planned.tolist(), 0.05) == pytest.approx(15_000, rel=1e-8)
        assert study.scenarios[name].within_envelope
    # Two judges from 2026: 2 x 12,500 a year. New cases pay no fee, their value is net of it.
    full = 25_000 / 1.05 + 25_000 / 1.05**2
    assert recipes.cuts[variant, "judges_within"].planned == pytest.approx(full, rel=1e-9)


def test_a_cut_scale_reaches_fewer_people(within) -> None:
    _, recipes = within
    variant = recipes.variants[0]
    found = {each.name: each for each in recipes.realise_all(variant)}
    factor = recipes.cuts[variant, "judges_within"].factor
    court = found["judges"].axes.services.index("court")
    staff = found["judges_within"].services.staff[0, :, court]
    np.testing.assert_allclose(staff, [6, 6 + 2 * factor, 6 + 2 * factor])
