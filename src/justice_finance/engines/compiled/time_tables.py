"""Random times of a draw, each kind of them prepared once and then known by its index."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.compiled.layout import TIME, Floats, Wholes
from justice_finance.engines.compiled.rows import kinds_of
from justice_finance.engines.sampling import (
    GAMMA,
    PreparedTime,
    Table,
    prepare_time,
    prepare_time_left,
)

Prepare = Callable[[int, float, float, float], PreparedTime]


class TimeTables:
    """All prepared times so far. The first has no length."""

    def __init__(self) -> None:
        self._index: dict[tuple[bool, float, float, float, float], int] = {}
        self._prepared: list[PreparedTime] = [prepare_time(0, 0.0, 0.0, 0.0)]

    def times(
        self,
        form: NDArray[np.int64],
        mean: Floats,
        shape: Floats,
        ratio: Floats,
        *,
        left: bool = False,
    ) -> Wholes:
        """Indices of times, of the shape of `mean` (the others are spread over it).

        Parameters
        ----------
        form, mean, shape, ratio : arrays
            As `sampling.prepare_time` takes them.
        left : bool
            What is left of each time under way (`sampling.prepare_time_left`).
        """
        columns = np.empty((mean.size, 4))
        for column, values in enumerate((form, mean, shape, ratio)):
            columns[:, column] = np.broadcast_to(values, mean.shape).ravel()
        kinds, which = kinds_of(columns)
        index = [self.index_of(*kind, left=left) for kind in kinds.tolist()]
        return np.array(index, dtype=np.int64)[which].reshape(mean.shape)

    def index_of(
        self, form: float, mean: float, shape: float, ratio: float, *, left: bool = False
    ) -> int:
        """Index of one time, or of what is left of it."""
        kind = (left, form, mean, shape, ratio)
        known = self._index.get(kind)
        if known is None:
            prepare: Prepare = prepare_time_left if left else prepare_time
            known = len(self._prepared)
            self._prepared.append(prepare(int(form), mean, shape, ratio))
            self._index[kind] = known
        return known

    def arrays(self) -> tuple[Wholes, Floats, Wholes, Floats]:
        """`time_form`, `time_numbers`, `time_table` and `tables` of the world."""
        tables: list[Table] = []
        which = []
        for form, _, _, _, table in self._prepared:
            which.append(len(tables) if form == GAMMA else 0)
            if form == GAMMA:
                tables.append(table)
        numbers = np.array([prepared[1:4] for prepared in self._prepared], dtype=np.float64)
        assert numbers.shape[1] == TIME
        return (
            np.array([prepared[0] for prepared in self._prepared], dtype=np.int64),
            numbers.ravel(),
            np.array(which, dtype=np.int64),
            np.array(tables, dtype=np.float64).ravel(),
        )
