"""What holds in every network, with all features mixed at random."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from justice_finance.engines.cohort import ENGINE
from justice_finance.engines.cohort.draws import Chunk
from justice_finance.engines.cohort.engine import ChunkRun
from justice_finance.engines.cohort.plan import make_plan
from justice_finance.engines.cohort.recording import Record
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from tests.engines.random_networks import FEATURES, random_realised

SEEDS = [seed for seed in range(24) if seed not in (11, 18)]  # two slow ones left out
QUARTERS = Settings(step_days=365.0 / 4)  # a coarse step, to be quick


def network(seed: int, draws: int = 2) -> Realised:
    features = FEATURES if seed % 3 == 0 else FEATURES - {"lattice"}
    return random_realised(np.random.default_rng(seed), draws=draws, features=features)


def assert_same_bits(one: Flows, other: Flows) -> None:
    for each in fields(Flows):
        np.testing.assert_array_equal(getattr(one, each.name), getattr(other, each.name))


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_lost_and_no_stock_is_negative(seed: int) -> None:
    realised = network(seed)
    flows = ENGINE.run(realised, Settings() if seed % 4 == 1 else QUARTERS)
    ends = realised.journeys.kind > 1
    begun = (flows.fresh + flows.returned + flows.knocked_on).cumsum(axis=1)
    there = flows.opening_stock.sum(axis=-1)[:, None] + begun
    gone = flows.entries[..., ends].sum(axis=-1).cumsum(axis=1)
    left = flows.stock_end.sum(axis=-1)
    np.testing.assert_allclose(gone + left, there, rtol=1e-12, atol=1e-12 * there.max())
    for each in fields(Flows):
        if each.name == "waits":  # of engines that follow persons alone
            continue
        assert (getattr(flows, each.name) >= 0.0).all(), each.name
        assert np.isfinite(getattr(flows, each.name)).all() or each.name == "hours_available"


@pytest.mark.parametrize("seed", SEEDS)
def test_people_counted_where_they_are_are_those_of_the_balance(seed: int) -> None:
    realised = network(seed)
    plan = make_plan(realised, QUARTERS)
    run = ChunkRun(realised, plan, Chunk(0, realised.draws), Record(realised, plan))
    run.run()
    counted, scale = run.people(), realised.journeys.inflow.sum()
    np.testing.assert_allclose(counted, run.stock, rtol=1e-10, atol=1e-11 * scale)


@pytest.mark.parametrize("seed", [1, 2, 4, 7, 8, 9])
def test_bits_do_not_depend_on_how_draws_are_cut(seed: int) -> None:
    realised = network(seed, draws=65)
    whole = ENGINE.run(realised, QUARTERS, chunk_draws=64)
    assert_same_bits(whole, ENGINE.run(realised, QUARTERS, chunk_draws=7))
    few = network(seed, draws=3)
    assert_same_bits(
        ENGINE.run(few, QUARTERS, chunk_draws=1), ENGINE.run(few, QUARTERS, chunk_draws=64)
    )


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_running_twice_gives_the_same_bits(seed: int) -> None:
    realised = network(seed)
    assert_same_bits(ENGINE.run(realised, QUARTERS), ENGINE.run(realised, QUARTERS))


@pytest.mark.parametrize("seed", SEEDS)
def test_hours_used_are_those_of_the_sittings_and_never_more_than_offered(seed: int) -> None:
    realised = network(seed)
    flows = ENGINE.run(realised, QUARTERS)
    assert (flows.hours_used <= flows.hours_available * (1.0 + 1e-12)).all()
    members = [np.flatnonzero(flows.lump_of_class == n)[0] for n in range(flows.fresh.shape[2])]
    hours = realised.services.work_hours[:, :, members]
    worked = (flows.sittings * hours).sum(axis=2)
    np.testing.assert_allclose(worked, flows.hours_used, rtol=1e-9, atol=1e-9)
