"""How long people wait, for the report: rows by service, by problem and group, and by year.

Only for runs of an engine that follows persons; a cohort has mean waits and no distribution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from justice_finance.reporting.words import scenario_title, title_of
from justice_finance.results.small_share import days_of_small_share
from justice_finance.results.wait_quantiles import (
    QUANTILES,
    has_waits,
    longest_queue,
    slowest_service,
    wait_quantiles,
)
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

SEEN, FINISHED = "seen", "finished"
SHORTEST_SHOWN = 1.0
"""Days; services where even one in a hundred is seen within a day are not shown."""


@dataclass(frozen=True)
class WaitFigures:
    """Days from arrival at a service to the first sitting, or the end of the last, of some people.

    A quantile is None where too few people waited to tell it. `low` and `high` are 5 % and 95 %
    quantiles of the 90 % wait over draws, where these were asked for.
    """

    wait: str
    """seen or finished."""
    option: str
    option_title: str
    service: str
    service_title: str
    by: str
    """all, legal_problem, population_group or year."""
    member: str
    title: str
    people: int
    """Simulated, in all draws and replications."""
    median: float | None
    p90: float | None
    p99: float | None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    small_share: float | None = None
    """Days of the mean that are owed to the share followed (`results.small_share`), at most."""


@dataclass(frozen=True)
class Waits:
    """All rows on waits; where one in ten waits longest for an end; where the queue is longest."""

    slowest_end: str
    longest_queue: str
    by_service: tuple[WaitFigures, ...]
    by_member: tuple[WaitFigures, ...]
    by_year: tuple[WaitFigures, ...]
    draws: int
    replications: int
    fraction: float

    def title_of(self, service: str) -> str:
        """The name of a service."""
        rows = (*self.by_service, *self.by_member, *self.by_year)
        return next(row.service_title for row in rows if row.service == service)


def waits_of(data: xr.Dataset, record: Mapping[str, Any], options: Sequence[str]) -> Waits | None:
    """Rows of business as usual and of some options; None without waits, or if nobody waits."""
    if not has_waits(data):
        return None
    slowest_end = slowest_service(data, BUSINESS_AS_USUAL, FINISHED)
    queue = longest_queue(data, BUSINESS_AS_USUAL)
    if slowest_end is None or queue is None:
        return None
    seen = data.sel(wait_kind=SEEN)
    scenarios = (BUSINESS_AS_USUAL, *options)
    by_service = [
        row
        for name in scenarios
        for row in _rows(seen["waits_by_draw"].sum("draw"), record, name, "all", "")
    ]
    shown = {
        row.service for row in by_service if max(row.p99 or 0.0, row.p90 or 0.0) >= SHORTEST_SHOWN
    }
    at_end = data.sel(wait_kind=FINISHED, service=[slowest_end])
    in_queue = seen.sel(service=[queue])
    members = [
        row
        for dim, name in (("legal_problem", "problem"), ("population_group", "group"))
        for row in _rows(at_end[f"waits_by_{name}"], record, BUSINESS_AS_USUAL, dim, dim)
    ]
    years = [
        row
        for name in scenarios
        for row in _rows(in_queue["waits_by_year"], record, name, "year", "year")
    ]
    return Waits(
        slowest_end=slowest_end,
        longest_queue=queue,
        by_service=tuple(
            _with_mean(row, seen, record.get("stations", {}))
            for row in _with_ranges(
                seen, [row for row in by_service if row.people and row.service in shown]
            )
        ),
        by_member=tuple(row for row in members if row.median is not None),
        by_year=tuple(years),
        draws=int(data.sizes["draw"]),
        replications=int(data.attrs.get("replications", 1)),
        fraction=float(data.attrs.get("fraction", 1.0)),
    )


def _rows(
    counts: xr.DataArray, record: Mapping[str, Any], option: str, by: str, dim: str
) -> list[WaitFigures]:
    one = counts.sel(scenario=option)
    quantiles, people = wait_quantiles(one), one.sum("wait_bin")
    rows = []
    for service in map(str, one["service"].values):
        for member in one[dim].values if dim else [""]:
            at: dict[str, Any] = {"service": service, **({dim: member} if dim else {})}
            told = [float(quantiles.sel({**at, "quantile": name})) for name in QUANTILES]
            median, p90, p99 = (None if value != value else value for value in told)
            title = str(member) if dim in ("", "year") else title_of(record, dim, str(member))
            rows.append(
                WaitFigures(
                    str(counts["wait_kind"].values), option, scenario_title(record, option),
                    service, title_of(record, "service", service), by, str(member), title,
                    int(people.sel(at)), median, p90, p99,
                )
            )  # fmt: skip
    return rows


def _with_mean(row: WaitFigures, seen: xr.Dataset, stations: Mapping[str, Any]) -> WaitFigures:
    """Add the mean, and what of it is owed to the share of the country that was followed."""
    station = stations.get(row.service)
    if not row.people or station is None:
        return row
    days = seen["waited_days"].sel(scenario=row.option, service=row.service).sum("draw")
    mean = float(days) / row.people
    longer = days_of_small_share(seen, station, row.option, row.service)
    return replace(row, mean=mean, small_share=min(mean, longer))


def _with_ranges(seen: xr.Dataset, rows: Sequence[WaitFigures]) -> tuple[WaitFigures, ...]:
    """Add how far the 90 % wait differs between draws."""
    by_draw = wait_quantiles(seen["waits_by_draw"]).sel(quantile="p90")
    found = []
    for row in rows:
        values = by_draw.sel(scenario=row.option, service=row.service).dropna("draw")
        if values.size >= 2:
            low, high = (float(values.quantile(share)) for share in (0.05, 0.95))
            row = replace(row, low=low, high=high)
        found.append(row)
    return tuple(found)
