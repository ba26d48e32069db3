"""Which part imports which: the table of ARCHITECTURE.md, read from the import statements."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.layers import FORBIDDEN_MODULE_NAMES, PARTS, may_import
from tests.architecture.source import (
    PACKAGE,
    ROOT,
    forbidden_imports,
    imports_of,
    modules,
    part_of,
    shown,
)


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_a_module_imports_only_what_the_table_allows(path: Path) -> None:
    found = forbidden_imports(shown(path), path.read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


def test_every_part_stands_in_the_table() -> None:
    parts = {part_of(shown(path)) for path in modules()} - {"__init__"}
    assert parts <= set(PARTS), f"not in the table: {sorted(parts - set(PARTS))}"


def test_no_arrow_points_up_or_in_a_circle() -> None:
    for part, row in PARTS.items():
        for other in row.ours or ():
            same_layer = (part, other) == ("errors", "message_codes")
            assert PARTS[other].layer < row.layer or same_layer, f"{part} -> {other}"


def test_the_three_arrows_that_carry_the_design() -> None:
    assert not may_import("appraisal", "engines")
    assert not may_import("appraisal", "scenario")
    assert not may_import("engines", "files")
    assert not may_import("charts", "runs")
    assert not may_import("reporting", "runs")


def test_a_module_name_says_what_the_module_answers() -> None:
    bad = [
        shown(path)
        for path in PACKAGE.rglob("*")
        if path.stem in FORBIDDEN_MODULE_NAMES and (path.is_dir() or path.suffix == ".py")
    ]
    assert not bad, f"names that say nothing: {bad}"


def test_the_table_in_the_architecture_page_names_every_part() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    missing = [part for part in PARTS if f"`{part}`" not in text]
    assert not missing, f"not in ARCHITECTURE.md: {missing}"


def test_the_public_names_import_nothing_of_the_package() -> None:
    tree = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    ours = [each for each in imports_of(tree) if each.names[0].startswith("justice_finance")]
    assert not ours


@pytest.mark.parametrize(
    ("module", "line", "reason"),
    [
        ("appraisal/worth.py", "from justice_finance.engines.cohort import run", "may not import"),
        ("appraisal/worth.py", "def f():\n    import justice_finance.scenario.x", "may not import"),
        ("journey/states.py", "from justice_finance import errors", "the package itself"),
        ("journey/states.py", "import justice_finance as jf", "the package itself"),
        ("journey/states.py", "from .rows import Row", "relative"),
        ("journey/states.py", "import simpy", "may not use the library simpy"),
        ("journey/states.py", "import xarray as xr", "loads slowly"),
        ("units.py", "from scipy import stats", "loads slowly"),
        ("units.py", "import scipy.stats.qmc", "loads slowly"),
        ("engines/cohort.py", "import simpy", "may not use the library simpy"),
        ("engines/cohort.py", "from justice_finance.files import read_yaml", "may not import"),
        ("vocabulary.py", "import numpy", "may not use the library numpy"),
        ("runs/plan.py", "x = importlib.import_module('justice_finance.cli')", "may not import"),
        ("runs/plan.py", "x = import_module(name)", "by text"),
        ("__init__.py", "import numpy", "imports nothing"),
    ],
)
def test_a_forbidden_line_is_found(module: str, line: str, reason: str) -> None:
    found = forbidden_imports(module, line)
    assert len(found) == 1
    assert reason in found[0]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("appraisal/worth.py", "from justice_finance.results.ledger import Ledger"),
        ("journey/states.py", "def f():\n    import xarray as xr"),
        (
            "journey/states.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import xarray",
        ),
        ("engines/event.py", "import simpy"),
        ("charts/fan.py", "import matplotlib.pyplot as plt"),
        ("units.py", "from scipy import special"),
        ("runs/execute.py", "e = import_module({'a': 'justice_finance.engines.cohort'}[name])"),
        ("cli/run.py", "from justice_finance.runs.execute import run"),
    ],
)
def test_an_allowed_line_passes(module: str, line: str) -> None:
    assert not forbidden_imports(module, line)


def test_the_reader_of_imports_sees_those_inside_functions() -> None:
    text = "def f():\n    def g():\n        import a.b\n    from c import d\n"
    found = sorted((each.names, each.runs_when_loaded) for each in imports_of(text))
    assert found == [(("a.b",), False), (("c", "c.d"), False)]
    assert ast.parse(text)
