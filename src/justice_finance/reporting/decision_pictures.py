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
from justice_finance.reporting.decision_wording import amount, limit_words, money, percent, rows_of
from justice_finance.reporting.words import input_title, plain_words, sentence_case

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
    titles = {
        READINGS[0]: f"if “{about.variant_words}” holds",
        READINGS[1]: "over all structural variants, with the weights of the study",
    }
    said = tuple(
        f"{row['title']}: net gain {amount(row['net_gain'], row['standard_error'], about.currency)}"
        f" with {row['size']:,} observations, {titles[row['reading']]}."
        for row in rows
    )
    draw = partial(
        survey_values.draw, shown, [sentence_case(titles[name]) for name in seen],
        unit=about.currency,
    )  # fmt: skip
    subtitle = (
        "What choosing after the survey adds to the mean, less what the survey costs, at its best "
        "size. Line: two standard errors to each side. Costs are assumptions and no offers"
    )
    text = "A line for each survey. " + " ".join(said)
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
    subtitle = (
        f"{option}: mean net present value {settings_words(about)}, where one input is low "
        "(hatched, its 5 % quantile) or high (full, 95 %); inputs drawn together move together"
    )
    said = tuple(
        f"{one.title}: {money(one.at_low, about.currency)} at its low end, "
        f"{money(one.at_high, about.currency)} at its high end."
        for one in swings
    )
    text = f"A bar for each of {len(swings)} inputs, the widest first. " + " ".join(said)
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
            best = row["best_title"] if told else "too few draws"
            worth = money(row["net_present_value"], about.currency) if told else ""
            squares.append(
                Square(PARTS.index(row["first_part"]), PARTS.index(row["second_part"]), best,
                       worth, best == today)
            )  # fmt: skip
            if told:
                said.append(
                    f"“{titles[0]}” {row['first_part']}, “{titles[1]}” {row['second_part']}: "
                    f"{best} is worth most."
                )
        pairs.append(Pair(titles[0], titles[1], PARTS, tuple(squares)))
    draw = partial(two_inputs.draw, pairs)
    place = framing.today or framing.runner_up
    subtitle = (
        "In each square the option with the largest mean; the amount is the mean net present "
        f"value of “{framing.title(framing.options[place])}”, {settings_words(about)}. Low, "
        "middle, high: thirds of the draws. Grey: another option than the one chosen today, "
        f"“{today}”"
    )
    text = f"A square of nine fields for each of {len(pairs)} pairs of inputs. " + " ".join(said)
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
        words = limit_words(row, framing.record).rpartition("”")[2].strip()
        again = f"{words}; found again in {percent(row['reproducibility'])} of halves of the draws"
        parts.append(Part(input_title(framing.record, row["input"]), low, high, again))
    one = rows[0]
    subtitle = (
        f"{framing.title(one['option'])}: worth less than nothing in "
        f"{percent(one['density'])} of the futures inside all hatched ranges together, in "
        f"{percent(one['failures'] / one['draws'])} of all; inside lie {percent(one['coverage'])} "
        "of its failures"
    )
    said = tuple(f"{sentence_case(limit_words(row, framing.record))}." for row in rows)
    text = f"{subtitle}. " + " ".join(said)
    draw = partial(failing_box.draw, parts)
    return _pack(decision, about, "what_fails", "failing_box", subtitle, draw, text, said)


def ladder_pack(decision: Decision, about: About) -> Pack | None:
    """Cost and problems resolved of each option; the ladder joined."""
    rows = rows_of(decision, "cost_ladder")
    if not rows:
        return None
    points, said = [], []
    for row in rows:
        words = row["status"] if row["status"] != "extended" else "dominated by a mix of others"
        if isfinite(row["ratio"]):
            ratio = amount(row["ratio"], row["standard_error"], about.currency)
            words = f"{ratio} for each further problem"
        elif row["status"] == "frontier":
            words = "where the ladder begins"
        points.append(
            Point(f"{row['title']}: {words}", row["cost"], row["effect"],
                  row["status"] == "frontier")
        )  # fmt: skip
        said.append(f"{row['title']}: {words}.")
    draw = partial(
        numbered_points.draw, points, across=f"outlay of the funder, {about.currency}",
        up="further problems resolved", steps=False,
    )  # fmt: skip
    subtitle = (
        f"Present values {settings_words(about)}. Full circle and line: the ladder; square: "
        "another option or a mix does as much for less"
    )
    return _pack(
        decision, about, "cost_ladder", "cost_ladder", subtitle, draw,
        "A point for each option. " + " ".join(said), tuple(said),
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
    subtitle = (
        "Share of draws in which value x problems resolved - outlay is largest; the curves add up "
        "to one. Thick: the option with the largest mean. Losses from problems are not counted; "
        f"options never above {percent(SHOWN_CHANCE)} are left out"
    )
    last = [row for row in rows if row["value_of_effect"] == rows[-1]["value_of_effect"]]
    best = next(row for row in last if row["on_frontier"])
    value = money(best["value_of_effect"], about.currency)
    said = (
        f"If a resolved problem is worth {value}, {best['title']} is best on average, and in "
        f"{percent(best['acceptability'])} of draws.",
    )
    text = "A line for each option over what a resolved problem is worth. " + said[0]
    return _pack(decision, about, "acceptability", "acceptability", subtitle, draw, text, said)


def frontier_pack(decision: Decision, about: About) -> Pack | None:
    """What every budget can buy."""
    rows = rows_of(decision, "budget_frontier")
    if len(rows) < 2:
        return None
    points = [Point(f"{row['chosen']}", row["budget"], row["value"], True) for row in rows]
    said = tuple(
        f"From {money(row['budget'], about.currency)}: {row['chosen']}, worth "
        f"{amount(row['value'], row['standard_error'], about.currency)}."
        for row in rows[1:]
    )
    draw = partial(
        numbered_points.draw, points, across=f"budget, {about.currency}",
        up=f"net present value, {about.currency}", steps=True,
    )  # fmt: skip
    subtitle = (
        f"Largest mean net present value by budget (outlay of the funder), {settings_words(about)}."
        " Values add up; options that overlap exclude each other"
    )
    text = "A staircase over budgets. " + " ".join(said)
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
    subtitle = (
        "Mean loss against the best option of the same structural variant, "
        f"{settings_words(every)}; none is weighed. On the draws that all variants have"
    )
    said = tuple(
        f"In “{plain_words(name)}”, "
        + "; ".join(
            f"{row['title']} is regretted by {money(row['regret'], about.currency)}"
            for row in rows
            if row["structural_variant"] == name
        )
        + "."
        for name in names
    )
    draw = partial(
        survey_values.draw, shown, [sentence_case(plain_words(name)) for name in names],
        unit=about.currency,
    )  # fmt: skip
    text = "A row for each option, a mark for each structural variant. " + " ".join(said)
    return _pack(decision, about, "regret", "variants", subtitle, draw, text, said)
