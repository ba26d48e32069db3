"""Ways to pay for each option, beside paying from taxes: who pays, who carries which risk.

Every way pays for the same public spending on the option. Nothing but what financing itself uses
up, and the taxes it needs or saves, changes what the option costs society.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.cost_benefit import net_present_value
from justice_finance.appraisal.decision.fairness import known_population, poorer_groups
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.financing.budgets import budget_impact
from justice_finance.appraisal.financing.instruments import (
    concessional_loan,
    earmarked_levy,
    grant,
    outcome_payments,
    user_fees,
)
from justice_finance.appraisal.financing.loans import grant_element
from justice_finance.appraisal.financing.of_results import outcomes_by_year
from justice_finance.appraisal.financing.transfers import (
    Transfer,
    carried_risk,
    cost_to_society,
    net_by_party,
)
from justice_finance.appraisal.perspectives import PUBLIC_FUNDERS, burden_rate
from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.appraisal.worth import dataset_of
from justice_finance.language import marked
from justice_finance.vocabulary import BUSINESS_AS_USUAL, GOVERNMENT

FloatArray = NDArray[np.float64]

PAYER = "government_justice"
ABSORBED = "absorption"
ROUNDING = 1e-12
"""Share of the spending below which an amount is an error of the arithmetic."""


@dataclass(frozen=True)
class LoanTerms:
    """Nominal terms of a concessional loan, and who has lent at them."""

    interest_rate: float
    maturity: float
    grace: float
    source: str


LOAN = LoanTerms(
    0.0135, 30.0, 5.0,
    marked(
        "part of the International Development Association in the World Bank's loan to Kenya of "
        "May 2020, as Africa Sustainability Matters reports it"
    ),
)  # fmt: skip

FINANCING_NOTE = marked(
    "Each way pays for what government and donors spend on the option (present value; users' fees "
    "taken off). Government, donor, people, investor: what each receives less what it pays, the "
    "option's spending included, mean over draws. Cost to society: what collecting uses up, and "
    "the excess burden of the taxes that the way needs, less that of paying from taxes; below zero "
    "it relieves the treasury. Grant absorbed slowly: what cannot be spent in the year of a rise "
    "goes back, so that less is bought. Loan: {interest} % interest, {maturity} years, "
    "{grace} of grace ({source}); no inflation is taken off. Outcome payments: an investor "
    "pays first and is paid for each further problem resolved, at the price at which it breaks "
    "even on average, without a cap. Fees: what each further resolved problem would have to pay; "
    "with waivers, groups with incomes below the median pay nothing. Levy: on the incomes of all "
    "adults. Illustrative: nobody has offered any of these."
)
COLUMNS = (
    "name title way government donor people investor cost_to_society standard_error price "
    "price_is investor_loses"
).split()


@dataclass(frozen=True)
class _Asked:
    """What every way of financing of one option works with."""

    spending: FloatArray  # (draw, year): of government and donors on the option
    outcomes: FloatArray  # (draw, year): further problems resolved
    by_group: FloatArray | None  # (group, year): the same, means
    poorer: FloatArray  # (group,): 1 where fees are waived
    incomes: float  # of all adults, per year
    marginal_cost: FloatArray  # (draw, 1)
    rate: float | str
    absorption: float


def ways(framing: Framing) -> tuple[DecisionTable, ...]:
    """Every way of financing each option that government or donors spend on."""
    import pandas as pd

    data = dataset_of(framing.results)
    horizon = framing.question.get("horizon")
    spending = budget_impact(data, PUBLIC_FUNDERS, horizon=horizon)["spending"].sum("party")
    outcomes = outcomes_by_year(data, horizon=horizon)
    base = list(data["scenario"].values).index(BUSINESS_AS_USUAL)
    cost = 1.0 + np.maximum(burden_rate(data, base), 0.0)[:, None]
    population = known_population(framing)
    poorer = poorer_groups(population)
    incomes = sum(each["adults"] * each["income_per_person"] for each in population.values())
    rows: list[dict[str, Any]] = []
    for option in framing.options[1:]:
        asked = _Asked(
            spending.sel(scenario=option).transpose("draw", "year").values,
            outcomes.sel(scenario=option).values,
            _by_group(data, option, base, list(population), outcomes.sizes["year"]),
            np.array([float(name in poorer) for name in population]),
            float(incomes), cost, framing.worth.attrs["discount_rate"],
            _absorption(framing),
        )  # fmt: skip
        if np.asarray(net_present_value(asked.spending.mean(axis=0), asked.rate)) <= 0.0:
            continue  # nothing to finance
        rows += [
            {"name": option, "title": framing.title(option), **row}
            for row in _rows(asked, framing.scramble)
        ]
    if not rows:
        return ()
    gaps: dict[str, str | tuple[float, int]] = {
        "interest": (100.0 * LOAN.interest_rate, 2), "maturity": (LOAN.maturity, 0),
        "grace": (LOAN.grace, 0), "source": LOAN.source,
    }  # fmt: skip
    title = marked("Ways to pay for each option")
    table = pd.DataFrame(rows, columns=COLUMNS)
    return (DecisionTable("financing", title, FINANCING_NOTE, table, gaps),)


def _by_group(
    data: Any, option: str, base: int, groups: Sequence[str], years: int
) -> FloatArray | None:
    """Further problems resolved of each group (group, year), net of returns; means over draws."""
    if not groups or "problems_resolved_by_group" not in data:
        return None
    net = data["problems_resolved_by_group"] - data["problems_returned_by_group"]
    mean = (net.sel(scenario=option) - net.isel(scenario=base)).mean("draw")
    ordered = mean.sel(population_group=list(groups)).transpose("population_group", "year")
    return np.asarray(ordered.values[:, :years], dtype=np.float64)


def _absorption(framing: Framing) -> float:
    """Share of a year's rise that can be spent: the smallest of the study's sources; else all."""
    values = framing.record.get("values") or {}
    found = [
        float(each["central"])
        for name, each in values.items()
        if name.startswith("funding.") and name.endswith(ABSORBED)
    ]
    return min(found, default=1.0)


def _rows(asked: _Asked, scramble: Any) -> list[dict[str, Any]]:
    """One row for each way, paying from taxes first."""
    plain = (Transfer(PAYER, "provider", asked.spending, "spent on the option"),)
    taxes = _tax_cost(asked, plain)
    made: list[tuple[str, tuple[Transfer, ...], float, str]] = [
        ("taxes", (), float("nan"), ""),
        ("grant", grant(asked.spending, "donor", PAYER), float("nan"), ""),
        _slow_grant(asked), _loan(asked), _outcomes(asked), *_fees(asked), _levy(asked),
    ]  # fmt: skip
    rows = []
    for way, transfers, price, price_is in made:
        if way == "outcome_payments":  # the investor pays the provider, so government does not
            every = transfers
        else:
            every = (*transfers, *_spent(asked, plain, transfers))
        draws = _tax_cost(asked, every) - taxes
        worth = {
            name: float(np.mean(np.atleast_1d(net_present_value(flows, asked.rate))))
            for name, flows in net_by_party(every).items()
        }
        investor = (
            carried_risk({"investor": net_by_party(every)["investor"]}, asked.rate)["investor"]
            if "investor" in worth
            else None
        )
        least = ROUNDING * float(np.abs(net_present_value(asked.spending, asked.rate)).mean())
        draws = np.where(np.abs(draws) > least, draws, 0.0)
        rows.append(
            {
                "way": way,
                "government": _told(sum(worth.get(name, 0.0) for name in GOVERNMENT), least),
                "donor": _told(worth.get("donor", 0.0), least),
                "people": _told(worth.get("person", 0.0), least),
                "investor": _told(worth.get("investor", 0.0), least),
                "cost_to_society": float(draws.mean()),
                "standard_error": monte_carlo_error(draws, np.mean, scramble),
                "price": price,
                "price_is": price_is,
                "investor_loses": float("nan") if investor is None else investor.chance_of_loss,
            }
        )
    return rows


def _told(value: float, least: float) -> float:
    """A figure, nothing where it is no more than an error of the arithmetic."""
    return value if abs(value) > least else 0.0


def _spent(
    asked: _Asked, plain: tuple[Transfer, ...], transfers: tuple[Transfer, ...]
) -> tuple[Transfer, ...]:
    """The option's spending, over as many years as its financing; less what could not be spent."""
    spending = plain[0].amount
    back = [each.amount for each in transfers if each.what.startswith("unspent")]
    if back:
        spending = spending - back[0]
    years = max((each.amount.shape[-1] for each in transfers), default=spending.shape[-1])
    longer = np.zeros((len(spending), years))
    longer[:, : spending.shape[1]] = spending
    return (Transfer(PAYER, "provider", longer, plain[0].what),)


def _tax_cost(asked: _Asked, transfers: Sequence[Transfer]) -> FloatArray:
    """Present value of what financing costs society (draw,)."""
    yearly = np.atleast_2d(cost_to_society(transfers, asked.marginal_cost))
    found = np.atleast_1d(np.asarray(net_present_value(yearly, asked.rate)))
    return np.broadcast_to(found, (len(asked.marginal_cost),)).astype(np.float64)


def _slow_grant(asked: _Asked) -> tuple[str, tuple[Transfer, ...], float, str]:
    """What is spent rises by a share of what is lacking each year."""
    spent = np.empty_like(asked.spending)
    last = np.zeros(len(spent))
    for year, offered in enumerate(asked.spending.T):
        last = np.where(offered > last, last + asked.absorption * (offered - last), offered)
        spent[:, year] = last
    share = asked.absorption
    way = "slow_grant"
    return way, grant(asked.spending, "donor", PAYER, spent), share, "share_absorbed"


def _loan(asked: _Asked) -> tuple[str, tuple[Transfer, ...], float, str]:
    """A loan for each year's mean spending, paid back over the years after."""
    mean = asked.spending.mean(axis=0)
    years = len(mean) + int(LOAN.maturity) + 1
    parts = [
        concessional_loan(
            float(amount), years, LOAN.interest_rate, LOAN.maturity, LOAN.grace, first_year=year
        )
        for year, amount in enumerate(mean)
        if amount > 0.0
    ]
    found = tuple(each for part in parts for each in part)
    element = grant_element(LOAN.interest_rate, LOAN.maturity, LOAN.grace, 1)
    return "loan", found, element, "grant_element"


def _outcomes(asked: _Asked) -> tuple[str, tuple[Transfer, ...], float, str]:
    """An investor advances the mean spending and is paid by outcome; it breaks even on average."""
    advance = np.maximum(asked.spending.mean(axis=0), 0.0)
    paid = np.maximum(asked.outcomes, 0.0)
    worth = float(np.mean(net_present_value(paid, asked.rate)))
    price = float(net_present_value(advance, asked.rate)) / worth if worth > 0.0 else 0.0
    found = outcome_payments(asked.outcomes, price, advance, funder=PAYER)
    return "outcome_payments", found, price, "money_per_outcome"


def _fees(asked: _Asked) -> list[tuple[str, tuple[Transfer, ...], float, str]]:
    """Fees of all, and of those who are not in a poorer group, that pay for the spending."""
    if asked.by_group is None:
        return []
    found = []
    cases = np.maximum(asked.by_group, 0.0)
    spent = float(np.mean(net_present_value(asked.spending, asked.rate)))
    for way, waived in (("fees", 0.0 * asked.poorer), ("waived_fees", asked.poorer)):
        paying = (cases * (1.0 - waived[:, None])).sum(axis=0)
        worth = float(net_present_value(paying, asked.rate))
        if worth > 0.0:
            fee = spent / worth
            transfers = user_fees(cases, fee, waived)
            found.append((way, transfers, fee, "money_per_paying_case"))
    return found


def _levy(asked: _Asked) -> tuple[str, tuple[Transfer, ...], float, str]:
    """A levy on incomes that brings what is spent."""
    if asked.incomes <= 0.0:
        return "levy", (), float("nan"), ""
    years = asked.spending.shape[1]
    base = np.full(years, asked.incomes)
    spent = float(np.mean(net_present_value(asked.spending, asked.rate)))
    rate = spent / float(net_present_value(base, asked.rate))
    return "levy", earmarked_levy(base, rate, {"person": 1.0}), rate, "share_of_incomes"
