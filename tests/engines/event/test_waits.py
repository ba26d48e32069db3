"""Waiting times: counted as the trajectories have them, with the law that queueing theory gives."""

from __future__ import annotations

import numpy as np

from justice_finance.engines.contract import Settings
from justice_finance.engines.event import ENGINE, trajectories
from justice_finance.engines.steps import Leaving, Origin
from justice_finance.results.waits import (
    BINS,
    EDGES,
    FINISHED,
    GAVE_UP,
    KINDS,
    SEEN,
    Waits,
    bin_of,
    quantile_of,
)
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised


def office(years: int = 3, draws: int = 1, **service: object) -> Realised:
    """People come by chance to one office with a queue; some give up."""
    return small_realised(
        {
            "office": {"kind": "service", "service": "office", "gives_up_to": "lost"},
            "done": {"kind": "resolution"},
            "lost": {"kind": "no_resolution"},
        },
        {("office", "done"): 1.0},
        {"office": service},
        inflow=400.0,
        years=years,
        draws=draws,
        groups=2,
        opening={"queueing": {"office": 30.0}, "queue_days": {"office": 40.0}},
    )


def waits_of(realised: Realised, settings: Settings) -> Waits:
    waits = ENGINE.run(realised, settings).waits
    assert waits is not None
    return waits


def test_every_wait_of_the_trajectories_is_counted_once() -> None:
    network = office(draws=2, staff=1.0, work_hours=1.9, patience=60.0, sittings=1.6,
                     notice_time=5.0, parties_time=4.0)  # fmt: skip
    settings = Settings(seed=5, waits=True)
    waits = waits_of(network, settings)
    for draw in range(2):
        found = np.zeros((len(KINDS), 2, BINS), dtype=np.int64)
        days = np.zeros((len(KINDS), 2))
        for step in trajectories(network, settings, draw):
            if step.state != 0:
                continue
            came = min(step.arrived, step.due)
            ended = []
            if not np.isnan(step.started):
                ended.append((SEEN, step.started - came))
            if step.leaving == Leaving.GAVE_UP:
                ended.append((GAVE_UP, step.left - came))
            if step.leaving == Leaving.MOVED and step.origin != Origin.OPENING:
                ended.append((FINISHED, step.left - step.arrived))
            for kind, length in ended:
                found[kind, step.klass, bin_of(length)] += 1
                days[kind, step.klass] += length
        assert found.sum() > 1000 and found.min(axis=(1, 2)).max() == 0
        assert np.array_equal(waits.by_draw[draw, :, 0], found.sum(axis=1))
        np.testing.assert_allclose(waits.days[draw, :, :, 0], days, rtol=1e-12)
    assert np.array_equal(waits.by_class.sum(axis=1), waits.by_year.sum(axis=1))
    assert np.array_equal(waits.by_class.sum(axis=1), waits.by_draw.sum(axis=0))


def test_counts_agree_with_the_flows_of_every_year() -> None:
    network = office(staff=1.0, work_hours=1.9, patience=60.0)
    flows = ENGINE.run(network, Settings(seed=2, waits=True))
    assert flows.waits is not None
    by_year = flows.waits.by_year.sum(axis=-1)
    for kind, name in ((SEEN, "visits"), (GAVE_UP, "gave_up")):
        assert np.array_equal(by_year[kind, :, 0], getattr(flows, name)[0].sum(axis=1)[:, 0])


def test_flows_are_the_same_whether_waits_are_counted_or_not() -> None:
    network = office(staff=1.0, work_hours=1.9)
    counted, plain = (ENGINE.run(network, Settings(seed=3, waits=on)) for on in (True, False))
    assert plain.waits is None
    assert np.array_equal(counted.entries, plain.entries)
    assert np.array_equal(counted.waiting_days, plain.waiting_days)


def test_waits_of_a_single_server_follow_the_exponential_law() -> None:
    """M/M/1: the wait exceeds t with probability rho exp(-(mu - lambda) t)."""
    rate, hours, mean_hours = 400.0, 1000.0, 2.0
    network = small_realised(
        {"office": {"kind": "service", "service": "office"}, "done": {"kind": "resolution"}},
        {("office", "done"): 1.0},
        {"office": {"staff": 1.0, "work_hours": mean_hours, "productive_hours": hours}},
        inflow=rate,
        years=30,
    )
    busy = rate * mean_hours / hours
    decay = (hours / mean_hours - rate) / 365.0
    lengths = (8.0, 2.0)  # days, and edges of bins
    theory = np.array([busy * np.exp(-decay * days) for days in lengths])
    shares = []
    for replication in range(10):
        settings = Settings(seed=19, replication=replication, waits=True)
        counts = waits_of(network, settings).by_draw[0, SEEN, 0]
        share = [counts[bin_of(days) :].sum() / counts.sum() for days in lengths]
        shares.append(share)
    error = np.std(shares, axis=0, ddof=1) / np.sqrt(len(shares))
    assert np.all(np.abs(np.mean(shares, axis=0) - theory) < 4.0 * error)
    assert np.all(error < 0.08 * theory)


def test_quantiles_are_off_by_less_than_a_tenth() -> None:
    lengths = np.random.default_rng(4).lognormal(3.0, 1.2, 20_000)
    counts = np.bincount([bin_of(days) for days in lengths], minlength=BINS)
    for share in (0.5, 0.9, 0.99):
        exact = np.quantile(lengths, share)
        assert abs(quantile_of(counts, share) - exact) < 0.1 * exact
    assert np.isnan(quantile_of(np.zeros(BINS, dtype=np.int64), 0.5))


def test_a_wait_on_an_edge_stands_in_the_bin_above_it() -> None:
    for number, edge in enumerate(EDGES):
        assert bin_of(edge) == number + 1
        assert bin_of(np.nextafter(edge, 0.0)) == number
