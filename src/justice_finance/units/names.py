"""The closed vocabulary of units: what a number may be measured in.

A unit is written as words joined by `_per_`: what is measured, then what it is measured for, as in
`money_per_case`, `cases_per_staff_per_year` or plain `share`. Currency and price year of money are
kept beside the unit and never inside it. The words of a source stay as `unit_as_published`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

MEASURED: Mapping[str, str] = MappingProxyType(
    {
        "money": "an amount of money, with its currency and price year",
        "share": "part of a whole, between 0 and 1; never a percentage",
        "share_change": "difference of two shares (0.10 is ten percentage points)",
        "relative_change": "change over the starting value; a fall is negative",
        "relative_reduction": "fall over the starting value; a fall is positive",
        "unclear_change": "a change whose source does not say whether relative or in points",
        "ratio": "one quantity over another of the same kind",
        "odds_ratio": "odds with over odds without",
        "elasticity": "relative change in one thing for a relative change in another",
        "null_result": "0: an effect was looked for and none was found",
        "score_0_1": "points of a score from 0 to 1",
        "score_1_10": "points of a score from 1 to 10",
        "standard_deviations": "difference in units of the outcome's standard deviation",
        "log_points": "difference of natural logarithms",
        "weight": "what a unit counts in a weighted sum",
        "rate": "events, or a share of what there is, in a period",
        "hours": "hours of somebody's time",
        "days": "days of 24 hours (a year is 365 of them)",
        "months": "months of 365/12 days",
        "years": "years of 365 days",
        "months_of_income": "an amount over the income of a month",
        "people": "people, each counted once",
        "problems": "legal problems, several of which one person may have",
        "disputes": "disputes, each with two sides",
        "cases": "problems registered with a court or service",
        "visits": "services received once",
        "sittings": "occasions on which a case is heard or worked on",
        "events": "things that happen: hearings, episodes, adjournments",
        "staff": "posts or full-time workers",
        "sites": "places where a service is given",
        "count": "anything else that is counted",
        "km": "kilometres",
        "litres": "litres",
    }
)

FOR_EACH: Mapping[str, str] = MappingProxyType(
    {
        "person": "one person",
        "100_000_people": "a hundred thousand people",
        "10_000_people": "ten thousand people",
        "household": "one household",
        "client": "one person who is helped by a service",
        "participant": "one person who takes part in a programme",
        "prisoner": "one person held, counted over the period named after it",
        "survivor": "one person who suffered violence",
        "problem": "one legal problem",
        "dispute": "one dispute, both sides together",
        "case": "one problem registered with a court or service",
        "case_side": "one side of one case",
        "visit": "one service received once",
        "sitting": "one occasion on which a case is heard or worked on",
        "event": "one thing that happens: a hearing, an incident, a contact, a bribe",
        "trip": "one journey to a place, one way",
        "settlement": "one matter that ended in agreement",
        "staff": "one post or full-time worker",
        "staff_year": "one full-time worker for one year",
        "entry": "one arrival in a state of a journey",
        "open_day": "one day of one problem that is not resolved",
        "open_year": "one year of one problem that is not resolved",
        "site": "one place where a service is given",
        "percentage_point": "one percentage point of something",
        "wellby": "one point of life satisfaction for one person for one year",
        "hour": "one hour of somebody's time",
        "day": "one day",
        "month": "one month of 365/12 days",
        "year": "one year of 365 days",
    }
)

# A service given once, however the source counts it: `unit_cost` is money for one of these.
GIVEN_ONCE = frozenset({"visit", "case", "client", "participant", "dispute", "problem"})
DURATIONS = frozenset({"days", "months", "years"})
PERIODS = frozenset({"month", "year"})
COUNTS = frozenset(
    "people problems disputes cases visits sittings events staff sites count".split()
)


@dataclass(frozen=True)
class Unit:
    """A unit taken apart: what is measured, and for each of what."""

    name: str
    measured: str
    per: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether a currency and a price year belong to it."""
        return self.measured == "money"

    @property
    def is_share(self) -> bool:
        """Whether values lie between 0 and 1."""
        return self.measured == "share"


@lru_cache(maxsize=1024)
def find_unit(name: str) -> Unit | None:
    """Take a unit's name apart; None if it is not in the vocabulary."""
    measured, *per = name.split("_per_")
    if not per and name.startswith("per_"):  # `per_year` is a rate per year
        measured, per = "rate", [name.removeprefix("per_")]
    if measured not in MEASURED or any(word not in FOR_EACH for word in per):
        return None
    if measured == "rate" and not per:
        return None
    return Unit(name, measured, tuple(per))


def nearest_unit(name: str) -> str | None:
    """The unit a person most likely meant, for a message; None if nothing is near."""
    import difflib

    measured, *per = name.strip().lower().replace(" ", "_").split("_per_")
    words = []
    for word, known in ((measured, MEASURED), *((each, FOR_EACH) for each in per)):
        near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
        if not near:
            return None
        words.append(near[0])
    return "_per_".join(words)
