"""Random times: waits, returns, knock-ons, the parties' own delay, and the work of a sitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from justice_finance.journey.schema import DurationFile, WorkFile
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import Frame
from justice_finance.scenario.realise.blocks import Block, fill_classes, first_year, int_table
from justice_finance.scenario.realise.classes import Layout
from justice_finance.scenario.realised import Durations, FloatArray
from justice_finance.vocabulary import DurationForm


@dataclass(frozen=True)
class Spread:
    """One random time for some classes."""

    form: int
    mean: FloatArray
    shape: FloatArray
    ratio: FloatArray


def spread_of(
    evaluator: Evaluator, file: DurationFile | WorkFile, path: str, frame: Frame
) -> Spread:
    """The form, mean, shape and ratio written at a path; arrays (draw, year, class).

    Shape and ratio default to 1, which they are for forms that need none.
    """
    return Spread(
        int(DurationForm[file.form.upper()]),
        evaluator.value(f"{path}.mean", frame),
        first_year(evaluator.value_or(f"{path}.shape", frame, 1.0)),
        first_year(evaluator.value_or(f"{path}.ratio", frame, 1.0)),
    )


def durations_by_state(
    layout: Layout,
    draws: int,
    found: Sequence[tuple[slice, int, Spread]],
    *,
    by_year: bool,
) -> Durations:
    """Durations along (class, state), from the spreads of single states and journeys.

    Parameters
    ----------
    layout : Layout
    draws : int
    found : sequence of (classes, state, spread)
    by_year : bool
        Whether the mean keeps its year axis.

    Returns
    -------
    Durations
        form (C, N), mean (D, Y, C, N) or (D, C, N), shape and ratio (D, C, N); time 0 elsewhere.
    """
    years, classes = len(layout.axes.years), len(layout.axes.class_problem)
    width = len(layout.axes.states)
    form = int_table((classes, width), int(DurationForm.FIXED))
    means: list[Block] = []
    shapes: list[Block] = []
    ratios: list[Block] = []
    for part, state, spread in found:
        form[part, state] = spread.form
        means.append((part, state, spread.mean))
        shapes.append((part, state, spread.shape))
        ratios.append((part, state, spread.ratio))
    mean = fill_classes(draws, years, classes, width, means)
    return Durations(
        form,
        mean if by_year else mean[:, 0],
        fill_classes(draws, years, classes, width, shapes, 1.0)[:, 0],
        fill_classes(draws, years, classes, width, ratios, 1.0)[:, 0],
    )


def durations_by_service(layout: Layout, draws: int, found: Sequence[Spread | None]) -> Durations:
    """Durations along the axis of services: form (V,), mean (D, Y, V), shape and ratio (D, V)."""
    years = len(layout.axes.years)
    none = Spread(
        int(DurationForm.FIXED), np.zeros((1, 1, 1)), np.ones((1, 1, 1)), np.ones((1, 1, 1))
    )
    spreads = [each or none for each in found]
    whole = slice(0, 1)
    width = len(spreads)

    def along(values: Sequence[FloatArray], default: float) -> FloatArray:
        blocks = [(whole, v, each) for v, each in enumerate(values)]
        return fill_classes(draws, years, 1, width, blocks, default)[:, :, 0]

    return Durations(
        np.array([each.form for each in spreads], dtype=np.int64),
        along([each.mean for each in spreads], 0.0),
        along([each.shape for each in spreads], 1.0)[:, 0],
        along([each.ratio for each in spreads], 1.0)[:, 0],
    )
