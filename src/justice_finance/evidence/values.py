"""What one entry of the register is: a figure, how it was measured, and who published it.

The words that a column may hold stand here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

GRADES: Mapping[str, str] = MappingProxyType(
    {
        "A": "official statistics, a large survey or a randomised trial",
        "B": "peer-reviewed, or a large quasi-experiment",
        "C": "programme evaluation or modelling estimate",
        "D": "judgement",
    }
)
VERIFIED: Mapping[str, str] = MappingProxyType(
    {
        "full_text": "the figure was read in the source's own words",
        "abstract": "the figure was read in the source's abstract or summary",
        "secondary": "another document reports the figure",
        "unverified": "from memory; never to be used as evidence",
    }
)
STATISTICS = frozenset({"share", "total", "mean", "median", "point", "ratio", "rate"})
INTERVAL_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "none": "no interval",
        "range": "lowest and highest published figure; says nothing of probability",
        "interval_90": "90 % confidence or credible interval",
        "interval_95": "95 % confidence or credible interval",
        "lower_bound": "the figure is at least `low`",
        "upper_bound": "the figure is at most `high`",
    }
)
COUNTED: Mapping[str, str] = MappingProxyType(
    {
        "all": "every problem of the kind named in `quantity` counts",
        "most_serious": "only the problem that a person calls the most serious counts",
        "several": "only people with several problems count",
    }
)
PROBLEM_CATEGORIES = frozenset(
    "any citizenship_id consumer crime debt_money domestic_violence employment family housing "
    "injury land neighbours other public_services".split()
)
COUNTRY_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "WLD": "world",
        "EU": "European Union",
        "OECD": "members of the OECD",
        "LIC": "low-income countries",
        "LMIC": "lower-middle-income countries",
        "UMIC": "upper-middle-income countries",
        "HIC": "high-income countries",
    }
)
NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a figure, where and under which licence."""

    source_id: str
    authors: str
    year: int | None
    title: str
    publisher: str
    url: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceValue:
    """One published figure.

    `value`, `low` and `high` are in `unit`; money is in `currency` at prices of `price_year`.
    `recall_window_years` is the time, in years, that a survey question looked back over; None
    where there is none or the source does not state it.
    """

    id: str
    topic: str
    quantity: str
    statistic: str
    value: float
    low: float | None
    high: float | None
    interval_kind: str
    unit: str
    unit_as_published: str
    currency: str | None
    price_year: int | None
    reference_year: int | None
    recall_window_years: float | None
    counted: str | None
    geography: str
    population: str
    problem_category: str
    source: Source
    locator: str
    verified: str
    grade: str
    note: str
    file: str
    line: int

    @property
    def source_title(self) -> str:
        """Title of the source, as a report cites it."""
        return self.source.title

    @property
    def may_be_evidence(self) -> bool:
        """Whether somebody has seen the figure in a document."""
        return self.verified != "unverified"

    def as_record(self) -> dict[str, object]:
        """Plain values by column, the source's own columns under `source`."""
        record: dict[str, object] = {
            name: getattr(self, name) for name in self.__slots__ if name != "source"
        }
        record["source"] = {name: getattr(self.source, name) for name in Source.__slots__}
        return record
