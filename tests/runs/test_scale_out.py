"""A run over a cluster: the same bits as on one machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import numpy as np
import pytest

from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.parametrize(
    "asked",
    [{"engine": "event", "draws": 4, "replications": 6, "fraction": 0.01}, {"draws": 8}],
    ids=["event", "cohort"],
)
def test_the_bits_are_those_of_a_run_on_one_machine(address: str, asked: dict[str, object]) -> None:
    study = load_study("scenarios/invented").only("judges")
    here, there = (run(study, **asked, **where) for where in ({"workers": 1}, {"cluster": address}))
    assert here.run_id == there.run_id
    for name, value in here.dataset.data_vars.items():
        assert np.array_equal(value.values, there.dataset[name].values, equal_nan=True), name
