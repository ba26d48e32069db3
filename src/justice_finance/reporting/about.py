"""What stands beside every figure of a report: study, run, money, years, perspective."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from justice_finance.language import study_words
from justice_finance.reporting.words import country_title, plain_words, variant_words

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class About:
    """What stands beside every figure: study, run, money, years, perspective."""

    study: str
    title: str
    description: str
    author: str
    date: str
    country: str
    run_id: str
    engine: str
    seed: int
    draws: int
    currency: str
    price_year: int
    base_year: int
    first_year: int
    last_year: int
    discount_rate: float | str
    perspective: str
    funder: str
    structural_variant: str

    @property
    def years(self) -> int:
        """Length of the horizon."""
        return self.last_year - self.first_year + 1

    @property
    def variant_words(self) -> str:
        """The structural variant in plain words."""
        return variant_words(self.structural_variant)


def about_of(data: xr.Dataset, record: Mapping[str, Any]) -> About:
    """Study, run and money."""
    study = record.get("study", {})
    years = data["year"].values
    attributes = data.attrs
    rate = attributes["discount_rate"]
    return About(
        study=str(attributes["study"]),
        title=study_words(str(study.get("title") or plain_words(str(attributes["study"])))),
        description=study_words(str(study.get("description", ""))),
        author=str(study.get("author", "")),
        date=str(study.get("date", "")),
        country=country_title(record),
        run_id=str(attributes["run_id"]),
        engine=str(attributes["engine"]),
        seed=int(attributes["seed"]),
        draws=int(data.sizes["draw"]),
        currency=str(attributes["currency"]),
        price_year=int(attributes["price_year"]),
        base_year=int(attributes["base_year"]),
        first_year=int(years[0]),
        last_year=int(years[-1]),
        discount_rate=rate if isinstance(rate, str) else float(rate),
        perspective="society",
        funder=str(attributes["funder"]),
        structural_variant=str(attributes["structural_variant"]),
    )
