"""Precision asked for: batches are added until the error is small enough, the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from justice_finance.appraisal import appraise, headline
from justice_finance.errors import RunError
from justice_finance.runs.designs import joined, sobol_design
from justice_finance.runs.execute import run
from justice_finance.runs.folder import read_run
from justice_finance.runs.precision import until_of
from justice_finance.scenario.study import Study, load_study


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study("scenarios/invented").only("judges")


def test_draws_are_added_in_batches_until_the_error_is_small_enough(study: Study) -> None:
    first = run(study, draws=32, workers=1)
    told: list[str] = []
    made = run(study, draws=32, workers=1, until_error="2%", say=told.append)
    precision = made.record["precision"]
    assert precision["met"] and precision["error"] <= 0.02
    assert precision["batches"] > 1 and len(told) == precision["batches"]
    assert made.dataset.sizes["draw"] == 32 * precision["batches"]
    assert len(np.unique(made.dataset["scramble"])) == 2 * precision["batches"]
    kept = made.dataset["ledger"].isel(draw=slice(0, 32))
    assert np.array_equal(kept.values, first.dataset["ledger"].values)
    figures = headline(made)["scenarios"]["judges"]
    value, cost = figures["net_present_value"], figures["public_cost"]
    size = max(abs(value["mean"]), abs(cost["mean"]))
    assert precision["error"] == pytest.approx(value["standard_error"] / size)
    assert "2.00% reached" in told[-1] and "not reached" in told[0]


def test_the_same_question_gives_the_same_run_and_is_found_again(
    study: Study, tmp_path: Path
) -> None:
    asked = {"draws": 32, "until_error": 0.02}
    one = run(study, workers=1, out=tmp_path, **asked)
    two = run(study, workers=2, **asked)
    assert one.run_id == two.run_id != run(study, draws=32, workers=1).run_id
    assert np.array_equal(one.ledger.values, two.ledger.values)
    again = read_run(tmp_path / one.run_id)
    assert again.record["precision"]["batches"] == one.record["precision"]["batches"]
    assert again.draws is not None and again.draws.sizes["draw"] == one.dataset.sizes["draw"]


def test_a_bound_on_batches_is_kept_and_said(study: Study) -> None:
    told: list[str] = []
    made = run(study, draws=16, workers=1, until_error="0.01%", most_batches=2, say=told.append)
    assert not made.record["precision"]["met"]
    assert made.dataset.sizes["draw"] == 32 and "not reached" in told[-1]


def test_replications_are_added_on_an_event_engine(study: Study) -> None:
    made = run(
        study, draws=1, engine="event", replications=4, fraction=0.03, workers=1,
        until_error="20%", until_figure="problems_resolved", most_batches=12,
    )  # fmt: skip
    precision, data = made.record["precision"], made.dataset
    assert precision["met"] and precision["batches"] > 1
    assert data.sizes["replication"] == data.attrs["replications"] == 4 * precision["batches"]
    resolved = appraise(data, detail=False)["problems_resolved_by_replication"].sel(
        scenario="judges"
    )
    error = resolved.std(ddof=1) / np.sqrt(resolved.size) / abs(resolved.mean())
    assert precision["error"] == pytest.approx(float(error))


def test_no_replications_are_added_where_draws_make_the_error(study: Study) -> None:
    told: list[str] = []
    made = run(
        study, draws=2, engine="event", replications=2, fraction=0.01, workers=1,
        until_error="0.1%", say=told.append,
    )  # fmt: skip
    assert made.record["precision"]["batches"] == 1
    assert "take more of these" in told[-1]


def test_batches_of_draws_have_scrambles_of_their_own() -> None:
    first, second = (sobol_design(3, 64, seed=1, batch=batch) for batch in (0, 1))
    assert not set(first.scramble) & set(second.scramble)
    assert (first.uniforms != second.uniforms).all()
    assert joined([first, second]).draws == 128


@pytest.mark.parametrize(
    ("error", "figure", "most"),
    [("0%", None, None), ("1", None, None), ("one", None, None), ("nan", None, None),
     ("1%", "worth", None), ("1%", None, 0)],
)  # fmt: skip
def test_a_precision_that_makes_no_sense_is_refused(
    error: str, figure: str | None, most: int | None
) -> None:
    with pytest.raises(RunError) as caught:
        until_of(error, figure, most)
    assert caught.value.mistakes[0].code == "precision_wrong"


def test_a_share_may_be_written_in_two_ways() -> None:
    assert until_of("1%", None, None) == until_of(0.01, "net_present_value", 16)


def test_an_error_from_few_lots_is_not_trusted(study: Study) -> None:
    told: list[str] = []
    made = run(study, draws=32, workers=1, until_error="90%", most_batches=5, say=told.append)
    assert made.record["precision"]["lots"] == 8  # two scrambles a batch
    assert made.record["precision"]["met"] and "there are 2" in told[0]
