"""Tables keep the line of every row, whatever stands in their cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import EvidenceError, JusticeFinanceError
from justice_finance.files import Row, read_csv

COLUMNS = ("id", "value", "note")


def table(folder: Path, text: str | bytes) -> Path:
    """Write a table and return its path."""
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, text: str | bytes) -> list[Row]:
    """Read a table from its text."""
    return list(read_csv(table(folder, text), COLUMNS, EvidenceError))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_is_written_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    found = read(tmp_path_factory.mktemp("table"), text.getvalue())
    assert [tuple(row.cells.values()) for row in found] == rows


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    header = ",".join(COLUMNS).encode() + b"\n"
    for text in (content, header + content):
        try:
            rows = read(tmp_path_factory.mktemp("table"), text)
        except EvidenceError as error:
            assert all(mistake.place.file for mistake in error.mistakes)
        else:
            assert all(len(row.cells) == len(COLUMNS) for row in rows)


def test_a_cell_longer_than_any_reader_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JusticeFinanceError) as caught:
        read(tmp_path, "id,value,note\na,1," + "x" * 200_000)
    assert [(m.code, m.place.line) for m in caught.value.mistakes] == [("csv_syntax", 2)]


def test_a_cell_of_several_lines_does_not_shift_the_lines_after_it(tmp_path: Path) -> None:
    rows = read(tmp_path, 'id,value,note\na,1,"two\nlines"\n\nb,2,\n')
    assert [(row.cells["id"], row.line) for row in rows] == [("a", 2), ("b", 5)]
    assert rows[1].place("value").column == 2


def test_a_mark_at_the_beginning_of_the_file_is_not_part_of_the_header(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"\xef\xbb\xbfid,value,note\r\na,1,x\r\n")) == 1


def test_all_rows_of_wrong_length_come_together(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(tmp_path, "id,value,note\na,1\nb,2,x\nc,1,200,x\n")
    places = [mistake.place for mistake in caught.value.mistakes]
    assert [(place.line, place.column) for place in places] == [(2, 3), (4, 4)]
