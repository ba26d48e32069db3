"""Readers of what is typed at the command line, of what a run is asked, and of run folders.

Each is a small YAML file, so that a mistake has a place; the study is the invented one.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch


def read_command(path: Path) -> None:
    """`words` that follow the name of the program; its mistakes are read from its own JSON."""
    from justice_finance.cli.main import main
    from justice_finance.errors import JusticeFinanceError, Mistake
    from justice_finance.files.documents import read_yaml

    document, printed = read_yaml(path), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(io.StringIO()):
        code = main([*document.data["words"], "--json"])
    told = json.loads(printed.getvalue()).get("error", [])
    assert code == (2 if told else 0), f"exit code {code} with {len(told)} mistakes"
    if told:
        raise JusticeFinanceError(
            Mistake(
                each["code"],
                document.place(("words",)),
                each["found"],
                each["expected"],
                each["do"],
            )
            for each in told
        )


def read_run_request(path: Path) -> None:
    """`study`, and arguments of `run`."""
    from justice_finance.errors import RunError
    from justice_finance.files.documents import read_yaml

    document = read_yaml(path)
    try:
        _run(document.data)
    except RunError as error:
        raise RunError(
            replace(each, place=document.place((each.place.path.split(".")[0],)))
            for each in error.mistakes
        ) from None


def read_run_folder(path: Path) -> None:
    """`take_out`, a file of a finished run that goes; or `read`, which folder is asked for."""
    from justice_finance.files.documents import read_yaml
    from justice_finance.runs.folder import read_run

    fault = read_yaml(path).data
    with tempfile.TemporaryDirectory() as empty:
        made = _run({"study": "scenarios/invented", "draws": 1}, empty)
        folder = Path(empty) / made.run_id
        if fault.get("take_out", "nothing") != "nothing":
            (folder / fault["take_out"]).unlink()
        read_run(folder.parent if fault.get("read") == "the folder above" else folder)


def read_without_library(path: Path) -> None:
    """`hidden`, a library that is as good as not installed; and arguments of `run`."""
    from justice_finance.errors import RunError
    from justice_finance.files.documents import read_yaml

    document = read_yaml(path)
    asked = {**document.data, "study": "scenarios/invented", "draws": 1}
    with MonkeyPatch.context() as hidden:  # that one alone: what is imported meanwhile stays
        hidden.setitem(sys.modules, asked.pop("hidden"), None)
        try:
            _run(asked)
        except RunError as error:
            raise RunError(
                replace(each, place=document.place((each.place.path,))) for each in error.mistakes
            ) from None


def _run(asked: Mapping[str, Any], out: str | None = None) -> Any:
    from justice_finance.runs.execute import run
    from justice_finance.scenario.study import load_study

    arguments = {key: value for key, value in asked.items() if key != "study"}
    return run(load_study(asked["study"]), **arguments, workers=1, out=out)
