"""Runs: the same bits however they are made, kept whole, found again, continued."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from justice_finance.errors import RunError
from justice_finance.results.summaries import Results
from justice_finance.runs import plan as plan_module
from justice_finance.runs import workers
from justice_finance.runs.execute import run
from justice_finance.runs.folder import read_run
from justice_finance.runs.plan import Task
from justice_finance.scenario.study import Study, load_study


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study("scenarios/invented")


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_module, "CHUNK", 8)


def same_bits(one: Results, other: Results) -> bool:
    return all(
        np.array_equal(dataset[name].values, other.variants[variant][name].values, equal_nan=True)
        for variant, dataset in one.variants.items()
        for name in dataset.data_vars
    )


def test_the_bits_do_not_depend_on_the_number_of_workers(study: Study) -> None:
    assert same_bits(run(study, draws=16, workers=1), run(study, draws=16, workers=2))


def test_the_bits_do_not_depend_on_the_order_in_which_tasks_finish(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    straight = run(study, draws=16, workers=1)
    finished = workers.Processes.finished

    def backwards(self: workers.Processes, work: workers.Work, tasks: list[Task]) -> object:
        return finished(self, work, tasks[::-1])

    monkeypatch.setattr(workers.Processes, "finished", backwards)
    assert same_bits(straight, run(study, draws=16, workers=1))


def test_the_id_names_what_makes_the_figures_and_nothing_else(study: Study) -> None:
    ids = {
        run(study, draws=draws, seed=seed, workers=1).run_id
        for draws, seed in ((8, 1), (8, 2), (16, 1))
    }
    assert len(ids) == 3
    assert run(study, draws=8, seed=1, workers=2).run_id in ids


def test_a_run_folder_gives_the_run_back_and_is_not_made_twice(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run(study, draws=8, workers=1, out=tmp_path)
    folder = tmp_path / made.run_id
    assert same_bits(made, read_run(folder))
    assert read_run(folder).record == json.loads(json.dumps(made.record))
    monkeypatch.setattr(workers.Processes, "finished", None)  # a second making would fail
    assert same_bits(made, run(study, draws=8, workers=1, out=tmp_path))


def test_an_interrupted_run_goes_on_where_it_stopped(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(study, draws=16, workers=1)
    real = workers.Work.pieces
    done: list[int] = []

    def stops_after_two(self: workers.Work, task: Task) -> object:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(task.number)
        return real(self, task)

    monkeypatch.setattr(workers.Work, "pieces", stops_after_two)
    with pytest.raises(KeyboardInterrupt):
        run(study, draws=16, workers=1, out=tmp_path)

    def only_new(self: workers.Work, task: Task) -> object:
        assert task.number not in done
        return real(self, task)

    monkeypatch.setattr(workers.Work, "pieces", only_new)
    assert same_bits(whole, run(study, draws=16, workers=1, out=tmp_path))


def test_two_runs_of_the_same_question_have_the_same_record_and_sums(
    study: Study, tmp_path: Path
) -> None:
    texts: list[Mapping[str, str]] = []
    for place in ("one", "two"):
        made = run(study, draws=8, workers=1, out=tmp_path / place)
        folder = tmp_path / place / made.run_id
        texts.append({name: (folder / name).read_text("utf-8")
                      for name in ("run.json", "record.json", "checksums.json")})  # fmt: skip
    assert texts[0] == texts[1]


def test_a_changed_file_of_a_run_folder_is_noticed(study: Study, tmp_path: Path) -> None:
    made = run(study, draws=8, workers=1, out=tmp_path)
    record = tmp_path / made.run_id / "record.json"
    record.write_text(record.read_text("utf-8").replace("Taravia", "Elsewhere"), "utf-8")
    with pytest.raises(RunError) as error:
        read_run(tmp_path / made.run_id)
    assert error.value.mistakes[0].code == "run_folder_damaged"


def test_progress_ends_at_one(study: Study) -> None:
    shares: list[float] = []
    run(study, draws=16, workers=1, progress=shares.append)
    assert shares == sorted(shares) and shares[-1] == 1.0
