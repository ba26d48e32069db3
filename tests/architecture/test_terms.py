"""One idea, one term: dimensions come from the vocabulary, and the glossary knows every name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from justice_finance import vocabulary
from tests.architecture.source import ROOT, modules, shown

TABLES = ("DIMENSIONS", "PARTIES", "COST_CATEGORIES", "PERSPECTIVES")
MAKES_LABELLED_ARRAYS = {"DataArray", "Dataset"}


def names_of(table: str) -> list[str]:
    """The names that one table of the vocabulary defines."""
    return list(getattr(vocabulary, table))


def glossary_rows() -> list[tuple[list[str], str]]:
    """Terms and the last cell (source) of each row of the glossary's tables."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    return [(re.findall(r"`(\w+)`", cells[1]), cells[-2].strip()) for cells in rows]


def glossary_sources() -> set[str]:
    """The short names under `Sources`."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").partition("\n## Sources")[2]
    return {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")}


def dims_in(text: str) -> Iterator[tuple[int, str]]:
    """Dimension names written out in a source text, with their lines."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg in ("dim", "dims"):
                yield from _words(keyword.value)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in MAKES_LABELLED_ARRAYS:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Tuple) and len(inner.elts) >= 2:
                    first = inner.elts[0]
                    if isinstance(first, ast.Tuple | ast.List):
                        yield from _words(first)


def _words(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.Tuple | ast.List):
        for child in node.elts:
            yield from _words(child)


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_dimension_is_one_of_the_vocabulary(path: Path) -> None:
    found = [
        f"{shown(path)}:{line}: {name}"
        for line, name in dims_in(path.read_text(encoding="utf-8"))
        if name not in vocabulary.DIMENSIONS
    ]
    assert not found, "\n".join(found)


def test_a_dimension_written_out_is_found() -> None:
    text = (
        'xr.Dataset({"a": (("scenario", "draws"), x)})\n'
        'y.sum(dim="yr")\n'
        'xr.DataArray(x, dims=["draw", "state"])\n'
    )
    assert sorted(name for _, name in dims_in(text)) == ["draw", "draws", "scenario", "state", "yr"]


@pytest.mark.parametrize("table", TABLES)
def test_every_name_of_the_vocabulary_stands_in_the_glossary(table: str) -> None:
    known = {term for terms, _ in glossary_rows() for term in terms}
    assert not set(names_of(table)) - known


def test_every_name_of_the_vocabulary_is_used() -> None:
    words: set[str] = set()
    for path in modules():
        if path.name != "vocabulary.py":
            words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    tables = {name for name in vars(vocabulary) if name[0].isupper()} - {"IntEnum", "DIMENSIONS"}
    unused = sorted((tables | set(vocabulary.DIMENSIONS)) - words)
    assert not unused, f"defined and never used: {unused}"


def test_a_term_stands_once_in_the_glossary() -> None:
    terms = [term for row, _ in glossary_rows() for term in row]
    assert len(terms) > 100
    assert not {term for term in terms if terms.count(term) > 1}


def test_every_term_names_its_source() -> None:
    known = glossary_sources() | {"here"}
    for terms, source in glossary_rows():
        unknown = {short.strip() for short in source.split(";")} - known
        assert not unknown, f"{terms}: {unknown} does not stand under Sources"
