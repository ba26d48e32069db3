"""A run over a cluster: the same bits as on one machine."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.runs.execute import run
from justice_finance.scenario.study import load_study


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
