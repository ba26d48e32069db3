"""The visit log: every stay of every person in every state, as a Parquet file.

Rows are written while the run goes on, so that memory does not grow with them. The columns are
those of `engines.steps.Step`; times are days as float64, to the last bit.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from justice_finance.engines.compiled.engine import prepared, still_there
from justice_finance.engines.compiled.layout import Floats, Wholes
from justice_finance.engines.contract import Settings
from justice_finance.errors import EngineError, Mistake, Place
from justice_finance.scenario.realised import Realised

WHOLE_COLUMNS = (
    ("person", "int64"),
    ("parent", "int64"),
    ("origin", "int8"),
    ("class", "int32"),
    ("visit", "int32"),
    ("state", "int16"),
    ("sittings", "int32"),
    ("next_state", "int16"),
    ("leaving", "int8"),
)
FLOAT_COLUMNS = ("arrived", "due", "started", "left")


def write_visit_log(realised: Realised, settings: Settings, path: Path, draw: int = 0) -> int:
    """Run one draw and write its log; those still there at the horizon stand last.

    Parameters
    ----------
    realised : Realised
    settings : Settings
    path : Path
        The Parquet file.
    draw : int

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    EngineError
        Without pyarrow.
    """
    if find_spec("pyarrow") is None:
        raise EngineError(
            Mistake(
                "library_missing",
                Place(path="log"),
                found="no library `pyarrow`, which writes Parquet files",
                expected="pyarrow",
                do="pip install 'justice-finance[log]'",
            )
        )
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        [(name, getattr(pa, kind)()) for name, kind in WHOLE_COLUMNS]
        + [(name, pa.float64()) for name in FLOAT_COLUMNS]
    )
    rows = 0
    with parquet.ParquetWriter(
        path,
        schema,
        compression="zstd",
        use_dictionary=["class", "state", "next_state"],
        use_byte_stream_split=list(FLOAT_COLUMNS),
    ) as file:

        def write(whole: Wholes, floats: Floats) -> None:
            nonlocal rows
            rows += len(whole)
            file.write_table(pa.table(_columns(whole, floats), schema=schema))

        run = prepared(realised, settings, draw, write=write)
        for _ in run.year_ends():
            pass
        write(*still_there(run.world))
    return rows


def _columns(whole: Wholes, floats: Floats) -> list[Any]:
    kinds = (kind for _, kind in WHOLE_COLUMNS)
    columns: list[Any] = [whole[:, n].astype(kind) for n, kind in enumerate(kinds)]
    return [*columns, *(floats[:, n].copy() for n in range(len(FLOAT_COLUMNS)))]
