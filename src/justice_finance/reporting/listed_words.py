"""Words for the names that the model lists: categories of the ledger, how figures were read.

What a category holds is said in the words of `vocabulary`.
"""

from __future__ import annotations

from justice_finance.language import marked, say, study_words
from justice_finance.reporting.words import plain_words
from justice_finance.vocabulary import COST_CATEGORIES

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
    return say(COST_CATEGORIES[name])


def origin_words(name: str) -> str:
    """Where a value comes from, inside a sentence: `evidence B`, `assumption`."""
    return say(ORIGINS[name]) if name in ORIGINS else study_words(plain_words(name))


def reading_words(name: str) -> str:
    """How a published figure was read: `full text`."""
    return say(READINGS[name]) if name in READINGS else study_words(plain_words(name))
