"""Worth of options under settings that a reader chooses, from flows added up into few series.

A report page carries the difference of each option from business as usual as a dozen or two
*series*: what one party pays another of one kind of effect, by year and draw. Everything the page
shows follows from them by the rules here, which its script repeats; a test holds the two together.

With F the flow of a series (payer to payee), f the discount factors, P the parties of the
perspective, and the *mix* (d, u) the shares of what an option makes government spend on dealing
with problems that donors and users bear in its place:

net present value   sum over years of f x [sum of (payee in P - payer in P) x F + moved by the mix]
moved by the mix    for each government party g with spending D: (d + u) x D x (1 + burden rate) if
                    g in P, less d x D if donors are in P, less u x D if people are in P
public cost         what government and donors pay less receive, no burden of taxes; less u x D
ratio               (net present value + the part of the outlay that lies in P) / outlay
cost per problem    outlay / further problems resolved
equity weights      what people of a group gain counts (median income / income)^elasticity times

Central figures are means over all draws of the run; ranges and chances are those of the draws
carried. The mean of a ratio is the ratio of means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discounting import discount_factors, tail_factor
from justice_finance.appraisal.equity.equivalents import equity_weights
from justice_finance.appraisal.perspectives import CONSEQUENCES, parties_of
from justice_finance.appraisal.worth import LARGEST_SHARE_WITHOUT_COST
from justice_finance.vocabulary import COST_CATEGORIES, GOVERNMENT

FloatArray = NDArray[np.float64]

KINDS: dict[str, tuple[str, ...]] = {
    "dealing": ("service_cost", "intervention_cost"),
    "fees": ("fee", "bribe", "funding_transfer"),
    "own_costs": ("person_expense", "person_time", "other_side_cost", "unpaid_time"),
    "losses": ("onset_loss", "continuing_loss"),
    "withheld": ("withheld_transfer",),
    "detention": ("detention_cost", "detention_loss"),
    "new_cases": ("induced_value",),
    "taxes": ("excess_burden",),
}
"""Kinds of effects that a reader may leave out, all but `dealing`, by category of the ledger."""

KIND_OF_CATEGORY = {name: kind for kind, names in KINDS.items() for name in names}
ALWAYS = "dealing"
TAXES = "taxes"
RAISING_TAXES = "raising_taxes"

assert set(KIND_OF_CATEGORY) == set(COST_CATEGORIES)


@dataclass(frozen=True)
class Series:
    """What one party pays another, of one kind."""

    payer: str
    payee: str
    kind: str


@dataclass(frozen=True)
class Carried:
    """Flows of every option against business as usual, added up into series.

    Attributes
    ----------
    flows : array (option, series, year, draw)
        Real money, undiscounted.
    tails : array (option, series, draw)
        Money per year that goes on at the end of the last year and fades with the half-life.
    resolved : array (option, year, draw)
        Further problems resolved, net of returns.
    groups, group_tails : arrays (option, group, year, draw), (option, group, draw)
        What people of each group receive less pay.
    burden_rate, half_life : arrays (draw,)
        Excess burden per unit of government spending; days.
    income, adults : arrays (group,)
    central : mapping
        `flows` (option, series, year), `resolved` (option, year), `groups` (option, group, year):
        means over all draws of the run; `burden` (option, government party, year): mean of burden
        rate x spending on dealing with problems.
    """

    options: tuple[str, ...]
    years: tuple[int, ...]
    series: tuple[Series, ...]
    flows: FloatArray
    tails: FloatArray
    resolved: FloatArray
    groups: FloatArray
    group_tails: FloatArray
    burden_rate: FloatArray
    half_life: FloatArray
    income: FloatArray
    adults: FloatArray
    central: Mapping[str, FloatArray]
    funder: str = "public"


@dataclass(frozen=True)
class Chosen:
    """Settings of a reader."""

    rate: float | str = 0.08
    horizon: int = 10
    terminal_value: bool = False
    perspective: str = "society"
    left_out: frozenset[str] = field(default_factory=frozenset)
    donor_share: float = 0.0
    user_share: float = 0.0
    elasticity: float = 0.0
    money_factor: float = 1.0


def explored_worth(carried: Carried, chosen: Chosen) -> dict[str, dict[str, Any]]:
    """Figures of every option under the settings chosen.

    Parameters
    ----------
    carried : Carried
    chosen : Chosen

    Returns
    -------
    dict
        By option: `net_present_value`, `public_cost`, `problems_resolved` (mean, p05, p95),
        `benefit_cost_ratio` and `cost_per_resolved_problem` (the same, or None),
        `chance_of_loss` of the perspective,
        `by_party` (mean, p05, p95; the burden of taxes apart as `raising_taxes`), `by_year`
        (`net`, `public`: means, undiscounted; `cumulative`: mean, p05, p95).
    """
    return {
        name: _Option(carried, chosen, place).figures()
        for place, name in enumerate(carried.options)
    }


def worth_by_draw(carried: Carried, chosen: Chosen) -> dict[str, FloatArray]:
    """`net_present_value` and `public_cost` under some settings, arrays (option, draw)."""
    found = [_Option(carried, chosen, place).values() for place in range(len(carried.options))]
    names = ("net_present_value", "public_cost")
    return {name: np.stack([each[name].draws for each in found]) for name in names}


class _Option:
    """One option on its way from flows to figures."""

    def __init__(self, carried: Carried, chosen: Chosen, place: int) -> None:
        self.carried, self.chosen = carried, chosen
        years = chosen.horizon
        self.factors = discount_factors(chosen.rate, np.arange(years)) * chosen.money_factor
        self.flows = carried.flows[place][:, :years]
        self.central = carried.central["flows"][place][:, :years]
        self.tails = carried.tails[place]
        self.resolved = carried.resolved[place][:years]
        self.central_resolved = carried.central["resolved"][place][:years]
        self.groups = carried.groups[place][:, :years]
        self.central_groups = carried.central["groups"][place][:, :years]
        self.group_tails = carried.group_tails[place]
        self.central_burden = carried.central["burden"][place][:, :years]
        self.tail_factor = np.zeros(carried.half_life.shape)
        if chosen.terminal_value:
            tail = tail_factor(chosen.rate, years, carried.half_life)
            self.tail_factor = tail * chosen.money_factor
        self.parties = parties_of(chosen.perspective)

    # -- weights of the series ----------------------------------------------------------------

    def _counted(self) -> FloatArray:
        kinds = [each.kind for each in self.carried.series]
        return np.array([float(kind == ALWAYS or kind not in self.chosen.left_out)
                         for kind in kinds])  # fmt: skip

    def _sign(self, parties: tuple[str, ...]) -> FloatArray:
        return np.array([float(each.payee in parties) - float(each.payer in parties)
                         for each in self.carried.series])  # fmt: skip

    def _paid(self, parties: tuple[str, ...], dealing_only: bool) -> FloatArray:
        """Weights of net outlay; of spending on dealing with problems alone if asked."""
        left = [follows(each.kind) if dealing_only else each.kind == TAXES
                for each in self.carried.series]  # fmt: skip
        return np.where(left, 0.0, -self._sign(parties))

    # -- what the mix moves -------------------------------------------------------------------

    def _spending(self, party: str) -> FloatArray:
        return np.array([float(each.payer == party and each.kind == ALWAYS)
                         for each in self.carried.series])  # fmt: skip

    def _mix_weight(self, party: str, parties: tuple[str, ...]) -> float:
        """What each unit of a government party's spending moves, the burden of taxes left out."""
        d, u = self.chosen.donor_share, self.chosen.user_share
        moved = (d + u) * float(party in parties)
        return moved - d * float("donor" in parties) - u * float("person" in parties)

    def _mixed(self, parties: tuple[str, ...], with_burden: bool) -> tuple[FloatArray, FloatArray]:
        """Moved by the mix: (year, draw), and its mean (year,)."""
        by_draw = np.zeros(self.flows.shape[1:])
        mean = np.zeros(self.central.shape[1])
        share = self.chosen.donor_share + self.chosen.user_share
        burden = with_burden and TAXES not in self.chosen.left_out
        for number, party in enumerate(GOVERNMENT):
            weight, spent = self._mix_weight(party, parties), self._spending(party)
            by_draw += weight * np.tensordot(spent, self.flows, 1)
            mean += weight * (spent @ self.central)
            if burden and party in parties:
                by_draw += share * self.carried.burden_rate * np.tensordot(spent, self.flows, 1)
                mean += share * self.central_burden[number]
        return by_draw, mean

    # -- figures ------------------------------------------------------------------------------

    def _yearly(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        return np.tensordot(weights, self.flows, 1), weights @ self.central

    def _present(self, by_draw: FloatArray, mean: FloatArray, weights: FloatArray) -> _Valued:
        tail = (weights @ self.tails) * self.tail_factor
        return _Valued(self.factors @ by_draw + tail, float(self.factors @ mean + tail.mean()))

    def values(self) -> dict[str, _Valued]:
        """Net present value of the perspective and public cost, by draw."""
        weights = self._sign(self.parties) * self._counted()
        net, mean = self._net()
        value = self._present(net, mean, weights).plus(self._equity())
        return {
            "net_present_value": value,
            "public_cost": self._outlay_of(parties_of("public"), dealing_only=False),
        }

    def _net(self) -> tuple[FloatArray, FloatArray]:
        """Net benefit of the perspective, undiscounted: (year, draw), and its mean (year,)."""
        by_draw, mean = self._yearly(self._sign(self.parties) * self._counted())
        moved, moved_mean = self._mixed(self.parties, with_burden=True)
        return by_draw + moved, mean + moved_mean

    def figures(self) -> dict[str, Any]:
        """All figures of the option."""
        values = self.values()
        value = values["net_present_value"]
        funder = parties_of(self.carried.funder, "funder")
        inside = tuple(party for party in funder if party in self.parties)
        years = self.factors / self.chosen.money_factor
        resolved = _Valued(years @ self.resolved, float(years @ self.central_resolved))
        outlay = self._outlay_of(funder)
        return {
            **{name: each.range() for name, each in values.items()},
            "chance_of_loss": float(np.mean(value.draws < 0.0)),
            "problems_resolved": resolved.range(),
            "benefit_cost_ratio": _ratio(value.plus(self._outlay_of(inside)), outlay),
            "cost_per_resolved_problem": _per_problem(outlay, resolved),
            "by_party": self._by_party(),
            "by_year": self._by_year(),
        }

    def _by_year(self) -> dict[str, Any]:
        net, mean = self._net()
        public = self._paid(parties_of("public"), dealing_only=False) @ self.central
        factor = self.chosen.money_factor
        draws = np.cumsum(self.factors[:, None] * net, axis=0)
        means = np.cumsum(self.factors * mean)
        return {
            "net": (mean * factor).tolist(),
            "public": ((public - self._users_pay()) * factor).tolist(),
            "cumulative": [_Valued(d, float(m)).range() for d, m in zip(draws, means, strict=True)],
        }

    def _users_pay(self) -> FloatArray:
        """Mean of what users bear in government's place (year,)."""
        spent = np.sum([self._spending(party) for party in GOVERNMENT], axis=0)
        return np.asarray(self.chosen.user_share * (spent @ self.central))

    def _outlay_of(self, parties: tuple[str, ...], dealing_only: bool = True) -> _Valued:
        """Net outlay; spending on dealing with problems alone unless told otherwise."""
        weights = self._paid(parties, dealing_only)
        by_draw, mean = self._yearly(weights)
        moved, moved_mean = self._mixed(parties, with_burden=False)
        return self._present(by_draw - moved, mean - moved_mean, weights)

    def _equity(self) -> _Valued:
        """What equity weights add: what people of each group gain x (weight - 1)."""
        unweighted = self.chosen.left_out or "person" not in self.parties
        if not self.chosen.elasticity or unweighted:
            return _Valued(np.zeros(self.carried.half_life.shape), 0.0)
        carried, elasticity = self.carried, self.chosen.elasticity
        extra = equity_weights(carried.income, elasticity, carried.adults) - 1.0
        yearly = np.tensordot(extra, self.groups, 1)
        tail = (extra @ self.group_tails) * self.tail_factor
        mean = self.factors @ (extra @ self.central_groups) + tail.mean()
        return _Valued(self.factors @ yearly + tail, float(mean))

    def _by_party(self) -> dict[str, dict[str, float]]:
        counted = self._counted()
        taxes = np.array([each.kind == TAXES for each in self.carried.series])
        found = {}
        for party in parties_of("society"):
            weights = np.where(taxes, 0.0, self._sign((party,)) * counted)
            by_draw, mean = self._yearly(weights)
            moved, moved_mean = self._mixed((party,), with_burden=False)
            found[party] = self._present(by_draw + moved, mean + moved_mean, weights).range()
        weights = np.where(taxes, self._sign(GOVERNMENT) * counted, 0.0)
        by_draw, mean = self._yearly(weights)
        whole = self._mixed(GOVERNMENT, with_burden=True)
        apart = self._mixed(GOVERNMENT, with_burden=False)
        by_draw, mean = by_draw + whole[0] - apart[0], mean + whole[1] - apart[1]
        found[RAISING_TAXES] = self._present(by_draw, mean, weights).range()
        return found


@dataclass(frozen=True)
class _Valued:
    """A figure by draw, and its mean over all draws of the run."""

    draws: FloatArray
    mean: float

    def plus(self, other: _Valued) -> _Valued:
        return _Valued(self.draws + other.draws, self.mean + other.mean)

    def range(self) -> dict[str, float]:
        low, high = np.quantile(self.draws, (0.05, 0.95))
        return {"mean": self.mean, "p05": float(low), "p95": float(high)}


def _ratio(others: _Valued, outlay: _Valued) -> dict[str, float] | None:
    if np.mean(outlay.draws <= 0.0) > LARGEST_SHARE_WITHOUT_COST or outlay.mean <= 0.0:
        return None
    kept = outlay.draws > 0.0
    low, high = np.quantile(others.draws[kept] / outlay.draws[kept], (0.05, 0.95))
    return {"mean": others.mean / outlay.mean, "p05": float(low), "p95": float(high)}


def _per_problem(outlay: _Valued, resolved: _Valued) -> dict[str, float] | None:
    lacking = ~((outlay.draws > 0.0) & (resolved.draws > 0.0))
    nothing = outlay.mean <= 0.0 or resolved.mean <= 0.0
    if np.mean(lacking) > LARGEST_SHARE_WITHOUT_COST or nothing:
        return None
    kept = resolved.draws > 0.0
    low, high = np.quantile(outlay.draws[kept] / resolved.draws[kept], (0.05, 0.95))
    return {"mean": outlay.mean / resolved.mean, "p05": float(low), "p95": float(high)}


def follows(kind: str) -> bool:
    """Whether a kind of effect follows from problems and is not spent on dealing with them."""
    return KINDS[kind][0] in CONSEQUENCES
