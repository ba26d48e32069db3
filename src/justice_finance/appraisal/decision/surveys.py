"""Which survey to fund first: what each possible survey would find, and what that is worth.

A survey measures some inputs with an error that shrinks with its size down to what it misses
however large it is. Its value is what choosing after seeing its results adds to the mean; it is
worth doing if that is more than it costs. Where the study says how likely it holds each structural
variant to be, the choice is made over all of them, and a survey may tell which one holds.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.decision.controls import Controls
from justice_finance.appraisal.decision.framing import DecisionTable, Framing, plain_rows
from justice_finance.appraisal.decision.knowing import fitted_controls, told_apart
from justice_finance.appraisal.draws_of_options import best_option
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.information import value_of_sample_information
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.robustness.variants import worth_of_knowing
from justice_finance.appraisal.studies import best_study_size, simulated_measurement
from justice_finance.appraisal.uncertainty import monte_carlo_error
from justice_finance.language import marked

FloatArray = NDArray[np.float64]

SIZES = 4
"""Sizes looked at: the largest, a quarter of it, and so on; so many in all."""
ALWAYS = 2
"""Of the inputs that a survey measures, so many are looked at even if their effect is not clear."""
READINGS = ("headline variant", "all variants")

SURVEYS_NOTE = marked(
    "Value: what choosing one of the options, or none, after seeing the results adds to the mean "
    "net present value of the perspective; cost: fixed and by observation, as the study assumes. "
    "Standard errors are those of having few draws. `all variants`: the choice is made over all "
    "structural variants with the weights of the study, on the draws that all of them have; only "
    "there can a survey show which variant holds."
)
RANKING_NOTE = marked(
    "Each survey at the size that gains most. Worth paying for: yes if its net gain is more than "
    "two standard errors above zero; not settled if above zero by less; no if it costs more than "
    "it is worth. The largest of several uncertain gains is a little flattered."
)


@dataclass(frozen=True)
class Reading:
    """One way to look at the structural variants.

    Attributes
    ----------
    name : str
        One of `READINGS`.
    benefits : tuple of arrays (draw, option)
        One for each variant; the headline one alone.
    weights : array (variant,)
    fitted : tuple of Controls
        Of the weighted benefit, and then of each variant.
    scramble : array (draw,) or None
    """

    name: str
    benefits: tuple[FloatArray, ...]
    weights: FloatArray
    fitted: tuple[Controls, ...]
    scramble: NDArray[np.int64] | None

    @property
    def mean(self) -> FloatArray:
        """Net benefit (draw, option) over variants."""
        weighed = sum(w * each for w, each in zip(self.weights, self.benefits, strict=True))
        return np.asarray(weighed, dtype=np.float64)


def readings(framing: Framing, plan: Mapping[str, Any]) -> tuple[Reading, ...]:
    """The headline variant alone; and all variants, where the study weighs them."""
    own = Reading(
        READINGS[0], (framing.net_benefit,), np.ones(1), (fitted_controls(framing),) * 2,
        framing.scramble,
    )  # fmt: skip
    weights = plan.get("weights") or {}
    variants = framing.variants()
    if len(variants) < 2 or set(weights) != set(variants):
        return (own,)
    benefits = tuple(variants.values())
    share = np.array([float(weights[name]) for name in variants])
    mean = sum(w * each for w, each in zip(share, benefits, strict=True))
    fitted = tuple(fitted_controls(framing, each) for each in (mean, *benefits))
    scramble = None if framing.scramble is None else framing.scramble[: len(benefits[0])]
    return own, Reading(READINGS[1], benefits, share, fitted, scramble)


def survey_tables(
    framing: Framing, plan: Mapping[str, Any], seen: Sequence[Reading]
) -> tuple[DecisionTable, DecisionTable]:
    """Every survey at every size, and the best size of each, ranked by net gain.

    Parameters
    ----------
    framing : Framing
    plan : mapping
        `surveys` of the study as the record of the run holds them: see `scenario.surveys`.
    seen : sequence of Reading
        The last one ranks.

    Returns
    -------
    DecisionTable, DecisionTable
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    ranked: list[dict[str, Any]] = []
    for survey in plan.get("surveys", ()):
        places = measured(framing, survey)
        sizes = [max(1, int(survey["largest"]) >> 2 * step) for step in range(SIZES)][::-1]
        for reading in seen:
            values = [value_of_survey(framing, survey, places, n, reading) for n in sizes]
            costs = float(survey["fixed_cost"]), float(survey["cost_per_observation"])
            choice = best_study_size(sizes, values, *costs)
            own = {"survey": survey["id"], "title": survey["title"], "reading": reading.name}
            found: list[dict[str, Any]] = plain_rows(choice.table)
            rows += [{**own, **row} for row in found]
            top = max(found, key=lambda row: float(row["net_gain"]))
            ranked.append({**own, "inputs": len(places), **_ranked(top, choice.best_size)})
    table = pd.DataFrame(rows)
    order = pd.DataFrame(ranked)
    if len(order):
        order = order.sort_values("net_gain", ascending=False, kind="stable", ignore_index=True)
    title = marked("Which survey to fund first")
    return (
        DecisionTable("surveys_by_size", marked("What surveys are worth, by size"), SURVEYS_NOTE,
                      table),
        DecisionTable("surveys_ranked", title, RANKING_NOTE, order),
    )  # fmt: skip


def _ranked(top: Mapping[str, Any], best_size: int) -> dict[str, Any]:
    gain, error = float(top["net_gain"]), float(top["standard_error"])
    paying = "no" if gain <= 0.0 else "yes" if told_apart(gain, error) else "not settled"
    return {
        "size": int(top["size"]),
        "value": float(top["value"]),
        "cost": float(top["cost"]),
        "net_gain": gain,
        "standard_error": error,
        "best_size": best_size,
        "worth_paying_for": paying,
    }


def measured(framing: Framing, survey: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """Places of the inputs that a survey measures, each with how well."""
    found: dict[int, Mapping[str, Any]] = {}
    for each in survey.get("measures", ()):
        for place, name in enumerate(framing.input_names):
            if fnmatchcase(name, str(each["input"])):
                found.setdefault(place, each)
    return sorted(found.items(), key=lambda pair: pair[0])


def results_of(
    framing: Framing, survey: Mapping[str, Any], places: Any, size: int, draws: int
) -> FloatArray:
    """What a survey of some size would find of each input in each draw (draw, input).

    Notes
    -----
    Normal about the true value, variance = spread of one observation^2 / observations + what is
    missed^2; for a share p the spread of one observation is sqrt(p (1 - p) x design effect).
    """
    luck = np.random.default_rng(zlib.crc32(str(survey["id"]).encode("utf-8")))
    uniforms = luck.random((len(framing.inputs), len(places)))[:draws]
    columns = []
    for at, (place, how) in enumerate(places):
        true = framing.inputs[:draws, place]
        centre = float(framing.inputs[:, place].mean())
        spread = _spread_of_one(how, centre, framing.input_names[place])
        observed = max(1, round(size * float(how.get("part", 1.0))))
        missed = float(how.get("missed", 0.0)) * abs(centre)
        alike = np.sqrt(spread**2 + observed * missed**2)
        columns.append(simulated_measurement(true, float(alike), observed, uniforms[:, at]))
    return np.stack(columns, axis=1) if columns else np.zeros((draws, 0))


def _spread_of_one(how: Mapping[str, Any], centre: float, name: str) -> float:
    """Standard deviation of one observation, in the unit of the input."""
    if how.get("spread_of_one") is not None:
        return float(how["spread_of_one"]) * abs(centre)
    if not 0.0 < centre < 1.0:
        refuse(
            "arrays_do_not_fit",
            f"surveys: {name}",
            f"no `spread_of_one`, and a mean of {centre:g}",
            "`spread_of_one` for everything but shares between 0 and 1",
            "say how far one observation lies from the mean, over the mean",
        )
    return float(np.sqrt(centre * (1.0 - centre) * float(how.get("design_effect", 1.0))))


def value_of_survey(
    framing: Framing, survey: Mapping[str, Any], places: Any, size: int, reading: Reading
) -> Estimated:
    """Value of a survey of some size in one reading of the structural variants.

    Notes
    -----
    Not told which variant holds, one chooses by the mean over variants given the results. Told,
    by the mean of that variant given the results: the value of knowing the variant, and on top
    the value of the results in each variant, weighed.
    """
    mean, known = reading.mean, [place for place, _ in places]
    found = results_of(framing, survey, places, size, len(mean))
    tells = survey.get("tells_variant_from")
    if len(reading.benefits) == 1 or tells is None or size < float(tells):
        return _sampled(reading.fitted[0], mean, known, found, reading.scramble)
    means = np.stack([each.mean(axis=0) for each in reading.benefits])
    value = worth_of_knowing(means, reading.weights).value
    today = best_option(mean)
    gains = sum(
        weight * (each[:, best_option(each)] - each[:, today])
        for weight, each in zip(reading.weights, reading.benefits, strict=True)
    )
    variance = monte_carlo_error(np.asarray(gains), np.mean, reading.scramble) ** 2
    for weight, each, fitted in zip(
        reading.weights, reading.benefits, reading.fitted[1:], strict=True
    ):
        one = _sampled(fitted, each, known, found, reading.scramble)
        value += weight * float(one)
        variance += (weight * one.standard_error) ** 2
    return Estimated(value, float(np.sqrt(variance)))


def _sampled(
    fitted: Controls,
    benefit: FloatArray,
    known: Sequence[int],
    found: FloatArray,
    scramble: NDArray[np.int64] | None,
) -> Estimated:
    if not known:
        return Estimated(0.0, 0.0)
    kept = telling(fitted, known)
    own = fitted.without_others(benefit, known)
    return value_of_sample_information(own, found[:, kept], scramble)


def telling(fitted: Controls, known: Sequence[int]) -> list[int]:
    """Which of the known inputs to choose by: those with a clear effect, and the strongest two.

    Looking at fewer can only lower the value; looking at many whose effect is chance costs more
    than it tells.
    """
    strength = np.abs(fitted.slopes[list(known)]).max(axis=1)
    clear = np.array([bool(fitted.clear[place].any()) for place in known])
    clear[np.argsort(-strength, kind="stable")[:ALWAYS]] = True
    return [int(place) for place in np.flatnonzero(clear)]
