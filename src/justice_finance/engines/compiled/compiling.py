"""Compiles the kernel, once for all runs.

The rules are plain Python; they are given to numba here, from outside, with the functions of
`sampling` that they share with the event engine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias, cast

from justice_finance.engines.compiled.columns import teach_numba
from justice_finance.engines.compiled.lanes import teach_numba_lanes
from justice_finance.engines.compiled.layout import Wholes
from justice_finance.engines.kernels.making import make_kernel

Kernel: TypeAlias = Callable[[Wholes, int], int]
"""Takes the addresses of the world's arrays and a task; returns why it came back."""

BESIDE = (
    "justice_finance.vocabulary",
    "justice_finance.engines.addresses",
    "justice_finance.engines.steps",
    "justice_finance.results.waits",
    "justice_finance.engines.compiled.layout",
    "justice_finance.engines.compiled.columns",
    "justice_finance.engines.compiled.lanes",
)
"""Modules on which the machine code depends besides: constants, what numba is taught."""

RULES = (
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
"""Modules whose functions the compiled kernel is made of."""

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
    rules = [import_module(name) for name in RULES]
    teach_numba()
    teach_numba_lanes()
    return cast(
        "Kernel",
        make_kernel(
            rules[-1].entry,
            _kinds,
            rules,
            [import_module(name) for name in BESIDE],
            error_model="numpy",
            out_of_line=OUT_OF_LINE,
        ),
    )


def _kinds() -> tuple[Any, ...]:
    from numba import int64

    return int64[::1], int64
