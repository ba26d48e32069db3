"""Room that grows where it lies: memory is the system's own pages, taken only when written to.

An array that doubles by being copied holds itself twice while it is copied. Pages can be mapped
anew instead; where the system cannot do that, they are copied. A page begins at a line of the
processor's cache, so that the 64 bytes of a slot lie in one.
"""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
NO_VALUES: Values = np.zeros(0)


def _pages(size: int) -> mmap.mmap:
    """Pages of this process alone (those that are shared cannot grow)."""
    private = getattr(mmap, "MAP_PRIVATE", None)
    return mmap.mmap(-1, size) if private is None else mmap.mmap(-1, size, flags=private)


class Room:
    """Named arrays of one axis, all zero at first, that grow together.

    Parameters
    ----------
    slots : int
    widths : dict
        By name: values for each slot (none: the array stays empty) and their type.
    """

    def __init__(self, slots: int, widths: dict[str, tuple[int, type[Any]]]) -> None:
        self.slots = slots
        self._widths = {name: (width, np.dtype(kind)) for name, (width, kind) in widths.items()}
        self._mapped = {
            name: _pages(slots * width * kind.itemsize)
            for name, (width, kind) in self._widths.items()
            if width
        }

    def arrays(self) -> dict[str, Values]:
        """The arrays by name; none of them may be kept when they grow."""
        return {
            name: np.frombuffer(self._mapped[name], dtype=kind) if width else NO_VALUES.astype(kind)
            for name, (width, kind) in self._widths.items()
        }

    def grow(self, slots: int) -> None:
        """Make room for more slots and keep what is there."""
        self.slots = slots
        for name, pages in self._mapped.items():
            width, kind = self._widths[name]
            size = slots * width * kind.itemsize
            try:
                pages.resize(size)
            except (BufferError, OSError, SystemError, ValueError):
                self._mapped[name] = more = _pages(size)
                more[: len(pages)] = pages[:]
