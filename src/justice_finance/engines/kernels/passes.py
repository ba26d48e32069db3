"""The passes of numba that plain loops over numbers need: ten of thirty.

The others look for closures, `with`, generators, literals to unroll, array expressions, threads,
and functions to draw in before they are typed; here LLVM draws them in.
"""

from __future__ import annotations

from functools import cache
from typing import Any


class Passes:
    """Passes one after the other, without numba's checks and timers between them."""

    pipeline_name = "parts"

    def __init__(self, passes: list[Any]) -> None:
        self.passes = passes
        self.exec_times: dict[str, Any] = {}

    def run(self, state: Any) -> None:
        """Take one function through."""
        for each in self.passes:
            each.run_pass(state)


@cache
def passes_for_parts() -> Passes:
    """From bytecode to a compile result, for any function whose library is set beforehand."""
    from numba.core import typed_passes as typed
    from numba.core import untyped_passes as untyped

    return Passes(
        [
            untyped.TranslateByteCode(),
            untyped.FixupArgs(),
            _OneWayBack(),
            untyped.ReconstructSSA(),
            typed.NopythonTypeInference(),
            typed.PreLowerStripPhis(),
            typed.IRLegalization(),
            typed.NativeLowering(),
            typed.NoPythonBackend(),
        ]
    )


class _OneWayBack:
    """Gives every loop a single way back to its head, as the passes behind expect."""

    def run_pass(self, state: Any) -> None:
        from numba.core.transforms import canonicalize_cfg

        state.func_ir.blocks = canonicalize_cfg(state.func_ir.blocks)


@cache
def compiler_of_parts() -> Any:
    """A numba compiler (`pipeline_class`) for parts: who asks gives it their library."""
    from numba.core.compiler import CompilerBase

    class CompilerOfParts(CompilerBase):
        def define_pipelines(self) -> list[Any]:
            return [passes_for_parts()]

    return CompilerOfParts


@cache
def compiler_of_wholes() -> Any:
    """A numba compiler for the outermost function, the only one that Python calls."""
    from numba.core.compiler import CompilerBase

    from justice_finance.engines.kernels.libraries import library_of_a_whole

    class CompilerOfWholes(CompilerBase):
        def define_pipelines(self) -> list[Any]:
            codegen, name = self.state.targetctx.codegen(), self.state.func_id.func_qualname
            whole = library_of_a_whole()(codegen, name)
            whole.enable_object_caching()
            self.state["library"] = whole
            return [passes_for_parts()]

    return CompilerOfWholes
