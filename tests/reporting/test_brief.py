"""The brief: the same words and figures in PDF and Word as on the page, open to everyone."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from justice_finance.reporting.brief.parts import Bullets, Heading, Paragraph, Picture, Table
from justice_finance.reporting.brief.pdf import pdf_of
from justice_finance.reporting.brief.sections import MOST_CAVEATS, brief_of
from justice_finance.reporting.brief.word import document_of
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.html import page_of
from justice_finance.reporting.pictures import options_pack, validation_pack
from justice_finance.reporting.sentences import report_headline
from justice_finance.reporting.shown import headline_table
from justice_finance.reporting.workbook import workbook_of
from tests.reporting.documents import plain, structure, text_of_pdf, text_of_word
from tests.reporting.sample import hostile, sample
from tests.reporting.spreadsheet import cells_of, converted

ORDER = ("Summary", "The need", "The options", "Costs", "Benefits", "Who pays", "Risks",
         "Distribution", "What is not counted",
         "Method, and how far it fits what was observed", "Sources")  # fmt: skip


def packs_of(report: Report) -> tuple[Any, ...]:
    return (options_pack(report), validation_pack(report))


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(sample(32, years=6, short=True))


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return pdf_of(brief_of(report, packs_of(report)))


@pytest.fixture(scope="module")
def word(report: Report) -> bytes:
    return document_of(brief_of(report, packs_of(report)))


def test_the_sections_come_in_the_order_a_treasury_expects(report: Report) -> None:
    brief = brief_of(report, packs_of(report))
    first = [part.text for part in brief.parts if isinstance(part, Heading) and part.level == 1]
    assert tuple(first) == ORDER


def test_the_first_page_is_a_summary(report: Report, pdf: bytes) -> None:
    parts = brief_of(report, packs_of(report)).parts
    end = next(at for at, part in enumerate(parts) if getattr(part, "new_page", False))
    summary = parts[:end]
    kinds = [type(part) for part in summary]
    assert kinds == [Heading, Paragraph, Table, Heading, Bullets, Paragraph]
    assert summary[1].text == report_headline(report)  # type: ignore[union-attr]
    assert 1 <= len(summary[4].items) <= MOST_CAVEATS  # type: ignore[union-attr]
    page = plain(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert "Summary" in page and "Every figure:" in page and "The need" not in page


def test_the_pdf_says_what_it_is_to_those_who_do_not_see_it(report: Report, pdf: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None and reader.metadata.title == report.about.title
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    tags = structure(pdf)
    kinds = [kind for kind, _ in tags]
    brief = brief_of(report, packs_of(report))
    assert kinds.count("/H1") == len(ORDER)
    tables = [part for part in brief.parts if isinstance(part, Table)]
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/TH") == sum(len(part.shown.columns) for part in tables)
    alternative = [plain(text) for _, text in tags if text]
    pictures = [part for part in brief.parts if isinstance(part, Picture)]
    assert alternative == [plain(part.pack.alternative_text) for part in pictures]
    assert alternative


def test_the_text_can_be_read_in_order(pdf: bytes, word: bytes) -> None:
    for text in (text_of_pdf(pdf), text_of_word(word)):
        at = 0
        for heading in ORDER:
            found = text.find(f" {heading} ", at)
            assert found > 0, f"{heading} does not come after the heading before it"
            at = found + len(heading)


def test_headline_figures_are_the_same_everywhere(report: Report, pdf: bytes, word: bytes) -> None:
    page = plain(re.sub(r"<[^>]+>", " ", page_of(report, packs_of(report))))
    workbook = cells_of(workbook_of(report))
    in_workbook = [plain(str(v)) for (sheet, _), v in workbook.items() if sheet == "Headline"]
    texts = [text_of_pdf(pdf), text_of_word(word)]
    sentence = plain(report_headline(report))
    for text in (*texts, page):
        assert sentence in text.replace("&#34;", '"')
    for row in headline_table(report).rows:
        for at, cell in enumerate(row):
            shown = plain(" ".join(part for part in (cell.main, cell.below) if part))
            assert shown in in_workbook
            assert plain(cell.main) in page and plain(cell.below) in page
            if at in (0, 1, 2, 3, 6, 7):
                for text in texts:
                    assert plain(cell.main) in text and plain(cell.below) in text


def test_the_same_report_gives_the_same_bytes(report: Report, pdf: bytes, word: bytes) -> None:
    again = brief_of(report, packs_of(report))
    assert pdf_of(again) == pdf
    assert document_of(again) == word


def test_hostile_names_stay_text() -> None:
    made = hostile(sample(32, years=6, short=True, variants=False))
    evil = '#pagebreak() *bold* $x^2$ `code` <a> \\ "quoted" #read("/etc/passwd") // gone'
    made.record["study"]["description"] = evil  # type: ignore[index]
    report = report_of(made)
    brief = brief_of(report, ())
    title = "=cmd|'/c calc'!A1<script>alert(1)</script>"
    for text in (text_of_pdf(pdf_of(brief)), text_of_word(document_of(brief))):
        assert title in text
        assert plain(evil) in text
    with zipfile.ZipFile(io.BytesIO(document_of(brief))) as archive:
        assert b"<script>" not in archive.read("word/document.xml")


def test_characters_that_no_document_may_hold_are_left_out() -> None:
    made = sample(32, years=6, short=True, variants=False)
    record = {**made.record, "study": {**made.record["study"], "title": "A\x00B\x1f study"}}
    report = report_of(type(made)(made.dataset, made.variants, record, made.draws))
    assert docx.Document(io.BytesIO(document_of(brief_of(report, ())))).core_properties.title == (
        "AB study"
    )


@pytest.mark.parametrize(
    "title", ["\x00\x1f", "Haki \u12a0\u121b\u122d\u129b \u65e5\u672c", "\U0001f642"]
)
def test_letters_that_a_font_lacks_do_not_keep_a_pdf_from_being_made(
    report: Report, title: str
) -> None:
    made = pdf_of(replace(brief_of(report, ()), title=title))
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == (title if title.isprintable() else "Brief")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_document_has_header_rows_and_fixed_properties(report: Report, word: bytes) -> None:
    document = docx.Document(io.BytesIO(word))
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblCaption" in table._tbl.xml
    properties = document.core_properties
    assert properties.title == report.about.title
    assert f"{properties.created:%Y-%m-%d}" == report.about.date
    assert properties.created == properties.modified
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_document_opens_with_headings_tables_and_alternative_text(
    report: Report, word: bytes, tmp_path: Path
) -> None:
    (opened,) = converted([word], "docx", "fodt", tmp_path)
    text = opened.decode("utf-8")
    brief = brief_of(report, packs_of(report))
    headings = re.findall(r'<text:h [^>]*text:outline-level="1"[^>]*>(.*?)</text:h>', text)
    assert [re.sub(r"<[^>]+>", "", each) for each in headings] == list(ORDER)
    tables = [part for part in brief.parts if isinstance(part, Table)]
    assert len(re.findall(r"<table:table ", text)) == len(tables)
    assert text.count("<table:table-header-rows>") == len(tables)
    described = re.findall(r"<svg:desc>(.*?)</svg:desc>", text, re.DOTALL)
    pictures = [part for part in brief.parts if isinstance(part, Picture)]
    assert len(described) == len(pictures)
    for found, picture in zip(described, pictures, strict=True):
        assert plain(found).startswith(plain(picture.pack.alternative_text)[:40])
