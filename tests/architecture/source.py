"""Reads the package's own source: modules, their imports, and the rules they break."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.layers import (
    HEAVY,
    HEAVY_FROM_LAYER,
    MAY_IMPORT_BY_TEXT,
    PARTS,
    libraries_of,
    may_import,
)

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "justice_finance"
PACKAGE_NAME = "justice_finance"


@dataclass(frozen=True)
class Import:
    """One imported name: `names` are the dotted names it may load, the longest last."""

    line: int
    names: tuple[str, ...]
    relative: bool
    runs_when_loaded: bool


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def shown(path: Path) -> str:
    """The path inside the package, as the tables write it."""
    return path.relative_to(PACKAGE).as_posix()


def part_of(module: str) -> str:
    """The part that a module path belongs to (`files.py` to `files`)."""
    return module.split("/")[0].removesuffix(".py")


def imports_of(text: str) -> Iterator[Import]:
    """All import statements of a source text, also those inside functions."""
    yield from _walk(ast.parse(text), runs_when_loaded=True)


def _walk(node: ast.AST, runs_when_loaded: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(child.lineno, (alias.name,), False, runs_when_loaded)
        elif isinstance(child, ast.ImportFrom):
            module = child.module or ""
            for alias in child.names:
                names = (module, f"{module}.{alias.name}")
                yield Import(child.lineno, names, child.level > 0, runs_when_loaded)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            only_for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(
                child.test
            )
            yield from _walk(child, runs_when_loaded and not later and not only_for_types)


def forbidden_imports(module: str, text: str) -> list[str]:
    """The import lines of one module that the table does not allow, each with its reason."""
    found = []
    for each in imports_of(text):
        reason = _reason(module, each)
        if reason:
            found.append(f"{module}:{each.line}: {reason}")
    if not module.startswith(MAY_IMPORT_BY_TEXT):
        found += _by_text(module, text)
    return found


def _reason(module: str, each: Import) -> str | None:
    if each.relative:
        return "a relative import; write the whole name"
    library = each.names[0].split(".")[0]
    if library in sys.stdlib_module_names:
        return None
    if library == PACKAGE_NAME:
        return _reason_ours(part_of(module), each)
    return _reason_outside(module, each, library)


def _reason_ours(part: str, each: Import) -> str | None:
    inside = each.names[0].split(".")[1:]
    if not inside:
        return "imports the package itself; import the module that has the name"
    if part == "__init__":
        return "the public names are looked up when used, never imported here"
    if not may_import(part, inside[0]):
        return f"`{part}` may not import `{inside[0]}`"
    return None


def _reason_outside(module: str, each: Import, library: str) -> str | None:
    part = part_of(module)
    if part == "__init__":
        return f"the package itself imports nothing, here {library}"
    inside = module.removeprefix(f"{part}/")
    if library not in libraries_of(part, inside):
        return f"`{part}` may not use the library {library}"
    if each.runs_when_loaded and PARTS[part].layer < HEAVY_FROM_LAYER:
        heavy = [h for h in HEAVY for name in each.names if name == h or name.startswith(f"{h}.")]
        if heavy:
            return f"{heavy[0]} loads slowly; import it inside the function that needs it"
    return None


def _by_text(module: str, text: str) -> list[str]:
    """Imports by text obey the table too: the names have to stand in the same module."""
    nodes = list(ast.walk(ast.parse(text)))
    lines = [
        getattr(node, "lineno", 0)
        for node in nodes
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", None) or getattr(node.func, "attr", None))
        in ("__import__", "import_module")
    ]
    if not lines:
        return []
    named = [
        Import(node.lineno, (node.value,), False, False)
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(f"{PACKAGE_NAME}.")
    ]
    if not named:
        return [f"{module}:{line}: imports by text what is not named here" for line in lines]
    reasons = ((each.line, _reason(module, each)) for each in named)
    return [f"{module}:{line}: {reason}" for line, reason in reasons if reason]
