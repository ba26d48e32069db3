"""A kernel of parts, and one made in numba's own way, give the bits of plain Python."""

from __future__ import annotations

import re
import struct
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from justice_finance.engines.kernels import making
from justice_finance.engines.kernels.cache import FOLDER_VARIABLE
from justice_finance.engines.kernels.making import make_kernel
from justice_finance.engines.kernels.parts import fits

numba = pytest.importorskip("numba")

ROOT = Path(__file__).parents[3]
RULES = """
from math import exp, log

THIRD = 1.0 / 3.0


def entry(values, rounds):
    total = 0.0
    for i in range(values.shape[0]):
        left, right = both(values[i], rounds)
        total += left / right if right > 0.0 or i == 7 else left
        values[i] = max(left, right)
    return total


def both(value, rounds):
    begun = value
    while rounds > 0:
        value = nearer(value, rounds % 2 == 0)
        rounds -= 1
    return value, nearer(begun, False)


def nearer(value, by_root):
    if by_root:
        return exp(THIRD * log(1.0 + value * value))
    value *= THIRD
    return value - 0.1
"""


def rules(name: str, folder: Path) -> ModuleType:
    """The rules as a module of their own: numba knows a function in one way only."""
    path = folder / f"{name}.py"
    path.write_text(RULES)
    spec = spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds() -> tuple[Any, ...]:
    return numba.float64[::1], numba.int64


def outcome(function: Any) -> bytes:
    values = np.random.default_rng(1).uniform(0.0, 3.0, 50)
    return struct.pack("d", function(values, 9)) + values.tobytes()


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "kept"))
    return tmp_path


def test_parts_give_the_bits_of_plain_python(own_cache: Path) -> None:
    module = rules("rules_as_parts", own_cache)
    kernel = make_kernel(module.entry, kinds, [module], out_of_line={"both"})
    assert outcome(kernel) == outcome(module.entry)
    assert list((own_cache / "kept").rglob("*.nbc")), "nothing was kept"
    functions = re.findall(r"^(_ZN.*):", kernel.inspect_asm(kernel.signatures[0]), re.MULTILINE)
    assert any("5entry" in name for name in functions)
    assert not any("6nearer" in name for name in functions), "it was not drawn in"


def test_with_another_numba_kernels_are_made_in_its_own_way(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numba, "__version__", "0.59.1")
    monkeypatch.setattr(making, "register_parts", None)
    monkeypatch.setattr(making, "compiler_of_wholes", None)
    monkeypatch.setattr(making, "typing_remembered", None)
    module = rules("rules_in_numbas_way", own_cache)
    kernel = make_kernel(module.entry, kinds, [module], out_of_line={"both"})
    assert outcome(kernel) == outcome(module.entry)


def test_division_by_zero_is_as_the_error_model_says(own_cache: Path) -> None:
    source = "def entry(a, b):\n    return over(a, b)\n\n\ndef over(a, b):\n    return a / b\n"
    for model in ("numpy", "python"):
        path = own_cache / f"dividing_{model}.py"
        path.write_text(source)
        spec = spec_from_file_location(path.stem, path)
        assert spec is not None and spec.loader is not None
        module = sys.modules[path.stem] = module_from_spec(spec)
        spec.loader.exec_module(module)
        kernel = make_kernel(
            module.entry, lambda: (numba.float64, numba.float64), [module], error_model=model
        )
        if model == "numpy":
            assert kernel(1.0, 0.0) == float("inf")
        else:
            with pytest.raises(ZeroDivisionError):
                kernel(1.0, 0.0)


def test_typing_is_as_it_was_once_a_kernel_is_made(own_cache: Path) -> None:
    from numba.core.types.functions import BaseFunction

    before = BaseFunction.get_call_type
    module = rules("rules_that_fail", own_cache)
    with pytest.raises(numba.TypingError):
        make_kernel(module.entry, lambda: (numba.float64, numba.int64), [module])
    assert BaseFunction.get_call_type is before


def test_the_numba_of_the_project_is_one_that_parts_were_tried_with() -> None:
    pinned = [
        line.split("==")[1]
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if line.startswith("numba==")
    ]
    assert len(pinned) == 1 and fits(pinned[0])


@pytest.mark.parametrize("version", ["0.59.1", "0.60.0", "0.61.2", "1.0.0", "0.6", "0.680.1", ""])
def test_other_versions_do_not_fit(version: str) -> None:
    assert not fits(version)
