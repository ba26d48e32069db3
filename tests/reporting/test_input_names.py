"""What people read of an input: whose it is and what, never a path."""

from __future__ import annotations

import pytest

import justice_finance
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import leaves_of
from justice_finance.reporting import input_names
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.input_phrases import PHRASES

RECORD = {
    "titles": {
        "state": {"court": "Court, contested"},
        "quantity": {"fare": "Fare of one trip"},
        "service": {"legal_aid": "Public legal aid"},
        "intervention": {"paralegals": "Paralegals"},
        "seriousness": {"minor": "Not grave"},
        "funding_source": {"state.courts": "Budget of courts"},
    },
    "surveys": {"surveys": [{"id": "panel", "title": "A panel"}]},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("country.quantities.fare", "Fare of one trip"),
        ("country.quantities.fare.of.each_way", "Fare of one trip (each way)"),
        ("country.quantities.later_settles", "Later settles"),
        (
            "journeys.land.burden.continuing_loss.person.of.loss",
            "Land: yearly loss of people with a problem while it is open",
        ),
        (
            "templates.any.states.court.stakes",
            "Every problem: by how much ‘Court, contested’ raises the yearly loss",
        ),
        (
            "services.legal_aid.costs.matter.amount.of.fee",
            "Public legal aid: amount of the cost ‘matter’ (fee)",
        ),
        (
            "interventions.paralegals.services.legal_aid.work.mean",
            "Paralegals: Public legal aid: hours of work for one sitting",
        ),
        ("interventions.paralegals.scale", "Paralegals: scale"),
        ("country.quantities.fare.by.seriousness.minor", "Fare of one trip (Not grave)"),
        (
            "journeys.land.share_of_problems.of.part.by.sex.men",
            "Land: share of all problems (part, Men)",
        ),
        (
            "funding.state.sources.courts.absorption",
            "Budget of courts: share of a year's rise that can be spent",
        ),
        (
            "surveys.surveys.panel.measures.half_life.spread_of_one",
            "A panel: spread of one observation of ‘half life’ over its mean",
        ),
        (
            "surveys.weights.mostly_queue",
            "How likely the structural variant ‘mostly queue’ is held to be",
        ),
        (
            "needs.services.legal_aid.bookable_share",
            "Meeting the need: Public legal aid: share of productive hours that may be booked",
        ),
        (
            "overrides.queue.services.legal_aid.notice_time",
            "Queue: Public legal aid: time of notice",
        ),
        ("country.income_growth", "Growth of incomes"),
    ],
)
def test_titles(path: str, expected: str) -> None:
    assert input_title(RECORD, path) == expected


def test_every_uncertain_input_of_kenya_is_said_in_words() -> None:
    """No step of a path is left over, and no two inputs are called alike."""
    study = justice_finance.load_study("scenarios/kenya")
    model = next(iter(study.scenarios.values())).model
    record = {"titles": {"quantity": dict(model.country.quantity_titles)}}
    assert set(model.country.quantity_titles) == set(model.country.quantities)
    paths = [each.path for each in leaves_of(model) if _spreads(each.leaf)]
    assert len(paths) > 40
    titles = [input_title(record, ".".join(path)) for path in paths]
    assert len(set(titles)) == len(titles)
    leftover = {"burden", "continuing loss", "onset loss", "costs", "drawn from", "stakes", "of"}
    for title in titles:
        assert not leftover & set(title.partition(": ")[2].split(", ")), title


def test_no_assumption_of_kenya_is_told_by_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every place in the files that holds an assumption has a phrase."""
    record = justice_finance.run(justice_finance.load_study("scenarios/kenya"), draws=1).record
    lists: list[str] = []
    monkeypatch.setattr(input_names, "_listed_steps", lambda _, parts: lists.append(parts) or "")
    paths = [str(each["path"]) for each in record["assumptions"]]
    assert len(paths) > 500
    assert all(input_title(record, path) for path in paths)
    assert lists == []


def _spreads(leaf: Leaf) -> bool:
    return leaf.distribution is not None


def test_no_phrase_hides_another() -> None:
    patterns = [pattern for pattern, _ in PHRASES]
    assert len(set(patterns)) == len(patterns)
