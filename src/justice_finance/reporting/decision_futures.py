"""Pictures of futures in a decision: two inputs together, and where today's choice fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import isfinite
from typing import Any

import numpy as np

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.failing import RESAMPLES
from justice_finance.appraisal.decision.interactions import PARTS
from justice_finance.appraisal.decision.knowing import told_apart
from justice_finance.charts import failing_box, two_inputs
from justice_finance.charts.failing_box import Part
from justice_finance.charts.pack import Pack
from justice_finance.charts.two_inputs import Pair, Square
from justice_finance.language import counted, decimal_text, say, study_words
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import settings_words
from justice_finance.reporting.decision_pack import decision_pack
from justice_finance.reporting.decision_wording import (
    bare_limit,
    limit_words,
    money,
    percent,
    rows_of,
    table_word,
)
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.words import sentence_case


def two_way_pack(decision: Decision, about: About) -> Pack | None:
    """Which option is best where two inputs are low or high together."""
    rows = rows_of(decision, "two_way")
    if not rows:
        return None
    framing, pairs = decision.framing, []
    said: list[str] = []
    today = study_words(framing.title(framing.options[framing.today]))
    for names in dict.fromkeys((row["first"], row["second"]) for row in rows):
        own = [row for row in rows if (row["first"], row["second"]) == names]
        titles = [input_title(framing.record, name) for name in names]
        squares = []
        for row in own:
            told = isinstance(row["best_title"], str)
            best = row["best_title"] if told else say("too few draws")
            lead = _lead(row, about.currency) if told else ""
            squares.append(
                Square(PARTS.index(row["first_part"]), PARTS.index(row["second_part"]), best,
                       lead, best == today)
            )  # fmt: skip
            if told:
                said.append(_square_words(row, titles))
        parts = tuple(say(part) for part in PARTS)
        pairs.append(Pair(titles[0], titles[1], parts, tuple(squares)))
    draw = partial(two_inputs.draw, pairs)
    subtitle = say(
        "In each square the option with the largest mean net present value, and how far it is "
        "ahead of the next best, {settings}. Low, middle, high: thirds of the draws. Not settled: "
        "ahead by two standard errors at most. Grey: another option than the one chosen today, "
        "“{today}”",
        settings=settings_words(about, compared=False),
        today=today,
    )
    squares_said = counted(
        "A square of nine fields for {number} pair of inputs.",
        "A square of nine fields for each of {number} pairs of inputs.",
        len(pairs),
        number=decimal_text(len(pairs)),
    )
    text = " ".join((squares_said, *said))
    return decision_pack(decision, about, "two_way", "two_way", subtitle, draw, text, tuple(said))


def _lead(row: Mapping[str, Any], currency: str) -> str:
    """How far the best option of a square is ahead, where the draws are enough to tell."""
    lead, error = float(row["lead"]), float(row["lead_error"])
    if not told_apart(lead, error):
        return say("not settled")
    return say("ahead by {amount}", amount=money(lead, currency, error))


def _square_words(row: Mapping[str, Any], titles: Sequence[str]) -> str:
    named = {
        "first": titles[0],
        "first_part": table_word(row["first_part"]),
        "second": titles[1],
        "second_part": table_word(row["second_part"]),
        "best": row["best_title"],
    }
    if told_apart(float(row["lead"]), float(row["lead_error"])):
        return say(
            "“{first}” {first_part}, “{second}” {second_part}: “{best}” is worth most.", **named
        )
    return say(
        "“{first}” {first_part}, “{second}” {second_part}: “{best}” is ahead, but not surely.",
        **named,
    )


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
        again = say(
            "{limit}; found again in {times} of {number} searches",
            limit=bare_limit(row, framing),
            times=decimal_text(RESAMPLES * row["reproducibility"]),
            number=decimal_text(RESAMPLES),
        )
        parts.append(Part(input_title(framing.record, row["input"]), low, high, again))
    one = rows[0]
    subtitle = say(
        "{option}: fails (is worth less than nothing) in {share} of all draws, but in {density} of "
        "those in which every input below lies in its hatched range. {coverage} of all failures "
        "are among these. Found again: in {number} further searches, each with half of the draws",
        option=study_words(framing.title(one["option"])),
        density=percent(one["density"]),
        share=percent(one["failures"] / one["draws"]),
        coverage=percent(one["coverage"]),
        number=decimal_text(RESAMPLES),
    )
    said = tuple(say("{text}.", text=sentence_case(limit_words(row, framing))) for row in rows)
    text = " ".join((say("{text}.", text=subtitle), *said))
    draw = partial(failing_box.draw, parts)
    return decision_pack(decision, about, "what_fails", "failing_box", subtitle, draw, text, said)
