"""What `import justice_finance` gives, and that it gives it quickly."""

from __future__ import annotations

import subprocess
import sys

import pytest

import justice_finance
from tests.architecture.source import PACKAGE, modules, shown

# What a person expects to call; each has to stay, whatever else becomes public.
PROMISED = ("load_study", "run", "appraise", "report", "JusticeFinanceError", "__version__")

HEAVY_AT_FIRST = ("numpy", "scipy", "xarray", "pandas", "matplotlib", "pydantic", "yaml", "numba")


def _python(code: str) -> str:
    """Run code in a fresh interpreter, with warnings as errors, and return what it prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=PACKAGE.parent
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", sorted(justice_finance.PUBLIC_NAMES))
def test_a_public_name_exists(name: str) -> None:
    assert getattr(justice_finance, name) is not None


def test_the_promised_names_are_public() -> None:
    assert set(PROMISED) <= set(justice_finance.PUBLIC_NAMES)


def test_tab_shows_every_public_name() -> None:
    assert dir(justice_finance) == sorted(justice_finance.PUBLIC_NAMES)
    assert justice_finance.__all__ == sorted(justice_finance.PUBLIC_NAMES)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = justice_finance.no_such_name


@pytest.mark.parametrize("first", ["justice_finance", "justice_finance.JusticeFinanceError"])
def test_importing_the_package_loads_no_heavy_library(first: str) -> None:
    code = f"import sys, justice_finance; {first}; print(*sys.modules)"
    loaded = set(_python(code).split())
    assert "justice_finance" in loaded
    assert not loaded & set(HEAVY_AT_FIRST)


def _names_of_all_modules() -> list[str]:
    inside = [shown(path).removesuffix(".py") for path in modules() if path.stem != "__main__"]
    return [
        ".".join(["justice_finance", *name.removesuffix("__init__").split("/")]).rstrip(".")
        for name in inside
    ]


@pytest.mark.parametrize("backwards", [False, True])
def test_the_package_imports_in_any_order(backwards: bool) -> None:
    names = sorted(_names_of_all_modules(), reverse=backwards)
    _python(f"import importlib\nfor name in {names!r}:\n    importlib.import_module(name)\n")


def test_each_module_can_be_imported_first() -> None:
    """A loop of imports shows only when the wrong module comes first."""
    _python(
        "import importlib, sys\n"
        f"for name in {_names_of_all_modules()!r}:\n"
        "    for loaded in [m for m in sys.modules if m.startswith('justice_finance')]:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
