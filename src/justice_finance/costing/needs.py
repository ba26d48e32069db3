"""What `needs` returns: an object that shows itself as tables, with every draw behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.costing.asked import Asked
from justice_finance.costing.bought import BoughtOfService
from justice_finance.costing.economy import Size
from justice_finance.costing.tables import FewLines, lines_of
from justice_finance.funding.needs import ServiceNeed
from justice_finance.results.summaries import STATISTICS
from justice_finance.vocabulary import PERSPECTIVES

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.scenario.study import Study

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class NeedsOfService:
    """One service; arrays (draw, year).

    Attributes
    ----------
    by_coverage : bool
        Whether its target is a coverage (else a disposition time).
    needing : array
        People who need it, or cases that come.
    cases, cases_anyway : array
        Cases to be served (resolved), and those served under business as usual.
    brought : array
        Cases among those that come which advice to more people sends here.
    disposition_time : array or None
        Days wanted.
    days_without_queue : array
        Days that a case takes if nobody ever queues: what more staff cannot shorten.
    staff, staff_anyway : array
        Full-time staff needed, and there.
    """

    name: str
    title: str
    function: str
    by_coverage: bool
    needing: FloatArray
    cases: FloatArray
    cases_anyway: FloatArray
    brought: FloatArray
    disposition_time: FloatArray | None
    days_without_queue: FloatArray
    staff: FloatArray
    staff_anyway: FloatArray
    need: ServiceNeed = field(repr=False)


@dataclass(frozen=True, repr=False)
class Needs:
    """What meeting the needs of a study would cost. Money is real, of the study.

    Attributes
    ----------
    study : Study
    variant : str or None
        Structural variant.
    services : tuple of NeedsOfService
    cost, anyway : mapping of (function, party) to array (draw, year)
        What meeting the needs costs, and what is spent on these services under business as usual.
    gap : mapping of str to array (draw, year)
        By party: cost less what it spends anyway, never below zero.
    own_costs : mapping of str to array (draw, year)
        What people spend besides on the cases wanted, by party.
    sizes : mapping of str to Size
        Product, public expenditure, people and aid.
    affordability : mapping of str to array (draw, year)
    bought : tuple of BoughtOfService
        What the budget of the file buys.
    """

    study: Study = field(repr=False)
    variant: str | None
    asked: Asked = field(repr=False)
    services: tuple[NeedsOfService, ...]
    cost: Mapping[tuple[str, str], FloatArray]
    anyway: Mapping[tuple[str, str], FloatArray]
    gap: Mapping[str, FloatArray]
    own_costs: Mapping[str, FloatArray]
    sizes: Mapping[str, Size]
    affordability: Mapping[str, FloatArray]
    bought: tuple[BoughtOfService, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Model years."""
        return self.asked.recipe.years

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.asked.size

    @property
    def total(self) -> FloatArray:
        """Cost of meeting the needs, all parties and functions, array (draw, year)."""
        return np.asarray(sum(self.cost.values()), dtype=np.float64)

    @property
    def financing_gap(self) -> FloatArray:
        """What public budgets and donors lack, array (draw, year)."""
        lacking = [gap for party, gap in self.gap.items() if party in PERSPECTIVES["public"]]
        return np.asarray(np.sum([np.zeros_like(self.total), *lacking], axis=0))

    @property
    def spent_anyway(self) -> FloatArray:
        """Spent on these services under business as usual, array (draw, year)."""
        return np.asarray(sum(self.anyway.values()), dtype=np.float64)

    def by_function(self, amounts: Mapping[tuple[str, str], FloatArray]) -> dict[str, FloatArray]:
        """Amounts summed over parties."""
        found: dict[str, FloatArray] = {}
        for (function, _), amount in amounts.items():
            found[function] = found.get(function, 0.0) + amount
        return found

    def by_party(self, amounts: Mapping[tuple[str, str], FloatArray]) -> dict[str, FloatArray]:
        """Amounts summed over functions."""
        found: dict[str, FloatArray] = {}
        for (_, party), amount in amounts.items():
            found[party] = found.get(party, 0.0) + amount
        return found

    def dataset(self) -> xr.Dataset:
        """By draw and year: cost and what is spent anyway by party, cases and staff by service.

        Returns
        -------
        xarray.Dataset
            `cost`, `spent_anyway`, `gap` (party), `cases`, `staff` and what is there anyway
            (service); money in the study's currency and price year.
        """
        import xarray as xr

        cost, anyway = self.by_party(self.cost), self.by_party(self.anyway)
        parties, names = list(cost), [each.name for each in self.services]
        nothing = np.zeros_like(self.total)

        def stacked(amounts: Mapping[str, FloatArray]) -> FloatArray:
            return np.stack([amounts.get(party, nothing) for party in parties])

        def of_services(name: str) -> FloatArray:
            return np.stack([getattr(each, name) for each in self.services])

        file = self.study.file
        return xr.Dataset(
            {
                "cost": (("party", "draw", "year"), stacked(cost)),
                "spent_anyway": (("party", "draw", "year"), stacked(anyway)),
                "gap": (("party", "draw", "year"), stacked(self.gap)),
                "cases": (("service", "draw", "year"), of_services("cases")),
                "cases_anyway": (("service", "draw", "year"), of_services("cases_anyway")),
                "staff": (("service", "draw", "year"), of_services("staff")),
                "staff_anyway": (("service", "draw", "year"), of_services("staff_anyway")),
            },
            coords={"party": parties, "service": names, "year": list(self.years)},
            attrs={"currency": file.money.currency, "price_year": file.money.price_year},
        )

    def benchmarks(self) -> list[dict[str, Any]]:
        """Published figures beside the model's in the last year, as plain values."""
        found = []
        for name, each in self.asked.file.benchmarks.items():
            key = "money" if each.money is not None else "ratio"
            value = float(self.asked.value(f"benchmarks.{name}.{key}").mean())
            own = self.affordability.get(each.compare)
            leaf = each.money if each.money is not None else each.ratio
            found.append(
                {
                    "id": name,
                    "title": each.title,
                    "measure": each.compare,
                    "published": value,
                    "evidence": leaf.evidence_id if leaf is not None else None,
                    "last_year": None if own is None else estimate(own[:, -1]),
                }
            )
        return found

    def as_record(self) -> dict[str, Any]:
        """All figures with their ranges, as JSON holds them."""
        file = self.study.file
        return {
            "study": self.study.name,
            "title": self.asked.file.title,
            "question": self.asked.file.question,
            "structural_variant": self.variant,
            "draws": self.draws,
            "currency": file.money.currency,
            "price_year": file.money.price_year,
            "years": list(self.years),
            "services": [_service_record(each) for each in self.services],
            "cost": _by_both(self.cost),
            "spent_anyway": _by_both(self.anyway),
            "cost_by_function": _by_name(self.by_function(self.cost)),
            "spent_anyway_by_function": _by_name(self.by_function(self.anyway)),
            "cost_by_party": _by_name(self.by_party(self.cost)),
            "spent_anyway_by_party": _by_name(self.by_party(self.anyway)),
            "gap": _by_name(self.gap),
            "total": by_year(self.total),
            "total_spent_anyway": by_year(self.spent_anyway),
            "financing_gap": by_year(self.financing_gap),
            "own_costs": _by_name(self.own_costs),
            "sizes": {
                name: {"base": size.base, "source": size.source, "attribution": size.attribution}
                for name, size in self.sizes.items()
            },
            "limits": list(self.asked.file.limits.values()),
            "affordability": _by_name(self.affordability),
            "benchmarks": self.benchmarks(),
            "bought": [_bought_record(each) for each in self.bought],
        }

    def lines(self) -> list[FewLines]:
        """The tables that a person reads first."""
        return lines_of(self.as_record())

    def __repr__(self) -> str:
        return "\n\n".join(each.as_text() for each in self.lines())

    def _repr_html_(self) -> str:
        about = f"{self.asked.file.title}. {self.study.money_line}, {self.draws} draws."
        return f"<p>{escape(about)}</p>" + "".join(each.as_html() for each in self.lines())


def estimate(values: FloatArray) -> dict[str, float]:
    """Mean, 5 % and 95 % quantile over draws."""
    return {
        name: float(values.mean() if share is None else np.quantile(values, share))
        for name, share in STATISTICS.items()
    }


def by_year(values: FloatArray) -> list[dict[str, float]]:
    """An estimate for each year of an array (draw, year)."""
    return [estimate(values[:, t]) for t in range(values.shape[1])]


def _by_name(amounts: Mapping[str, FloatArray]) -> dict[str, list[dict[str, float]]]:
    return {name: by_year(amount) for name, amount in amounts.items()}


def _by_both(amounts: Mapping[tuple[str, str], FloatArray]) -> list[dict[str, Any]]:
    return [
        {"function": function, "party": party, "by_year": by_year(amount)}
        for (function, party), amount in amounts.items()
    ]


def _service_record(each: NeedsOfService) -> dict[str, Any]:
    figures = ("needing", "cases", "cases_anyway", "brought", "staff", "staff_anyway",
               "days_without_queue")  # fmt: skip
    about = {name: getattr(each, name) for name in ("name", "title", "function", "by_coverage")}
    wanted = None if each.disposition_time is None else by_year(each.disposition_time)
    found = about | {name: by_year(getattr(each, name)) for name in figures}
    return found | {"disposition_time": wanted}


def _bought_record(each: BoughtOfService) -> dict[str, Any]:
    figures = ("given", "recurrent", "capital", "unspent", "worth_of_unspent", "staff", "cases",
               "needed")  # fmt: skip
    found: dict[str, Any] = {"service": each.service, "title": each.title}
    found |= {name: by_year(getattr(each, name)) for name in figures}
    return found | {"unspent_by_source": _by_name(each.by_source)}
