"""The visit log has every step, to the last bit, in few bytes."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from justice_finance.engines.compiled import trajectories, visit_log
from justice_finance.engines.contract import Settings
from justice_finance.errors import EngineError
from tests.engines.random_networks import comparable, random_realised

NETWORK = random_realised(np.random.default_rng(5), draws=1, years=4, problems_per_year=12000.0)


def test_the_log_is_the_trajectories(tmp_path) -> None:
    from pyarrow import parquet

    path = tmp_path / "visits.parquet"
    rows = visit_log.write_visit_log(NETWORK, Settings(seed=2), path)
    columns = parquet.read_table(path).to_pydict()
    names = "person parent origin class visit state arrived due started sittings left next_state"
    order = [*names.split(), "leaving"]
    written = list(zip(*(columns[name] for name in order), strict=True))
    steps = trajectories(NETWORK, Settings(seed=2))
    assert rows == len(written) == len(steps) > 50_000
    assert comparable(written) == comparable(steps)
    assert path.stat().st_size < 35 * rows


def test_without_pyarrow_it_says_what_to_install(tmp_path, monkeypatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        visit_log, "find_spec", lambda name: None if name == "pyarrow" else find_spec(name)
    )
    with pytest.raises(EngineError, match=r"justice-finance\[log\]"):
        visit_log.write_visit_log(NETWORK, Settings(), tmp_path / "visits.parquet")
