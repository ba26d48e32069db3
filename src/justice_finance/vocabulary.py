"""Every dimension, party, driver, category, form and kind name, each with its one-line meaning.

Nothing here is calculated. Terms and their sources stand in `GLOSSARY.md`.
"""

from __future__ import annotations

from enum import IntEnum

DAYS_PER_YEAR = 365.0
DAYS_PER_MONTH = DAYS_PER_YEAR / 12

BUSINESS_AS_USUAL = "business_as_usual"

DIMENSIONS: dict[str, str] = {
    "scenario": "one option, or business as usual",
    "draw": "one joint sample of uncertain parameters",
    "replication": "one repeat of the same draw with other luck",
    "year": "calendar year of the model, from the base year",
    "legal_problem": "category of legal problem, or of cases from elsewhere",
    "population_group": "group of people by sex, residence and income",
    "seriousness": "class of seriousness of a problem",
    "state": "one stage or end of a justice journey",
    "move": "from one state of a journey to another, or into or out of the years of the run",
    "service": "a provider with its own staff and queue",
    "party": "who pays or receives",
    "perspective": "a selection of ledger rows by party",
    "entry": "one kind of ledger row: category, from, to",
    "cost_category": "what a ledger row is for",
    "problem_account": "a legal problem, or `not_allocated`: what a ledger row belongs to",
    "group_account": "a population group, or `not_allocated`: what a ledger row belongs to",
    "statistic": "mean and quantiles over draws",
    "step": "one time step of the cohort engine",
    "input": "one uncertain input",
    "structural_variant": "one way the world may work that data cannot tell apart",
}

PARTIES: dict[str, str] = {
    "person": "the person with the problem and the household",
    "other_side": "the other side of the dispute",
    "government_justice": "the budget of courts, legal aid and the justice ministry",
    "government_interior": "the budget of police, prisons and local administration",
    "government_other": "other public budgets (health, social protection, land, labour)",
    "donor": "development partners",
    "provider": "non-state providers and volunteers, where they bear a cost themselves",
    "organisations": "firms and public bodies whose own cases use the services",
    "resources": "real resources used up (to) or benefits in kind (from); not a party of society",
}

GOVERNMENT = ("government_justice", "government_interior", "government_other")

PERSPECTIVES: dict[str, tuple[str, ...]] = {
    "society": tuple(name for name in PARTIES if name != "resources"),
    "person": ("person",),
    "people": ("person", "other_side"),
    "government": GOVERNMENT,
    "government_justice": ("government_justice",),
    "government_interior": ("government_interior",),
    "donor": ("donor",),
    "public": (*GOVERNMENT, "donor"),
}

COST_CATEGORIES: dict[str, str] = {
    "service_cost": "staff, premises and materials of a service",
    "intervention_cost": "what an option costs beside the services it uses",
    "fee": "a fee or fine paid to a provider (a transfer)",
    "bribe": "an unofficial payment (a transfer)",
    "person_expense": "travel, lawyers and other money a person spends",
    "person_time": "hours a person spends, at the value of time",
    "other_side_cost": "what the case costs the other side",
    "unpaid_time": "unpaid hours of elders, volunteers and witnesses",
    "onset_loss": "loss when the problem begins; resolving never averts it",
    "continuing_loss": "loss for as long as the problem stays open",
    "withheld_transfer": "money one side withholds from the other while the problem is open",
    "detention_cost": "what a day in detention really adds to public cost",
    "detention_loss": "what a detained person and household lose",
    "induced_value": "net value of a case that only new capacity brought out",
    "funding_transfer": "grants, loans, levies and outcome payments between parties",
    "excess_burden": "what raising taxes costs beyond the money raised",
}

AFFORDABILITY: dict[str, str] = {
    "cost_per_person": "cost per person and year",
    "share_of_gross_domestic_product": "share of gross domestic product",
    "share_of_government_expenditure": "share of central government's expenditure",
    "donor_share_of_aid": "donors' part over all aid received",
}


class StateKind(IntEnum):
    """What a state of a journey is."""

    WAIT = 0
    SERVICE = 1
    RESOLUTION = 2
    NO_RESOLUTION = 3


class DurationForm(IntEnum):
    """The form of a random time of given mean; `shape` and `ratio` say how it spreads."""

    FIXED = 0
    EXPONENTIAL = 1
    WEIBULL = 2  # shape: exponent k
    GAMMA = 3  # shape: k
    LOGNORMAL = 4  # shape: standard deviation of the logarithm
    MIXTURE = 5  # two exponentials; shape: share of the slow one, ratio: slow mean / fast mean


class SittingsForm(IntEnum):
    """How the number of sittings of a case spreads about its mean."""

    FIXED = 0  # whole part for certain, one more with the fraction's probability; year of arrival
    GEOMETRIC = 1  # another follows each with probability 1 - 1/mean; year of that sitting


class Driver(IntEnum):
    """The flow that a charge is multiplied by."""

    YEAR = 0  # money per year, whatever happens
    STAFF_YEAR = 1  # per staff-year employed by a service
    VISIT = 2  # per person whose service begins (first sitting held)
    SITTING = 3  # per sitting held
    ENTRY = 4  # per arrival in a state
    OPEN_DAY = 5  # per person-day in a state that is not an end
    LINGERING_DAY = 6  # per person-day after the journey ended without (full) resolution
    FRESH_PROBLEM = 7  # per problem that begins of itself
    RETURNED_PROBLEM = 8  # per problem that comes back after a resolution
    KNOCK_ON_PROBLEM = 9  # per problem set off by an unresolved one
