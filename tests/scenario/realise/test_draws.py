"""Draws: each input once, the same bits in any chunk, correlated where they share a cause."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy import stats

from justice_finance.errors import ScenarioError
from justice_finance.scenario.draws import DrawTable, Inputs, inputs_of
from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.realise import baseline_of, realise
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipe import Recipe, make_recipe
from tests.scenario.realise.small_country import (
    MONEY,
    REST,
    country,
    intervention,
    money,
    number,
    recipe,
)
from tests.scenario.realise.test_moves import odds, paralegals

LOSS = {"distribution": "lognormal", "low": 40.0, "high": 220.0}


def uncertain(**changes: Any) -> Recipe:
    tree = country(
        interventions={"paralegals": paralegals() | {"scale": {"choice": 5.0}}},
        journeys__land__moves__problem={
            "talks": number(0.5, distribution="beta", low=0.4, high=0.6), "court": number(0.2),
            "given_up": REST},
        journeys__land__burden__continuing_loss={
            "person": money(100, "year", **LOSS), "other_side": money(100, "year", **LOSS)},
        journeys__land__incidence=number(0.1, distribution="gamma", low=0.08, high=0.12),
        **changes,
    )  # fmt: skip
    return recipe(tree)


def table_of(design: Inputs, size: int = 50) -> DrawTable:
    return design.table(np.random.default_rng(1).uniform(size=(size, design.dimension)))


def arrays_of(value: Any, path: str = "") -> dict[str, np.ndarray]:
    """Every array of a realised scenario."""
    if isinstance(value, np.ndarray):
        return {path: value}
    found: dict[str, np.ndarray] = {}
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            found |= arrays_of(getattr(value, each.name), f"{path}.{each.name}")
    elif isinstance(value, tuple):
        for number_of_it, each in enumerate(value):
            found |= arrays_of(each, f"{path}[{number_of_it}]")
    return found


def same_bits(whole: Realised, parts: list[Realised]) -> None:
    size = whole.draws
    together = [arrays_of(part) for part in parts]
    for path, values in arrays_of(whole).items():
        if values.ndim == 0 or values.shape[0] != size or "inflow_bound" in path:
            continue
        joined = np.concatenate([part[path] for part in together])
        assert np.array_equal(values, joined), path


def test_a_chunk_of_draws_has_the_bits_it_has_among_all() -> None:
    made = uncertain()
    table = table_of(inputs_of([made]))
    whole = realise(made, table, baseline_of(made, table))
    for cuts in ([0, 17, 50], [0, 1, 2, 49, 50]):
        parts = [table.rows(slice(a, b)) for a, b in pairwise(cuts)]
        same_bits(whole, [realise(made, part, baseline_of(made, part)) for part in parts])


def test_a_table_made_of_some_rows_alone_gives_the_same_bits() -> None:
    design = inputs_of([uncertain()])
    table = table_of(design)
    for name in design.ids:
        alone = design.table(table.uniforms[7:19]).values(name)
        assert np.array_equal(alone, table.values(name)[7:19])
        assert np.array_equal(table.rows(slice(5, 30)).rows(slice(2, 14)).values(name), alone)


def test_inputs_stand_in_order_of_id_and_their_mean_is_the_central_value() -> None:
    design = inputs_of([uncertain()])
    assert list(design.ids) == sorted(design.ids) and len(design.ids) == 4
    table = design.table((np.arange(4096)[:, None] + 0.5) / 4096 * np.ones(design.dimension))
    for each in design.inputs:
        assert table.values(each.id).mean() == pytest.approx(each.central, rel=2e-3)
    assert table.all_values().shape == (4096, 4)


def test_leaves_written_in_one_place_are_one_input() -> None:
    made = make_recipe(
        "business_as_usual", uncertain().model, 2025, 3, Figures(MONEY),
        home=lambda path: path.replace("other_side", "person"),
    )  # fmt: skip
    assert len(inputs_of([made]).ids) == 3


def test_inputs_that_share_a_cause_are_correlated_as_stated() -> None:
    made = uncertain(
        country__correlations={
            "burden": {"inputs": ["journeys.*.burden.*"], "correlation": number(0.6)}
        }
    )
    design = inputs_of([made])
    assert design.dimension == 5
    size = 4000
    table = table_of(design, size)
    losses = [name for name in design.ids if "burden" in name]
    normal = [stats.norm.ppf(stats.rankdata(table.values(n)) / (size + 1)) for n in losses]
    found = np.corrcoef(*normal)[0, 1]
    error = (1 - 0.6**2) / np.sqrt(size)
    assert abs(found - 0.6) < 4 * error
    other = next(name for name in design.ids if "incidence" in name)
    assert abs(stats.spearmanr(table.values(losses[0]), table.values(other))[0]) < 4 / size**0.5
    # The spread of each stays its own.
    own = design.inputs[design.ids.index(losses[0])].distribution
    assert stats.kstest(table.values(losses[0]), lambda x: np.vectorize(own.probability_below)(x)
                        ).pvalue > 1e-4  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ({"a": ["services.*"]}, "correlation_matches_nothing"),
        ({"a": ["journeys.*"], "b": ["*.incidence"]}, "correlation_twice"),
    ],
)
def test_groups_of_correlated_inputs_are_checked(groups, code) -> None:
    written = {name: {"inputs": each, "correlation": number(0.5)} for name, each in groups.items()}
    with pytest.raises(ScenarioError) as refusal:
        inputs_of([uncertain(country__correlations=written)])
    assert refusal.value.mistakes[0].code == code


def test_what_scenarios_share_has_the_bits_each_would_work_out_alone() -> None:
    def made(name: str, active: str | None, **changes: Any) -> Recipe:
        scale = {"choice": 1.0}
        acts = {
            "a": intervention("a", effects={"x": odds(2.0)}),
            "b": intervention("b", effects={"y": {
                "kind": "ratio", "why": "For tests.", "of": "services.court.sittings.heard",
                "ratio": number(0.9)}, "z": {
                "kind": "addition", "why": "For tests.", "of": "services.court.staff",
                "amount": number(1)}}),
        }  # fmt: skip
        for each in acts:
            acts[each] |= {"scale": scale if each == active else None}
        return recipe(country(interventions=acts, **changes), name)

    base = baseline_of(made("business_as_usual", None), None)
    higher = {"journeys__land__states__talks__costs": {"fee": {
        "category": "fee", "per": "entry", "amount": money(30), "to": "government_justice",
        "paid_by": {"person": number(1)}}}}  # fmt: skip
    together = [
        realise(made("first", "a"), None, base),
        realise(made("second", "b"), None, base),
        realise(made("third", None, **higher), None, base),
        realise(made("fourth", "a", **higher), None, base),
    ]
    for each, (active, changes) in zip(
        together, [("a", {}), ("b", {}), (None, higher), ("a", higher)], strict=True
    ):
        fresh = baseline_of(made("business_as_usual", None), None)
        alone = realise(made(each.name, active, **changes), None, fresh)
        assert [c.source for c in each.charges] == [c.source for c in alone.charges]
        mine, other = arrays_of(each), arrays_of(alone)
        assert mine.keys() == other.keys()
        for path, values in mine.items():
            assert np.array_equal(values, other[path]), (each.name, path)
