"""Compile the kernel, once for all runs, and keep it on disk where that is safe.

The rules are plain Python; they are given to numba here, from outside, with the functions of
`sampling` that they share with the event engine. No fast maths: the same bits.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any, TypeAlias, cast

from justice_finance.engines.compiled.columns import teach_numba
from justice_finance.engines.compiled.lanes import teach_numba_lanes
from justice_finance.engines.compiled.layout import Wholes
from justice_finance.engines.compiled.parts import compiler_of_parts
from justice_finance.engines.kernel_cache import cache_folder

Kernel: TypeAlias = Callable[[Wholes, int], int]
"""Takes the addresses of the world's arrays and a task; returns why it came back."""

CONSTANTS = (
    "justice_finance.vocabulary",
    "justice_finance.engines.addresses",
    "justice_finance.engines.steps",
    "justice_finance.results.waits",
)
TAUGHT = (
    "justice_finance.engines.compiled.parts",
    "justice_finance.engines.compiled.layout",
    "justice_finance.engines.compiled.columns",
    "justice_finance.engines.compiled.lanes",
)
PARTS = (
    *CONSTANTS,
    *TAUGHT,
    "justice_finance.engines.sampling",
    "justice_finance.engines.sums",
    "justice_finance.engines.compiled.luck",
    "justice_finance.engines.compiled.chance",
    "justice_finance.engines.compiled.precedence",
    "justice_finance.engines.compiled.calendar",
    "justice_finance.engines.compiled.lines",
    "justice_finance.engines.compiled.log",
    "justice_finance.engines.compiled.tally",
    "justice_finance.engines.compiled.slots",
    "justice_finance.engines.compiled.services",
    "justice_finance.engines.compiled.closures",
    "justice_finance.engines.compiled.rules",
    "justice_finance.engines.compiled.placing",
    "justice_finance.engines.compiled.kernel",
)
"""Modules whose source the compiled kernel is made of: constants, what numba is taught, rules."""

OUT_OF_LINE = frozenset(
    """
    words_at make_candidates become_child left_of standard_normal gamma_of_mean_one
    rank_of goes_first_at_once rehang _earliest_stretch _put_in_order _merge _sort _write_step
    serve_next come_again lie_dormant count_wait
    place_all _place begin_underway close_year work_of_this_year _begin_year close_or_open set_staff
    """.split()
)
"""Large or seldom called: inlining these would only make compiling slower."""


@cache
def compiled_kernel() -> Kernel:
    """The kernel as machine code.

    Raises
    ------
    ImportError
        Without numba.
    """
    from numba import config, njit
    from numba.extending import register_jitable

    modules = [import_module(name) for name in PARTS]
    for module in modules[len(CONSTANTS) + len(TAUGHT) :]:
        for function in _functions_of(module):
            register_jitable(
                no_cpython_wrapper=True,
                no_cfunc_wrapper=True,
                error_model="numpy",
                pipeline_class=compiler_of_parts(OUT_OF_LINE),
            )(function)
    teach_numba()
    teach_numba_lanes()
    entry = modules[-1].entry
    folder = cache_folder(modules)
    if folder is None:
        return _made(njit(entry))
    before, config.CACHE_DIR = config.CACHE_DIR, str(folder)
    try:
        return _made(njit(cache=True)(entry))
    finally:
        config.CACHE_DIR = before


def _made(kernel: Any) -> Kernel:
    """The kernel compiled, or read; the garbage collector would find nothing and take its time."""
    from numba import int64

    collects = gc.isenabled()
    gc.disable()
    try:
        kernel.compile((int64[::1], int64))
    finally:
        if collects:
            gc.enable()
    return cast("Kernel", kernel)


def _functions_of(module: ModuleType) -> list[FunctionType]:
    """Functions written in a module itself."""
    found = vars(module).values()
    return [f for f in found if isinstance(f, FunctionType) and f.__module__ == module.__name__]
