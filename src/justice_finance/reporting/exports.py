"""The files of a report folder that need a library of their own, and the archive of the whole.

A library that is missing costs its file and nothing else: one line says what to install.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from justice_finance.charts.pack import Pack
from justice_finance.language import marked, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.timestamps import ZIP_DATE

Packs = tuple[Pack, ...]


@dataclass(frozen=True)
class Export:
    """One file: its name, the library it needs, the extra that brings it, and what it holds."""

    name: str
    module: str
    extra: str
    meaning: str
    make: Callable[[Report, Packs], bytes]

    @property
    def is_possible(self) -> bool:
        """Whether its library is installed."""
        return find_spec(self.module) is not None

    @property
    def skipped(self) -> str:
        """What to say where it is not."""
        how = f"pip install 'justice-finance[{self.extra}]'"
        return say(
            "{file} is left out, since a library is missing: {command}",
            file=self.name, command=how,
        )  # fmt: skip


def _workbook(report: Report, packs: Packs) -> bytes:
    from justice_finance.reporting.workbook import workbook_of

    return workbook_of(report, packs)


def _pdf(report: Report, packs: Packs) -> bytes:
    from justice_finance.reporting.brief.pdf import pdf_of
    from justice_finance.reporting.brief.sections import brief_of

    return pdf_of(brief_of(report, packs))


def _word(report: Report, packs: Packs) -> bytes:
    from justice_finance.reporting.brief.sections import brief_of
    from justice_finance.reporting.brief.word import document_of

    return document_of(brief_of(report, packs))


EXPORTS = (
    Export("options.xlsx", "xlsxwriter", "excel",
           marked("the workbook: live formulas from the ledger to the results"), _workbook),
    Export("brief.pdf", "typst", "pdf", marked("the brief: an options appraisal, accessible PDF"),
           _pdf),
    Export("brief.docx", "docx", "word", marked("the same brief for Word"), _word),
)  # fmt: skip


def write_exports(report: Report, packs: Packs, folder: Path) -> tuple[Export, ...]:
    """Write what can be written; returns what had to be left out."""
    left_out = []
    for export in EXPORTS:
        if export.is_possible:
            (folder / export.name).write_bytes(export.make(report, packs))
        else:
            left_out.append(export)
    return tuple(left_out)


def write_archive(folder: Path, names: Iterable[str], archive: Path, top: str) -> None:
    """One zip of some files of a folder, under one folder, with one date on all of them."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            info = zipfile.ZipInfo(f"{top}/{name}", ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            made.writestr(info, (folder / name).read_bytes())
