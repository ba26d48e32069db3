"""The compiled engine against the event engine: every person, every time, every count, to the bit.

`python -m benchmarks.compare_engines` compares many more networks in the same way.
"""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from justice_finance.engines import compiled, event
from justice_finance.engines.compiled.engine import prepared
from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from tests.engines.compiled.agreement import differences, features_of, mixed_network
from tests.engines.networks import small_realised
from tests.engines.random_networks import FEATURES, random_realised


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_small_networks_that_mix_everything_agree_to_the_bit(first: int) -> None:
    for number in range(first, first + 50):
        network, settings = mixed_network(number)
        assert differences(network, settings) == [], number


def test_luck_overwritten_by_candidates_who_are_not_kept_is_made_again() -> None:
    """A person waits at the first step while eight candidates of the class come, none kept."""
    assert differences(*mixed_network(7297)) == []


def test_the_small_networks_have_every_feature_and_tie() -> None:
    met = [features_of(number) for number in range(300)]
    assert all(sum(name in features for features in met) > 90 for name in FEATURES)
    times = [s.left for s in compiled.trajectories(*mixed_network(6)) if s.leaving != 4]
    assert len(times) - len(set(times)) > 10


@pytest.mark.parametrize("fraction", [1.0, 0.3])
def test_larger_networks_with_several_draws_agree_to_the_bit(fraction: float) -> None:
    network = random_realised(np.random.default_rng(11), draws=3, years=4, features=FEATURES)
    settings = Settings(seed=5, replication=2, fraction=fraction)
    ours, theirs = (engine.ENGINE.run(network, settings) for engine in (compiled, event))
    assert all(
        np.array_equal(getattr(ours, field.name), getattr(theirs, field.name))
        for field in fields(Flows)
        if field.name != "waits"
    )


def test_thousands_that_fall_due_at_one_moment_agree_to_the_bit() -> None:
    """Nobody waits at a service without limit, so all of its opening queue comes at time 0."""
    network = small_realised(
        {
            "queue": {"kind": "service", "service": "open"},
            "desk": {"kind": "service", "service": "open"},
            "done": {"kind": "resolution"},
        },
        {("queue", "desk"): 0.5, ("queue", "done"): 0.5, ("desk", "done"): 1.0},
        {"open": {"limited": False, "productive_hours": 365.0, "work_hours": 0.0}},
        inflow=np.array([400.0, 600.0]),
        groups=2,
        opening={"queueing": {"queue": [1500.0, 900.0]}, "queue_days": {"queue": 30.0}},
    )
    assert differences(network, Settings(seed=4)) == []
    steps = compiled.trajectories(network, Settings(seed=4))
    assert sum(step.left == 0.0 for step in steps) > 2400


def test_replications_in_any_order_and_runs_side_by_side_have_the_same_bits() -> None:
    """A run has no memory of another, even when two take turns year by year."""
    network = random_realised(np.random.default_rng(12), draws=1, years=3, features=FEATURES)
    settings = [Settings(seed=9, replication=number) for number in range(4)]
    alone = [compiled.ENGINE.run(network, one).open_days for one in settings]
    backwards = [compiled.ENGINE.run(network, one).open_days for one in reversed(settings)]
    assert all(np.array_equal(a, b) for a, b in zip(alone, reversed(backwards), strict=True))
    runs = [prepared(network, one, 0) for one in settings[:2]]
    stocks = [[], []]
    for _ in zip(*(run.year_ends() for run in runs), strict=True):
        for number, run in enumerate(runs):
            stocks[number].append(run.world.by_state.copy())
    for number, one in enumerate(settings[:2]):
        run = prepared(network, one, 0)
        for year, _ in enumerate(run.year_ends()):
            assert np.array_equal(run.world.by_state, stocks[number][year])


def test_each_draw_is_what_it_would_be_alone() -> None:
    """Whatever the chunks: draws of one run are the runs of its draws."""
    network = random_realised(np.random.default_rng(13), draws=3, years=2, features=FEATURES)
    together = compiled.ENGINE.run(network, Settings(seed=3))
    for draw in range(3):
        steps = compiled.trajectories(network, Settings(seed=3), draw)
        assert together.entries[draw].sum() == sum(s.visit > 0 or s.origin < 3 for s in steps)
        assert steps == sorted(steps, key=lambda step: step.left)
