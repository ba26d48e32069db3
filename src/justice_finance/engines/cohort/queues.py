"""A fluid queue in order of falling due, for every draw at once.

People of one service who fall due in one step are a *bucket*. Within a priority the oldest bucket
is served first, and all of one bucket alike; so a bucket keeps who joined it, and what is left of
it is one share per draw (and one more for those who may give up). Work is hours: what a step's
hours do not cover stays. Buckets are indexed by the step of joining; nothing is shifted.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Cells = slice | IntArray

TINY = 1e-290  # keeps 0 / 0 away without a mask
DENSE = 3  # buckets looked at one by one for each that a draw needs


class Queue:
    """The queue proper of one service.

    Parameters
    ----------
    first, kinds, rows, draws : int
        Cells are (kinds, rows): the first `first` kinds wait for their first sitting.
    priority : int array (rows,)
        0 is served first.
    buckets : int
        Steps that people may fall due in, those before day 0 included.
    gives_up, refusable : bool arrays (rows,)
        Who may give up before a first sitting, and who is turned away when the queue is full: only
        those who then have somewhere to go. All others wait for as long as it takes.
    limit : float
        People beyond whom those who come for a first sitting are turned away.
    """

    def __init__(
        self,
        first: int,
        kinds: int,
        rows: int,
        draws: int,
        priority: IntArray,
        buckets: int,
        gives_up: BoolArray,
        refusable: BoolArray,
        limit: float,
    ) -> None:
        self.first, self.kinds, self.rows, self.draws = first, kinds, rows, draws
        patient = bool(gives_up.any())
        self.split, self.patient, self.limit = first * rows, patient, limit
        self.gives_up, self.refusable = (
            None if who.all() else np.tile(who, first)[:, None].astype(np.float64)
            for who in (gives_up, refusable)
        )
        cells = kinds * rows
        self.people = np.zeros((cells, draws))
        self.joined = np.empty((buckets, cells, draws))  # written when people join, see `put`
        levels = np.unique(priority)
        lines = [np.flatnonzero(np.tile(priority, kinds) == p) for p in levels]
        self.lines = [as_slice(line) for line in lines]
        may_leave = np.tile(gives_up, kinds) & (np.arange(cells) < self.split)
        self.firsts = [as_slice(line[line < self.split]) for line in lines]
        self.impatient = [as_slice(line[may_leave[line]]) for line in lines]
        self.steady = [as_slice(line[~may_leave[line]]) for line in lines]
        self.work = np.zeros((len(levels), buckets, draws))
        self.first_work = np.zeros((len(levels), buckets, draws)) if patient else None
        self.left = np.zeros((len(levels), buckets, draws))
        self.staying = np.ones((buckets, draws)) if patient else None
        self.open_from = buckets
        self.scratch = np.empty((cells, draws))
        self.served = np.empty((cells, draws))
        self.stored = -1
        self.where = np.empty((cells, draws), dtype=np.int64)
        self.address = np.arange(cells * draws, dtype=np.int64).reshape(cells, draws)

    @property
    def is_empty(self) -> bool:
        """True where nobody waits in any draw."""
        return self.open_from > self.stored

    def put(self, bucket: int, people: FloatArray, hours: FloatArray) -> None:
        """Let people (cells, draws) join a bucket; what was left of it stays with them."""
        joined = self.joined[bucket]
        if self.is_empty:
            self.open_from = bucket
        if self.stored == bucket:
            new = np.asarray(people.any(axis=0))
            for p, cells in enumerate(self.lines):
                joined[cells] *= np.where(new, self.left[p, bucket], 1.0)
            joined += people
            self.left[:, bucket] = np.where(new, 1.0, self.left[:, bucket])
            self._measure(bucket, hours, new)
        else:
            self.joined[max(self.stored + 1, self.open_from) : bucket] = 0.0
            np.copyto(joined, people)
            self.left[:, bucket] = 1.0
            self.stored = bucket
            self._measure(bucket, hours)
        self.people += people

    def _measure(
        self, bucket: int, hours: FloatArray, draws: BoolArray | Literal[True] = True
    ) -> None:
        """Add up the hours of work of a bucket, in the draws in which it has changed."""
        for p, (first, later) in enumerate(self._sums(self.joined[bucket], hours)):
            left = self.left[p, bucket]
            work = later * left
            if self.first_work is not None and self.staying is not None:
                first *= self.staying[bucket] * left
                np.copyto(self.first_work[p, bucket], first, where=draws)
                work += first
            np.copyto(self.work[p, bucket], work, where=draws)

    def _sums(self, people: FloatArray, hours: FloatArray) -> list[tuple[FloatArray, FloatArray]]:
        """Hours of those who may give up and of all others, by priority."""
        shape = (self.kinds, self.rows, self.draws)
        np.multiply(people.reshape(shape), hours, out=self.scratch.reshape(shape))
        if not self.patient:
            none = np.zeros(0)
            return [(none, np.add.reduce(self.scratch[cells], axis=0)) for cells in self.lines]
        return [
            (
                np.add.reduce(self.scratch[impatient], axis=0),
                np.add.reduce(self.scratch[steady], axis=0),
            )
            for impatient, steady in zip(self.impatient, self.steady, strict=True)
        ]

    def _serve_all(self, due: FloatArray, hours: FloatArray, offered: FloatArray) -> bool:
        """Serve everybody who falls due now, if in every draw the hours suffice."""
        rest = offered
        for first, later in self._sums(due, hours):
            work = first + later if self.patient else later
            if (work > rest).any():
                return False
            rest = rest - work
        np.copyto(offered, rest)
        return True

    def measure_again(self, hours: FloatArray) -> None:
        """Work out the hours of everybody who waits anew, when hours per sitting have changed."""
        for bucket in range(self.open_from, self.stored + 1):
            self._measure(bucket, hours)

    def give_up(self, share: FloatArray) -> FloatArray:
        """Let a share (draws,) of those who may give up leave; return them (first cells)."""
        gone = self.people[: self.split] * share
        if self.gives_up is not None:
            gone *= self.gives_up
        if self.is_empty or self.first_work is None or self.staying is None:
            return gone
        self.people[: self.split] -= gone
        window = slice(self.open_from, self.stored + 1)
        lost = self.first_work[:, window] * share
        self.work[:, window] -= lost
        self.first_work[:, window] -= lost
        self.staying[window] *= 1.0 - share
        return gone

    def serve(
        self, bucket: int, due: FloatArray, hours: FloatArray, offered: FloatArray
    ) -> FloatArray:
        """Let people fall due in a bucket and serve the queue.

        Parameters
        ----------
        bucket : int
            That of this step.
        due : array (cells, draws)
        hours : array (rows, draws) or (1, draws)
            Staff hours of a sitting.
        offered : array (draws,)
            Hours; what is not used is left in it.

        Returns
        -------
        array (cells, draws)
            Sittings held. Valid until the next call.
        """
        if self.is_empty and self._serve_all(due, hours, offered):
            return due
        self.put(bucket, due, hours)
        self.served.fill(0.0)
        window = slice(self.open_from, bucket + 1)
        waits = np.zeros(self.draws, dtype=bool)
        for p, cells in enumerate(self.lines):
            weight = self._take_hours(p, window, offered)
            if self.staying is None:
                self._hand_out(cells, weight, window.start)
            else:
                self._hand_out(self.impatient[p], weight * self.staying[window], window.start)
                self._hand_out(self.steady[p], weight, window.start)
            waits |= (self.left[p, window] > 0.0).any(axis=0)
        self.people -= self.served
        if self.patient or not np.isinf(self.limit):
            np.maximum(self.people, 0.0, out=self.people)
        if not waits.all():
            self.people *= waits
        done = (self.left[:, window] == 0.0).all(axis=(0, 2))
        self.open_from += int(np.argmin(done)) if not done.all() else done.size
        return self.served

    def _take_hours(self, p: int, window: slice, offered: FloatArray) -> FloatArray:
        """Serve a priority by age; return the share of those who joined, (buckets, draws)."""
        work, left = self.work[p, window], self.left[p, window]
        reach = np.add.accumulate(work, axis=0)
        share = np.empty_like(work)
        share[0] = offered
        np.subtract(offered, reach[:-1], out=share[1:])
        np.maximum(share, 0.0, out=share)
        share /= np.maximum(work, TINY)
        np.minimum(share, 1.0, out=share)
        np.maximum(share, reach <= offered, out=share)
        weight = share * left
        np.maximum(offered - reach[-1], 0.0, out=offered)
        np.subtract(1.0, share, out=share)
        left *= share
        work *= share
        if self.first_work is not None:
            self.first_work[p, window] *= share
        return weight

    def _hand_out(self, cells: Cells, weight: FloatArray, start: int) -> None:
        """Serve cells: the sum over buckets of weight (buckets, draws) x who joined."""
        touched = weight > 0.0
        used = np.flatnonzero(touched.any(axis=1))
        if not used.size:
            return
        low, high = int(used[0]), int(used[-1])
        touched = touched[low : high + 1]
        width = high - low + 1
        begin = touched.argmax(axis=0)
        end = width - 1 - touched[::-1].argmax(axis=0)
        deep = int((end - begin).max()) + 1
        count = self.address[cells].shape[0]
        total = self.served[cells] if isinstance(cells, slice) else np.zeros((count, self.draws))
        part = self.scratch[:count]
        if width <= DENSE * deep:
            for b in range(low, high + 1):
                np.multiply(self.joined[start + b][cells], weight[b], out=part)
                total += part
        else:
            draw, size = np.arange(self.draws), self.joined[0].size
            flat, address = self.joined.reshape(-1), self.address[cells]
            for j in range(deep):
                b = np.minimum(begin + j, width - 1) + low
                share = np.where(begin + j < width, weight[b, draw], 0.0)
                np.add(address, (start + b) * size, out=self.where[:count])
                flat.take(self.where[:count], out=part, mode="clip")
                part *= share
                total += part
        if not isinstance(cells, slice):
            self.served[cells] = total

    def turn_away(
        self,
        bucket: int,
        due: FloatArray,
        hours: FloatArray,
        impatient: FloatArray | None,
    ) -> tuple[FloatArray, FloatArray] | None:
        """Let those who have just come for a first sitting leave, if they must.

        Parameters
        ----------
        bucket : int
        due : array (cells, draws)
            Who fell due now.
        hours : array (rows, draws) or (1, draws)
        impatient : array (draws,), optional
            Share of those not served at once who do not wait at all.

        Returns
        -------
        (gave up, turned away), arrays (first cells, draws), or None where nobody waits.
        """
        if self.is_empty or self.stored != bucket or (impatient is None and np.isinf(self.limit)):
            return None
        waiting = np.empty((self.split, self.draws))
        for p, cells in enumerate(self.firsts):
            waiting[cells] = due[: self.split][cells] * self.left[p, bucket]
        gone = waiting * (0.0 if impatient is None else impatient)
        if self.gives_up is not None:
            gone *= self.gives_up
        waiting -= gone
        if self.refusable is not None:
            waiting *= self.refusable
        excess = np.maximum(self.people.sum(axis=0) - gone.sum(axis=0) - self.limit, 0.0)
        share = np.minimum(excess / np.maximum(waiting.sum(axis=0), TINY), 1.0)
        turned = waiting * share
        leaving = gone + turned
        self.people[: self.split] -= leaving
        np.maximum(self.people, 0.0, out=self.people)
        for p, cells in enumerate(self.firsts):
            left = self.left[p, bucket]
            before = self.joined[bucket][cells]
            out = leaving[cells] / np.maximum(left, TINY)
            self.joined[bucket][cells] = np.maximum(before - np.where(left > 0.0, out, 0.0), 0.0)
        self._measure(bucket, hours, leaving.any(axis=0))
        return gone, turned


def as_slice(indices: IntArray) -> Cells:
    """Return a range of neighbours as a slice, which costs no copy."""
    if indices.size and indices[-1] - indices[0] == indices.size - 1:
        return slice(int(indices[0]), int(indices[-1]) + 1)
    return indices
