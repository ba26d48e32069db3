"""Code on its way through LLVM: parts that are only kept, and the whole that takes them in.

numba makes every function better twice while it stands alone, and again twice with all that it
calls. Nearly every part is drawn into its callers, so all of that is done once here, to the whole:
the machine code is no slower, and made in two thirds of the time.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def library_of_a_part() -> type[Any]:
    """The class of code that others take in, and that is never run by itself."""
    from llvmlite.binding import Linkage

    class Part(_library_left_as_written()):  # type: ignore[misc]
        """Written down, and no more."""

        def finalize(self) -> None:
            self._finalized = True

        def _get_module_for_linking(self) -> Any:
            """This part alone. What nobody calls once all are drawn in may be dropped."""
            for function in self._final_module.functions:
                if not function.is_declaration and function.linkage == Linkage.external:
                    function.linkage = "linkonce_odr"
            return self._final_module

    return Part


@cache
def library_of_a_whole() -> type[Any]:
    """The class of code that takes in all parts, and is compiled."""
    from llvmlite.binding import Linkage

    class Whole(_library_left_as_written()):  # type: ignore[misc]
        """Takes in what it needs, each once, and is made better once."""

        def finalize(self) -> None:
            """Bring in all, callers first: LLVM leaves out what nothing has asked for so far."""
            needed: list[Any] = []
            _list_needed(self, needed)
            self._linking_libraries = needed[-2::-1]
            super().finalize()

        def _optimize_final_module(self) -> None:
            """Make all better, once. Nobody else calls a part: what nobody reads is dropped."""
            for function in self._final_module.functions:
                if not function.is_declaration and function.linkage == Linkage.linkonce_odr:
                    function.linkage = "internal"
            passes, builder = self._codegen._module_pass_manager()
            passes.run(self._final_module, builder)

    return Whole


@cache
def _library_left_as_written() -> Any:
    from numba.core.codegen import JITCodeLibrary

    class LeftAsWritten(JITCodeLibrary):
        """Does not make a function better before all others are there."""

        def add_llvm_module(self, module: Any) -> None:
            module.data_layout = self._codegen._data_layout
            self._final_module.link_in(module)

    return LeftAsWritten


def _list_needed(library: Any, found: list[Any]) -> None:
    """Add a library to those found, behind all that it needs itself."""
    if library not in found:
        for each in library._linking_libraries:
            _list_needed(each, found)
        found.append(library)
