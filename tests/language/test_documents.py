"""Brief and workbook: no text of the code goes past `say`, and Arabic reads from right to left."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import pypdf
import pytest

from justice_finance.language import LANGUAGES, speaking
from justice_finance.reporting.brief.parts import Bullets, Heading, Paragraph
from justice_finance.reporting.brief.pdf import pdf_of
from justice_finance.reporting.brief.sections import brief_of
from justice_finance.reporting.brief.word import document_of
from justice_finance.reporting.caveats import caveats_of
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.listed_words import CATEGORIES, MEANINGS
from justice_finance.reporting.shown_needs import need_sentences
from justice_finance.reporting.workbook import workbook_of
from justice_finance.reporting.workbook.names import LONGEST, SHEETS, sheet_name
from justice_finance.vocabulary import COST_CATEGORIES
from tests.language.pseudo import OPENED, pseudo
from tests.reporting.sample import sample
from tests.reporting.spreadsheet import opened


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(16, years=4, short=True))


def texts(report: Report) -> Iterator[str]:
    for part in brief_of(report, ()).parts:
        if isinstance(part, Heading | Paragraph):
            yield part.text
        elif isinstance(part, Bullets):
            yield from part.items


def test_headings_and_paragraphs_of_the_brief_are_said(report: Report) -> None:
    with pseudo():
        given = {report.about.description, *caveats_of(report), *need_sentences(report)}
        missed = [text for text in texts(report) if OPENED not in text and text not in given]
    assert not missed


def test_sheet_names_titles_notes_and_headings_are_said(report: Report) -> None:
    with pseudo():
        book = opened(workbook_of(report), True)
    missed = [sheet.title for sheet in book.worksheets if OPENED not in sheet.title]
    for at, sheet in enumerate(book.worksheets):
        heads = [one.value for one in sheet[4]]
        first = [sheet["A1"].value] if at else []
        for text in (*first, sheet["A2"].value, *heads):
            if isinstance(text, str) and text and not text.isdigit() and OPENED not in text:
                missed.append(f"{sheet.title}: {text}")
    assert not [each for each in missed if not each.startswith("\u27e6Headline")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_sheet_names_fit_a_spreadsheet_and_differ(code: str) -> None:
    with speaking(code):
        names = [sheet_name(name) for name in (*SHEETS, "Ledger 12")]
    assert all(0 < len(name) <= LONGEST and not set(name) & set("[]:*?/\\'") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_words_of_the_ledger_are_those_of_the_vocabulary() -> None:
    assert MEANINGS == COST_CATEGORIES
    assert {name: name.replace("_", " ") for name in COST_CATEGORIES} == CATEGORIES


def test_arabic_reads_from_right_to_left(report: Report) -> None:
    with speaking("ar"):
        brief = brief_of(report, ())
        pdf, word, book = pdf_of(brief), document_of(brief), workbook_of(report)
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    document = docx.Document(io.BytesIO(word))
    assert all("w:bidi" in each._p.xml for each in document.paragraphs)
    assert all("w:bidiVisual" in each._tbl.xml for each in document.tables)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert b'rightToLeft="1"' in archive.read("xl/worksheets/sheet1.xml")
