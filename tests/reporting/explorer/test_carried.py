"""What the page carries: the same worth as the appraisal, to 16 bits and a stated distance."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.appraisal import appraise, headline
from justice_finance.appraisal.explored import Carried, Chosen, explored_worth
from justice_finance.reporting.content import report_of
from justice_finance.reporting.explorer.budgets import Budget, carried_at_all_budgets
from justice_finance.reporting.explorer.carried import as_record, carried_of, from_record
from justice_finance.reporting.explorer.content import explorer_of
from justice_finance.reporting.explorer.packing import COARSEST, LARGEST, pack, unpack
from tests.reporting.sample import hostile, sample, with_levels


@lru_cache(maxsize=2)
def carried(draws: int = 64) -> Carried:
    results = sample(draws)
    names = [str(name) for name in results.dataset["scenario"].values[1:]]
    return carried_of(results.dataset, results.record, names)


@pytest.mark.parametrize("point", ["society", "people", "government", "donor", "public", "person"])
@pytest.mark.parametrize(("rate", "terminal"), [(0.08, False), (0.03, True), ("green_book", True)])
def test_worth_is_that_of_the_appraisal(point: str, rate: Any, terminal: bool) -> None:
    worth = appraise(sample(64), point, rate, terminal_value=terminal)
    found = explored_worth(carried(), Chosen(rate, 10, terminal, point))
    for name, figures in found.items():
        one = worth.sel(scenario=name)
        value = one["net_present_value"].values
        own = figures["net_present_value"]
        assert own["mean"] == pytest.approx(value.mean(), rel=1e-9)
        assert own["p05"] == pytest.approx(np.quantile(value, 0.05), rel=1e-9)
        assert figures["chance_of_loss"] == np.mean(value < 0.0)
        assert figures["public_cost"]["mean"] == pytest.approx(
            one["public_cost"].values.mean(), rel=1e-9
        )
        if not terminal:
            net = one["net_benefit"].values.mean(axis=0)
            assert figures["by_year"]["net"] == pytest.approx(net, rel=1e-9, abs=1e-3)
            end = figures["by_year"]["cumulative"][-1]
            assert end["p95"] == pytest.approx(own["p95"], rel=1e-9)


def test_ratio_and_problems_are_those_of_the_headline() -> None:
    found = explored_worth(carried(), Chosen())
    for name, figures in headline(sample(64), discount_rate=0.08)["scenarios"].items():
        for key in ("mean", "p05", "p95"):
            problems = found[name]["problems_resolved"][key]
            assert problems == pytest.approx(figures["problems_resolved"][key], rel=1e-9)
        ratio = figures["benefit_cost_ratio"]
        assert (found[name]["benefit_cost_ratio"] is None) == (ratio is None)
        if ratio is not None:
            assert found[name]["benefit_cost_ratio"]["mean"] == pytest.approx(ratio["mean"])


@given(
    donors=st.floats(0.0, 1.0), users=st.floats(0.0, 1.0), rate=st.floats(0.0, 0.2),
    left=st.frozensets(st.sampled_from(["taxes", "losses", "fees", "own_costs"])),
)  # fmt: skip
def test_parties_add_up_to_society_whatever_the_mix(
    donors: float, users: float, rate: float, left: frozenset[str]
) -> None:
    chosen = Chosen(rate, left_out=left, donor_share=donors, user_share=users * (1.0 - donors))
    for figures in explored_worth(carried(), chosen).values():
        total = sum(each["mean"] for each in figures["by_party"].values())
        assert total == pytest.approx(figures["net_present_value"]["mean"], rel=1e-9, abs=1.0)


def test_who_pays_changes_nothing_for_society_but_the_cost_of_raising_taxes() -> None:
    without = frozenset({"taxes"})
    usual = explored_worth(carried(), Chosen(left_out=without))
    moved = explored_worth(carried(), Chosen(left_out=without, donor_share=0.6, user_share=0.3))
    for name in usual:
        for key in ("mean", "p05", "p95"):
            old, new = usual[name]["net_present_value"][key], moved[name]["net_present_value"][key]
            assert new == pytest.approx(old, rel=1e-9, abs=1.0)


def test_money_of_another_kind_scales_money_alone() -> None:
    usual, other = (explored_worth(carried(), Chosen(money_factor=f)) for f in (1.0, 0.01))
    for name in usual:
        worth, small = usual[name], other[name]
        mean = worth["net_present_value"]["mean"]
        assert small["net_present_value"]["mean"] == pytest.approx(0.01 * mean)
        assert small["problems_resolved"] == pytest.approx(worth["problems_resolved"])
        assert small["chance_of_loss"] == worth["chance_of_loss"]


def test_weights_by_income_raise_what_the_poor_gain() -> None:
    weighted = explored_worth(carried(), Chosen(elasticity=1.0))
    usual = explored_worth(carried(), Chosen())
    record = sample(64).record["population"]
    income = np.array([record[name]["income_per_person"] for name in record])
    adults = np.array([record[name]["adults"] for name in record])
    order = np.argsort(income)
    half = np.searchsorted(np.cumsum(adults[order]), adults.sum() / 2)
    weights = income[order][half] / income
    factors = 1.08 ** -np.arange(10.0)
    for place, name in enumerate(usual):
        groups = carried().groups[place].mean(axis=-1) @ factors
        more = float(groups @ (weights - 1.0))
        change = weighted[name]["net_present_value"]["mean"]
        change -= usual[name]["net_present_value"]["mean"]
        assert change == pytest.approx(more, rel=1e-9)


@given(st.integers(1, 6), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_packing_keeps_values_to_its_step(years: int, draws: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    blocks = [generator.normal(0.0, 10.0**power, (years, draws)) for power in (-3, 0, 9)]
    blocks += [np.zeros((1, draws)), 0.5 * blocks[2] + 1e6 * generator.normal(size=(years, draws))]
    names = ["a", "b", "c", "c", "c"]
    packed = pack(blocks, names)
    again = unpack(packed, [len(block) for block in blocks], draws)
    for before, after in zip(blocks, again, strict=True):
        step = np.abs(before).max(initial=0.0) / LARGEST
        assert np.abs(before - after).max() <= 0.5 * step * (1 + 1e-9)
    assert packed.told_from[:4] == [None] * 4


def test_a_block_like_an_earlier_one_is_told_from_it_and_takes_less_room() -> None:
    generator = np.random.default_rng(8)
    one = generator.normal(size=(10, 256))
    other = 0.5 * one + 1e-3 * generator.normal(size=one.shape)
    packed, apart = pack([one, other], ["a", "a"]), pack([one, other], ["a", "b"])
    source = packed.told_from[1]
    assert source is not None and source[0] == 0 and apart.told_from == [None, None]
    assert len(packed.text) < len(apart.text)
    for each, same in zip(unpack(packed, [10, 10], 256), unpack(apart, [10, 10], 256), strict=True):
        assert np.array_equal(each, same)


def test_what_is_written_comes_back_as_the_draws_carried() -> None:
    before = carried(256)
    record = json.loads(json.dumps(as_record(before, 1024)))
    after = from_record(record)
    assert record["draws"] == 256 and record["run_draws"] == 1024
    own = np.abs(before.flows).max(axis=(-1, -2), keepdims=True)
    option = own.max(axis=1, keepdims=True)
    step = np.minimum(option / LARGEST, own / COARSEST)
    assert (np.abs(before.flows - after.flows) <= 0.5 * step * (1 + 1e-9)).all()
    for name, value in before.central.items():
        assert np.array_equal(after.central[name], value)


def test_hostile_names_stay_text_inside_the_page() -> None:
    results = hostile(sample(64))
    text = explorer_of(results, report_of(results)).as_json()
    assert not set("<&'") & set(text)
    rest = json.loads(zlib.decompress(base64.b64decode(json.loads(text)["rest"])))
    assert any("<script" in title for title in rest["titles"])  # as it is, for text nodes alone


def test_options_within_an_envelope_are_a_level_of_the_budget() -> None:
    results = sample(64, within=True)
    within = [str(n) for n in results.dataset["scenario"].values if "same_money" in str(n)]
    variant = results.dataset.attrs["structural_variant"]
    cuts = {f"{variant}/{n}": {"envelope": 3e9, "full_cost": 6e9, "factor": 0.5} for n in within}
    results = replace(results, record={**results.record, "envelope_cuts": cuts})
    record = explorer_of(results, report_of(results)).record
    own, limited = record["budgets"]
    assert "KES\u00a03" in limited["title"]
    assert [record["options"][place] for place in limited["places"]] == within
    assert not set(own["places"]) & set(limited["places"])


def test_levels_of_the_budget_are_carried_over_the_same_draws() -> None:
    results = with_levels(sample(256))
    levels = results.levels
    assert levels is not None
    record = explorer_of(results, report_of(results)).record
    half = next(each for each in record["budgets"] if each["title"].startswith("50"))
    assert record["draws"] == levels.sizes["draw"] and half["note"].count("ewer adjournments") == 1
    found = explored_worth(from_record(record), Chosen(rate=0.08, horizon=10))
    worth = appraise(levels, discount_rate=0.08)
    for place in half["places"]:
        name = record["options"][place]
        source = worth if name in worth["scenario"].values else appraise(results.dataset)
        value = source["net_present_value"].sel(scenario=name).values
        own = found[name]["net_present_value"]
        assert own["mean"] == pytest.approx(value.mean(), rel=1e-9)
        if source is worth:
            width = np.ptp(np.quantile(value, (0.05, 0.95)))
            assert own["p95"] == pytest.approx(np.quantile(value, 0.95), abs=0.01 * width)
            assert record["draws_of_level"][name] == levels.sizes["draw"]


def test_ranges_carried_lie_within_the_monte_carlo_error() -> None:
    results = sample(1024, variants=False)
    options = tuple(str(name) for name in results.dataset["scenario"].values[1:])
    found = carried_at_all_budgets(results, [Budget("own", options, options)])
    assert 256 <= found.record["draws"] < 1024 and 0.0 < found.distance <= 1.0
