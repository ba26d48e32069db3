"""Readers of studies that load and cannot be realised."""

from __future__ import annotations

from pathlib import Path


def validate_and_realise(path: Path) -> None:
    """Checked without running: what a run would end with, and nothing else."""
    from justice_finance.errors import JusticeFinanceError, ScenarioError
    from justice_finance.scenario.recipes import recipes_of
    from justice_finance.scenario.study import load_study
    from justice_finance.scenario.validate import validate

    found = validate([path])
    if found:
        raise ScenarioError(found)
    try:
        recipes_of(load_study(path))
    except JusticeFinanceError as error:
        codes = sorted({each.code for each in error.mistakes})
        raise AssertionError(f"`validate` finds nothing, and a run ends with {codes}") from error


def realise(path: Path) -> None:
    """Every scenario of a study in every variant, at central values."""
    from justice_finance.scenario.recipes import recipes_of
    from justice_finance.scenario.study import load_study

    recipes = recipes_of(load_study(path))
    for variant in recipes.variants:
        for _ in recipes.realise_all(variant):
            pass
