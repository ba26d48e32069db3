"""What the results need to know of a realised scenario, whoever realised it.

`scenario.realised.Realised` fits these shapes; so does any record with the same fields, so that an
analyst can bring flows from elsewhere. Axes as in `results.flows`: D draws, Y years, C classes,
N states, V services.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.charges import Charge

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class AxesLike(Protocol):
    """The names along each axis, and what each class is."""

    @property
    def legal_problems(self) -> tuple[str, ...]: ...
    @property
    def population_groups(self) -> tuple[str, ...]: ...
    @property
    def states(self) -> tuple[str, ...]: ...
    @property
    def services(self) -> tuple[str, ...]: ...
    @property
    def years(self) -> tuple[int, ...]: ...
    @property
    def class_problem(self) -> IntArray: ...
    @property
    def class_group(self) -> IntArray: ...


class JourneysLike(Protocol):
    """Kinds of states, the service of each, half-life of a remaining loss in days, and moves.

    Moves as `scenario.realised.Journeys` has them; there may be none.
    """

    @property
    def kind(self) -> IntArray: ...
    @property
    def service_of_state(self) -> IntArray: ...
    @property
    def half_life(self) -> FloatArray: ...
    @property
    def start(self) -> IntArray: ...
    @property
    def arc_from(self) -> IntArray: ...
    @property
    def arc_to(self) -> IntArray: ...
    @property
    def arc_probability(self) -> FloatArray: ...
    @property
    def gives_up_to(self) -> IntArray: ...
    @property
    def turned_away_to(self) -> IntArray: ...


class ServicesLike(Protocol):
    """Staff (D, Y, V)."""

    @property
    def staff(self) -> FloatArray: ...


class Outline(Protocol):
    """One scenario, as far as the results need it."""

    @property
    def name(self) -> str: ...
    @property
    def axes(self) -> AxesLike: ...
    @property
    def journeys(self) -> JourneysLike: ...
    @property
    def services(self) -> ServicesLike: ...
    @property
    def charges(self) -> Sequence[Charge]: ...
    @property
    def excess_burden_rate(self) -> FloatArray: ...
