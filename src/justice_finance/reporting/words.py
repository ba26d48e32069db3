"""Words for names of the model, in English, and the definitions that stand beside figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PARTIES = {
    "person": "People with a problem and their households",
    "other_side": "The other side of the dispute",
    "government_justice": "Justice budget (courts, legal aid)",
    "government_interior": "Interior budget (police, prisons, chiefs)",
    "government_other": "Other public budgets",
    "donor": "Donors",
    "provider": "Providers, elders and volunteers",
    "organisations": "Firms and public bodies with own cases",
    "raising_taxes": "Everyone, through the cost of raising taxes",
}
PARTIES_IN_CHARTS = {
    "person": "People with a problem",
    "other_side": "Other side",
    "government_justice": "Justice budget",
    "government_interior": "Interior budget",
    "government_other": "Other public budgets",
    "donor": "Donors",
    "provider": "Providers, elders, volunteers",
    "organisations": "Firms and public bodies",
    "raising_taxes": "Everyone, by raising taxes",
}
FUNCTIONS = {
    "empowerment_and_prevention": "Empowerment and prevention",
    "information_advice_assistance": "Information, advice and assistance",
    "dispute_resolution_customary": "Dispute resolution by elders and chiefs",
    "dispute_resolution_formal": "Dispute resolution in courts",
    "enforcement": "Enforcement",
    "oversight": "Oversight",
}
FUNDERS = {
    "society": "society",
    "person": "people with a problem",
    "people": "people on both sides",
    "government": "government",
    "government_justice": "the justice budget",
    "government_interior": "the interior budget",
    "government_other": "other public budgets",
    "donor": "donors",
    "public": "government and donors",
    "provider": "providers",
    "organisations": "firms and public bodies",
    "other_side": "the other side",
}
DEFINITIONS = (
    (
        "Business as usual",
        "What happens without any of the options: the services, staff and budgets of today, "
        "carried forward. Every figure is the difference from it.",
    ),
    (
        "Net present value",
        "All gains less all costs over the years of the study, with later years counted less "
        "(discounted). Above zero: society gains more than it gives up.",
    ),
    (
        "Society",
        "Everyone: people, the other side, public budgets, donors, providers, firms. A fee is "
        "a payment from one to another: it shows in each account and nets out for society.",
    ),
    (
        "Discount rate",
        "How much less a shilling, or any unit of money, counts when it comes a year later; in "
        "real terms, so inflation is already taken off.",
    ),
    (
        "90 % range",
        "The study is worked out many times with other values of what is not known for sure. Nine "
        "times in ten the figure lies within the range.",
    ),
    (
        "Chance of loss",
        "How often, of all those times, society loses by the option: the net present value is "
        "below zero.",
    ),
    (
        "Public cost",
        "What government and donors spend on top of business as usual, less what they save, "
        "discounted. The cost of raising taxes is not in it; it is in the net present value.",
    ),
    (
        "Benefit-cost ratio",
        "All other effects, savings among them, for each unit of money that the funder named "
        "spends. There is no ratio where that spending may not be positive.",
    ),
    (
        "Problems resolved",
        "Further problems resolved compared with business as usual, less those that come back, "
        "discounted like money.",
    ),
    (
        "Cost of raising taxes",
        "Taxes cost people more than they bring in (the excess burden). It is counted for every "
        "unit of money that government spends.",
    ),
    (
        "Terminal value",
        "What problems still open, or given up and still felt, on the last day go on costing "
        "afterwards. Headline figures leave it out unless they say so.",
    ),
    (
        "Structural variant",
        "Where the waiting time in court comes from: the queue for a judge, notice periods, or the "
        "parties. Nobody knows, and it changes which option wins; so every variant is shown and "
        "none is averaged away.",
    ),
)
LICENCE = "Text and figures: CC\u00a0BY\u00a04.0"
WORLD_BANK = (
    "Price indices and exchange rates: World Bank, World Development Indicators, CC BY 4.0."
)


def plain_words(name: str) -> str:
    """A name of the model without underscores, as a word in running text."""
    return name.replace("_", " ")


def sentence_case(text: str) -> str:
    """The same with a capital first letter."""
    return text[:1].upper() + text[1:]


def title_of(record: Mapping[str, Any], kind: str, name: str) -> str:
    """The title that the study gives to something, else its name in plain words."""
    titles = record.get("titles", {}).get(kind, {})
    return str(titles.get(name) or sentence_case(plain_words(name)))


def scenario_title(record: Mapping[str, Any], name: str) -> str:
    """Title of a scenario."""
    found = record.get("scenarios", {}).get(name, {}).get("title")
    return str(found or sentence_case(plain_words(name)))


def country_title(record: Mapping[str, Any]) -> str:
    """Title of the country of the study; empty where it is not on record."""
    country = record.get("study", {}).get("country")
    return title_of(record, "country", str(country)) if country else ""


def party_title(name: str) -> str:
    """A party, for a table."""
    return PARTIES.get(name, sentence_case(plain_words(name)))


def funder_words(name: str) -> str:
    """A perspective or funder, inside a sentence."""
    return FUNDERS.get(name, plain_words(name))


def input_title(record: Mapping[str, Any], path: str) -> str:
    """An input of the model from its path: what it belongs to, then what it is."""
    kinds = {
        "interventions": "intervention",
        "journeys": "legal_problem",
        "services": "service",
        "population_groups": "population_group",
    }
    parts = path.split(".")
    owner = ""
    if len(parts) > 1 and parts[0] in kinds:
        owner = title_of(record, kinds[parts[0]], parts[1])
        parts = parts[2:]
    elif parts[0] == "templates":
        owner, parts = "Every problem", parts[2:]
    elif parts[0] == "country":
        parts = parts[2:] if len(parts) > 2 and parts[1] == "quantities" else parts[1:]
    states = record.get("titles", {}).get("state", {})
    skipped = ("states", "value", "of", "effects", "moves", "amount", "mean")
    rest = [states.get(part, plain_words(part)) for part in parts if part not in skipped]
    what = ", ".join(rest)
    return f"{owner}: {what}" if owner and what else sentence_case(owner or what)
