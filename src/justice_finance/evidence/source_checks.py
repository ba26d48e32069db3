"""Checks the sources of the register."""

from __future__ import annotations

from justice_finance.errors import Mistakes
from justice_finance.evidence.cells import Cells
from justice_finance.evidence.values import Source
from justice_finance.files.tables import Row


class SourceChecker:
    """Reads rows of `sources.csv`; a source with a mistake is kept, so that values find it."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.sources: dict[str, Source] = {}
        self._mistakes = mistakes
        self._lines: dict[str, int] = {}

    def read(self, row: Row) -> None:
        """Check one source and keep it."""
        cells = Cells(row, self._mistakes)
        source_id = cells["source_id"]
        if cells.plain_id("source_id") and source_id in self.sources:
            cells.add(
                "evidence_duplicate_source",
                "source_id",
                found=f"`{source_id}` again (first on line {self._lines[source_id]})",
                expected="each source once",
                do="merge the two rows, or give one of them an id of its own",
            )
        if not cells["title"].strip():
            cells.add(
                "evidence_source_without_title",
                "title",
                found="no title",
                expected="the title that a report cites",
                do="write the title of the document",
            )
        source = Source(
            source_id=source_id,
            authors=cells["authors"],
            year=cells.year("year"),
            title=cells["title"],
            publisher=cells["publisher"],
            url=cells["url"],
            licence=cells["licence"],
            note=cells["note"],
        )
        self._lines.setdefault(source_id, row.line)
        self.sources.setdefault(source_id, source)
