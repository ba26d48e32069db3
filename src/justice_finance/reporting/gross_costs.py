"""What each party pays, loses or spends in hours, before anything it receives is taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from justice_finance.appraisal.discounting import discount_factors
from justice_finance.appraisal.perspectives import PARTIES_OF_SOCIETY
from justice_finance.charts.rounding import Estimate
from justice_finance.language import say
from justice_finance.reporting.cost_groups import COST_GROUPS, GROUP_TITLES
from justice_finance.reporting.figures import RAISING_TAXES, estimate_of
from justice_finance.vocabulary import BUSINESS_AS_USUAL

if TYPE_CHECKING:
    import xarray as xr

DEALING, CONSEQUENCE = "dealing", "consequence"
KINDS = {
    DEALING: ("services", "programme", "own_costs", "payments"),
    CONSEQUENCE: ("losses", "withheld", "detention", "new_cases", "taxes"),
}
"""Groups of costs: those of dealing with problems, and what problems and taxes cost beside."""


@dataclass(frozen=True)
class GrossCost:
    """Present value of what one party bears of one group of costs, in one scenario."""

    option: str
    party: str
    kind: str
    """dealing or consequence."""
    group: str
    title: str
    cost: Estimate


@dataclass(frozen=True)
class PartyCost:
    """All groups of one kind together, and the difference from business as usual."""

    option: str
    party: str
    kind: str
    cost: Estimate
    change: Estimate


def gross_costs(
    data: xr.Dataset, rate: float | str, options: Sequence[str]
) -> tuple[tuple[GrossCost, ...], tuple[PartyCost, ...]]:
    """Costs of business as usual and of some options by party; those of nobody are left out.

    What one party pays another is a cost of the one that pays, and no income here; so sums over
    parties count such payments once for each time that they are passed on. The cost of raising
    taxes, which the ledger keeps with the budget that they are for, is everyone's.
    """
    scramble = data["scramble"].values if "scramble" in data.coords else None
    names = [BUSINESS_AS_USUAL, *options]
    ledger = data["ledger"].sel(scenario=names).transpose("scenario", "draw", "year", "entry")
    factors = discount_factors(rate, np.arange(data.sizes["year"]))
    present = np.einsum("sdye,y->sde", ledger.values, factors)
    category = data["entry_category"].values
    of_taxes = np.isin(category, COST_GROUPS["taxes"])
    payer = np.where(of_taxes, RAISING_TAXES, data["entry_from"].values)
    parts, sums = [], []
    for party in (*PARTIES_OF_SOCIETY, RAISING_TAXES):
        for kind, groups in KINDS.items():
            own = {
                name: present[..., (payer == party) & np.isin(category, COST_GROUPS[name])].sum(-1)
                for name in groups
            }
            total = sum(own.values(), np.zeros(present.shape[:2]))
            if not total.any():
                continue
            for at, option in enumerate(names):
                parts += [
                    GrossCost(option, party, kind, name, say(GROUP_TITLES[name]),
                              estimate_of(values[at], scramble))
                    for name, values in own.items()
                    if values.any()
                ]  # fmt: skip
                sums.append(
                    PartyCost(option, party, kind, estimate_of(total[at], scramble),
                              estimate_of(total[at] - total[0], scramble))
                )  # fmt: skip
    return tuple(parts), tuple(sums)
