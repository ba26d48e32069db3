"""How numba is made to compile a hundred functions into one: each is put aside, then all at once.

By itself numba brings every function with all that it calls down to machine code, although only the
outermost is ever called from Python. A part here is typed and written down as LLVM's own code, no
more (`passes`); the outermost function takes all parts in, and is made better and compiled once
(`libraries`). How a call is typed is found out once and remembered.

This uses numba's insides, of the versions `KNOWN`; `making` has another way for all others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import FunctionType
from typing import Any

from justice_finance.engines.kernels.libraries import library_of_a_part
from justice_finance.engines.kernels.passes import compiler_of_parts

KNOWN = ("0.62", "0.63", "0.64", "0.65", "0.66", "0.67", "0.68")
"""Versions of numba with which all of this was tried."""


def fits(version: str) -> bool:
    """Whether parts can be made with a version of numba."""
    return ".".join(version.split(".")[:2]) in KNOWN


def register_parts(
    functions: Iterable[FunctionType], options: Mapping[str, Any], out_of_line: Collection[str]
) -> None:
    """Let compiled code call some functions, as parts.

    Parameters
    ----------
    functions
        Plain Python, called with places only.
    options : mapping
        As those of `numba.njit`.
    out_of_line : collection of str
        Names of functions that stay functions; all others are drawn into their callers.
    """
    from numba.core.typing.templates import infer_global

    for function in functions:
        infer_global(function, _part_type()(function, options, function.__name__ in out_of_line))


@cache
def _part_type() -> Any:
    from numba import types
    from numba.extending import models, register_model

    class PartType(types.Callable, types.Dummy):
        """To numba, the type of one function: it is compiled when it is first met in a call."""

        def __init__(self, function: FunctionType, options: Mapping[str, Any], apart: bool) -> None:
            super().__init__(name=f"Part({function.__module__}.{function.__qualname__})")
            self.function, self.options, self.apart = function, options, apart
            self.signatures: dict[tuple[Any, ...], Any] = {}

        def get_call_type(self, context: Any, args: Any, kws: Any) -> Any:
            """The signature for types of arguments; whole numbers known by value are as others."""
            kinds = tuple(types.unliteral(each) for each in args)
            if kinds not in self.signatures:
                self.signatures[kinds] = _compile(self, context, kinds)
            return self.signatures[kinds]

        def get_call_signatures(self) -> Any:
            return list(self.signatures.values()), True

        def get_impl_key(self, sig: Any) -> Any:
            return self.function

    register_model(PartType)(models.OpaqueModel)
    return PartType


def _compile(part: Any, context: Any, kinds: tuple[Any, ...]) -> Any:
    """Type a part and write it down; its signature."""
    from numba.core.compiler import Flags, compile_extra
    from numba.core.registry import cpu_target

    target = cpu_target.target_context
    flags = Flags()
    cpu_target.options.parse_as_flags(flags, {"nopython": True, **part.options})
    flags.no_cpython_wrapper = flags.no_cfunc_wrapper = flags.no_compile = True
    flags.forceinline = not part.apart
    library = library_of_a_part()(target.codegen(), part.function.__qualname__)
    done = compile_extra(
        context, target, part.function, kinds, None, flags, {}, library, compiler_of_parts()
    )
    target.insert_user_function(part.function, done.fndesc, [library])
    return done.signature


@contextmanager
def typing_remembered() -> Iterator[None]:
    """Find out once how an operator or a built-in function is typed for some arguments.

    numba tries all ways that it knows of each operator anew, at every place, twice.
    """
    from numba.core.compiler_lock import global_compiler_lock
    from numba.core.types.functions import BaseFunction

    find_out = BaseFunction.get_call_type
    known: dict[tuple[Any, ...], Any] = {}

    def get_call_type(self: Any, context: Any, args: Any, kws: Any) -> Any:
        asked = (self, tuple(args), tuple(sorted(kws.items()) if kws else ()))
        if asked not in known:
            known[asked] = find_out(self, context, args, kws)
        return known[asked]

    with global_compiler_lock:
        BaseFunction.get_call_type = get_call_type  # type: ignore[method-assign]
        try:
            yield
        finally:
            BaseFunction.get_call_type = find_out  # type: ignore[method-assign]
