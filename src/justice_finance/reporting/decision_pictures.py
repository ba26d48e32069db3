"""The charts of a decision: which rows each one gets, and the words that go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import Any

import numpy as np

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.framing import DecisionTable, plain_rows
from justice_finance.appraisal.decision.interactions import PARTS
from justice_finance.appraisal.decision.surveys import READINGS
from justice_finance.appraisal.dominance import DOMINATED, EXTENDED, FRONTIER
from justice_finance.charts import (
    acceptability,
    failing_box,
    numbered_points,
    survey_values,
    tornado,
    two_inputs,
)
from justice_finance.charts.acceptability import Curve
from justice_finance.charts.failing_box import Part
from justice_finance.charts.numbered_points import Point
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.survey_values import NetGain, SurveyRow
from justice_finance.charts.tornado import Swing
from justice_finance.charts.two_inputs import Pair, Square
from justice_finance.reporting.captions import caption_of, pack_about, settings_words
from justice_finance.reporting.content import About
from justice_finance.reporting.decision_wording import (
    amount,
    bare_limits,
    describe,
    limit_words,
    money,
    percent,
    rows_of,
)
from justice_finance.reporting.words import input_title, plain_words, sentence_case

LADDER = {FRONTIER: "ladder_begins", DOMINATED: "ladder_dominated", EXTENDED: "ladder_mix"}
"""What is said of an option without a ratio, by its status."""
SHOWN_CHANCE = 0.05
"""An option whose chance of being best stays below is left out of the curves."""


def decision_packs(decision: Decision, about: About) -> tuple[Pack, ...]:
    """Every chart that the tables of a decision allow, in reading order."""
    makers: tuple[Callable[[Decision, About], Pack | None], ...] = (
        surveys_pack, tornado_pack, two_way_pack, box_pack, ladder_pack, curves_pack,
        frontier_pack, regret_pack,
    )  # fmt: skip
    made = (make(decision, about) for make in makers)
    return tuple(pack for pack in made if pack is not None)


def plain_table(table: DecisionTable) -> PlainTable:
    """A table of a decision as CSV holds it."""
    rows = plain_rows(table.frame)
    columns = [str(name) for name in table.frame.columns]
    return table_of(columns, [[row[name] for name in columns] for row in rows])


def _pack(
    decision: Decision, about: About, name: str, table: str, subtitle: str,
    draw: Callable[..., Any], text: str, sentences: tuple[str, ...],
) -> Pack:  # fmt: skip
    source = decision.tables[table]
    caption = caption_of(about, source.title, subtitle)

    def drawing(width: float) -> Any:
        return draw(caption=caption, width=width)

    return pack_about(about, name, caption, drawing, plain_table(source), text, sentences)


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
    kind, variant = dict(zip(READINGS, ("own", "all"), strict=True)), about.variant_words
    said = tuple(
        describe(
            f"survey_{kind[row['reading']]}", survey=row["title"], size=f"{row['size']:,}",
            gain=amount(row["net_gain"], row["standard_error"], about.currency), variant=variant,
        )
        for row in rows
    )  # fmt: skip
    readings = [describe(f"reading_{kind[name]}", variant=variant) for name in seen]
    draw = partial(survey_values.draw, shown, readings, unit=about.currency)
    subtitle = describe("surveys_below")
    text = describe("surveys_text", sentences=" ".join(said))
    return _pack(decision, about, "surveys", "surveys_ranked", subtitle, draw, text, said)


def tornado_pack(decision: Decision, about: About) -> Pack | None:
    """The inputs that move the worth of the option chosen today most."""
    rows = rows_of(decision, "tornado")
    if not rows:
        return None
    framing = decision.framing
    place = framing.today or framing.runner_up
    option = framing.title(framing.options[place])
    swings = [
        Swing(input_title(framing.record, row["name"]), row["at_low"], row["at_high"])
        for row in rows
    ]
    centre = float(framing.net_benefit[:, place].mean())
    draw = partial(tornado.draw, swings, centre, unit=about.currency)
    subtitle = describe("tornado_below", option=option, settings=settings_words(about))
    said = tuple(
        describe("swing", input=one.title, low=money(one.at_low, about.currency),
                 high=money(one.at_high, about.currency))
        for one in swings
    )  # fmt: skip
    text = describe("tornado_text", count=len(swings), sentences=" ".join(said))
    return _pack(decision, about, "tornado", "tornado", subtitle, draw, text, said)


def two_way_pack(decision: Decision, about: About) -> Pack | None:
    """Which option is best where two inputs are low or high together."""
    rows = rows_of(decision, "two_way")
    if not rows:
        return None
    framing, pairs = decision.framing, []
    said: list[str] = []
    today = framing.title(framing.options[framing.today])
    for names in dict.fromkeys((row["first"], row["second"]) for row in rows):
        own = [row for row in rows if (row["first"], row["second"]) == names]
        titles = [input_title(framing.record, name) for name in names]
        squares = []
        for row in own:
            told = isinstance(row["best_title"], str)
            best = row["best_title"] if told else describe("too_few")
            worth = money(row["net_present_value"], about.currency) if told else ""
            squares.append(
                Square(PARTS.index(row["first_part"]), PARTS.index(row["second_part"]), best,
                       worth, best == today)
            )  # fmt: skip
            if told:
                said.append(
                    describe("square", first=titles[0], first_part=row["first_part"],
                             second=titles[1], second_part=row["second_part"], best=best)
                )  # fmt: skip
        pairs.append(Pair(titles[0], titles[1], PARTS, tuple(squares)))
    draw = partial(two_inputs.draw, pairs)
    place = framing.today or framing.runner_up
    subtitle = describe(
        "two_way_below", option=framing.title(framing.options[place]), today=today,
        settings=settings_words(about),
    )  # fmt: skip
    text = describe("two_way_text", count=len(pairs), sentences=" ".join(said))
    return _pack(decision, about, "two_way", "two_way", subtitle, draw, text, tuple(said))


def box_pack(decision: Decision, about: About) -> Pack | None:
    """The box of futures in which today's choice fails."""
    rows = rows_of(decision, "failing_box")
    if not rows:
        return None
    framing = decision.framing
    parts = []
    for row in rows:
        draws = framing.inputs[:, framing.input_names.index(row["input"])]
        low = float(np.mean(draws < row["low"])) if isfinite(row["low"]) else 0.0
        high = float(np.mean(draws <= row["high"])) if isfinite(row["high"]) else 1.0
        again = describe("box_part", limits=bare_limits(row), share=percent(row["reproducibility"]))
        parts.append(Part(input_title(framing.record, row["input"]), low, high, again))
    one = rows[0]
    subtitle = describe(
        "box_below", option=framing.title(one["option"]), density=percent(one["density"]),
        share=percent(one["failures"] / one["draws"]), coverage=percent(one["coverage"]),
    )  # fmt: skip
    limits = [sentence_case(limit_words(row, framing.record)) for row in rows]
    said = tuple(describe("box_limit", limit=limit) for limit in limits)
    text = describe("box_text", below=subtitle, sentences=" ".join(said))
    draw = partial(failing_box.draw, parts)
    return _pack(decision, about, "what_fails", "failing_box", subtitle, draw, text, said)


def ladder_pack(decision: Decision, about: About) -> Pack | None:
    """Cost and problems resolved of each option; the ladder joined."""
    rows = rows_of(decision, "cost_ladder")
    if not rows:
        return None
    points, said = [], []
    for row in rows:
        key, ratio = LADDER[row["status"]], ""
        if isfinite(row["ratio"]):
            key = "ladder_ratio"
            ratio = amount(row["ratio"], row["standard_error"], about.currency)
        point = describe(key, option=row["title"], ratio=ratio)
        points.append(Point(point, row["cost"], row["effect"], row["status"] == FRONTIER))
        said.append(describe("ladder_said", point=point))
    draw = partial(
        numbered_points.draw, points, across=describe("ladder_across", currency=about.currency),
        up=describe("ladder_up"), steps=False,
    )  # fmt: skip
    subtitle = describe("ladder_below", settings=settings_words(about))
    text = describe("ladder_text", sentences=" ".join(said))
    return _pack(decision, about, "cost_ladder", "cost_ladder", subtitle, draw, text, tuple(said))


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
    subtitle = describe("curves_below", share=percent(SHOWN_CHANCE))
    last = [row for row in rows if row["value_of_effect"] == rows[-1]["value_of_effect"]]
    best = next(row for row in last if row["on_frontier"])
    value = money(best["value_of_effect"], about.currency)
    said = describe(
        "curves_said", value=value, option=best["title"], chance=percent(best["acceptability"])
    )
    text = describe("curves_text", sentences=said)
    return _pack(decision, about, "acceptability", "acceptability", subtitle, draw, text, (said,))


def frontier_pack(decision: Decision, about: About) -> Pack | None:
    """What every budget can buy."""
    rows = rows_of(decision, "budget_frontier")
    if len(rows) < 2:
        return None
    points = [Point(f"{row['chosen']}", row["budget"], row["value"], True) for row in rows]
    said = tuple(
        describe("frontier_said", budget=money(row["budget"], about.currency),
                 options=row["chosen"],
                 value=amount(row["value"], row["standard_error"], about.currency))
        for row in rows[1:]
    )  # fmt: skip
    draw = partial(
        numbered_points.draw, points, across=describe("frontier_across", currency=about.currency),
        up=describe("frontier_up", currency=about.currency), steps=True,
    )  # fmt: skip
    subtitle = describe("frontier_below", settings=settings_words(about))
    text = describe("frontier_text", sentences=" ".join(said))
    return _pack(
        decision, about, "budget_frontier", "budget_frontier", subtitle, draw, text, said
    )  # fmt: skip


def regret_pack(decision: Decision, about: About) -> Pack | None:
    """Mean worth of each option in each structural variant."""
    rows = rows_of(decision, "variants")
    names = list(dict.fromkeys(row["structural_variant"] for row in rows))
    if len(names) < 2:
        return None
    by = {(row["name"], row["structural_variant"]): row for row in rows}
    shown = [
        SurveyRow(
            decision.framing.title(option),
            tuple(NetGain(by[option, name]["regret"], float("nan")) for name in names),
        )
        for option in decision.framing.options
    ]
    every = replace(about, structural_variant="")  # the picture shows all of them
    subtitle = describe("regret_below", settings=settings_words(every))
    said = tuple(
        describe(
            "regret_said", variant=plain_words(name), regrets="; ".join(
                describe("regret_of", option=row["title"],
                         loss=money(row["regret"], about.currency))
                for row in rows if row["structural_variant"] == name
            ),
        )
        for name in names
    )  # fmt: skip
    draw = partial(
        survey_values.draw, shown, [sentence_case(plain_words(name)) for name in names],
        unit=about.currency,
    )  # fmt: skip
    text = describe("regret_text", sentences=" ".join(said))
    return _pack(decision, about, "regret", "variants", subtitle, draw, text, said)
