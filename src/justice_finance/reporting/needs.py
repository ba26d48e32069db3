"""What meeting the need would cost, read from the record of a run, as a report shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from justice_finance.charts.rounding import Estimate
from justice_finance.language import say, study_words
from justice_finance.reporting.words import plain_words

Years = tuple[Estimate, ...]


@dataclass(frozen=True)
class NeededService:
    """One service: cases and staff, wanted and there; each by year."""

    id: str
    title: str
    by_coverage: bool
    cases: Years
    cases_anyway: Years
    brought: Years
    staff: Years
    staff_anyway: Years
    disposition_time: Years | None
    days_without_queue: Years

    @property
    def staff_do_not_suffice(self) -> bool:
        """Whether notice and the parties alone take longer than the time wanted."""
        wanted = self.disposition_time
        return wanted is not None and self.days_without_queue[-1].mean > wanted[-1].mean


@dataclass(frozen=True)
class BenchmarkFigures:
    """A published figure beside the model's of the last year."""

    id: str
    title: str
    measure: str
    published: float
    evidence: str
    last_year: Estimate | None


@dataclass(frozen=True)
class BoughtFigures:
    """What a budget buys of one service, by year."""

    id: str
    title: str
    given: Years
    recurrent: Years
    capital: Years
    unspent: Years
    staff: Years
    needed: Years
    cases: Years


@dataclass(frozen=True)
class NeedsFigures:
    """Everything that the section on needs shows. Money by year, undiscounted."""

    title: str
    question: str
    draws: int
    years: tuple[int, ...]
    services: tuple[NeededService, ...]
    by_function: Mapping[str, tuple[Years, Years]]
    """Cost, and what is spent anyway."""
    by_party: Mapping[str, tuple[Years, Years, Years]]
    """Cost, what is spent anyway, and what is lacking."""
    total: Years
    spent_anyway: Years
    financing_gap: Years
    own_costs: Mapping[str, Years]
    affordability: Mapping[str, Years]
    benchmarks: tuple[BenchmarkFigures, ...]
    bought: tuple[BoughtFigures, ...]
    sizes: tuple[str, ...]
    """Where the sizes of the country come from."""
    attributions: tuple[str, ...]
    limits: tuple[str, ...]


def needs_figures(record: Mapping[str, Any]) -> NeedsFigures | None:
    """The needs of a run, or nothing where its study asks for none."""
    known = record.get("needs")
    if not known:
        return None
    functions = known["cost_by_function"]
    return NeedsFigures(
        title=study_words(str(known["title"])),
        question=study_words(str(known["question"]).strip()),
        draws=int(known["draws"]),
        years=tuple(int(year) for year in known["years"]),
        services=tuple(_service(each) for each in known["services"]),
        by_function={
            name: (by_year(cost), by_year(known["spent_anyway_by_function"][name]))
            for name, cost in functions.items()
        },
        by_party={
            party: (
                by_year(cost),
                by_year(known["spent_anyway_by_party"].get(party) or _nothing(cost)),
                by_year(known["gap"][party]),
            )
            for party, cost in known["cost_by_party"].items()
        },
        total=by_year(known["total"]),
        spent_anyway=by_year(known["total_spent_anyway"]),
        financing_gap=by_year(known["financing_gap"]),
        own_costs={party: by_year(each) for party, each in known["own_costs"].items()},
        affordability={name: by_year(each) for name, each in known["affordability"].items()},
        benchmarks=tuple(_benchmark(each) for each in known["benchmarks"]),
        bought=tuple(_bought(each) for each in known["bought"]),
        sizes=tuple(
            say(
                "{owner}: {what}",
                owner=study_words(plain_words(name)),
                what=str(size["source"]).rpartition(" ")[2],  # the year; series stand in the record
            )
            for name, size in known["sizes"].items()
        ),
        attributions=tuple(
            dict.fromkeys(
                str(size["attribution"]) for size in known["sizes"].values() if size["attribution"]
            )
        ),
        limits=tuple(study_words(str(each)) for each in known["limits"]),
    )


def by_year(rows: Sequence[Mapping[str, float]]) -> Years:
    """An estimate for each year."""
    return tuple(Estimate(row["mean"], row["p05"], row["p95"]) for row in rows)


def _nothing(rows: Sequence[object]) -> list[dict[str, float]]:
    return [dict.fromkeys(("mean", "p05", "p95"), 0.0) for _ in rows]


def _service(each: Mapping[str, Any]) -> NeededService:
    wanted = each["disposition_time"]
    return NeededService(
        id=str(each["name"]),
        title=study_words(str(each["title"])),
        by_coverage=bool(each["by_coverage"]),
        disposition_time=None if wanted is None else by_year(wanted),
        **{
            name: by_year(each[name])
            for name in ("cases", "cases_anyway", "brought", "staff", "staff_anyway",
                         "days_without_queue")
        },
    )  # fmt: skip


def _benchmark(each: Mapping[str, Any]) -> BenchmarkFigures:
    own = each["last_year"]
    return BenchmarkFigures(
        str(each["id"]),
        study_words(str(each["title"])),
        str(each["measure"]),
        float(each["published"]),
        str(each["evidence"] or ""),
        None if own is None else by_year([own])[0],
    )


def _bought(each: Mapping[str, Any]) -> BoughtFigures:
    names = ("given", "recurrent", "capital", "unspent", "staff", "needed", "cases")
    figures = {name: by_year(each[name]) for name in names}
    return BoughtFigures(id=str(each["service"]), title=study_words(str(each["title"])), **figures)
