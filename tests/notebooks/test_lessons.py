"""Every lesson runs from start to end as it is shipped, and is kept without its outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted(Path(__file__).resolve().parents[2].glob("notebooks/*.ipynb"))
SECONDS = 600  # an end, should a lesson hang; no measure of speed

# In a process of its own, so that what the kernel's libraries warn of stays there.
RUNNER = """
import sys
import nbclient, nbformat
lesson = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(lesson, timeout=int(sys.argv[3]), kernel_name="python3").execute()
nbformat.write(lesson, sys.argv[2])
"""


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def text_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def test_there_is_a_first_lesson() -> None:
    assert [path.name for path in NOTEBOOKS][:1] == ["01_open_a_study.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_runs_in_an_empty_folder_without_a_warning(path: Path, tmp_path: Path) -> None:
    """In an empty folder the study is the shipped copy, as after installing the package alone."""
    done = tmp_path / "done.ipynb"
    command = [sys.executable, "-c", RUNNER, str(path), str(done), str(SECONDS)]
    settings = {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    ran = subprocess.run(
        command, cwd=tmp_path, env=settings, capture_output=True, text=True, encoding="utf-8",
        check=False, timeout=SECONDS,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-4000:]
    executed = [cell for cell in cells(done) if cell["cell_type"] == "code"]
    outputs = [output for cell in executed for output in cell["outputs"]]
    warned = ["".join(output["text"]) for output in outputs if output.get("name") == "stderr"]
    assert not warned, "\n".join(warned)
    shown = [kind for output in outputs for kind in output.get("data", {})]
    assert "text/html" in shown and "image/png" in shown
    assert "shipped" in json.dumps(outputs), "no notice that the shipped copy was taken"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_is_kept_without_outputs_and_in_one_form(path: Path) -> None:
    for cell in cells(path):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
        assert cell["metadata"] == {}
    text = path.read_text(encoding="utf-8")
    form = json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    assert text == form, "write it with sorted keys and an indent of one, so that changes show"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_explains_each_step_in_words(path: Path) -> None:
    kinds = [cell["cell_type"] for cell in cells(path)]
    assert kinds[0] == "markdown" and kinds[-1] == "markdown"
    assert kinds.count("markdown") >= kinds.count("code") - 1
    assert not [text_of(cell) for cell in cells(path) if not text_of(cell).strip()]
