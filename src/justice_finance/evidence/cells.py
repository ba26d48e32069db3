"""Reads single cells of the register: ids, numbers, years, words of a closed list.

A cell that cannot be read is noted as a mistake with its column and gives None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection

from justice_finance.errors import Mistakes, did_you_mean
from justice_finance.files.documents import MAX_NUMBER
from justice_finance.files.tables import Row

_ID = re.compile(r"[a-z][a-z0-9_]*")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Cells:
    """The cells of one row, and where to note what is wrong with them."""

    def __init__(self, row: Row, mistakes: Mistakes) -> None:
        self.row = row
        self._mistakes = mistakes

    def __getitem__(self, column: str) -> str:
        return self.row.cells[column]

    def add(self, code: str, column: str, *, found: str, expected: str, do: str) -> None:
        """Note one mistake at the cell of a column."""
        self._mistakes.add(code, self.row.place(column), found=found, expected=expected, do=do)

    def plain_id(self, column: str) -> bool:
        """Whether the cell holds an id; ids are small letters, digits and underscores."""
        if _ID.fullmatch(self[column]):
            return True
        self.add(
            "evidence_bad_id",
            column,
            found=f"`{self[column]}`",
            expected="small letters, digits and `_`, beginning with a letter",
            do="give it an id of this form and never change it again",
        )
        return False

    def number(self, column: str, *, required: bool = False) -> float | None:
        """A finite number; None if the cell is empty or wrong."""
        text = self[column]
        if not text and not required:
            return None
        try:
            number = float(text)
        except ValueError:
            self.add(
                "evidence_bad_number",
                column,
                found=f"`{text}`" if text else "no number",
                expected="a number with a decimal point and no other signs",
                do="write the figure without thousands separators, percent signs or words",
            )
            return None
        if not math.isfinite(number):
            self.add(
                "number_not_finite",
                column,
                found=f"`{text}`",
                expected="a finite number",
                do="write a number",
            )
        elif abs(number) > MAX_NUMBER:
            self.add(
                "number_too_large",
                column,
                found=f"`{text}`",
                expected=f"a number between -{MAX_NUMBER:g} and {MAX_NUMBER:g}",
                do="check the unit and the zeros",
            )
        else:
            return number
        return None

    def year(self, column: str, *, words: Collection[str] = ()) -> int | None:
        """A calendar year; None if the cell is empty, wrong, or one of `words`."""
        text = self[column]
        if not text or text in words:
            return None
        if re.fullmatch(r"[0-9]{4}", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
            return int(text)
        self.add(
            "evidence_bad_year",
            column,
            found=f"`{text}`",
            expected=f"a year from {_FIRST_YEAR} to {_LAST_YEAR}",
            do="write the year in four digits",
        )
        return None

    def word(self, code: str, column: str, known: Collection[str]) -> bool:
        """Whether the cell holds a word of a closed list."""
        if self[column] in known:
            return True
        names = sorted(known)
        self.add(
            code,
            column,
            found=f"`{self[column]}`",
            expected="one of " + ", ".join(names),
            do=did_you_mean(self[column], names),
        )
        return False
