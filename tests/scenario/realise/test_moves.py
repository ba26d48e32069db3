"""Moves under interventions: rows sum to one, order changes nothing, a diversion by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance.errors import JusticeFinanceWarning
from justice_finance.scenario.draws import inputs_of
from justice_finance.scenario.realise import baseline_of, realise
from justice_finance.scenario.realised import Realised
from tests.scenario.realise.small_country import REST, country, intervention, number, recipe, time


def odds(value: float, at: str = "problem", to: str = "court", **more: Any) -> dict[str, Any]:
    return {"kind": "odds_ratio", "why": "For tests.", "move": {"at": at, "to": to},
            "odds": number(value), **more}  # fmt: skip


def scenario(interventions: dict[str, Any], years: int = 3) -> Realised:
    """One option in which all of these act."""
    idle = {name: each | {"scale": None} for name, each in interventions.items()}
    baseline = baseline_of(recipe(country(interventions=idle), years=years))
    return realise(recipe(country(interventions=interventions), "option", years), None, baseline)


def move(found: Realised, at: str, to: str) -> np.ndarray:
    """Probability by year and class."""
    names = found.axes.states
    for arc in range(len(found.journeys.arc_from)):
        if names[found.journeys.arc_from[arc]] == at and names[found.journeys.arc_to[arc]] == to:
            return found.journeys.arc_probability[0, :, :, arc]
    raise KeyError(f"{at} to {to}")


def assert_rows_sum_to_one(found: Realised) -> None:
    journeys = found.journeys
    for state in set(journeys.arc_from.tolist()):
        row = journeys.arc_probability[..., journeys.arc_from == state].sum(axis=-1)
        assert np.all((np.abs(row - 1.0) < 1e-12) | (row == 0.0))
    assert np.all(journeys.arc_probability >= 0.0)


def paralegals(**more: Any) -> dict[str, Any]:
    """Forty people a year from each unit go to a paralegal for 60 days."""
    advice = {"title": "Advice", "kind": "wait", "time": time(60)}
    effect = {
        "kind": "diversion", "why": "For tests.", "at": "problem", "to": "advice",
        "people_per_year": number(40), "drawn_from": {"given_up": number(0.75), "talks": REST},
        "resolution_added": number(0.3), "resolved_state": "agreed", "otherwise": "given_up",
    }  # fmt: skip
    return intervention("paralegals", states={"advice": advice}, effects={"advice": effect}, **more)


def test_odds_ratios_of_several_interventions_compose() -> None:
    found = scenario({
        "a": intervention("a", effects={"x": odds(2.0)}),
        "b": intervention("b", effects={"x": odds(3.0), "y": odds(0.5, to="talks")}),
    })  # fmt: skip
    court, talks, rest = 0.2 * 6.0, 0.5 * 0.5, 0.3
    np.testing.assert_allclose(move(found, "problem", "court"), court / (court + talks + rest))
    np.testing.assert_allclose(move(found, "problem", "talks"), talks / (court + talks + rest))
    assert_rows_sum_to_one(found)


def test_an_effect_touches_the_seriousness_and_the_people_it_names() -> None:
    covered = {"by": {"sex": {"women": number(1), "men": number(0)}}}
    effects = {"x": odds(3.0, seriousness=("serious",))}
    found = scenario({"a": intervention("a", effects=effects, coverage=covered)})
    court = move(found, "problem", "court")[0]
    np.testing.assert_allclose(court, [0.2, 0.6 / 1.4, 0.2, 0.2])


def test_an_odds_ratio_grows_with_the_ramp_up() -> None:
    ramp = {"year_1": number(0.5), "year_2": number(1)}
    found = scenario({"a": intervention("a", effects={"x": odds(3.0)}, ramp_up=ramp,
                                        starts={"choice": 2026.0})})  # fmt: skip
    full = 0.6 / 1.4
    np.testing.assert_allclose(
        move(found, "problem", "court")[:, 0], [0.2, (0.2 + full) / 2, full], rtol=1e-14
    )


@given(st.permutations(["a", "b", "c"]), st.floats(0.1, 9.0), st.floats(0.0, 1.0))
@settings(max_examples=15, deadline=None)
def test_listing_interventions_in_another_order_changes_no_bit(order, ratio, covered) -> None:
    options = {
        "a": intervention("a", effects={"x": odds(ratio)}, coverage=number(covered)),
        "b": intervention("b", effects={"x": odds(0.3), "z": {
            "kind": "ratio", "why": "For tests.", "of": "services.court.work.mean",
            "ratio": number(0.7)}}),
        "c": paralegals() | {"scale": {"choice": 2.0}},
    }  # fmt: skip
    first, second = scenario(options), scenario({name: options[name] for name in order})
    assert np.array_equal(first.journeys.arc_probability, second.journeys.arc_probability)
    assert np.array_equal(first.services.work_hours, second.services.work_hours)
    assert first.axes.states == second.axes.states
    for one, other in zip(first.charges, second.charges, strict=True):
        assert (one.source, one.payer) == (other.source, other.payer)
        assert np.array_equal(one.price, other.price)
    assert_rows_sum_to_one(first)


def test_a_diversion_sends_the_people_it_says_and_helps_them_as_much_as_it_says() -> None:
    found = scenario({"paralegals": paralegals() | {"scale": {"choice": 5.0}}})
    # 200 of 1,000 people a year: 150 who would have given up, 50 who would have talked.
    advice = move(found, "problem", "advice")[0]
    arrivals = np.array([450.0, 150.0, 300.0, 100.0])
    assert (advice * arrivals).sum() == pytest.approx(200.0)
    np.testing.assert_allclose(move(found, "problem", "given_up")[0], 0.3 - 0.15)
    np.testing.assert_allclose(move(found, "problem", "talks")[0], 0.5 - 0.05)
    np.testing.assert_allclose(move(found, "problem", "court")[0], 0.2)
    # Without advice a quarter of them would have agreed with chance 0.6.
    np.testing.assert_allclose(move(found, "advice", "agreed")[0], 0.25 * 0.6 + 0.3)
    assert_rows_sum_to_one(found)


def test_a_diversion_never_takes_more_people_than_there_are_and_says_so() -> None:
    with pytest.warns(JusticeFinanceWarning, match="do not exist"):
        found = scenario({"paralegals": paralegals() | {"scale": {"choice": 25.0}}})
    np.testing.assert_allclose(move(found, "problem", "given_up")[0], 0.0, atol=1e-15)
    np.testing.assert_allclose(move(found, "problem", "talks")[0], 0.5 - 0.25)
    assert_rows_sum_to_one(found)


def test_the_chance_of_resolution_is_never_above_one() -> None:
    option = paralegals() | {"scale": {"choice": 5.0}}
    option["effects"]["advice"]["resolution_added"] = number(0.95)
    found = scenario({"paralegals": option})
    np.testing.assert_allclose(move(found, "advice", "agreed")[0], 1.0)
    np.testing.assert_allclose(move(found, "advice", "given_up")[0], 0.0)


def test_an_intervention_that_does_not_act_leaves_every_number_alone() -> None:
    plain = realise(recipe(country()))
    idle = scenario({"paralegals": paralegals() | {"scale": None}})
    assert idle.axes.states == (*plain.axes.states, "advice")
    for at, to in (("problem", "talks"), ("problem", "given_up"), ("talks", "agreed")):
        assert np.array_equal(move(idle, at, to), move(plain, at, to))
    assert not np.any(move(idle, "problem", "advice"))
    assert_rows_sum_to_one(idle)


def test_shares_without_a_remainder_are_divided_by_their_sum() -> None:
    uncertain = {"distribution": "uniform", "low": 0.2, "high": 0.4, "interval": 100.0}
    row = {"talks": number(0.5), "court": number(0.2), "given_up": number(0.3, **uncertain)}
    made = recipe(country(journeys__land__moves__problem=row))
    table = inputs_of([made]).table(np.array([[0.25], [0.5], [0.75]]))
    row = realise(made, table).journeys.arc_probability[:, 0, 0]
    found = row[:, :3]
    np.testing.assert_allclose(found[:, 2], [0.25 / 0.95, 0.3, 0.35 / 1.05], rtol=1e-12)
    np.testing.assert_allclose(found.sum(axis=1), 1.0, rtol=1e-14)
