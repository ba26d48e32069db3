"""Arrays that grow keep what is in them, wherever their pages go."""

import numpy as np
import pytest

from justice_finance.engines.compiled.room import Room

CACHE_LINE = 64


@pytest.mark.parametrize("held", [False, True])
def test_grown_arrays_keep_their_values(held: bool) -> None:
    """Also when someone still holds the array of before, so that its pages cannot be moved."""
    room = Room(1024, {"people": (16, np.uint32), "times": (4, np.float64), "more": (0, np.int64)})
    arrays = room.arrays()
    arrays["people"][:] = np.arange(1024 * 16)
    arrays["times"][-1] = 7.5
    kept = arrays if held else {}
    del arrays
    room.grow(100_000)
    grown = room.arrays()
    assert grown["people"].size == 100_000 * 16
    assert np.array_equal(grown["people"][: 1024 * 16], np.arange(1024 * 16))
    assert grown["times"][1024 * 4 - 1] == 7.5
    assert not grown["people"][1024 * 16 :].any()
    assert grown["more"].size == 0
    assert grown["people"].ctypes.data % CACHE_LINE == 0
    assert all(np.array_equal(values, grown[name][: values.size]) for name, values in kept.items())
