"""Readers of model files and studies, for the broken cases."""

from __future__ import annotations

from pathlib import Path


def read_study(path: Path) -> None:
    """A study with its country, options and everything they name."""
    from justice_finance.scenario.study import load_study

    load_study(path)


def read_models(path: Path) -> None:
    """Any file or folder that can be checked, as the command `validate` does."""
    from justice_finance.scenario.study import raise_all
    from justice_finance.scenario.validate import validate

    raise_all(validate([path]))


def read_number_of_study(path: Path) -> None:
    """`study` and `number`: a path that is looked up in it."""
    from justice_finance.files import read_yaml
    from justice_finance.scenario.study import load_study

    asked = read_yaml(path).data
    load_study(asked["study"]).value(asked["number"])
