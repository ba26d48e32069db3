"""Files and functions stay small enough to read in one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.source import modules, shown

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60  # docstring not counted: explaining more is never punished

# Larger than allowed, with the size they have. This list may only shrink: a smaller size has to
# be written here, and a name that is small enough has to go.
LARGE_FILES: dict[str, int] = {}
LARGE_FUNCTIONS: dict[str, int] = {}


def function_sizes(module: str, text: str) -> dict[str, int]:
    """Lines of each function without its docstring, by `module::name`."""
    sizes: dict[str, int] = {}

    def visit(node: ast.AST, above: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = above
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = f"{above}.{child.name}" if above else child.name
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                sizes[f"{module}::{name}"] = _lines(child)
            visit(child, name)

    visit(ast.parse(text), "")
    return sizes


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    limit = LARGE_FILES.get(shown(path), MAX_FILE_LINES)
    assert lines <= limit, f"{shown(path)} has {lines} lines, at most {limit}"


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_function_can_be_seen_at_once(path: Path) -> None:
    sizes = function_sizes(shown(path), path.read_text(encoding="utf-8"))
    large = {
        name: lines
        for name, lines in sizes.items()
        if lines > LARGE_FUNCTIONS.get(name, MAX_FUNCTION_LINES)
    }
    assert not large, f"more than {MAX_FUNCTION_LINES} lines: {large}"


def test_the_lists_of_large_things_only_shrink() -> None:
    files = {shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    functions: dict[str, int] = {}
    for path in modules():
        functions |= function_sizes(shown(path), path.read_text(encoding="utf-8"))
    for allowed, actual, limit in (
        (LARGE_FILES, files, MAX_FILE_LINES),
        (LARGE_FUNCTIONS, functions, MAX_FUNCTION_LINES),
    ):
        for name, size in allowed.items():
            assert size > limit, f"{name} is small enough: take it out of the list"
            assert actual.get(name) == size, f"{name} now has {actual.get(name)}: write that"


def test_sizes_are_measured_without_the_docstring() -> None:
    body = "\n".join(f"    a{i} = {i}" for i in range(60))
    text = f'class C:\n  def f(self):\n    """One.\n\n    Two.\n    """\n{body}\n'
    assert function_sizes("m.py", text) == {"m.py::C.f": 61}
