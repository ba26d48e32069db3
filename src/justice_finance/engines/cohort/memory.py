"""Working memory of a chunk of draws in blocks, so that a block stays in the processor's cache.

Arrays of a chunk are (..., draws); a block holds the same rows for a few neighbouring draws. An
*address* is a row of a block.
"""

from __future__ import annotations

import math
import threading
from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


_kept = threading.local()


def _room(size: int) -> FloatArray:
    """Numbers not yet written; the same room again and again, as fresh memory is slow."""
    kept: FloatArray | None = getattr(_kept, "room", None)
    if kept is None or kept.size < size:
        kept = _kept.room = np.empty(size + size // 4)  # scenarios differ a little
    return kept[:size]


class Memory:
    """Gives addresses to arrays, then holds them block by block.

    Parameters
    ----------
    draws : int
        Width of all arrays.
    block : int
        Draws of a block; a divisor of `draws`.
    """

    def __init__(self, draws: int, block: int) -> None:
        self.draws, self.block, self.rows = draws, block, 0
        self.known: dict[int, tuple[int, FloatArray]] = {}
        self.asked: list[FloatArray] = []
        self.starts: list[int] = []  # where the arrays that may be looked into begin, in memory
        self.inside: list[tuple[int, FloatArray]] = []
        self.blocks = np.empty((0, 0, 0))

    def reserve(self, rows: int) -> int:
        """Room that is written before it is read."""
        first, self.rows = self.rows, self.rows + rows
        return first

    def open(self, array: FloatArray) -> int:
        """Give an address to an array, parts of which will be asked for."""
        address = self.at(array)
        begins = array.__array_interface__["data"][0]
        place = bisect_right(self.starts, begins)
        self.starts.insert(place, begins)
        self.inside.insert(place, (address, array))
        return address

    def at(self, array: FloatArray) -> int:
        """Address of an array (of one column, where all draws are alike) or part of an open one."""
        known = self.known.get(id(array))
        if known is not None:
            return known[0]
        same_for_all = array.shape[-1] == 1
        address = -1 if same_for_all else self._within(array)
        if address < 0:
            held = np.repeat(array, self.draws, axis=-1) if same_for_all else array
            address = self.reserve(held.size // self.draws)
            self.known[id(array)] = address, held
            self.asked.append(array)  # kept, so that its id stays its own
        return address

    def _within(self, array: FloatArray) -> int:
        begins = array.__array_interface__["data"][0]
        place = bisect_right(self.starts, begins) - 1
        if place < 0:
            return -1
        address, whole = self.inside[place]
        offset = begins - self.starts[place]
        if offset >= whole.nbytes:
            return -1
        return address + int(offset) // (self.draws * whole.itemsize)

    def fill(self) -> None:
        """Take in what the arrays hold now."""
        shape = (self.draws // self.block, self.rows, self.block)
        self.blocks = _room(math.prod(shape)).reshape(shape)
        for address, array in self.known.values():
            self.write(address, array)

    def write(self, address: int, array: FloatArray) -> None:
        """Take in what one array holds."""
        rows = array.size // self.draws
        cut = array.reshape(rows, self.draws // self.block, self.block).transpose(1, 0, 2)
        self.blocks[:, address : address + rows] = cut

    def read(self, address: int, array: FloatArray) -> None:
        """Write into an array (contiguous) what stands at an address."""
        rows = array.size // self.draws
        cut = self.blocks[:, address : address + rows].transpose(1, 0, 2)
        array.reshape(rows, self.draws // self.block, self.block)[...] = cut
