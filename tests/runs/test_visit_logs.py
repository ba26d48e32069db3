"""The visit log holds the persons of the run's first draw, and is refused where it cannot be."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from justice_finance.engines.steps import Leaving
from justice_finance.errors import RunError
from justice_finance.runs import visit_logs
from justice_finance.runs.execute import run
from justice_finance.runs.plan import Request
from justice_finance.runs.visit_logs import BYTES_A_ROW, visit_logs_of
from justice_finance.scenario.study import Study, load_study

FRACTION = 0.2


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study("scenarios/invented")


def asked(engine: str = "compiled") -> Request:
    return Request(engine, draws=2, seed=3, fraction=FRACTION, replications=1)


def test_the_log_holds_the_persons_of_the_first_draw(study: Study, tmp_path: Path) -> None:
    from pyarrow import parquet

    results = run(study, 2, "compiled", 3, fraction=FRACTION, replications=1, workers=1)
    logs = visit_logs_of(study, asked(), tmp_path / "visits")
    rows = logs.write(results.run_id)
    names = json.loads((tmp_path / "visits" / "names.json").read_text(encoding="utf-8"))
    assert names["run_id"] == results.run_id == logs.plan.run_id
    assert set(rows) <= set(logs.plan.scenarios)
    first = results.dataset.sel(draw=0)
    of_draw = (first["problems_resolved"] + first["problems_unresolved"]).sum(
        ("year", "legal_problem")
    )
    for scenario, count in rows.items():
        path = tmp_path / "visits" / f"{scenario}.parquet"
        log = parquet.read_table(path, columns=["state", "leaving"]).to_pydict()
        ended = np.array(log["leaving"]) == Leaving.ENDED
        assert ended.sum() / FRACTION == pytest.approx(
            float(of_draw.sel(scenario=scenario)), rel=1e-12
        )
        assert len(log["state"]) == count
        assert path.stat().st_size < BYTES_A_ROW * count
    assert sum(rows.values()) <= logs.rows


@pytest.mark.parametrize(("engine", "why"), [("cohort", "no persons"), ("event", "writes none")])
def test_other_engines_are_told_which_one_writes_it(
    study: Study, engine: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(RunError, match=why):
        visit_logs_of(study, asked(engine), tmp_path)


def test_without_pyarrow_it_says_what_to_install(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        visit_logs, "find_spec", lambda name: None if name == "pyarrow" else find_spec(name)
    )
    with pytest.raises(RunError, match=r"justice-finance\[log\]"):
        visit_logs_of(study, asked(), tmp_path)


def test_too_large_a_log_is_refused_unless_told(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_logs, "MOST_BYTES", 10**6)
    with pytest.raises(RunError, match="--yes"):
        visit_logs_of(study, asked(), tmp_path)
    assert visit_logs_of(study, asked(), tmp_path, even_if_long=True).rows * BYTES_A_ROW > 10**6
