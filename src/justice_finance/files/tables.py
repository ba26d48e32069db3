"""Reads CSV tables with a known header and keeps the line of every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from justice_finance.errors import JusticeFinanceError, Mistakes, Place
from justice_finance.files.text import read_text, shown_path

MAX_CSV_BYTES = 50_000_000


@dataclass(frozen=True)
class Row:
    """One row of a table: cells by column name, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def place(self, column: str = "") -> Place:
        """Where a cell of this row stands; the column is the cell's number in the row."""
        names = list(self.cells)
        number = names.index(column) + 1 if column in self.cells else None
        return Place(self.file, self.line, number, column)


def read_csv(
    path: Path, columns: tuple[str, ...], kind: type[JusticeFinanceError] = JusticeFinanceError
) -> Iterator[Row]:
    """Read a table whose header is exactly `columns`; all rows of wrong length come together."""
    text = read_text(path, MAX_CSV_BYTES, kind)
    file, mistakes = shown_path(path), Mistakes()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        _check_header(tuple(next(reader)), columns, file, mistakes)
        mistakes.raise_if_any(kind)
        line = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(columns):
                mistakes.add(
                    "csv_row_length",
                    Place(file, line, min(len(cells), len(columns)) + 1),
                    found=f"{len(cells)} cells",
                    expected=f"{len(columns)} cells",
                    do="look for a missing or extra comma, or put the text in quotes",
                )
            elif cells:
                rows.append(Row(file, line, dict(zip(columns, cells, strict=True))))
            line = reader.line_num + 1
    except csv.Error as error:
        mistakes.add(
            "csv_syntax",
            Place(file, line, 1),
            found=str(error),
            expected="cells split by commas, text with commas or line ends in double quotes",
            do="look for a quote that is opened and never closed",
        )
    mistakes.raise_if_any(kind)
    return iter(rows)


def _check_header(
    header: tuple[str, ...], columns: tuple[str, ...], file: str, mistakes: Mistakes
) -> None:
    if header != columns:
        pairs = zip(header, columns, strict=False)
        wrong = [number for number, (a, b) in enumerate(pairs, 1) if a != b]
        column = wrong[0] if wrong else min(len(header), len(columns)) + 1
        missing = [name for name in columns if name not in header]
        extra = [name for name in header if name not in columns]
        mistakes.add(
            "csv_header",
            Place(file, 1, column),
            found=f"missing {missing}, unknown {extra}" if missing or extra else "another order",
            expected=", ".join(columns),
            do="give the table exactly these columns, in this order",
        )
