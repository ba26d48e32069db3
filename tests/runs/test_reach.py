"""What share of a country a run follows, where nobody asks for one, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from justice_finance.errors import RunError
from justice_finance.runs import reach
from justice_finance.runs.execute import run
from justice_finance.runs.plan import Request
from justice_finance.runs.reach import MOST_SECONDS, Effort, plan_within_reach
from justice_finance.scenario.recipes import Recipes, recipes_of
from justice_finance.scenario.study import Study, load_study

ASKED = Request("compiled", draws=256, seed=1, replications=4)


def with_recipes(name: str) -> tuple[Study, Recipes]:
    study = load_study(name)
    return study, recipes_of(study)


@pytest.fixture(scope="module")
def invented() -> tuple[Study, Recipes]:
    return with_recipes("scenarios/invented")


def test_many_draws_of_kenya_are_within_reach_on_the_share_that_the_study_names() -> None:
    kenya = with_recipes("scenarios/kenya")
    plan, effort = plan_within_reach(*kenya, ASKED, even_if_long=False)
    assert plan.fraction == kenya[0].file.event_fraction.number
    assert plan.fraction_from == "as the study says"
    assert effort.seconds(plan.fraction) <= MOST_SECONDS
    # 13 scenarios of which 3 repeat others; two further variants on a quarter of the draws.
    assert effort.runs == 4 * (256 + 64 + 64) * 10


def test_a_smaller_share_is_taken_unless_told_to_take_however_long(invented, monkeypatch) -> None:
    whole, effort = plan_within_reach(*invented, ASKED, even_if_long=False)
    assert whole.fraction == 1.0
    monkeypatch.setattr(reach, "MOST_SECONDS", effort.seconds(0.55))
    monkeypatch.setattr(reach, "LEAST_FOLLOWED", 1.0)
    lowered, _ = plan_within_reach(*invented, ASKED, even_if_long=False)
    assert lowered.fraction == 0.5
    assert lowered.fraction_from == reach.WITHIN_REACH
    same, _ = plan_within_reach(*invented, replace(ASKED, fraction=0.5), even_if_long=False)
    assert lowered.fraction == same.fraction and lowered.content["told"] == same.content["told"]
    # The results say who chose the share, so what one id names is the same to the last letter.
    assert len({lowered.run_id, same.run_id, whole.run_id}) == 3
    however_long, _ = plan_within_reach(*invented, ASKED, even_if_long=True)
    assert however_long.run_id == whole.run_id


def test_a_share_that_was_asked_for_is_taken_or_refused_and_never_lowered(
    invented, monkeypatch
) -> None:
    monkeypatch.setattr(reach, "MOST_SECONDS", 1.0)
    with pytest.raises(RunError, match="minutes of processor time") as refused:
        plan_within_reach(*invented, replace(ASKED, fraction=1.0), even_if_long=False)
    assert refused.value.mistakes[0].code == "run_too_long"


def test_what_would_follow_hardly_anybody_is_refused(invented, monkeypatch) -> None:
    _, effort = plan_within_reach(*invented, ASKED, even_if_long=False)
    monkeypatch.setattr(reach, "LEAST_FOLLOWED", 0.4 * effort.problems)
    for fraction, fits in ((0.41, True), (0.39, False)):
        monkeypatch.setattr(reach, "MOST_SECONDS", effort.seconds(fraction))
        if fits:
            plan_within_reach(*invented, ASKED, even_if_long=False)
        else:
            with pytest.raises(RunError):
                plan_within_reach(*invented, ASKED, even_if_long=False)


@pytest.mark.parametrize("seconds", [60.0, 3600.0, 3.6e4, 3.6e6])
def test_the_largest_share_of_one_digit_is_taken(seconds: float) -> None:
    effort = Effort(runs=1000, events=4.4e8, problems=6.4e7, engine="compiled")
    fraction = effort.fraction_in(seconds)
    assert float(f"{fraction:.0e}") == fraction
    assert effort.seconds(fraction) <= seconds or fraction == 1.0
    step = 10.0 ** int(f"{fraction:e}".split("e")[1])
    assert effort.seconds(fraction + step) > seconds or fraction == 1.0
    assert effort.fraction_in(1.0) == 0.0


def test_the_share_and_who_says_so_stand_on_the_results(monkeypatch) -> None:
    study = load_study("scenarios/invented")
    said: list[str] = []
    asked = {"draws": 1, "engine": "compiled", "replications": 1, "workers": 1}
    whole = run(study, fraction=0.02, say=said.append, **asked)
    assert whole.dataset.attrs["fraction_from"] == "as asked for"
    assert said[0].startswith("following 0.02 of the country, as asked for: ")
    monkeypatch.setattr(reach, "LEAST_FOLLOWED", 1.0)
    monkeypatch.setattr(reach, "MOST_SECONDS", 0.35)
    less = run(study, **asked)
    assert less.dataset.attrs["fraction_from"] == reach.WITHIN_REACH
    assert 0.0 < less.dataset.attrs["fraction"] < 1.0
