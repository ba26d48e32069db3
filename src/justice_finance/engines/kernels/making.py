"""Makes a kernel of plain Python functions, once for all runs, and keeps it where that is safe.

Parts in one whole where numba's version is known for that (`parts`), in numba's own way elsewhere:
slower to make, the same bits. No fast maths, so nothing is reordered or fused.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from justice_finance.engines.kernels.cache import cache_folder
from justice_finance.engines.kernels.parts import fits, register_parts, typing_remembered
from justice_finance.engines.kernels.passes import compiler_of_wholes

OURS = tuple(
    f"justice_finance.engines.kernels.{name}" for name in ("making", "parts", "passes", "libraries")
)


def make_kernel(
    entry: Callable[..., Any],
    kinds: Callable[[], tuple[Any, ...]],
    rules: Sequence[ModuleType],
    beside: Sequence[ModuleType] = (),
    error_model: str = "python",
    out_of_line: Collection[str] = (),
) -> Any:
    """A function and all that it calls as machine code, compiled or read from disk.

    Parameters
    ----------
    entry : function
        What Python will call.
    kinds : function
        Gives numba's types of its arguments.
    rules : sequence of modules
        Where everything stands that it calls.
    beside : sequence of modules
        What else the machine code depends on: constants, what numba is taught.
    error_model : {"python", "numpy"}
        As of `numba.njit`, for all but the outermost function.
    out_of_line : collection of str
        Large or seldom called: drawing these in would only make compiling slower.

    Raises
    ------
    ImportError
        Without numba.
    """
    from numba import __version__, config, njit

    functions = [function for module in rules for function in _functions_of(module)]
    options: dict[str, Any] = {}
    remembered: AbstractContextManager[None] = nullcontext()
    if fits(__version__):
        register_parts(functions, {"error_model": error_model}, out_of_line)
        options, remembered = {"pipeline_class": compiler_of_wholes()}, typing_remembered()
    else:
        _register_as_numba_does(functions, error_model)
    folder = cache_folder([*rules, *beside, *(import_module(name) for name in OURS)])
    if folder is None:
        kernel = njit(**options)(entry)
    else:
        before, config.CACHE_DIR = config.CACHE_DIR, str(folder)
        try:
            kernel = njit(cache=True, **options)(entry)
        finally:
            config.CACHE_DIR = before
    with _no_garbage(), remembered:
        kernel.compile(kinds())
    return kernel


def _register_as_numba_does(functions: Sequence[FunctionType], error_model: str) -> None:
    from numba.extending import register_jitable

    for function in functions:
        register_jitable(no_cpython_wrapper=True, no_cfunc_wrapper=True, error_model=error_model)(
            function
        )


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Without the garbage collector, which would find nothing and take its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _functions_of(module: ModuleType) -> list[FunctionType]:
    """Functions written in a module itself."""
    found = vars(module).values()
    return [f for f in found if isinstance(f, FunctionType) and f.__module__ == module.__name__]
