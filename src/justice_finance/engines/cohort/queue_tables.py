"""The queues of a chunk as tables of whole numbers, for the kernel; see `operations`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.memory import Memory
from justice_finance.engines.cohort.queues import Cells, Queue

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class QueueTables:
    """Collects queues; once memory is filled, their opening people go into it too."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.queues: list[Queue] = []
        self.rows: list[list[int]] = []
        self.of_level: list[list[int]] = []
        self.listed: list[int] = []
        self.states = np.empty((0, 0, 2), dtype=np.int64)

    def add(self, queue: Queue) -> int:
        """Give a queue a place in the tables."""
        memory, row = self.memory, [0] * do.QUEUE_COLUMNS
        levels, buckets, _ = queue.work.shape
        cells = queue.kinds * queue.rows
        row[do.SPLIT_AT], row[do.CELLS], row[do.ROWS] = queue.split, cells, queue.rows
        row[do.LEVELS], row[do.FIRST_LEVEL] = levels, len(self.of_level)
        row[do.PATIENT], row[do.LIMITED] = int(queue.patient), int(not np.isinf(queue.limit))
        row[do.BUCKETS], row[do.PEOPLE] = buckets, memory.at(queue.people)
        row[do.JOINED] = memory.reserve(buckets * cells)
        row[do.WORK], row[do.LEFT] = (memory.reserve(levels * buckets) for _ in range(2))
        row[do.WEIGHTS], row[do.SERVED] = memory.reserve(buckets), memory.reserve(cells)
        row[do.STAYING] = row[do.WEIGHTS]
        if queue.patient:
            row[do.STAYING] = memory.reserve(buckets)
            row[do.FIRST_WORK] = memory.reserve(levels * buckets)
        row[do.SCRATCH] = memory.reserve(6 + 2 * queue.split)
        row[do.BEFORE] = memory.reserve(1)
        row[do.LIMIT] = memory.at(np.full((1, memory.draws), queue.limit))
        for column, mask in ((do.GIVES_UP, queue.gives_up), (do.REFUSABLE, queue.refusable)):
            row[column] = -1 if mask is None else memory.at(np.repeat(mask, memory.draws, axis=1))
        for lists in zip(queue.lines, queue.firsts, queue.impatient, queue.steady, strict=True):
            self.of_level.append([at for one in lists for at in self._list(one)])
        self.queues.append(queue)
        self.rows.append(row)
        return len(self.rows) - 1

    def _list(self, cells: Cells) -> tuple[int, int]:
        first = len(self.listed)
        if isinstance(cells, slice):
            self.listed.extend(range(cells.start, cells.stop))
        else:
            self.listed.extend(cells.tolist())
        return first, len(self.listed)

    def served(self, queue: int) -> int:
        """Where the kernel leaves the sittings held."""
        return self.rows[queue][do.SERVED]

    def tables(self) -> tuple[IntArray, IntArray, IntArray]:
        """Queues, priorities, and lists of cells."""
        return (
            np.array(self.rows, dtype=np.int64).reshape(-1, do.QUEUE_COLUMNS),
            np.array(self.of_level, dtype=np.int64).reshape(-1, do.LEVEL_COLUMNS),
            np.array(self.listed, dtype=np.int64),
        )

    def open(self) -> None:
        """Take in those who wait on day 0."""
        memory = self.memory
        self.states = np.empty((len(memory.blocks), len(self.queues), 2), dtype=np.int64)
        for place, (queue, row) in enumerate(zip(self.queues, self.rows, strict=True)):
            self.states[:, place] = queue.open_from, queue.stored
            for bucket in range(queue.open_from, queue.stored + 1):
                memory.write(row[do.JOINED] + bucket * row[do.CELLS], queue.joined[bucket])
                if queue.staying is not None:
                    memory.write(row[do.STAYING] + bucket, queue.staying[bucket])
                for p in range(row[do.LEVELS]):
                    at = p * row[do.BUCKETS] + bucket
                    memory.write(row[do.WORK] + at, queue.work[p, bucket])
                    memory.write(row[do.LEFT] + at, queue.left[p, bucket])
                    if queue.first_work is not None:
                        memory.write(row[do.FIRST_WORK] + at, queue.first_work[p, bucket])
