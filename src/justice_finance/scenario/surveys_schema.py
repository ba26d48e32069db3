"""The file `surveys.yaml` of a study: which surveys could be made, and what each would tell.

Beside them, how likely each structural variant is held to be until somebody knows.
"""

from __future__ import annotations

from pydantic import StrictBool

from justice_finance.evidence.leaf import Count, Money, Ratio, Share, Strict


class Measure(Strict):
    """What a survey tells of one uncertain input, or of all that a pattern fits."""

    input: str
    """Where the input is written, as `inputs.csv` of a report lists it; `*` stands for anything."""
    part: Share | None = None
    """Share of the observations that tell of the input; default all."""
    spread_of_one: Ratio | None = None
    """Standard deviation of one observation over the mean; absent for shares, whose own it is."""
    design_effect: Ratio | None = None
    """For shares: variance of the sample over that of a simple random one; default 1."""
    missed: Ratio | None = None
    """Standard deviation, over the mean, of what the survey misses however large it is."""


class Survey(Strict):
    """One possible survey, trial or study."""

    title: str
    question: str
    measures: dict[str, Measure] = {}
    tells_variant_from: Count | None = None
    """Observations from which on it shows which structural variant holds; absent: it does not."""
    largest: Count
    """Observations of the largest size looked at; smaller ones are halves of it."""
    fixed_cost: Money
    cost_per_observation: Money


class SurveysFile(Strict):
    """Possible surveys, and weights of the structural variants."""

    surveys_of: str
    """Id of the study."""
    weights: dict[str, Share] = {}
    """How likely each structural variant is held to be; they sum to one."""
    surveys: dict[str, Survey]
    illustrative: StrictBool = False
    """Whether costs and sizes are examples and no offers."""
