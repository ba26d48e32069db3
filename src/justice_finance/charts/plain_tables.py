"""Plain tables and their CSV: what stands behind a picture, and what a report writes out.

Numbers are written in full. Text that a spreadsheet would run as a formula is made harmless by an
apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

Cell = str | float | int | bool | None

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class PlainTable:
    """Columns and rows without any formatting."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def as_csv(self) -> bytes:
        """The table as UTF-8 CSV with a header, the same bytes everywhere."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([cell_text(name) for name in self.columns])
        writer.writerows([[cell_text(cell) for cell in row] for row in self.rows])
        return stream.getvalue().encode("utf-8")


def cell_text(cell: Cell) -> str:
    """A cell as CSV holds it: numbers in full, nothing where there is no number."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return repr(cell) if isfinite(cell) else ""
    return harmless(cell)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(RUNS_AS_FORMULA) else text


def table_of(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> PlainTable:
    """A table from any rows; each must be as long as the header."""
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} cells under {len(columns)} columns")
    return PlainTable(tuple(columns), tuple(tuple(row) for row in rows))
