"""How many problems begin: surveyed incidence, organisations' cases, and what is fresh of them.

Surveyed incidence counts everything that begins, returns and knock-on problems included. Fresh
problems are what is left of it after the returns and knock-ons that business as usual itself brings
about when nothing grows and nobody queues:

    x = incidence x adults x seriousness share,
    fresh_c = x_c - sum over ends n of x_c B[c, n] returns_share[c, n] - knock-ons into c

with B[c, n] the chance that class c ends in n. Cases of organisations are taken as typed.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import JusticeFinanceWarning, Mistake, ScenarioError
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import NOT_GRADED, Frame
from justice_finance.scenario.realise.blocks import fill_classes, growth_by_year
from justice_finance.scenario.realise.classes import Layout
from justice_finance.scenario.realised import FloatArray
from justice_finance.units.recall import incidence_from_prevalence


def total_starts(evaluator: Evaluator, layout: Layout) -> FloatArray:
    """All problems that begin per year, by class; array (draw, year, class).

    Induced cases are not among them.
    """
    years, classes = len(layout.axes.years), len(layout.axes.class_problem)
    blocks = []
    for name, part in layout.slices.items():
        if name not in evaluator.recipe.model.journeys:
            continue
        frame = layout.frames[name]
        found = (
            _surveyed(evaluator, layout, name, frame)
            if name in layout.people
            else _from_organisations(evaluator, layout, name, frame)
        )
        blocks.append((part, 0, found * _seriousness(evaluator, name, frame)))
    return fill_classes(evaluator.size, years, classes, 1, blocks)[..., 0]


def _surveyed(evaluator: Evaluator, layout: Layout, name: str, frame: Frame) -> FloatArray:
    at = f"journeys.{name}"
    journey = evaluator.recipe.model.journeys[name]
    if evaluator.has(f"{at}.incidence"):
        rate = evaluator.value(f"{at}.incidence", frame)
    elif journey.surveyed is not None:
        rate = _incidence(evaluator, f"{at}.surveyed", frame)
    else:
        rate = _incidence(evaluator, "country.surveyed", frame)
        rate = rate * _share_of_problems(evaluator, layout, name, frame)
    return rate * _adults(evaluator, layout, frame)


def _incidence(evaluator: Evaluator, at: str, frame: Frame) -> FloatArray:
    window = float(evaluator.value(f"{at}.window_years", frame).flat[0])
    loss = evaluator.value_or(f"{at}.recall_loss", frame, 0.0)
    prevalence = np.minimum(evaluator.value(f"{at}.prevalence", frame), 1.0 - 1e-12)
    return incidence_from_prevalence(prevalence, window, loss)


def _share_of_problems(evaluator: Evaluator, layout: Layout, name: str, frame: Frame) -> FloatArray:
    """Share of the country's surveyed problems; one kind may be what the others leave."""
    path = f"journeys.{name}.share_of_problems"
    if not evaluator.recipe.leaves[path].leaf.remainder:
        return evaluator.value(path, frame)
    others = [f"journeys.{other}.share_of_problems" for other in layout.people if other != name]
    total = np.zeros((1, 1, 1))
    for other in others:
        if evaluator.has(other):
            total = total + evaluator.value(other, frame)
    return np.maximum(1.0 - total, 0.0)


def _adults(evaluator: Evaluator, layout: Layout, frame: Frame) -> FloatArray:
    growth = growth_by_year(
        evaluator.value("country.adults_growth", layout.in_general), len(layout.axes.years)
    )
    columns = []
    for group in frame.members["population_group"]:
        people = evaluator.value(f"country.population_groups.{group}.adults", layout.in_general)
        # Numbers given by year already grow.
        columns.append(people if people.shape[1] > 1 else people * growth)
    size = max(each.shape[0] for each in columns)
    years = max(each.shape[1] for each in columns)
    return np.concatenate([np.broadcast_to(each, (size, years, 1)) for each in columns], axis=2)


def _from_organisations(
    evaluator: Evaluator, layout: Layout, name: str, frame: Frame
) -> FloatArray:
    at = f"journeys.{name}"
    cases = evaluator.value(f"{at}.arrivals", frame)
    if cases.shape[1] > 1:
        return cases
    rate = evaluator.value_or(f"{at}.arrivals_growth", frame, 0.0)
    return cases * growth_by_year(rate, len(layout.axes.years))


def _seriousness(evaluator: Evaluator, name: str, frame: Frame) -> FloatArray:
    """Share of a journey's problems that are of each class's seriousness."""
    written = evaluator.recipe.model.journeys[name].seriousness_shares
    if not written:
        return np.ones((1, 1, 1))
    paths = {grade: f"journeys.{name}.seriousness_shares.{grade}" for grade in written}
    shares = evaluator.shares(paths, frame)
    shape = np.broadcast_shapes(*(each.shape for each in shares.values()))
    result = np.zeros((*shape[:2], frame.size))
    for position, grade in enumerate(frame.members["seriousness"]):
        if grade in shares:
            each = np.broadcast_to(shares[grade], (*shape[:2], frame.size))
            result[:, :, position] = each[:, :, position]
    return result


def seriousness_shares(layout: Layout, starts: FloatArray) -> FloatArray:
    """Seriousness of a new problem of each kind, from all starts of the first year (D, P, S)."""
    axes = layout.axes
    result = np.zeros((starts.shape[0], len(axes.legal_problems), len(axes.seriousness)))
    for c, (p, s) in enumerate(zip(axes.class_problem, axes.class_seriousness, strict=True)):
        result[:, p, s] += starts[:, 0, c]
    total = np.zeros(result.shape[:2])
    for s in range(result.shape[2]):
        total = total + result[:, :, s]
    empty = total == 0.0
    result = result / np.where(empty, 1.0, total)[:, :, None]
    # A kind of problem that never begins needs a row all the same.
    for p in range(result.shape[1]):
        first = axes.class_seriousness[list(axes.class_problem).index(p)]
        result[:, p, first] = np.where(empty[:, p], 1.0, result[:, p, first])
    return result


def knock_on_rows(evaluator: Evaluator, layout: Layout, starts: FloatArray) -> FloatArray:
    """Kind of problem that a knock-on is, by the kind that set it off; array (D, P, P).

    Rows sum to one; those of organisations are zero. Default: as all new problems of people.
    """
    names = layout.axes.legal_problems
    result = np.zeros((evaluator.size, len(names), len(names)))
    usual = np.zeros((starts.shape[0], len(names)))
    for name in layout.people:
        for position in range(layout.slices[name].start, layout.slices[name].stop):
            usual[:, names.index(name)] += starts[:, 0, position]
    total = np.zeros(usual.shape[0])
    for p in range(len(names)):
        total = total + usual[:, p]
    usual = usual / np.where(total > 0.0, total, 1.0)[:, None]
    for name in layout.people:
        written = evaluator.recipe.model.journeys[name].knock_on_problems
        if written is None:
            result[:, names.index(name)] = usual
            continue
        paths = {other: f"journeys.{name}.knock_on_problems.{other}" for other in written}
        for other, share in evaluator.shares(paths, layout.in_general).items():
            result[:, names.index(name), names.index(other)] = share[:, 0, 0]
    return result


def fresh_in_first_year(
    layout: Layout,
    starts: FloatArray,
    returning: FloatArray,
    setting_off: FloatArray,
    knock_on_problem: FloatArray,
    grades: FloatArray,
    central: bool,
    evaluator: Evaluator,
) -> FloatArray:
    """Fresh problems per year at the base year, array (draw, class).

    Parameters
    ----------
    layout : Layout
    starts : array (D, Y, C)
        All starts.
    returning, setting_off : arrays (D, C)
        Share of a class's starts that come back, and that set off another problem.
    knock_on_problem, grades : arrays (D, P, P), (D, P, S)
    central : bool
        A negative result is refused at central values; in single draws it is set to zero, with a
        warning.
    evaluator : Evaluator
        For messages.

    Returns
    -------
    array (D, C)
    """
    axes = layout.axes
    first = starts[:, 0]
    fresh = np.where(layout.outside, first, first - first * returning)
    sent: Mapping[tuple[int, int], FloatArray] = _by_problem_and_group(layout, first * setting_off)
    for c, (p, g, s) in enumerate(
        zip(axes.class_problem, axes.class_group, axes.class_seriousness, strict=True)
    ):
        for source in range(len(axes.legal_problems)):
            if (source, g) in sent and not layout.outside[c]:
                share = knock_on_problem[:, source, p] * grades[:, p, s]
                fresh[:, c] = fresh[:, c] - sent[source, g] * share
    negative = fresh < -1e-9 * np.maximum(first, 1.0)
    if np.any(negative):
        _tell_negative(layout, negative, central, evaluator)
    return np.maximum(fresh, 0.0)


def _by_problem_and_group(layout: Layout, values: FloatArray) -> dict[tuple[int, int], FloatArray]:
    axes = layout.axes
    found: dict[tuple[int, int], FloatArray] = {}
    for c, key in enumerate(zip(axes.class_problem, axes.class_group, strict=True)):
        if not layout.outside[c]:
            p_g = (int(key[0]), int(key[1]))
            found[p_g] = found[p_g] + values[:, c] if p_g in found else values[:, c]
    return found


def _tell_negative(
    layout: Layout, negative: NDArray[np.bool_], central: bool, evaluator: Evaluator
) -> None:
    c = int(np.argmax(np.any(negative, axis=0)))
    problem = layout.everyone.members["legal_problem"][c]
    grade = layout.everyone.members["seriousness"][c]
    what = problem if grade == NOT_GRADED else f"{problem} ({grade})"
    found = f"more returns and knock-ons of `{what}` than problems that begin"
    if central:
        raise ScenarioError(
            Mistake(
                "fresh_inflow_negative",
                evaluator.recipe.places(f"journeys.{problem}"),
                found,
                "surveyed incidence that contains its returns and knock-ons",
                "lower the shares that return or set off others, or raise the incidence",
            )
        )
    share = float(np.mean(np.any(negative, axis=1)))
    warnings.warn(
        f"{found} in {100 * share:.2g} % of draws: fresh problems are set to zero there",
        JusticeFinanceWarning,
        stacklevel=2,
    )
