"""The C loop does the work of the event engine: a second, independent witness of its rules."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from benchmarks import yardstick
from benchmarks.network import JJ12, network_of, read_network
from benchmarks.realising import realise
from benchmarks.variants import ADDITIONS, FULL, PORTABLE, Additions
from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE
from justice_finance.results.ledger import post
from justice_finance.scenario.realised import Realised
from tests.engines.random_networks import FEATURES, random_realised

COUNTS = (
    "fresh entries open_days waiting_days visits sittings completed gave_up turned_away "
    "hours_used queue_end stock_end"
).split()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if yardstick.compiler() is None:
        pytest.skip("NO C COMPILER: the C loop was not compared with the event engine")
    return yardstick.build(tmp_path_factory.mktemp("c"))


def assert_same(program: Path, realised: Realised, seed: int) -> dict[str, float]:
    """Every count and every sum of days, to the last bit."""
    told = yardstick.run(program, realised, seed=seed, replication=3)
    flows = ENGINE.run(realised, Settings(seed=seed, replication=3))
    for name in COUNTS:
        np.testing.assert_array_equal(told[name], getattr(flows, name)[0], err_msg=name)
    return {name: float(told[name].sum()) for name in COUNTS}


def test_portable_equals_the_event_engine_to_the_last_bit(program: Path) -> None:
    realised = realise(read_network(JJ12), PORTABLE, 2, people=0.02)
    totals = assert_same(program, realised, seed=11)
    assert totals["visits"] > 5_000 and totals["waiting_days"] > 0.0


def test_full_equals_the_event_engine_to_the_last_bit(program: Path) -> None:
    additions = dataclasses.replace(ADDITIONS, capacity_by_year=(1.0, 0.5, 1.5))
    realised = realise(read_network(JJ12), FULL, 3, additions, people=0.03)
    totals = assert_same(program, realised, seed=12)
    assert totals["sittings"] > totals["visits"] > 5_000
    assert totals["gave_up"] > 100 and totals["turned_away"] > 100


def test_the_loop_adds_up_the_money_that_the_ledger_has(program: Path) -> None:
    realised = realise(read_network(JJ12), FULL, 2, ADDITIONS, people=0.02)
    told = yardstick.run(program, realised)
    postings = post(realised, ENGINE.run(realised, Settings()))
    ledger = sum(
        postings.amount[0, :, position]
        for position, entry in enumerate(postings.entries)
        if entry.payer == "person"
    )
    assert ledger.min() > 0.0
    np.testing.assert_allclose(told["money"].sum(axis=(1, 2)), ledger, rtol=1e-12)


def on_a_lattice(form: str) -> Realised:
    """Times of whole days: those who begin together when a year begins stay together."""
    row = {"resolved": 0.4, "other": 0.4, "no_resolution": 0.2}
    other = {"resolved": 0.7, "first": 0.3}
    service = {"servers": 3, "time": form, "mean_days": 1.0, "coefficient_of_variation": 0.0}
    network = network_of(
        {
            "name": "lattice",
            "horizon_days": 365,
            "problems": {
                name: {
                    "arrivals_per_day": 1.2,
                    "entry": {"first": 0.8, "other": 0.2},
                    "moves": {"first": row, "other": other},
                }
                for name in ("one", "two")
            },
            "services": {"first": service, "other": {**service, "servers": 2}},
        }
    )
    additions = Additions(
        every=2,
        mean_sittings=2.0,
        notice_days=1.0,
        parties_days=0.0,
        queue_limit_per_server=2.0,
        capacity_by_year=(1.0, 0.5, 2.0),
    )
    realised = realise(network, FULL, 3, additions)
    wait = realised.journeys.wait
    mean = np.where(np.arange(wait.mean.shape[-1]) == 0, 1.0, 0.0) * np.ones(wait.mean.shape)
    journeys = dataclasses.replace(realised.journeys, wait=dataclasses.replace(wait, mean=mean))
    return dataclasses.replace(realised, journeys=journeys)


def test_real_ties_are_broken_alike(program: Path) -> None:
    """Servers added when a year begins start together, and so end together ever after."""
    totals = assert_same(program, on_a_lattice("fixed"), seed=13)
    assert totals["turned_away"] > 50 and totals["sittings"] > 2_000


def test_every_form_of_time_is_sampled_alike(program: Path) -> None:
    for form, spread in (("gamma", 0.7), ("lognormal", 1.4), ("exponential", 1.0), ("fixed", 0.0)):
        network = read_network(JJ12)
        services = {
            name: dataclasses.replace(service, form=form, coefficient_of_variation=spread)
            for name, service in network.services.items()
        }
        network = dataclasses.replace(network, services=services)
        assert_same(program, realise(network, FULL, 1, ADDITIONS, people=0.01), seed=14)


KNOWN = FEATURES - {"returns", "knock_ons", "opening"}


@pytest.mark.parametrize("lattice", [False, True], ids=["any times", "whole days"])
def test_random_networks_equal_the_event_engine_to_the_last_bit(
    program: Path, lattice: bool
) -> None:
    """Every feature that the loop knows, mixed; staff that comes and goes altogether."""
    seen = dict.fromkeys(COUNTS, 0.0)
    for seed in range(14):
        rng = np.random.default_rng(1000 + seed)
        features = KNOWN if lattice else KNOWN - {"lattice"}
        network = random_realised(
            rng, draws=1, years=3, features=features, problems_per_year=400.0 if lattice else 150.0
        )
        services, journeys = network.services, network.journeys
        services = dataclasses.replace(services, sites=np.ones_like(services.sites))
        if lattice:
            staff = rng.integers(0, 4, services.staff.shape).astype(np.float64)
            services = dataclasses.replace(services, staff=staff)
        fading = np.zeros_like(journeys.lingering_weight)
        journeys = dataclasses.replace(journeys, lingering_weight=fading)
        network = dataclasses.replace(network, services=services, journeys=journeys)
        for name, total in assert_same(program, network, seed).items():
            seen[name] += total
    assert min(seen.values()) > 0.0, seen
    assert seen["gave_up"] > 100 and seen["turned_away"] > 100 and seen["queue_end"] > 100


def test_another_seed_or_replication_has_other_luck(program: Path) -> None:
    realised = realise(read_network(JJ12), PORTABLE, 1, people=0.01)
    told = [
        yardstick.run(program, realised, seed, replication)["open_days"].sum()
        for seed, replication in ((1, 0), (2, 0), (1, 1))
    ]
    assert len(set(told)) == 3


def test_what_the_loop_does_not_know_is_refused(program: Path) -> None:
    realised = realise(read_network(JJ12), PORTABLE, 1)
    services = dataclasses.replace(realised.services, sites=realised.services.sites + 1)
    with pytest.raises(ValueError, match="several sites"):
        yardstick.flat(dataclasses.replace(realised, services=services))


def test_people_who_left_take_no_memory(program: Path) -> None:
    """Slots are recycled: ten times the years, no more slots than the busiest day needs."""
    network = read_network(JJ12)
    told = [yardstick.run(program, realise(network, PORTABLE, y, people=0.1)) for y in (1, 10)]
    assert told[1]["fresh"].sum() > 9 * told[0]["fresh"].sum()
    assert told[1]["slots"] <= 4 * told[0]["slots"]
