"""What a decision says of people and payers: equity, budgets that gain, ways to finance."""

from __future__ import annotations

from collections.abc import Iterator

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.financing import LOAN
from justice_finance.charts.rounding import percent_text, rate_text
from justice_finance.language import counted, decimal_text
from justice_finance.reporting.decision_wording import (
    Rows,
    amount,
    currency_of,
    money,
    name_words,
    percent,
    rows_of,
    sentence,
    two_digits,
)
from justice_finance.reporting.sentences import listed
from justice_finance.reporting.words import party_title


def people(decision: Decision) -> Iterator[str]:
    """Who gains, which budgets could share the cost, and how else it could be paid for."""
    yield from _equity(decision)
    yield from _sharing(decision)
    yield from _financing(decision)


def _equity(decision: Decision) -> Iterator[str]:
    rows = [row for row in rows_of(decision, "equity") if row["measure"] == "weighted_total"]
    if not rows:
        return
    best = max(rows, key=lambda row: row["mean"])
    value = amount(best["mean"], best["standard_error"], currency_of(decision))
    yield sentence("equity", option=best["title"], value=value)
    every = [
        row for row in rows_of(decision, "equity_by_variant")
        if row["measure"] == "weighted_total" and row["rank"] == 1
    ]  # fmt: skip
    if not every:
        return
    if {row["name"] for row in every} == {best["name"]}:
        yield sentence("equity_same")
    else:
        yield sentence("equity_differs", which=_by_variant(every))


def _by_variant(rows: Rows) -> str:
    """The option of each structural variant, in one line."""
    return listed(
        [sentence("variant_best", option=row["title"],
                  variant=name_words(row["structural_variant"]))
         for row in rows]
    )  # fmt: skip


def _sharing(decision: Decision) -> Iterator[str]:
    rows = [row for row in rows_of(decision, "co_financing") if row["name"] == decision.chosen]
    gaining = [row for row in rows if row["contribution"] > 0.0]
    if gaining:
        currency = currency_of(decision)
        parties = listed([
            sentence("sharing_party", party=party_title(row["party"]),
                     gain=amount(row["gain"], row["gain_error"], currency))
            for row in gaining
        ])  # fmt: skip
        gap = money(gaining[0]["gap"], currency)
        yield sentence("sharing", option=gaining[0]["title"], parties=parties, gap=gap)


def _financing(decision: Decision) -> Iterator[str]:
    """Ways to pay for the option chosen."""
    rows = [row for row in rows_of(decision, "financing") if row["name"] == decision.chosen]
    by = {row["way"]: row for row in rows}
    currency, draws = currency_of(decision), decision.framing.draws
    if "loan" in by:
        row = by["loan"]
        cost = money(-row["government"], currency)
        years = counted("{number} year", "{number} years", LOAN.maturity,
                        number=decimal_text(LOAN.maturity))  # fmt: skip
        yield sentence("loan", option=row["title"], interest=rate_text(LOAN.interest_rate),
                       term=years, element=percent(row["price"]), cost=cost)  # fmt: skip
    if "outcome_payments" in by:
        row = by["outcome_payments"]
        yield sentence("outcome", option=row["title"], price=money(row["price"], currency),
                  chance=percent_text(row["investor_loses"], draws))  # fmt: skip
    if "fees" in by and "waived_fees" in by:
        row = by["fees"]
        yield sentence("fees", option=row["title"], fee=money(row["price"], currency),
                  waived=money(by["waived_fees"]["price"], currency))  # fmt: skip
    if "levy" in by:
        share = two_digits(by["levy"]["price"])
        yield sentence("levy", option=by["levy"]["title"], share=share)
