"""Words for the names that the model lists: categories of the ledger, how figures were read.

The descriptions are those of `vocabulary`, written out so that they can be translated; a test
holds both alike.
"""

from __future__ import annotations

from justice_finance.language import marked, say, study_words
from justice_finance.reporting.words import plain_words

CATEGORIES = {
    "service_cost": marked("service cost"),
    "intervention_cost": marked("intervention cost"),
    "fee": marked("fee"),
    "bribe": marked("bribe"),
    "person_expense": marked("person expense"),
    "person_time": marked("person time"),
    "other_side_cost": marked("other side cost"),
    "unpaid_time": marked("unpaid time"),
    "onset_loss": marked("onset loss"),
    "continuing_loss": marked("continuing loss"),
    "withheld_transfer": marked("withheld transfer"),
    "detention_cost": marked("detention cost"),
    "detention_loss": marked("detention loss"),
    "induced_value": marked("induced value"),
    "funding_transfer": marked("funding transfer"),
    "excess_burden": marked("excess burden"),
}
MEANINGS = {
    "service_cost": marked("staff, premises and materials of a service"),
    "intervention_cost": marked("what an option costs beside the services it uses"),
    "fee": marked("a fee or fine paid to a provider (a transfer)"),
    "bribe": marked("an unofficial payment (a transfer)"),
    "person_expense": marked("travel, lawyers and other money a person spends"),
    "person_time": marked("hours a person spends, at the value of time"),
    "other_side_cost": marked("what the case costs the other side"),
    "unpaid_time": marked("unpaid hours of elders, volunteers and witnesses"),
    "onset_loss": marked("loss when the problem begins; resolving never averts it"),
    "continuing_loss": marked("loss for as long as the problem stays open"),
    "withheld_transfer": marked(
        "money one side withholds from the other while the problem is open"
    ),
    "detention_cost": marked("what a day in detention really adds to public cost"),
    "detention_loss": marked("what a detained person and household lose"),
    "induced_value": marked("net value of a case that only new capacity brought out"),
    "funding_transfer": marked("grants, loans, levies and outcome payments between parties"),
    "excess_burden": marked("what raising taxes costs beyond the money raised"),
}
ORIGINS = {
    "assumption": marked("assumption"),
    "choice": marked("choice"),
    "evidence A": marked("evidence A"),
    "evidence B": marked("evidence B"),
    "evidence C": marked("evidence C"),
    "evidence D": marked("evidence D"),
}
READINGS = {
    "full_text": marked("full text"),
    "abstract": marked("abstract"),
    "secondary": marked("secondary"),
    "unverified": marked("unverified"),
}


def category_words(name: str) -> str:
    """A category of the ledger, inside a sentence."""
    return say(CATEGORIES[name]) if name in CATEGORIES else study_words(plain_words(name))


def category_meaning(name: str) -> str:
    """What a category of the ledger holds."""
    return say(MEANINGS[name])


def origin_words(name: str) -> str:
    """Where a value comes from, inside a sentence: `evidence B`, `assumption`."""
    return say(ORIGINS[name]) if name in ORIGINS else study_words(plain_words(name))


def reading_words(name: str) -> str:
    """How a published figure was read: `full text`."""
    return say(READINGS[name]) if name in READINGS else study_words(plain_words(name))
