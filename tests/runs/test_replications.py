"""Replications: luck apart from ignorance, the same bits however they are made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from justice_finance.appraisal import appraise, headline
from justice_finance.errors import RunError
from justice_finance.results.pieces import Piece
from justice_finance.results.replications import BALANCE
from justice_finance.results.summaries import Results, society_balance
from justice_finance.runs import plan as plan_module
from justice_finance.runs import workers
from justice_finance.runs.execute import run
from justice_finance.runs.folder import read_run
from justice_finance.runs.plan import Task
from justice_finance.scenario.study import Study, load_study

SMALL = {"engine": "event", "draws": 4, "fraction": 0.02, "workers": 1}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study("scenarios/invented").only("judges")


@pytest.fixture(scope="module")
def made(study: Study) -> Results:
    return run(study, replications=3, **SMALL)


def same_bits(one: Results, other: Results) -> bool:
    return set(one.dataset.data_vars) == set(other.dataset.data_vars) and all(
        np.array_equal(value.values, other.dataset[name].values, equal_nan=True)
        for name, value in one.dataset.data_vars.items()
    )


@pytest.mark.parametrize("chunk", [1, 3])
def test_the_bits_depend_neither_on_chunks_nor_on_the_order_of_replications(
    study: Study, made: Results, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    finished = workers.Processes.finished

    def shuffled(
        self: workers.Processes, work: workers.Work, tasks: list[Task]
    ) -> Iterator[tuple[Task, list[Piece]]]:
        return finished(self, work, random.Random(chunk).sample(tasks, len(tasks)))

    monkeypatch.setattr(plan_module, "EVENT_CHUNK", chunk)
    monkeypatch.setattr(workers.Processes, "finished", shuffled)
    assert same_bits(made, run(study, replications=3, **SMALL))


def test_the_bits_do_not_depend_on_the_number_of_workers(study: Study, made: Results) -> None:
    assert same_bits(made, run(study, replications=3, **{**SMALL, "workers": 2}))


def test_a_run_folder_gives_replications_and_waits_back(
    study: Study, made: Results, tmp_path: Path
) -> None:
    written = run(study, replications=3, out=tmp_path, **SMALL)
    assert same_bits(made, written)
    assert same_bits(made, read_run(tmp_path / made.run_id))


def test_an_interrupted_run_goes_on_where_it_stopped(
    study: Study, made: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done = workers.Work.pieces, []

    def stops_after_two(self: workers.Work, task: Task) -> list[Piece]:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(task.number)
        return real(self, task)

    monkeypatch.setattr(workers.Work, "pieces", stops_after_two)
    with pytest.raises(KeyboardInterrupt):
        run(study, replications=3, out=tmp_path, **SMALL)

    def only_new(self: workers.Work, task: Task) -> list[Piece]:
        assert task.number not in done
        return real(self, task)

    monkeypatch.setattr(workers.Work, "pieces", only_new)
    assert same_bits(made, run(study, replications=3, out=tmp_path, **SMALL))


def test_what_is_kept_is_the_mean_over_replications(study: Study, made: Results) -> None:
    data = made.dataset
    assert data.attrs["replications"] == 3
    alone = run(study, replications=1, **SMALL).dataset
    by_replication = data["ledger_by_replication"]
    np.testing.assert_array_equal(
        by_replication.sel(replication=0).values, alone["ledger_by_replication"].values[:, 0]
    )
    np.testing.assert_allclose(alone["ledger"].mean("draw"), by_replication.sel(replication=0))
    np.testing.assert_allclose(data["ledger"].mean("draw"), by_replication.mean("replication"))
    np.testing.assert_allclose(
        data[BALANCE].mean("replication"), society_balance(data).sum("year"), rtol=1e-9
    )
    assert float(data[BALANCE].std("replication").min()) > 0.0


def test_waits_are_those_of_all_replications_and_of_visits(made: Results) -> None:
    data = made.dataset
    seen = data["waits_by_draw"].sel(wait_kind="seen").sum("wait_bin")
    fraction = float(data.attrs["fraction"])
    visits = data["visits"].sum("year") * fraction * data.attrs["replications"]
    np.testing.assert_allclose(seen.transpose(*visits.dims), visits, rtol=1e-9)
    for name, dim in (("problem", "legal_problem"), ("group", "population_group"), ("year",) * 2):
        split = data[f"waits_by_{name}"].sum(dim)
        assert np.array_equal(split, data["waits_by_draw"].sum("draw"))


def test_worth_of_a_replication_is_worth_of_its_own_ledger(made: Results) -> None:
    worth = appraise(made.dataset, detail=False)
    for figure in ("net_present_value", "public_cost", "problems_resolved"):
        np.testing.assert_allclose(
            worth[f"{figure}_by_replication"].mean("replication"), worth[figure].mean("draw"),
            rtol=1e-9, atol=1e-6,
        )  # fmt: skip


def test_the_error_has_a_part_from_luck_and_none_is_told_from_one_replication(
    study: Study, made: Results
) -> None:
    worth = appraise(made.dataset, detail=False).sel(scenario="judges")
    luck = worth["net_present_value_by_replication"].values
    told = headline(made)["scenarios"]["judges"]["net_present_value"]["standard_error"]
    over_draws = worth["net_present_value"].values.std(ddof=1) / 2.0
    assert told == pytest.approx(np.hypot(luck.std(ddof=1) / np.sqrt(3), over_draws))
    alone = headline(run(study, replications=1, **SMALL))["scenarios"]["judges"]
    assert alone["net_present_value"]["standard_error"] is None


def test_the_standard_error_covers_the_mean_of_other_luck() -> None:
    """Means of many independent lots of luck spread as the error of each one says."""
    from justice_finance.appraisal.luck import error_from_luck

    luck = np.random.default_rng(8).normal(size=(4000, 4))
    means, errors = luck.mean(axis=1), np.array([error_from_luck(row) for row in luck])
    assert np.mean(errors**2) == pytest.approx(means.var(), rel=0.1)


@pytest.mark.parametrize(("engine", "replications"), [("cohort", 2), ("event", 0), ("event", 9999)])
def test_replications_that_cannot_be_are_refused(
    study: Study, engine: str, replications: int
) -> None:
    with pytest.raises(RunError) as error:
        run(study, draws=1, engine=engine, replications=replications)
    assert error.value.mistakes[0].code == "replications_out_of_range"


def test_the_number_of_replications_is_part_of_the_id(study: Study, made: Results) -> None:
    assert run(study, replications=1, **SMALL).run_id != made.run_id


def test_a_run_on_the_compiled_engine_has_the_bits_of_the_event_engine(
    study: Study, made: Results
) -> None:
    pytest.importorskip("numba")
    compiled = run(study, replications=3, **{**SMALL, "engine": "compiled"})
    assert compiled.run_id != made.run_id
    assert same_bits(made, compiled)
