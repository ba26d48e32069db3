"""How many sittings a visit takes: who leaves after a sitting and who comes again.

People in a service stand in *kinds of cells*. FIXED: those who wait for their first sitting by era
of arrival, which settles the number; those who come again by the sittings still to be held.
GEOMETRIC: one kind each; the mean of the year in which a sitting is held says whether another
follows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.vocabulary import SittingsForm

FloatArray = NDArray[np.float64]


class Sittings:
    """The rule of one service.

    Parameters
    ----------
    form : int
        `vocabulary.SittingsForm`.
    means : sequence of arrays (rows, draws) or (1, draws)
        Mean number of sittings by era, at least 1.
    later_kinds : int
        Kinds of cells of those who come again.
    """

    def __init__(self, form: int, means: Sequence[FloatArray], later_kinds: int) -> None:
        self.fixed = form == SittingsForm.FIXED
        self.first, self.later = (len(means) if self.fixed else 1), later_kinds
        self.shares: list[FloatArray] = []
        for mean in means:
            if self.fixed:
                whole = np.floor(mean)
                n = np.arange(1, later_kinds + 2, dtype=np.float64)[:, None, None]
                share = np.where(n == whole, 1.0 - (mean - whole), 0.0)
                self.shares.append(share + np.where(n == whole + 1.0, mean - whole, 0.0))
            else:
                self.shares.append(1.0 - 1.0 / mean)
        self.goes_on = self.shares[0]

    def turn(self, era: int) -> None:
        """Begin an era: from now on its mean says whether another sitting follows."""
        self.goes_on = self.shares[era]

    @property
    def ends_after_two(self) -> bool:
        """Whether nobody asks for a further sitting after a second one."""
        return self.fixed and self.later == 1

    def after(self, held: FloatArray, out: FloatArray) -> None:
        """Say what follows the sittings held.

        Parameters
        ----------
        held : array (first + later kinds, rows, draws)
        out : array (1 + later kinds, rows, draws)
            Written: who has finished, then who comes again, by kind.
        """
        first, later = held[: self.first], held[self.first :]
        if self.later and not self.fixed:
            np.add(first, later, out=out[:1])
            self._go_on(out)
            return
        self.after_first(first, out)
        if self.later:
            out[: self.later] += later

    def after_first(self, held: FloatArray, out: FloatArray) -> None:
        """Say what follows first sittings, (first kinds, rows, draws)."""
        if self.later == 0:
            if self.first == 1:
                np.copyto(out, held)
            else:
                np.add.reduce(held, axis=0, out=out[0])
        elif self.fixed:
            np.multiply(held[0], self.shares[0], out=out)
            for era in range(1, self.first):
                out += held[era] * self.shares[era]
        else:
            np.copyto(out[:1], held)
            self._go_on(out)

    def _go_on(self, out: FloatArray) -> None:
        """Split sittings, given in out[0], into those that end the visit and the others."""
        np.multiply(out[0], self.goes_on, out=out[1])
        out[0] -= out[1]

    def after_later(self, held: FloatArray, out: FloatArray) -> None:
        """Say what follows sittings that are not first ones, (later kinds, rows, draws)."""
        if self.fixed:
            out[: self.later] = held
            out[self.later] = 0.0
            return
        np.copyto(out[:1], held)
        self._go_on(out)

    def chains(self, due: FloatArray, within: FloatArray) -> FloatArray:
        """Work out all sittings in a step of people due for a further one.

        Parameters
        ----------
        due : array (later kinds, rows, draws)
        within : array (rows, draws) or (1, draws)
            Share of sittings after which another, if needed, is due within the step.

        Returns
        -------
        array (later kinds, rows, draws)
            y = due + within x (those whose sitting in y is not the last, by their new kind).
        """
        if self.ends_after_two:
            return due
        out = due.copy()
        if self.fixed:
            for kind in range(self.later - 2, -1, -1):
                out[kind] += out[kind + 1] * within
        else:
            out /= 1.0 - self.goes_on * within
        return out

    def kinds_underway(self, people: FloatArray) -> FloatArray:
        """Split people (rows, draws) met between sittings over the kinds of those who come again.

        With n sittings a visit has n - 1 gaps, all as long; so r are still to come with a chance
        proportional to P(n > r).
        """
        out = np.zeros((self.later, *people.shape))
        if self.later == 0:
            return out
        if not self.fixed:
            out[0] = people
            return out
        more = np.cumsum(self.shares[0][::-1], axis=0)[::-1][1:]  # P(n > r), r = 1 ...
        total = more.sum(axis=0)
        even = np.zeros_like(more)
        even[0] = 1.0
        out[:] = people * np.where(total > 0.0, more / np.where(total > 0.0, total, 1.0), even)
        return out
