"""Inputs drawn together: rank correlations of each pair, shares of a whole, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from justice_finance.errors import ScenarioError
from justice_finance.scenario.draws import Inputs, inputs_of
from justice_finance.scenario.joint_draws import largest_possible_part, normal_correlations
from justice_finance.scenario.realise import baseline_of, realise
from tests.scenario.realise.small_country import REST, country, money, number, recipe
from tests.scenario.realise.test_draws import arrays_of, table_of

LOSS = {"distribution": "lognormal", "low": 40.0, "high": 220.0}
PERSON = "journeys.land.burden.continuing_loss.person"
OTHER = "journeys.land.burden.continuing_loss.other_side"
INCIDENCE = "journeys.land.incidence"
MOVES = ("journeys.land.moves.problem.talks", "journeys.land.moves.problem.court")


def small(**changes: Any):
    tree = country(
        journeys__land__moves__problem={
            "talks": number(0.5), "court": number(0.2), "given_up": REST},
        journeys__land__burden__continuing_loss={
            "person": money(100, "year", **LOSS), "other_side": money(100, "year", **LOSS)},
        journeys__land__incidence=number(0.1, distribution="gamma", low=0.08, high=0.12),
        **changes,
    )  # fmt: skip
    return recipe(tree)


def ranks(matrix: dict[str, dict[str, float]], **inputs: str) -> dict[str, Any]:
    named = inputs or {"person": PERSON, "other": OTHER, "cases": INCIDENCE}
    numbers = {one: {to: number(v) for to, v in row.items()} for one, row in matrix.items()}
    return {"country__rank_correlations": {"all": {"inputs": named, "matrix": numbers}}}


def shares(*inputs: str, counted: float = 60.0, remainder: bool = True) -> dict[str, Any]:
    group = {"inputs": list(inputs or MOVES), "counted": number(counted), "remainder": remainder}
    return {"country__counted_shares": {"steps": group}}


def refused(**changes: Any) -> tuple[str, str]:
    with pytest.raises(ScenarioError) as refusal:
        inputs_of([small(**changes)])
    assert len(refusal.value.mistakes) == 1
    return refusal.value.mistakes[0].code, refusal.value.mistakes[0].do


def test_each_pair_has_the_rank_correlation_that_is_stated() -> None:
    made = small(**ranks({"person": {"other": 0.7, "cases": -0.4}, "other": {"cases": -0.2}}))
    design = inputs_of([made])
    assert design.dimension == len(design.ids) == 3
    size = 8000
    table = table_of(design, size)
    for one, other, expected in ((PERSON, OTHER, 0.7), (PERSON, INCIDENCE, -0.4),
                                 (OTHER, INCIDENCE, -0.2)):  # fmt: skip
        found = stats.spearmanr(table.values(one), table.values(other))[0]
        # The error of a rank correlation is at most about 1.06 x that of no correlation.
        assert abs(found - expected) < 4.0 * 1.06 / np.sqrt(size)
    for name in design.ids:  # the spread of each stays its own
        own = design.inputs[design.ids.index(name)].distribution
        test = stats.kstest(table.values(name), lambda x, own=own: np.vectorize(
            own.probability_below)(x))  # fmt: skip
        assert test.pvalue > 1e-4


def test_a_pair_left_out_is_independent() -> None:
    design = inputs_of([small(**ranks({"person": {"other": 0.9}}))])
    table = table_of(design, 8000)
    found = stats.spearmanr(table.values(OTHER), table.values(INCIDENCE))[0]
    assert abs(found) < 4.0 / np.sqrt(8000)


def test_shares_of_a_whole_have_the_moments_of_a_dirichlet() -> None:
    design = inputs_of([small(**shares())])
    assert design.dimension == len(design.ids) + 1  # the rest needs a number of its own
    size = 20_000
    table = table_of(design, size)
    talks, court = (table.values(name) for name in MOVES)
    assert (talks + court < 1.0).all() and (talks > 0.0).all()
    for values, mean in ((talks, 0.5), (court, 0.2)):
        variance = mean * (1 - mean) / 61.0
        assert abs(values.mean() - mean) < 4.0 * np.sqrt(variance / size)
        assert values.var() == pytest.approx(variance, rel=4.0 * np.sqrt(2.5 / size))
    covariance = -0.5 * 0.2 / 61.0
    spread = np.sqrt((0.25 * 0.16 / 61.0**2 + covariance**2) / size)
    assert abs(np.cov(talks, court)[0, 1] - covariance) < 4.0 * spread
    own = design.inputs[design.ids.index(MOVES[0])].distribution
    assert (own.family, own.mean) == ("beta", 0.5)
    assert stats.kstest(talks, stats.beta(30, 30).cdf).pvalue > 1e-4


def test_moves_drawn_as_shares_still_sum_to_one() -> None:
    made = small(**shares())
    table = table_of(inputs_of([made]), 16)
    realised = realise(made, table, baseline_of(made, table))
    varies = [
        values for path, values in arrays_of(realised).items()
        if path.endswith("probability") and np.ptp(values, axis=0).max() > 0.0
    ]  # fmt: skip
    assert varies and all(((each >= 0.0) & (each <= 1.0)).all() for each in varies)


def test_a_draw_has_its_bits_in_any_company() -> None:
    together = ranks({"person": {"other": 0.7, "cases": -0.4}}) | shares()
    design: Inputs = inputs_of([small(**together)])
    table = table_of(design)
    for name in design.ids:
        alone = design.table(table.uniforms[7:19]).values(name)
        assert np.array_equal(alone, table.values(name)[7:19])
        assert np.array_equal(table.rows(slice(5, 30)).rows(slice(2, 14)).values(name), alone)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (ranks({"person": {"other": 0.5}}, person=PERSON, other="services.*"),
         "correlation_matches_nothing"),
        (ranks({"person": {"other": 0.5}}, person=PERSON, other="journeys.land.burden.*"),
         "correlation_matches_several"),
        (ranks({"person": {"others": 0.5}}), "correlation_name_unknown"),
        (ranks({"person": {"other": 0.5}, "other": {"person": 0.4}}), "correlation_pair_twice"),
        (ranks({"person": {"person": 0.5}}), "correlation_pair_twice"),
        (ranks({"person": {"other": 1.0}}), "correlation_out_of_range"),
        (ranks({"person": {"other": 0.9, "cases": 0.9}, "other": {"cases": -0.9}}),
         "correlations_impossible"),
        (ranks({"person": {"other": 0.5}})
         | {"country__correlations": {"cause": {"inputs": [OTHER], "correlation": number(0.5)}}},
         "correlation_twice"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_correlations_that_make_no_sense_are_refused(changes, code) -> None:
    assert refused(**changes)[0] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (shares("services.*"), "counted_share_unknown"),
        (shares(MOVES[0], INCIDENCE), "counted_share_has_spread"),
        (shares(remainder=False), "counted_shares_not_one"),
        (shares(counted=0.0), "value_not_positive"),
    ],
)
def test_shares_that_make_no_sense_are_refused(changes, code) -> None:
    with pytest.raises(ScenarioError) as refusal:
        small(**changes)
    assert code in [each.code for each in refusal.value.mistakes]


def test_the_advice_on_impossible_correlations_works() -> None:
    matrix = {"person": {"other": 0.9, "cases": 0.9}, "other": {"cases": -0.9}}
    _, do = refused(**ranks(matrix))
    part = float(do.split(" by ")[1].split()[0])
    assert 0.0 < part < 1.0
    lower = {one: {to: part * v for to, v in row.items()} for one, row in matrix.items()}
    assert inputs_of([small(**ranks(lower))]).dimension == 3


def test_normal_correlations_are_those_of_pearsons_formula() -> None:
    """2 sin(pi / 12) = 0.5176 for 0.5; 0 and 1 stay; what is possible stays whole."""
    assert normal_correlations(np.array(0.5)) == pytest.approx(0.517638090205, abs=1e-12)
    assert normal_correlations(np.array([0.0, 1.0, -1.0])) == pytest.approx([0.0, 1.0, -1.0])
    assert largest_possible_part(np.array([[1.0, 0.3], [0.3, 1.0]])) == 1.0
