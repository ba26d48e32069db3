"""What people read of an input: whose it is and what, never a path."""

from __future__ import annotations

import pytest

import justice_finance
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import leaves_of
from justice_finance.reporting.input_names import PHRASES, input_title

RECORD = {
    "titles": {
        "state": {"court": "Court, contested"},
        "quantity": {"fare": "Fare of one trip"},
        "service": {"legal_aid": "Public legal aid"},
        "intervention": {"paralegals": "Paralegals"},
    }
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


def _spreads(leaf: Leaf) -> bool:
    return leaf.distribution is not None


def test_no_phrase_hides_another() -> None:
    patterns = [pattern for pattern, _ in PHRASES]
    assert len(set(patterns)) == len(patterns)
