"""Keeps memory that a worker has freed, for the arrays it will make next.

The same large arrays are made and dropped for every scenario. By default the C library gives them
back to the system each time, which then clears every page again: a sixth of a run's processor time.
"""

from __future__ import annotations

import sys

# Parameters of mallopt(3) in the GNU C library.
TRIM_THRESHOLD, TOP_PAD, MMAP_MAX = -1, -2, -4
KEPT_BYTES = 2**31 - 1
GROWN_BY_BYTES = 2**29


def keep_freed_memory() -> bool:
    """Let this process keep what it frees; whether that could be set (GNU C library only)."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    options = ((MMAP_MAX, 0), (TRIM_THRESHOLD, KEPT_BYTES), (TOP_PAD, GROWN_BY_BYTES))
    return all(set_option(name, value) == 1 for name, value in options)
