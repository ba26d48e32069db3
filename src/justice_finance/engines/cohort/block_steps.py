"""Runs a tape over a block of draws: the kernel of the cohort engine.

The tape says in which order things happen (`tapes`); what they are stands in `block_arithmetic`
and `block_queues`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.block_arithmetic import (
    add_lines,
    any_in_line,
    drain_rows,
    multiply_rows,
)
from justice_finance.engines.cohort.block_queues import pass_queue

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def kernel(
    blocks: FloatArray, tape: IntArray, first: int, steps: int,
    queues: IntArray, states: IntArray, levels: IntArray, cells: IntArray, opening_buckets: int,
) -> int:  # fmt: skip
    """Run a tape for some steps, block by block.

    Parameters
    ----------
    blocks : array (blocks, rows, draws of a block)
        Working memory.
    tape : int array (operations, WIDTH)
    first, steps : int
        First step, counted from day 0, and how many.
    queues, levels, cells : int arrays
        See `operations`.
    states : int array (blocks, queues, 2)
    opening_buckets : int
        Buckets of those who waited on day 0; that of a step comes so much later.

    Returns
    -------
    int
        How often there was somebody where nobody may be.
    """
    faults = 0
    for b in range(blocks.shape[0]):
        w = blocks[b]
        for step in range(first, first + steps):
            for i in range(tape.shape[0]):
                o = tape[i]
                code = o[0]
                if code >= do.GIVE_UP:
                    at = opening_buckets + step
                    pass_queue(w, o, queues[o[1]], states[b, o[1]], levels, cells, at)
                elif code >= do.PRODUCT:
                    slot = o[1]
                    if code == do.PUT_DUE:
                        slot += ((step + o[6]) % o[7]) * o[8]
                        code = do.ADD_PRODUCT
                    if code >= do.DRAIN:
                        drain_rows(w, code, slot, o[2], o[3], o[4], o[5])
                    else:
                        multiply_rows(w, code, slot, o[2], o[3], o[4], o[5])
                elif code == do.NOBODY:
                    faults += any_in_line(w, o[1], o[2])
                elif code != do.ADD_AT_START or step == 0:
                    slot = o[2]
                    if code == do.TAKE_DUE or code == do.ADD_DUE:
                        slot += (step % o[5]) * o[4]
                    add_lines(w, code, o[1], slot, o[3], o[4])
    return faults
