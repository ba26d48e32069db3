"""What a decision says in plain sentences; each holds only what its figures and errors allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.surveys import READINGS
from justice_finance.appraisal.given_draws import NOT_TOLD_APART
from justice_finance.charts.rounding import percent_text, rate_text
from justice_finance.language import say, study_words
from justice_finance.reporting.decision_payers import people
from justice_finance.reporting.decision_texts import HEADINGS
from justice_finance.reporting.decision_wording import (
    Rows,
    amount,
    currency_of,
    limit_words,
    money,
    name_words,
    observations,
    percent,
    quoted_list,
    rows_of,
    sentence,
    setting_words,
    titles_in,
)
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.sentences import listed
from justice_finance.reporting.words import funder_words
from justice_finance.vocabulary import BUSINESS_AS_USUAL

MANY = 0.5
FIRST = ("choice", "surveys", "otherwise", "rests", "people")
"""Groups whose first sentence stands before all others."""


@dataclass(frozen=True)
class FindingGroup:
    """Findings under one heading."""

    heading: str
    sentences: tuple[str, ...]


def grouped_findings(decision: Decision) -> tuple[FindingGroup, ...]:
    """The findings under short headings, the choice first; what cannot be told stands last."""
    makers: dict[str, Callable[[Decision], Iterator[str]]] = {
        "choice": _choice, "surveys": _surveys, "otherwise": _otherwise, "budgets": _budgets,
        "rests": _rests, "people": people, "limits": lambda each: iter(each.cannot_tell),
    }  # fmt: skip
    made = [
        FindingGroup(say(heading), tuple(makers[name](decision)))
        for name, heading in HEADINGS.items()
    ]
    return tuple(group for group in made if group.sentences)


def findings(decision: Decision) -> tuple[str, ...]:
    """The same sentences without headings."""
    return tuple(text for group in grouped_findings(decision) for text in group.sentences)


def first_findings(decision: Decision) -> tuple[str, ...]:
    """The five that matter first: what to choose, to find out, and to beware of."""
    found = {group.heading: group.sentences[0] for group in grouped_findings(decision)}
    return tuple(found[say(HEADINGS[name])] for name in FIRST if say(HEADINGS[name]) in found)


def _choice(decision: Decision) -> Iterator[str]:
    currency, framing = currency_of(decision), decision.framing
    rows = {row["name"]: row for row in rows_of(decision, "sureness")}
    chosen = rows[decision.chosen]
    best = percent_text(float(chosen["chance_of_being_best"]), framing.draws)
    who = name_words(framing.perspective)
    if decision.chosen == BUSINESS_AS_USUAL:
        yield sentence("choice_none", who=who, best=best)
    else:
        value = amount(chosen["net_present_value"], chosen["net_present_value_error"], currency)
        loss = percent_text(float(chosen["chance_of_loss"]), framing.draws)
        yield sentence("choice", who=who, option=chosen["title"], value=value, best=best, loss=loss)
    perfect = amount(float(decision.perfect), decision.perfect.standard_error, currency)
    yield sentence("knowing", value=perfect)
    yield _basis(decision)


def _basis(decision: Decision) -> str:
    """Whose money, of which year's prices, at which rate, in which variant."""
    attributes = decision.framing.worth.attrs
    variant = str(attributes.get("structural_variant", ""))
    named = {
        "year": int(decision.framing.worth["year"].values[0]),
        "currency": attributes["currency"],
        "price_year": int(attributes["price_year"]),
        "rate": rate_text(attributes["discount_rate"]),
        "funder": funder_words(str(attributes["funder"])),
    }
    if variant in ("", "as_written"):
        return sentence("basis_plain", **named)
    return sentence("basis", variant=name_words(variant), **named)


def _surveys(decision: Decision) -> Iterator[str]:
    rows = rows_of(decision, "surveys_ranked")
    for reading in reversed(READINGS):
        own = [row for row in rows if row["reading"] == reading]
        if own:
            yield from _ranked(decision, own, "all" if reading == READINGS[1] else "own")


def _ranked(decision: Decision, own: Rows, reading: str) -> Iterator[str]:
    currency, first = currency_of(decision), own[0]
    if first["worth_paying_for"] != "yes":
        none = all(row["worth_paying_for"] == "no" for row in own)
        yield sentence(f"{reading}_none" if none else f"{reading}_not_told")
        return
    shows = reading == "all" and _shows_variant(decision, first)
    yield sentence(
        f"{reading}_first_shows" if shows else f"{reading}_first",
        survey=first["title"], observations=observations(first["size"]),
        cost=money(first["cost"], currency),
        value=amount(first["value"], first["standard_error"], currency),
    )  # fmt: skip
    second = own[1] if len(own) > 1 else None
    if second is not None and second["net_gain"] > 0.0:
        gap = first["net_gain"] - second["net_gain"]
        error = sqrt(first["standard_error"] ** 2 + second["standard_error"] ** 2)
        gain = amount(second["net_gain"], second["standard_error"], currency)
        close = gap <= 2.0 * error
        yield sentence("next_close" if close else "next", survey=second["title"], gain=gain)
    for told in ("no", "unclear"):
        word = "no" if told == "no" else "not settled"
        titles = [row["title"] for row in own if row["worth_paying_for"] == word]
        if titles:
            yield sentence(f"{reading}_{told}", surveys=quoted_list(titles))


def _shows_variant(decision: Decision, row: Mapping[str, Any]) -> bool:
    known = {each["id"]: each for each in decision.plan.get("surveys", ())}
    tells = known.get(row["survey"], {}).get("tells_variant_from")
    return tells is not None and row["size"] >= tells


def _budgets(decision: Decision) -> Iterator[str]:
    currency = currency_of(decision)
    rows = [row for row in rows_of(decision, "cost_ladder") if isfinite(row["ratio"])]
    if rows:
        steps = listed([
            sentence("ladder_step", option=row["title"],
                     ratio=amount(row["ratio"], row["standard_error"], currency))
            for row in rows
        ])  # fmt: skip
        yield sentence("ladder", steps=steps)
    rows = rows_of(decision, "portfolios")
    if not rows:
        return
    row = max(rows, key=lambda each: each["value"])
    if row["chosen"] == "nothing":
        yield sentence("sets_none")
        return
    value = amount(row["value"], row["standard_error"], currency)
    yield sentence("sets_best", options=quoted_list(titles_in(row["chosen"])), value=value)
    losing = [each for each in rows if each["rule_of_thumb_loss"] > 0.0]
    if losing:
        lost = max(losing, key=lambda each: each["rule_of_thumb_loss"])
        yield sentence("thumb", loss=money(lost["rule_of_thumb_loss"], currency),
                  budget=money(lost["budget"], currency))  # fmt: skip
    yield from _other_aims(decision, float(row["budget"]), str(row["chosen"]))


def _other_aims(decision: Decision, budget: float, plain: str) -> Iterator[str]:
    """Sets for other aims than the mean, where they differ from that of the mean."""
    currency = currency_of(decision)
    by = {row["aim"]: row for row in rows_of(decision, "portfolio_aims") if row["budget"] == budget}
    for aim, key in (("downside", "worst"), ("regret", "regret_set")):
        row = by.get(aim)
        if row is None or row["chosen"] == plain:
            continue
        named = {"budget": money(budget, currency), "given_up": money(row["given_up"], currency)}
        if row["chosen"] == "nothing":
            if aim == "downside":
                yield sentence("worst_nothing", **named)
            continue
        yield sentence(key, options=quoted_list(titles_in(row["chosen"])), **named)
    ruled = [row for row in rows_of(decision, "portfolio_rules") if row["budget"] == budget]
    last = ruled[-1] if ruled else None
    if last is not None and last["chosen"] not in ("none", plain) and len(ruled) > 1:
        yield sentence("poorer", budget=money(budget, currency),
                  given_up=money(last["given_up"], currency))  # fmt: skip


def _rests(decision: Decision) -> Iterator[str]:
    framing = decision.framing
    place = framing.today or framing.runner_up
    option = study_words(framing.title(framing.options[place]))
    rows = [row for row in rows_of(decision, "variance_shares") if row["name"] != NOT_TOLD_APART]
    for by in ("origin", "group"):
        own = [row for row in rows if row["by"] == by]
        told = sum(row["share"] for row in own)
        if own and own[0]["share"] > MANY * told:
            name = "assumptions" if own[0]["name"] == "assumption" else own[0]["name"]
            yield sentence(f"rests_{by}", option=option, name=say(name),
                           share=percent(own[0]["share"] / told),
                           error=percent(own[0]["standard_error"] / told))  # fmt: skip
    rows = rows_of(decision, "shapley")
    if rows and rows[0]["low"] > 0.0:
        row = rows[0]
        yield sentence("shapley", input=input_title(framing.record, row["name"]),
                  share=percent(row["share"]), low=percent(row["low"]),
                  high=percent(min(row["high"], 1.0)))  # fmt: skip
    yield from _fails(decision)


def _fails(decision: Decision) -> Iterator[str]:
    rows = rows_of(decision, "failing_box")
    if rows:
        framing, one = decision.framing, rows[0]
        yield sentence(
            "fails", option=study_words(framing.title(one["option"])),
            share=percent(one["failures"] / one["draws"]),
            limits=listed([limit_words(row, framing) for row in rows]),
            density=percent(one["density"]), coverage=percent(one["coverage"]),
        )  # fmt: skip


def _otherwise(decision: Decision) -> Iterator[str]:
    """Other variants, rates and perspectives, and two inputs together."""
    rows = rows_of(decision, "variants")
    names = list(dict.fromkeys(row["structural_variant"] for row in rows))
    if len(names) > 1:
        yield from _variants(decision, rows, names)
    yield from _regret(decision)
    yield from _two_way(decision)


def _variants(decision: Decision, rows: Rows, names: list[str]) -> Iterator[str]:
    currency = currency_of(decision)
    best = {row["structural_variant"]: row["title"] for row in rows if row["rank"] == 1}
    if len(set(best.values())) > 1:
        which = listed(
            [sentence("variant_best", option=best[name], variant=name_words(name))
             for name in names]
        )  # fmt: skip
        worth = money(decision.knowing_variant, currency)
        yield sentence("variants_differ", which=which, value=worth)
    else:
        yield sentence("variants_same", option=best[names[0]])
    top = max(rows, key=lambda row: row["weighed"])
    if isfinite(top["weighed"]):
        yield sentence("weighed", option=top["title"], value=money(top["weighed"], currency))


def _regret(decision: Decision) -> Iterator[str]:
    rows, currency = rows_of(decision, "regret"), currency_of(decision)
    if not rows:
        return
    least = min(rows, key=lambda row: row["largest_regret_of_society"])
    lost = money(float(least["largest_regret_of_society"]), currency)
    yield sentence("regret", option=least["title"], value=lost)
    least = min(rows, key=lambda row: row["largest_regret"])
    yield sentence("regret_all", option=least["title"],
                   value=money(least["largest_regret"], currency),
                   setting=setting_words(str(least["in_setting"])))  # fmt: skip


def _two_way(decision: Decision) -> Iterator[str]:
    """The corners of the first pair, where the draws tell which option is best there."""
    rows = rows_of(decision, "two_way")
    corners = {}
    for row in rows:
        pair = (row["first"], row["second"])
        if (
            pair == (rows[0]["first"], rows[0]["second"])
            and row["first_part"] == row["second_part"]
        ):
            corners[row["first_part"]] = row
    low, high = corners.get("low"), corners.get("high")
    if low is None or high is None:
        return
    if not all(row["lead"] > 2.0 * row["lead_error"] for row in (low, high)):
        return
    record = decision.framing.record
    named = {key: input_title(record, str(low[key])) for key in ("first", "second")}
    same = low["best"] == high["best"]
    yield sentence("two_way_same" if same else "two_way", **named,
              low=low["best_title"], high=high["best_title"])  # fmt: skip
