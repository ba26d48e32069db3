"""The charts of a decision: which rows each one gets, and the words that go with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import Any

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.surveys import READINGS
from justice_finance.charts import (
    acceptability,
    numbered_points,
    survey_values,
    tornado,
)
from justice_finance.charts.acceptability import Curve
from justice_finance.charts.numbered_points import Point
from justice_finance.charts.pack import Pack
from justice_finance.charts.survey_values import NetGain, SurveyRow
from justice_finance.charts.tornado import Swing
from justice_finance.language import counted, decimal_text, marked, say, study_words
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import settings_words
from justice_finance.reporting.decision_futures import box_pack, two_way_pack
from justice_finance.reporting.decision_pack import decision_pack
from justice_finance.reporting.decision_wording import (
    amount,
    money,
    name_words,
    observations,
    percent,
    rows_of,
    survey_reading,
    titles_in,
)
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.sentences import listed
from justice_finance.reporting.words import sentence_case

SHOWN_CHANCE = 0.05
"""An option whose chance of being best stays below is left out of the curves."""
BESIDE_THE_LADDER = {
    "frontier": marked("where the ladder begins"),
    "dominated": marked("another option does as much for less"),
    "extended": marked("a mix of other options does as much for less"),
}
"""Words for an option without a cost of each further problem, by its status."""


def decision_packs(decision: Decision, about: About) -> tuple[Pack, ...]:
    """Every chart that the tables of a decision allow, in reading order."""
    makers: tuple[Callable[[Decision, About], Pack | None], ...] = (
        surveys_pack, tornado_pack, two_way_pack, box_pack, ladder_pack, curves_pack,
        frontier_pack, regret_pack,
    )  # fmt: skip
    made = (make(decision, about) for make in makers)
    return tuple(pack for pack in made if pack is not None)


def surveys_pack(decision: Decision, about: About) -> Pack | None:
    """Net gain of each survey at its best size, in each reading of the variants."""
    rows = rows_of(decision, "surveys_ranked")
    if not rows:
        return None
    seen = [name for name in READINGS if any(row["reading"] == name for row in rows)][::-1]
    by = {(row["survey"], row["reading"]): row for row in rows}
    order = list(dict.fromkeys(row["survey"] for row in rows if row["reading"] == seen[0]))
    shown = []
    for survey in order:
        found = [by[survey, reading] for reading in seen]
        gains = tuple(NetGain(row["net_gain"], row["standard_error"]) for row in found)
        shown.append(SurveyRow(found[0]["title"], gains))
    titles = {name: survey_reading(name, about.structural_variant) for name in seen}
    said = tuple(
        say(
            "{survey}: net gain {gain} with {observations}, {reading}.",
            survey=row["title"],
            gain=amount(row["net_gain"], row["standard_error"], about.currency),
            observations=observations(row["size"]),
            reading=titles[row["reading"]],
        )
        for row in rows
    )
    draw = partial(
        survey_values.draw, shown, [sentence_case(titles[name]) for name in seen],
        unit=about.currency,
    )  # fmt: skip
    subtitle = say(
        "What choosing with the results of the survey adds on average, less what the survey "
        "costs, at its best size. Line: two standard errors to each side. Costs are assumptions, "
        "not offers"
    )
    text = " ".join((say("A line for each survey."), *said))
    return decision_pack(decision, about, "surveys", "surveys_ranked", subtitle, draw, text, said)


def tornado_pack(decision: Decision, about: About) -> Pack | None:
    """The inputs that move the worth of the option chosen today most."""
    rows = rows_of(decision, "tornado")
    if not rows:
        return None
    framing = decision.framing
    place = framing.today or framing.runner_up
    option = study_words(framing.title(framing.options[place]))
    swings = [
        Swing(input_title(framing.record, row["name"]), row["at_low"], row["at_high"])
        for row in rows
    ]
    centre = float(framing.net_benefit[:, place].mean())
    draw = partial(tornado.draw, swings, centre, unit=about.currency)
    subtitle = say(
        "{option}: mean net present value {settings}, where one input is low (hatched: its 5 % "
        "quantile) or high (full: its 95 % quantile). Dotted: mean over all draws. Inputs that "
        "vary together move together",
        option=option,
        settings=settings_words(about),
    )
    said = tuple(
        say(
            "{input}: {low} at its low end, {high} at its high end.",
            input=one.title,
            low=money(one.at_low, about.currency),
            high=money(one.at_high, about.currency),
        )
        for one in swings
    )
    bars = counted(
        "A bar for {number} input.",
        "A bar for each of {number} inputs, the widest first.",
        len(swings),
        number=decimal_text(len(swings)),
    )
    text = " ".join((bars, *said))
    return decision_pack(decision, about, "tornado", "tornado", subtitle, draw, text, said)


def ladder_pack(decision: Decision, about: About) -> Pack | None:
    """Cost and problems resolved of each option; the ladder joined."""
    rows = rows_of(decision, "cost_ladder")
    if not rows:
        return None
    points, said = [], []
    for row in rows:
        if isfinite(row["ratio"]):
            ratio = amount(row["ratio"], row["standard_error"], about.currency)
            words = say("{amount} for each further problem", amount=ratio)
        else:
            status = row["status"]
            words = say(BESIDE_THE_LADDER[status])
        point = say("{option}: {words}", option=row["title"], words=words)
        points.append(Point(point, row["cost"], row["effect"], row["status"] == "frontier"))
        said.append(say("{text}.", text=point))
    draw = partial(
        numbered_points.draw, points,
        across=lambda s: say("outlay of the funder, {currency}", currency=s.of(about.currency)),
        up=lambda s: s.of(say("further problems resolved")), steps=False,
    )  # fmt: skip
    subtitle = say(
        "Present values {settings}. Full circle and line: the ladder; square: another option or a "
        "mix does as much for less",
        settings=settings_words(about),
    )
    return decision_pack(
        decision, about, "cost_ladder", "cost_ladder", subtitle, draw,
        " ".join((say("A point for each option."), *said)), tuple(said),
    )  # fmt: skip


def curves_pack(decision: Decision, about: About) -> Pack | None:
    """Acceptability curves and frontier."""
    rows = rows_of(decision, "acceptability")
    if not rows:
        return None
    curves = []
    for name in decision.framing.options:
        own = [row for row in rows if row["name"] == name]
        if max(row["acceptability"] for row in own) >= SHOWN_CHANCE:
            curves.append(
                Curve(
                    own[0]["title"],
                    tuple(row["value_of_effect"] for row in own),
                    tuple(row["acceptability"] for row in own),
                    tuple(bool(row["on_frontier"]) for row in own),
                )
            )
    draw = partial(acceptability.draw, curves, unit=about.currency)
    subtitle = say(
        "How often each option is best if every resolved problem counts at the value shown, less "
        "the outlay of the funder. Thick: best on average. Losses from problems are not counted; "
        "options that never reach {share} are left out",
        share=percent(SHOWN_CHANCE),
    )
    last = [row for row in rows if row["value_of_effect"] == rows[-1]["value_of_effect"]]
    best = next(row for row in last if row["on_frontier"])
    value = money(best["value_of_effect"], about.currency)
    said = (
        say(
            "If a resolved problem is worth {value}, “{option}” is best on average, and in "
            "{share} of draws.",
            value=value,
            option=best["title"],
            share=percent(best["acceptability"]),
        ),
    )
    lines = say("A line for each option over what a resolved problem is worth.")
    text = " ".join((lines, *said))
    return decision_pack(
        decision, about, "acceptability", "acceptability", subtitle, draw, text, said
    )


def frontier_pack(decision: Decision, about: About) -> Pack | None:
    """What every budget can buy."""
    rows = rows_of(decision, "budget_frontier")
    if len(rows) < 2:
        return None
    sets = [listed(titles_in(row["chosen"])) for row in rows]
    points = [
        Point(sentence_case(titles), row["budget"], row["value"], True)
        for titles, row in zip(sets, rows, strict=True)
    ]
    said = tuple(
        say(
            "From {budget}: {options}, worth {value}.",
            budget=money(row["budget"], about.currency),
            options=titles,
            value=amount(row["value"], row["standard_error"], about.currency),
        )
        for titles, row in zip(sets[1:], rows[1:], strict=True)
    )
    draw = partial(
        numbered_points.draw, points,
        across=lambda scale: say("budget, {unit}", unit=scale.of(about.currency)),
        up=lambda scale: say("net present value, {unit}", unit=scale.of(about.currency)),
        steps=True,
    )  # fmt: skip
    subtitle = say(
        "Largest mean net present value by budget (outlay of the funder), {settings}. Values add "
        "up; options that overlap exclude each other",
        settings=settings_words(about),
    )
    text = " ".join((say("A staircase over budgets."), *said))
    return decision_pack(
        decision, about, "budget_frontier", "budget_frontier", subtitle, draw, text, said
    )  # fmt: skip


def _regret_of(row: Mapping[str, Any], about: About) -> str:
    return say(
        "“{option}” is regretted by {loss}",
        option=row["title"],
        loss=money(row["regret"], about.currency),
    )


def regret_pack(decision: Decision, about: About) -> Pack | None:
    """Mean worth of each option in each structural variant."""
    rows = rows_of(decision, "variants")
    names = list(dict.fromkeys(row["structural_variant"] for row in rows))
    if len(names) < 2:
        return None
    by = {(row["name"], row["structural_variant"]): row for row in rows}
    shown = [
        SurveyRow(
            study_words(decision.framing.title(option)),
            tuple(NetGain(by[option, name]["regret"], float("nan")) for name in names),
        )
        for option in decision.framing.options
    ]
    every = replace(about, structural_variant="")  # the picture shows all of them
    subtitle = say(
        "What choosing an option loses on average against the best one of the same structural "
        "variant, {settings}. No variant is weighted against another; on the draws that all have",
        settings=settings_words(every, compared=False),
    )
    said = tuple(
        say(
            "In “{variant}”, {regrets}.",
            variant=name_words(name),
            regrets=listed(
                [_regret_of(row, about) for row in rows if row["structural_variant"] == name]
            ),
        )
        for name in names
    )
    draw = partial(
        survey_values.draw, shown, [sentence_case(name_words(name)) for name in names],
        unit=about.currency,
    )  # fmt: skip
    rows_said = say("A row for each option, a mark for each structural variant.")
    text = " ".join((rows_said, *said))
    return decision_pack(decision, about, "regret", "variants", subtitle, draw, text, said)
