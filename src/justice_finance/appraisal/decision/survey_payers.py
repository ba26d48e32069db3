"""Who gains from what a survey makes all choose together: people, public budgets, and the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.decision.controls import Controls
from justice_finance.appraisal.decision.framing import DecisionTable, Framing
from justice_finance.appraisal.decision.surveys import Reading, measured, results_of, telling
from justice_finance.appraisal.draws_of_options import best_option
from justice_finance.appraisal.information import chosen_benefit, means_given
from justice_finance.appraisal.robustness.regret import common_draws
from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.appraisal.worth import appraise
from justice_finance.language import marked

FloatArray = NDArray[np.float64]

PAYERS = {"people": "people and the other side", "public": "government and donors"}
REST = "providers and organisations"
NOTE = marked(
    "Each survey at its best size: what each payer gains or loses, on average, because all choose "
    "together by what is best for the perspective after seeing the results; against today's "
    "choice. Payers add up to the gain of society. Standard errors are those of having few draws."
)


def survey_payers(
    framing: Framing, plan: Mapping[str, Any], ranked: DecisionTable, reading: Reading
) -> DecisionTable:
    """Gain of each payer from every survey at the size that gains most."""
    import pandas as pd

    shares = _payers(framing, len(reading.benefits))
    rows = []
    surveys = {str(each["id"]): each for each in plan["surveys"]}
    own = ranked.frame[ranked.frame["reading"] == reading.name]
    for name, size in zip(own["survey"], own["size"], strict=True):
        choices = _choices(framing, surveys[name], int(size), reading)
        today = best_option(reading.mean)
        for payer, benefits in shares.items():
            gain = sum(
                weight * (chosen_benefit(each, chosen) - each[:, today])
                for weight, each, chosen in zip(reading.weights, benefits, choices, strict=True)
            )
            error = monte_carlo_error(np.asarray(gain), np.mean, reading.scramble)
            title = surveys[name]["title"]
            rows.append((name, title, int(size), payer, float(np.mean(gain)), error))
    columns = ["survey", "title", "size", "payer", "gain", "standard_error"]
    title = marked("Who would gain from each survey")
    return DecisionTable("surveys_by_payer", title, NOTE, pd.DataFrame(rows, columns=columns))


def _payers(framing: Framing, variants: int) -> dict[str, list[FloatArray]]:
    """Net benefit of each payer (draw, option), in each variant of a reading."""
    data = list(common_draws(framing.results).values())
    if variants == 1:
        data = [getattr(framing.results, "dataset", framing.results)]

    def of(perspective: str) -> list[FloatArray]:
        found = []
        for each in data:
            worth = appraise(each, perspective, **framing.question)["net_present_value"]
            chosen = worth.sel(scenario=list(framing.options)).transpose("draw", "scenario")
            found.append(np.asarray(chosen.values, dtype=np.float64))
        return found

    shares = {title: of(name) for name, title in PAYERS.items()}
    whole = of("society")
    parts = list(shares.values())
    shares[REST] = [each - sum(p[at] for p in parts) for at, each in enumerate(whole)]
    return shares


def _choices(
    framing: Framing, survey: Mapping[str, Any], size: int, reading: Reading
) -> list[NDArray[np.int64]]:
    """The option chosen in each draw after the survey, in each variant of the reading."""
    places = measured(framing, survey)
    known = [place for place, _ in places]
    mean = reading.mean
    found = results_of(framing, survey, places, size, len(mean))
    tells = survey.get("tells_variant_from")
    if len(reading.benefits) == 1 or tells is None or size < float(tells):
        given = _given(reading.fitted[0], mean, known, found)
        return [np.argmax(given, axis=1)] * len(reading.benefits)
    return [
        np.argmax(_given(fitted, each, known, found), axis=1)
        for each, fitted in zip(reading.benefits, reading.fitted[1:], strict=True)
    ]


def _given(
    fitted: Controls, benefit: FloatArray, known: Sequence[int], found: FloatArray
) -> FloatArray:
    """Mean net benefit given the results, by the inputs that the value rests on."""
    if not known:
        return np.broadcast_to(benefit.mean(axis=0), benefit.shape)
    return means_given(fitted.without_others(benefit, known), found[:, telling(fitted, known)])
