"""What a decision says in plain sentences; each holds only what its figures and errors allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite, sqrt
from typing import Any

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.surveys import READINGS
from justice_finance.appraisal.given_draws import NOT_TOLD_APART
from justice_finance.charts.rounding import NO_BREAK, Estimate, money_text, percent_text
from justice_finance.reporting.words import input_title, party_title, plain_words
from justice_finance.vocabulary import BUSINESS_AS_USUAL

Rows = list[dict[str, Any]]
MANY = 0.5
ROUNDING = 1e-9
"""An error below so small a part of its value is that of the arithmetic."""


def findings(decision: Decision) -> tuple[str, ...]:
    """The main findings, the choice first.

    Parameters
    ----------
    decision : Decision

    Returns
    -------
    tuple of str
        What cannot be told stands last.
    """
    found = [
        *_choice(decision), *_surveys(decision), *_steps(decision), *_budgets(decision),
        *_rests(decision), *_fails(decision), *_variants(decision), *_equity(decision),
        *_sharing(decision),
    ]  # fmt: skip
    return (*found, *decision.cannot_tell)


def amount(value: float, error: float, currency: str) -> str:
    """Money with its standard error, both as exact as the error allows."""
    plain = money_text(value, Estimate(value, value, value, error), currency)
    if not isfinite(error) or error <= ROUNDING * abs(value):
        return plain
    own = money_text(error, Estimate(error, error, error, 0.0), currency)
    return f"{plain} (standard error {own})"


def rows_of(decision: Decision, name: str) -> Rows:
    """Rows of a table; none where the run does not allow it."""
    frame = decision.frame(name)
    return (
        []
        if frame is None
        else [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]
    )


def currency_of(decision: Decision) -> str:
    """The money of all figures."""
    return str(decision.framing.worth.attrs["currency"])


def _choice(decision: Decision) -> Iterator[str]:
    money, framing = currency_of(decision), decision.framing
    rows = {row["name"]: row for row in rows_of(decision, "sureness")}
    chosen = rows[decision.chosen]
    best = percent_text(float(chosen["chance_of_being_best"]), framing.draws)
    who = "society" if framing.perspective == "society" else plain_words(framing.perspective)
    perfect = amount(float(decision.perfect), decision.perfect.standard_error, money)
    if decision.chosen == BUSINESS_AS_USUAL:
        yield (
            f"To {who}, no option is worth more on average than business as usual, which is best "
            f"in {best} of draws."
        )
    else:
        value = amount(chosen["net_present_value"], chosen["net_present_value_error"], money)
        loss = percent_text(float(chosen["chance_of_loss"]), framing.draws)
        yield (
            f"To {who}, {chosen['title']} is worth most on average: {value}. It is best in {best} "
            f"of draws and worth less than nothing in {loss}."
        )
    yield f"Knowing everything before choosing would be worth {perfect} on average."


def _surveys(decision: Decision) -> Iterator[str]:
    rows = rows_of(decision, "surveys_ranked")
    if not rows:
        return
    money = currency_of(decision)
    seen = [name for name in READINGS if any(row["reading"] == name for row in rows)]
    for reading in reversed(seen):
        own = [row for row in rows if row["reading"] == reading]
        yield from _ranked(decision, own, reading, money)


def _ranked(decision: Decision, own: Rows, reading: str, money: str) -> Iterator[str]:
    where = (
        "Over all structural variants, with the weights of the study"
        if reading == READINGS[1]
        else "If the headline structural variant holds"
    )
    first = own[0]
    if first["worth_paying_for"] != "yes":
        none = all(row["worth_paying_for"] == "no" for row in own)
        yield f"{where}, " + (
            "no survey is worth its cost."
            if none
            else "no survey is worth its cost by more than the error of having few draws."
        )
        return
    value, cost = amount(first["value"], first["standard_error"], money), first["cost"]
    text = (
        f"{where}, the survey to fund first is: {first['title']}. With {first['size']:,} "
        f"observations it costs {money_text(cost, Estimate(cost, cost, cost), money)} and is worth "
        f"{value}"
    )
    told = _shows_variant(decision, first, reading)
    text += ", because it shows which variant holds" if told else ""
    second = own[1] if len(own) > 1 else None
    if second is not None and second["net_gain"] > 0.0:
        gap = first["net_gain"] - second["net_gain"]
        error = sqrt(first["standard_error"] ** 2 + second["standard_error"] ** 2)
        apart = gap > 2.0 * error
        gain = amount(second["net_gain"], second["standard_error"], money)
        text += f". Next comes {second['title']}, with a net gain of {gain}"
        text += "" if apart else "; the draws do not tell the two apart"
    yield text + "."
    not_worth = [row["title"] for row in own if row["worth_paying_for"] == "no"]
    unclear = [row["title"] for row in own if row["worth_paying_for"] == "not told"]
    if not_worth:
        yield f"{where}, these are not worth their cost for this choice: {'; '.join(not_worth)}."
    if unclear:
        yield f"{where}, whether these are worth their cost is not told: {'; '.join(unclear)}."


def _shows_variant(decision: Decision, row: Mapping[str, Any], reading: str) -> bool:
    known = {each["id"]: each for each in decision.plan.get("surveys", ())}
    tells = known.get(row["survey"], {}).get("tells_variant_from")
    return reading == READINGS[1] and tells is not None and row["size"] >= tells


def _steps(decision: Decision) -> Iterator[str]:
    money = currency_of(decision)
    rows = [row for row in rows_of(decision, "cost_ladder") if isfinite(row["ratio"])]
    if rows:
        steps = "; ".join(
            f"{row['title']} at {amount(row['ratio'], row['standard_error'], money)}"
            for row in rows
        )
        yield f"A further resolved problem costs, step by step: {steps}."


def _budgets(decision: Decision) -> Iterator[str]:
    money = currency_of(decision)
    rows = rows_of(decision, "portfolios")
    if not rows:
        return
    row = max(rows, key=lambda each: each["value"])
    rows = [each for each in rows if each["rule_of_thumb_loss"] > 0.0]
    if row["chosen"] == "nothing":
        yield "No set of options is worth more than nothing within any budget shown."
        return
    value = amount(row["value"], row["standard_error"], money)
    yield f"Of all sets of options, this one is worth most: {row['chosen']}; {value}."
    if rows:
        lost = max(rows, key=lambda each: each["rule_of_thumb_loss"])
        loss, budget = lost["rule_of_thumb_loss"], lost["budget"]
        yield (
            "Taking the cheapest per resolved problem first loses "
            f"{money_text(loss, Estimate(loss, loss, loss), money)} against the best choice within "
            f"{money_text(budget, Estimate(budget, budget, budget), money)}."
        )


def _rests(decision: Decision) -> Iterator[str]:
    rows = [row for row in rows_of(decision, "variance_shares") if row["name"] != NOT_TOLD_APART]
    for by, words in (("origin", "rests on {}"), ("group", "is due to {}")):
        own = [row for row in rows if row["by"] == by]
        if own and own[0]["share"] > MANY:
            share, error = own[0]["share"], own[0]["standard_error"]
            name = f"{own[0]['name']}s" if own[0]["name"] == "assumption" else own[0]["name"]
            yield (
                f"{percent(share)} of the spread of the worth (standard error "
                f"{percent(error)}) {words.format(name)}."
            )


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{100.0 * share:.0f}{NO_BREAK}%"


def _fails(decision: Decision) -> Iterator[str]:
    rows = rows_of(decision, "failing_box")
    if not rows:
        return
    framing = decision.framing
    limits = " and ".join(limit_words(row, framing.record) for row in rows)
    yield (
        f"{framing.title(rows[0]['option'])} is worth less than nothing in "
        f"{percent(rows[0]['failures'] / rows[0]['draws'])} of draws. Most common is that with "
        f"{limits}: there it fails in {percent(rows[0]['density'])} of draws, which are "
        f"{percent(rows[0]['coverage'])} of all its failures."
    )


def limit_words(row: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """A limit of the box in words."""
    low, high = float(row["low"]), float(row["high"])
    title = input_title(record, str(row["input"]))
    if isfinite(low) and isfinite(high):
        return f"“{title}” from {low:,.3g} to {high:,.3g}"
    side, value = ("above", low) if isfinite(low) else ("below", high)
    return f"“{title}” {side} {number(value)}"


def number(value: float) -> str:
    """Three digits, without powers of ten."""
    return f"{value:,.3g}" if abs(value) < 1000.0 else f"{value:,.0f}"


def _variants(decision: Decision) -> Iterator[str]:
    rows = rows_of(decision, "variants")
    names = list(dict.fromkeys(row["structural_variant"] for row in rows))
    if len(names) < 2:
        return
    money = currency_of(decision)
    best = {row["structural_variant"]: row["title"] for row in rows if row["rank"] == 1}
    if len(set(best.values())) > 1:
        which = "; ".join(f"{best[name]} in “{plain_words(name)}”" for name in names)
        worth = decision.knowing_variant
        yield (
            f"The best option differs between structural variants ({which}). Knowing which holds "
            f"is worth at most {money_text(worth, Estimate(worth, worth, worth), money)}, on the "
            "draws that all variants have."
        )
    else:
        yield f"{best[names[0]]} is best in every structural variant."
    top = max(rows, key=lambda row: row["weighed"])
    if isfinite(top["weighed"]):
        value = top["weighed"]
        yield (
            f"Over all structural variants, with the weights of the study, {top['title']} is worth "
            f"most today: {money_text(value, Estimate(value, value, value), money)}."
        )
    regret = rows_of(decision, "regret")
    least = min(regret, key=lambda row: row["largest_regret_of_society"])
    lost = float(least["largest_regret_of_society"])
    yield (
        f"To society, over all discount rates and variants shown, {least['title']} is regretted "
        f"least: {money_text(lost, Estimate(lost, lost, lost), money)} at most."
    )


def _equity(decision: Decision) -> Iterator[str]:
    rows = rows_of(decision, "equity")
    if not rows:
        return
    money = currency_of(decision)
    for measure, words in (
        ("weighted_total", "Where a unit of money counts more for poorer groups"),
    ):
        own = [row for row in rows if row["measure"] == measure]
        best = max(own, key=lambda row: row["mean"])
        value = amount(best["mean"], best["standard_error"], money)
        yield f"{words}, {best['title']} is worth most: {value}, a separate account."


def _sharing(decision: Decision) -> Iterator[str]:
    rows = [row for row in rows_of(decision, "co_financing") if row["name"] == decision.chosen]
    gaining = [row for row in rows if row["contribution"] > 0.0]
    if gaining:
        money = currency_of(decision)
        parts = "; ".join(
            f"{party_title(row['party'])}: {amount(row['gain'], row['gain_error'], money)}"
            for row in gaining
        )
        gap = gaining[0]["gap"]
        yield (
            f"Budgets that gain from {gaining[0]['title']} and could share its cost: {parts}. "
            f"What the justice budget pays above that is "
            f"{money_text(gap, Estimate(gap, gap, gap), money)}."
        )
