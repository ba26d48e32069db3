"""A run as a folder that holds all that made it, and never changes once it is whole.

`DIR/<run_id>/` has `run.json` (what was run, with which versions), `record.json` (titles, changes,
inputs, sources), `draws.nc`, `results/<variant>.nc`, `levels.nc` where options were run at several
levels of the budget, and `checksums.json`; clock, host and durations stand only in `log/`, outside
the checksums. Until it is whole it is `DIR/.<run_id>.partial/`, where finished tasks are kept, so
that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.results.ledger import Entry
from justice_finance.results.pieces import Piece
from justice_finance.results.summaries import Results
from justice_finance.results.waiting import DIMS
from justice_finance.runs.plan import Plan

if TYPE_CHECKING:
    import xarray as xr

CHECKSUMS = "checksums.json"
LEVELS = "levels.nc"


def complete_run(directory: Path, run_id: str) -> Results | None:
    """The run of this id, if the folder holds it whole; None if it does not."""
    folder = directory / run_id
    return read_run(folder) if (folder / CHECKSUMS).is_file() else None


def read_run(folder: Path) -> Results:
    """Read a run folder.

    Parameters
    ----------
    folder : Path
        `DIR/<run_id>`.

    Returns
    -------
    Results

    Raises
    ------
    RunError
        If the folder holds no run, or a file is missing or not the one that was written.
    """
    if not (folder / CHECKSUMS).is_file():
        raise RunError(
            Mistake(
                "run_folder_missing",
                Place(folder.as_posix()),
                found="no finished run" if folder.is_dir() else "no folder of this name",
                expected="a folder DIR/<run_id> that `run --out DIR` has written",
                do="check the name, or run the study again",
            )
        )
    _check_sums(folder)
    import xarray as xr

    plan = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    variants = {
        name: xr.load_dataset(folder / "results" / f"{name}.nc", engine="netcdf4")
        for name in plan["variants"]
    }
    draws = xr.load_dataset(folder / "draws.nc", engine="netcdf4")
    levels = None
    if (folder / LEVELS).is_file():
        levels = xr.load_dataset(folder / LEVELS, engine="netcdf4")
    return Results(variants[plan["headline_variant"]], variants, record, draws, levels)


def _check_sums(folder: Path) -> None:
    try:
        sums: Mapping[str, str] = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
        wrong = [name for name, digest in sums.items() if _digest(folder / name) != digest]
    except (OSError, ValueError, AttributeError) as error:
        wrong = [str(error)]
    if wrong:
        raise RunError(
            Mistake(
                "run_folder_damaged",
                Place(folder.as_posix()),
                found="missing or changed: " + ", ".join(wrong),
                expected="every file as it was written",
                do="take the folder away and run the study again; the same id will come back",
            )
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class PartialRun:
    """The pieces of a run under way, kept as they finish."""

    def __init__(self, directory: Path, plan: Plan) -> None:
        self._folder = directory / plan.run_id
        self._partial = directory / f".{plan.run_id}.partial"
        self._plan = plan
        self._began = time.time()
        (self._partial / "pieces").mkdir(parents=True, exist_ok=True)

    def kept(self) -> set[int]:
        """Numbers of the tasks finished earlier."""
        return {int(path.stem) for path in (self._partial / "pieces").glob("*.npz")}

    def read(self, number: int) -> list[Piece] | None:
        """The pieces of a task finished earlier; None if they cannot be read."""
        path = self._partial / "pieces" / f"{number}.npz"
        try:
            return _read_pieces(path)
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)
            return None

    def keep(self, number: int, pieces: list[Piece]) -> None:
        """Keep the pieces of a finished task."""
        target = self._partial / "pieces" / f"{number}.npz"
        beside = target.with_suffix(".tmp")
        with beside.open("wb") as stream:
            _write_pieces(stream, pieces)
        os.replace(beside, target)

    def finish(self, results: Results) -> Path:
        """Write the whole run and give the folder its name."""
        folder, plan = self._partial, self._plan
        shutil.rmtree(folder / "pieces")
        (folder / "results").mkdir(exist_ok=True)
        _write_json(folder / "run.json", _about(plan))
        _write_json(folder / "record.json", results.record)
        if results.draws is not None:
            _write_dataset(results.draws, folder / "draws.nc")
        if results.levels is not None:
            _write_dataset(results.levels, folder / LEVELS)
        for name, dataset in results.variants.items():
            _write_dataset(dataset, folder / "results" / f"{name}.nc")
        names = sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        _write_json(folder / CHECKSUMS, {name: _digest(folder / name) for name in names})
        (folder / "log").mkdir(exist_ok=True)
        _write_json(folder / "log" / "made.json", self._made())
        os.replace(folder, self._folder)
        return self._folder

    def _made(self) -> dict[str, Any]:
        return {
            "began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._began)),
            "seconds": round(time.time() - self._began, 3),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "system": platform.system(),
        }


def _about(plan: Plan) -> dict[str, Any]:
    import scipy
    import xarray as xr

    from justice_finance.version import __version__

    about = {name: value for name, value in vars(plan).items() if name != "content"}
    about["until"] = None if plan.until is None else vars(plan.until)
    about["versions"] = {
        "justice_finance": __version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "xarray": xr.__version__,
    }
    about["content"] = plan.content
    return about


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_dataset(dataset: xr.Dataset, path: Path) -> None:
    # Digits of draws hardly shrink, and packing them would take longer than the run's engine;
    # counts of waits are mostly zero.
    packed = {name: {"zlib": True, "complevel": 1} for name in DIMS if name in dataset}
    dataset.to_netcdf(path, engine="netcdf4", encoding=packed)


def _write_pieces(stream: Any, pieces: list[Piece]) -> None:
    arrays = {}
    about = []
    for number, piece in enumerate(pieces):
        about.append([piece.scenario, piece.first_draw, piece.draws, dict(piece.labels)])
        for name, value in piece.arrays.items():
            arrays[f"{number}/{name}"] = np.ascontiguousarray(value)
        for name, value in (piece.waits or {}).items():
            arrays[f"{number}:{name}"] = value
    arrays["about"] = np.frombuffer(json.dumps(about).encode("utf-8"), dtype=np.uint8)
    np.savez(stream, allow_pickle=False, **arrays)


def _read_pieces(path: Path) -> list[Piece]:
    with np.load(path, allow_pickle=False) as stored:
        about = json.loads(stored["about"].tobytes().decode("utf-8"))
        pieces = []
        for number, (scenario, first, draws, named) in enumerate(about):
            arrays, waits = (
                {
                    name.removeprefix(mark): stored[name]
                    for name in stored.files
                    if name.startswith(mark)
                }
                for mark in (f"{number}/", f"{number}:")
            )
            labels = {dim: tuple(names) for dim, names in named.items()}
            entries = tuple(Entry(*entry) for entry in labels["entry"])
            labels["entry"] = entries
            pieces.append(Piece(scenario, first, draws, labels, entries, arrays, waits or None))
    return pieces
