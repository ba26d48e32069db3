"""Words for names of the model, and the definitions that stand beside figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from justice_finance.language import marked, say, study_words

PARTIES = {
    "person": marked("People with a problem and their households"),
    "other_side": marked("The other side of the dispute"),
    "government_justice": marked("Justice budget (courts, legal aid)"),
    "government_interior": marked("Interior budget (police, prisons, chiefs)"),
    "government_other": marked("Other public budgets"),
    "donor": marked("Donors"),
    "provider": marked("Providers, elders and volunteers"),
    "organisations": marked("Firms and public bodies with own cases"),
    "raising_taxes": marked("Everyone, through the cost of raising taxes"),
}
PARTIES_IN_CHARTS = {
    "person": marked("People with a problem"),
    "other_side": marked("Other side"),
    "government_justice": marked("Justice budget"),
    "government_interior": marked("Interior budget"),
    "government_other": marked("Other public budgets"),
    "donor": marked("Donors"),
    "provider": marked("Providers, elders, volunteers"),
    "organisations": marked("Firms and public bodies"),
    "raising_taxes": marked("Everyone, by raising taxes"),
}
FUNCTIONS = {
    "empowerment_and_prevention": marked("Empowerment and prevention"),
    "information_advice_assistance": marked("Information, advice and assistance"),
    "dispute_resolution_customary": marked("Dispute resolution by elders and chiefs"),
    "dispute_resolution_formal": marked("Dispute resolution in courts"),
    "enforcement": marked("Enforcement"),
    "oversight": marked("Oversight"),
}
FUNDERS = {
    "society": marked("society"),
    "person": marked("people with a problem"),
    "people": marked("people on both sides"),
    "government": marked("government"),
    "government_justice": marked("the justice budget"),
    "government_interior": marked("the interior budget"),
    "government_other": marked("other public budgets"),
    "donor": marked("donors"),
    "public": marked("government and donors"),
    "provider": marked("providers"),
    "organisations": marked("firms and public bodies"),
    "other_side": marked("the other side"),
}
DEFINITIONS = (
    (
        marked("Business as usual"),
        marked(
            "What happens without any of the options: the services, staff and budgets of today, "
            "carried forward. Every figure is the difference from it."
        ),
    ),
    (
        marked("Net present value"),
        marked(
            "All gains less all costs over the years of the study, with later years counted less "
            "(discounted). Above zero: society gains more than it gives up."
        ),
    ),
    (
        marked("Society"),
        marked(
            "Everyone: people, the other side, public budgets, donors, providers, firms. A fee "
            "is a payment from one to another: it shows in each account and nets out for "
            "society."
        ),
    ),
    (
        marked("Discount rate"),
        marked(
            "How much less a shilling, or any unit of money, counts when it comes a year later; "
            "in real terms, so inflation is already taken off."
        ),
    ),
    (
        marked("90 % range"),
        marked(
            "The study is worked out many times with other values of what is not known for sure. "
            "Nine times in ten the figure lies within the range."
        ),
    ),
    (
        marked("Chance of loss"),
        marked(
            "How often, of all those times, society loses by the option: the net present value "
            "is below zero."
        ),
    ),
    (
        marked("Public cost"),
        marked(
            "What government and donors spend on top of business as usual, less what they save, "
            "discounted. The cost of raising taxes is not in it; it is in the net present value."
        ),
    ),
    (
        marked("Benefit-cost ratio"),
        marked(
            "All other effects, savings among them, for each unit of money that the funder named "
            "spends. There is no ratio where that spending may not be positive."
        ),
    ),
    (
        marked("Problems resolved"),
        marked(
            "Further problems resolved compared with business as usual, less those that come "
            "back, discounted like money."
        ),
    ),
    (
        marked("Cost of raising taxes"),
        marked(
            "Taxes cost people more than they bring in (the excess burden). It is counted for "
            "every unit of money that government spends."
        ),
    ),
    (
        marked("Terminal value"),
        marked(
            "What problems still open, or given up and still felt, on the last day go on costing "
            "afterwards. Headline figures leave it out unless they say so."
        ),
    ),
    (
        marked("Structural variant"),
        marked(
            "Where the waiting time in court comes from: the queue for a judge, notice periods, "
            "or the parties. Nobody knows, and it changes which option wins; so every variant is "
            "shown and none is averaged away."
        ),
    ),
)
LICENCE = marked("Text and figures: CC\u00a0BY\u00a04.0")
WORLD_BANK = marked(
    "Price indices and exchange rates: World Bank, World Development Indicators, CC BY 4.0."
)


def plain_words(name: str) -> str:
    """A name of the model without underscores, as a word in running text."""
    return name.replace("_", " ")


def sentence_case(text: str) -> str:
    """The same with a capital first letter."""
    return text[:1].upper() + text[1:]


WITHOUT_TITLES = (
    marked("Organisations"), marked("scale"), marked("starts"),
    marked("work"), marked("aid"), marked("government expenditure"),
    marked("gross domestic product"),
)  # fmt: skip
"""A group, levers and sizes of a country that studies need not give a title: `study_words` says
them."""


def title_of(record: Mapping[str, Any], kind: str, name: str) -> str:
    """The title that the study gives to something, else its name in plain words."""
    titles = record.get("titles", {}).get(kind, {})
    return study_words(str(titles.get(name) or sentence_case(plain_words(name))))


def scenario_title(record: Mapping[str, Any], name: str) -> str:
    """Title of a scenario."""
    found = record.get("scenarios", {}).get(name, {}).get("title")
    return study_words(str(found or sentence_case(plain_words(name))))


def variant_words(name: str) -> str:
    """A structural variant, inside a sentence."""
    return study_words(plain_words(name))


def country_title(record: Mapping[str, Any]) -> str:
    """Title of the country of the study; empty where it is not on record."""
    country = record.get("study", {}).get("country")
    return title_of(record, "country", str(country)) if country else ""


def party_title(name: str) -> str:
    """A party, for a table."""
    return say(PARTIES[name]) if name in PARTIES else study_words(sentence_case(plain_words(name)))


def party_in_charts(name: str) -> str:
    """A party, where room is scarce."""
    return say(PARTIES_IN_CHARTS[name]) if name in PARTIES_IN_CHARTS else party_title(name)


def function_title(name: str) -> str:
    """A function of the justice system, for a table."""
    found = FUNCTIONS.get(name)
    return say(found) if found else study_words(sentence_case(plain_words(name)))


def funder_words(name: str) -> str:
    """A perspective or funder, inside a sentence."""
    return say(FUNDERS[name]) if name in FUNDERS else study_words(plain_words(name))


def definitions() -> tuple[tuple[str, str], ...]:
    """Terms and what they mean."""
    return tuple((say(term), say(meaning)) for term, meaning in DEFINITIONS)
