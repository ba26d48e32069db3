"""Compiles the kernel, once for all runs, and keeps it on disk where that is safe.

Without numba there is none, and the engine goes through its steps with numpy: the same bits. No
fast maths, so nothing is reordered or fused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType, ModuleType
from typing import Any, TypeAlias, cast

from justice_finance.engines.kernel_cache import cache_folder

Kernel: TypeAlias = Callable[..., int]

PARTS = (
    "justice_finance.engines.cohort.operations",
    "justice_finance.engines.cohort.block_arithmetic",
    "justice_finance.engines.cohort.block_leaving",
    "justice_finance.engines.cohort.block_queues",
    "justice_finance.engines.cohort.block_steps",
)
"""Modules whose source the compiled kernel is made of."""


@cache
def compiled_kernel() -> Kernel | None:
    """The kernel as machine code; None without numba."""
    if find_spec("numba") is None:
        return None
    import numba
    from numba.extending import register_jitable

    modules = [import_module(name) for name in PARTS]
    for module in modules:
        for function in _functions_of(module):
            register_jitable(no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    kernel = modules[-1].kernel
    folder = cache_folder(modules)
    if folder is None:
        return cast("Kernel", numba.njit(kernel))
    config: Any = numba.config
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder)
    try:
        return cast("Kernel", numba.njit(cache=True)(kernel))
    finally:
        config.CACHE_DIR = before


def _functions_of(module: ModuleType) -> list[FunctionType]:
    """Functions written in a module itself."""
    found = vars(module).values()
    return [f for f in found if isinstance(f, FunctionType) and f.__module__ == module.__name__]
