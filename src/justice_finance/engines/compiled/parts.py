"""How numba is made to compile a hundred functions into one: each is put aside, then all at once.

By itself numba brings every function with all that it calls down to machine code, although only the
outermost is ever called from Python. A part here is typed and written down as LLVM's own code, no
more; the outermost function takes all parts in, and is made better and compiled once. All parts
are typed with the same flags, since numba would do it again for every other set of them.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any


@cache
def compiler_of_parts(out_of_line: Collection[str]) -> Any:
    """A numba compiler (`pipeline_class`) for parts, all drawn into their callers but some.

    Parameters
    ----------
    out_of_line : frozenset of str
        Names of functions that stay functions.
    """
    from numba.core.compiler import CompilerBase, DefaultPassBuilder
    from numba.core.compiler_machinery import AnalysisPass, register_pass
    from numba.core.typed_passes import AnnotateTypes

    part = _library_of_a_part()

    @register_pass(mutates_CFG=False, analysis_only=True)
    class _PutAside(AnalysisPass):
        _name = "put_aside"

        def __init__(self) -> None:
            AnalysisPass.__init__(self)

        def run_pass(self, state: Any) -> bool:
            name = state.func_id.func_name
            state.library = part(state.targetctx.codegen(), state.func_id.func_qualname)
            state.flags = state.flags.copy()
            state.flags.forceinline = name not in out_of_line
            return False

    class CompilerOfParts(CompilerBase):
        def define_pipelines(self) -> list[Any]:
            passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
            passes.add_pass_after(_PutAside, AnnotateTypes)
            passes.finalize()
            return [passes]

    return CompilerOfParts


def _list_needed(library: Any, found: list[Any]) -> None:
    """Add a library to those found, behind all that it needs itself."""
    if library not in found:
        for each in library._linking_libraries:
            _list_needed(each, found)
        found.append(library)


class _NoEnvironment:
    """A code generator that has no place to keep the environment of a part, which needs none."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Keep nothing."""


def _library_of_a_part() -> Any:
    from numba.core.codegen import JITCodeLibrary

    class Part(JITCodeLibrary):
        """Code that others take in, and that is never run by itself."""

        def finalize(self) -> None:
            self._finalized = True

        def _get_module_for_linking(self) -> Any:
            """This part with all that it needs, each once.

            LLVM leaves out what nothing has asked for so far: whoever calls stands before.
            """
            called_first: list[Any] = []
            _list_needed(self, called_first)
            whole = self.alone().clone()
            for each in called_first[-2::-1]:
                module = each.alone() if isinstance(each, Part) else each._get_module_for_linking()
                whole.link_in(module, preserve=True)
            return whole

        def alone(self) -> Any:
            return super()._get_module_for_linking()

        @property
        def codegen(self) -> Any:
            return _NoEnvironment(self._codegen)

        def get_pointer_to_function(self, name: str) -> int:
            self._ensure_finalized()
            return 0

    return Part
