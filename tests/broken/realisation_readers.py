"""Readers of studies that load and cannot be realised."""

from __future__ import annotations

from pathlib import Path


def realise(path: Path) -> None:
    """Every scenario of a study in every variant, at central values."""
    from justice_finance.scenario.recipes import recipes_of
    from justice_finance.scenario.study import load_study

    recipes = recipes_of(load_study(path))
    for variant in recipes.variants:
        for _ in recipes.realise_all(variant):
            pass
