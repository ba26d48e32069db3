"""What a small share adds to waits: the approximation beside the exact queue, and what is told."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from justice_finance.results.small_share import days_of_small_share, wait_of_chance
from tests.engines.queue_theory import erlang_c


@pytest.mark.parametrize("servers", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("load", [0.7, 0.9, 0.95])
def test_the_wait_is_near_that_of_the_exact_queue(servers: int, load: float) -> None:
    exact = erlang_c(servers, servers * load) / (servers - servers * load)
    assert wait_of_chance(servers, 1.0, load) == pytest.approx(exact, rel=0.1, abs=0.011)


def test_one_server_is_the_exact_queue() -> None:
    assert wait_of_chance(1, 2.0, 0.8) == pytest.approx(2.0 * 0.8 / 0.2)


def run_at(hours_used: list[float]) -> xr.Dataset:
    dims = ("scenario", "draw", "year", "service")
    used = np.array(hours_used)[None, :, None, None]
    return xr.Dataset(
        {
            "hours_used": (dims, used),
            "hours_available": (dims, np.full(used.shape, 100.0)),
            "sittings": (dims, np.full(used.shape, 50.0)),
        },
        coords={"scenario": ["usual"], "service": ["court"]},
    )


STATION = {
    "servers": 1, "days_per_hour": 4.0, "servers_of_country": 4, "days_per_hour_of_country": 1.0,
}  # fmt: skip


def test_it_is_the_mean_over_draws_of_what_the_country_would_not_have() -> None:
    def longer(load: float) -> float:
        hours = load * 100.0 / 50.0
        return wait_of_chance(1, 4.0 * hours, load) - wait_of_chance(4, hours, load)

    found = days_of_small_share(run_at([80.0, 60.0]), STATION, "usual", "court")
    assert found == pytest.approx((longer(0.8) + longer(0.6)) / 2.0)


def test_nothing_is_owed_to_it_where_capacity_makes_the_queue_or_servers_are_alike() -> None:
    alike = {**STATION, "servers": 4, "days_per_hour": 1.0}
    assert days_of_small_share(run_at([100.0]), STATION, "usual", "court") == 0.0
    assert days_of_small_share(run_at([80.0]), alike, "usual", "court") == 0.0
    assert days_of_small_share(run_at([0.0]), STATION, "usual", "court") == 0.0
