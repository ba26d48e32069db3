"""Compiles the kernel, once for all runs.

Without numba there is none, and the engine goes through its steps with numpy: the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeAlias, cast

from justice_finance.engines.kernels.making import make_kernel

Kernel: TypeAlias = Callable[..., int]

CONSTANTS = ("justice_finance.engines.cohort.operations",)
PARTS = (
    "justice_finance.engines.cohort.block_arithmetic",
    "justice_finance.engines.cohort.block_leaving",
    "justice_finance.engines.cohort.block_queues",
    "justice_finance.engines.cohort.block_steps",
)
"""Modules whose functions the compiled kernel is made of."""


@cache
def compiled_kernel() -> Kernel | None:
    """The kernel as machine code; None without numba."""
    if find_spec("numba") is None:
        return None
    parts = [import_module(name) for name in PARTS]
    beside = [import_module(name) for name in CONSTANTS]
    return cast("Kernel", make_kernel(parts[-1].kernel, _kinds, parts, beside))


def _kinds() -> tuple[Any, ...]:
    from numba import float64, int64

    table = int64[:, ::1]
    return (
        float64[:, :, ::1], table, int64, int64,
        table, int64[:, :, ::1], table, int64[::1], int64,
    )  # fmt: skip
