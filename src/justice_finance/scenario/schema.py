"""The files of a country and of a study."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictBool, StrictFloat, StrictInt

from justice_finance.evidence.leaf import (
    Count,
    Growth,
    Leaf,
    Money,
    MoneyPerHour,
    MoneyPerYear,
    Number,
    Ratio,
    Share,
    Strict,
    Time,
)
from justice_finance.funding.schema import FundingFile
from justice_finance.interventions.schema import InterventionFile
from justice_finance.journey.schema import JourneyFile, Prevalence, ServiceFile


class Group(Strict):
    """One population group."""

    title: str
    sex: Literal["women", "men", "all"] = "all"
    residence: Literal["rural", "urban", "all"] = "all"
    income: Literal["poorest_40", "others", "all"] = "all"
    adults: Count
    value_of_time: MoneyPerHour
    income_per_person: MoneyPerYear


class SeriousnessClass(Strict):
    """One class of seriousness."""

    title: str


class Correlation(Strict):
    """Uncertain inputs that share a cause: a one-factor Gaussian copula."""

    inputs: tuple[str, ...]
    """Patterns of leaf paths (`journeys.*.burden.*`)."""
    correlation: Share
    """Between any two of them."""


class RankCorrelations(Strict):
    """Uncertain inputs of which any two may vary together in their own way (Gaussian copula)."""

    inputs: dict[str, str]
    """Short name of each, and where it is written."""
    matrix: dict[str, dict[str, Number]]
    """Rank correlation (Spearman's) of two short names, each pair once; a pair left out: 0."""


class CountedShares(Strict):
    """Shares of one whole that are uncertain together, as if so many had been counted."""

    inputs: tuple[str, ...]
    """Where each share is written, with a value and no spread of its own."""
    counted: Count
    """How many observations the shares are worth: a Dirichlet with share x counted for each."""
    remainder: StrictBool = False
    """Whether a further share, written as `remainder`, makes up the rest of one."""


class CountryFile(Strict):
    """A country: who lives there and what money and time are worth."""

    country: str
    title: str
    iso3: str | None = None
    """None for an invented country: then no price tables are used."""
    currency: str
    invented: StrictBool = False
    surveyed: Prevalence | None = None
    """All legal problems together, per adult."""
    adults_growth: Growth
    income_growth: Growth
    """Real growth of incomes, per year: of values of time and wages."""
    excess_burden_of_taxation: Share
    half_life_of_continuing_loss: Time
    opening: Literal["empty", "stationary"]
    """Who is under way on day 0."""
    population_groups: dict[str, Group]
    seriousness: dict[str, SeriousnessClass]
    correlations: dict[str, Correlation] = {}
    rank_correlations: dict[str, RankCorrelations] = {}
    counted_shares: dict[str, CountedShares] = {}
    quantities: dict[str, Leaf] = {}
    """Numbers that several files share through `same_as`; nothing else reads them."""
    quantity_titles: dict[str, str] = {}
    """What people read in place of the name of a quantity; its name in plain words if not given."""


class MoneyOfStudy(Strict):
    """The one money of a study."""

    currency: str
    price_year: StrictInt


class Variants(Strict):
    """Structural variants: shown side by side, never averaged."""

    headline: str
    variants: dict[str, tuple[str, ...]]
    """Overrides each variant applies to every scenario."""


class BudgetLevel(Strict):
    """A level of the budget at which the options are run once more; one of the two keys."""

    times_own_scale: Ratio | None = None
    """Every option at so many times its own scale, where it can be as large."""
    envelope: Money | None = None
    """Every option cut by one factor until its planned public cost fits this money."""


class ScenarioEntry(Strict):
    """One scenario of a study."""

    title: str
    overrides: tuple[str, ...]
    within_envelope: StrictBool = False
    """True: every scale is cut by one factor until the planned public cost fits the envelope."""
    same_option_as: str | None = None
    """The scenario at efficient scale that this one repeats within the envelope."""


class Overlap(Strict):
    """Scenarios of which a portfolio takes one at most, since their effects do not add up."""

    options: tuple[str, ...]
    because: str


class OptionsFile(Strict):
    """Named blocks of changes, and scenarios as lists of them."""

    overrides: dict[str, dict[str, object]]
    scenarios: dict[str, ScenarioEntry]
    overlaps: tuple[Overlap, ...] = ()


class StudyFile(Strict):
    """What is asked."""

    study: str
    title: str
    description: str
    author: str
    date: str
    country: str
    interventions: tuple[str, ...]
    funding: tuple[str, ...] = ()
    base_year: StrictInt
    horizon_years: StrictInt
    money: MoneyOfStudy
    discount_rate: Share
    discount_rates_shown: tuple[StrictFloat, ...]
    perspective: str
    funder: str
    terminal_value: StrictBool
    draws: StrictInt
    seed: StrictInt
    engine: str
    event_fraction: Share | None = None
    envelope: Money | None = None
    budget_levels: dict[str, BudgetLevel] = {}
    structural_variants: Variants | None = None
    headline_scenarios: tuple[str, ...] = ()


class Model(Strict):
    """The merged tree of one scenario: what overrides address, and what is realised."""

    country: CountryFile
    journeys: dict[str, JourneyFile]
    services: dict[str, ServiceFile]
    interventions: dict[str, InterventionFile]
    funding: dict[str, FundingFile] = {}


__all__ = ["CountryFile", "Leaf", "Model", "Number", "OptionsFile", "StudyFile"]
