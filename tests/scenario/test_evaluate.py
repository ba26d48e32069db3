"""Values of leaves: rules, units, members, years, bounds, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from justice_finance.errors import ScenarioError
from justice_finance.scenario.draws import inputs_of
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import class_frame, general_frame
from justice_finance.scenario.recipe import Recipe
from tests.scenario.realise.small_country import REST, country, money, number, recipe

YEARS = (2025, 2026, 2027)
AT = "journeys.land.incidence"


def classes(made: Recipe) -> Any:
    groups = made.model.country.population_groups
    return class_frame(
        YEARS, ("land",) * 4, ("women", "women", "men", "men"), ("mild", "serious") * 2, groups
    )


def value(leaf: dict[str, Any], **changes: Any) -> np.ndarray:
    made = recipe(country(journeys__land__incidence=leaf, **changes))
    return Evaluator(made, None).value(AT, classes(made))


def test_members_nest_and_years_hold_until_the_next() -> None:
    by_grade = {"by": {"seriousness": {"mild": number(0.1), "serious": number(0.2)}}}
    by_year = {"by": {"year": {"2025": number(0.3), "2027": number(0.4)}}}
    leaf = {"by": {"sex": {"women": by_grade, "men": by_year}}}
    found = value(leaf)
    assert found.shape == (1, 3, 4)
    assert found[0].tolist() == [[0.1, 0.2, 0.3, 0.3], [0.1, 0.2, 0.3, 0.3], [0.1, 0.2, 0.4, 0.4]]


def test_formulas_are_arithmetic_over_their_names() -> None:
    leaf = {
        "formula": "max(a, 0.01) * (1 + b) ** 2 / sqrt(c)",
        "of": {"a": number(0.02), "b": number(0.5), "c": {"same_as": "services.court.staff"}},
    }
    assert value(leaf).item() == pytest.approx(0.02 * 2.25 / 2**0.5)


def test_a_value_that_is_the_same_as_another_has_its_draws() -> None:
    spread = {"distribution": "gamma", "low": 0.05, "high": 0.2}
    made = recipe(
        country(
            journeys__land__incidence=number(0.1, **spread),
            services__court__staff={"same_as": AT},
        )
    )
    table = inputs_of([made]).table(np.array([[0.1], [0.9]]))
    evaluator, frame = Evaluator(made, table), general_frame(YEARS)
    found = evaluator.value("services.court.staff", frame)
    assert np.array_equal(found, evaluator.value(AT, frame))
    assert found[0, 0, 0] < 0.1 < found[1, 0, 0]


def test_a_remainder_is_what_the_others_leave_and_never_below_zero() -> None:
    wide = {"distribution": "beta"}
    row = {"talks": number(0.5, low=0.3, high=0.7, **wide),
           "court": number(0.4, low=0.2, high=0.6, **wide), "given_up": REST}  # fmt: skip
    made = recipe(country(journeys__land__moves__problem=row))
    table = inputs_of([made]).table(np.array([[0.3, 0.4], [0.99, 0.98]]))
    court, talks = table.all_values().T
    paths = {to: f"journeys.land.moves.problem.{to}" for to in row}
    found = Evaluator(made, table).shares(paths, general_frame(YEARS))
    assert talks[0] + court[0] < 1.0 < talks[1] + court[1]
    assert found["given_up"][0].item() == pytest.approx(1.0 - talks[0] - court[0])
    assert found["given_up"][1].item() == 0.0
    np.testing.assert_allclose(found["talks"][1], talks[1] / (talks[1] + court[1]))
    np.testing.assert_allclose(sum(found.values()), 1.0, rtol=1e-15)


def test_cases_of_nobody_in_particular_take_the_mean_of_the_members() -> None:
    leaf = {"by": {"seriousness": {"mild": number(1), "serious": number(3)}}}
    made = recipe(country(services__court__work={"form": "fixed", "mean": leaf}))
    grades, groups = ("serious", "not_graded"), ("men", "organisations")
    known = made.model.country.population_groups
    frame = class_frame(YEARS, ("land", "firm"), groups, grades, known)
    found = Evaluator(made, None).value("services.court.work.mean", frame)
    assert found[0, 0].tolist() == [3.0, 2.0]


@pytest.mark.parametrize(
    ("leaf", "code"),
    [
        ({"formula": "__import__('os')", "of": {}}, "formula_not_arithmetic"),
        ({"formula": "a.real", "of": {"a": number(1)}}, "formula_not_arithmetic"),
        ({"formula": "1 / a", "of": {"a": number(0)}}, "formula_not_arithmetic"),
        ({"formula": "a", "of": {"a": {"same_as": AT}}}, "formula_cycle"),
        ({"same_as": "journeys.land.nothing"}, "same_as_unknown"),
        ({"remainder": True}, "remainder_misplaced"),
        ({"by": {"year": {"2026": number(1)}}}, "by_incomplete"),
        ({"by": {"sex": {"women": number(1)}}}, "by_incomplete"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(leaf: dict[str, Any], code: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        value(leaf)
    mistake = refusal.value.mistakes[0]
    assert mistake.code == code
    assert all((mistake.found, mistake.expected, mistake.do))


@pytest.mark.parametrize(
    ("leaf", "code"),
    [
        (number(0.1, distribution="uniform", low=0.0, high=0.5) | {"interval": 100.0},
         "distribution_cannot_fit"),
        (number(0.1, distribution="normal", low=-0.2, high=0.4), "distribution_leaves_range"),
    ],
)  # fmt: skip
def test_spreads_that_cannot_be_are_refused_when_the_recipe_is_made(leaf, code) -> None:
    with pytest.raises(ScenarioError) as refusal:
        recipe(country(journeys__land__incidence=leaf))
    assert refusal.value.mistakes[0].code == code


def test_several_spreads_that_cannot_be_are_told_together() -> None:
    wrong = number(0.1, distribution="normal", low=-0.2, high=0.4)
    with pytest.raises(ScenarioError) as refusal:
        recipe(country(journeys__land__incidence=wrong, services__court__staff=wrong))
    assert len(refusal.value.mistakes) == 2


def test_growth_may_be_below_zero() -> None:
    made = recipe(country(country__adults_growth=number(-0.02, distribution="normal",
                                                         low=-0.03, high=-0.01)))  # fmt: skip
    table = inputs_of([made]).table(np.array([[0.5]]))
    found = Evaluator(made, table).value("country.adults_growth", general_frame(YEARS))
    assert found.item() == pytest.approx(-0.02)


def test_money_of_another_year_needs_price_tables() -> None:
    old = money(10, "hour") | {"unit": {"money": "TRC", "price_year": 2020, "per": "hour"}}
    with pytest.raises(KeyError, match="no price tables"):
        recipe(country(country__population_groups__women__value_of_time=old))
