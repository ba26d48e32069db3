"""The brief in other languages: its text can be read in order, and its figures are the page's."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from justice_finance.charts.pack import Pack
from justice_finance.language import LANGUAGES, speaking
from justice_finance.reporting.brief.parts import Brief, Bullets, Heading, Paragraph, Picture, Table
from justice_finance.reporting.brief.pdf import MARKS_OF_ARABIC, pdf_of
from justice_finance.reporting.brief.sections import brief_of
from justice_finance.reporting.brief.word import (
    LETTER,
    MARGINS_OF_CELL,
    WIDTH,
    document_of,
    widths_of,
)
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.html import page_of
from justice_finance.reporting.pictures import options_pack, validation_pack
from justice_finance.reporting.sentences import report_headline
from justice_finance.reporting.shown import ShownTable, headline_table
from justice_finance.reporting.workbook import workbook_of
from justice_finance.reporting.workbook.names import sheet_name
from tests.reporting.documents import (
    plain,
    structure,
    text_of_pdf,
    text_of_pdf_from_right,
    text_of_word,
)
from tests.reporting.sample import sample, with_levels
from tests.reporting.spreadsheet import cells_of, converted

OTHERS = tuple(code for code in LANGUAGES if code != "en")
FROM_LEFT = tuple(code for code in OTHERS if LANGUAGES[code].direction == "ltr")
MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
"""Marks of direction, which no reader sees."""
ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
FURTHEST = 400
"""Letters between a word and the next one of a text: a figure, or words of other letters."""


@dataclass(frozen=True)
class Made:
    """One report in one language, in every format."""

    report: Report
    brief: Brief
    packs: tuple[Pack, ...]
    pdf: bytes
    word: bytes
    page: str
    table: ShownTable
    sentence: str
    in_workbook: list[str]


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    found = {}
    for code in OTHERS:
        with speaking(code):
            report = report_of(with_levels(sample(64, years=4, short=True)))
            packs = (options_pack(report), validation_pack(report))
            brief = brief_of(report, packs)
            cells = cells_of(workbook_of(report))
            headline = [plain(str(value)) for (sheet, _), value in cells.items()
                        if sheet == sheet_name("Headline")]  # fmt: skip
            found[code] = Made(
                report, brief, packs, pdf_of(brief), document_of(brief), page_of(report, packs),
                headline_table(report), report_headline(report), headline,
            )  # fmt: skip
    return found


def texts(brief: Brief) -> Iterator[str]:
    """Headings and running text, in order."""
    for part in brief.parts:
        if isinstance(part, Heading | Paragraph):
            yield part.text
        elif isinstance(part, Bullets):
            yield from part.items


@pytest.mark.parametrize("code", FROM_LEFT)
def test_running_text_is_read_in_order(made: dict[str, Made], code: str) -> None:
    pdf, word = text_of_pdf(made[code].pdf), text_of_word(made[code].word)
    for text in (pdf, word):
        squeezed, at = without_footers(squeeze(text), made[code].brief), 0
        for part in texts(made[code].brief):
            found = squeezed.find(squeeze(part), at)
            assert found >= 0, f"not there, or before what precedes it: {part}"
            at = found + len(squeeze(part))


def without_footers(text: str, brief: Brief) -> str:
    """Text that may run over the end of a page."""
    return re.sub(re.escape(squeeze(brief.footer)) + r"\d+", "", text)


def squeeze(text: str) -> str:
    """Without spaces: lines may end anywhere between words, or after a hyphen that was there."""
    return re.sub(r"\s+", "", plain(MARKS.sub("", text)))


def words_of(text: str) -> list[str]:
    """Words of Arabic letters, without the marks that print may leave out."""
    return ARABIC_WORD.findall(MARKS_OF_ARABIC.sub("", text))


def begins(text: str, part: str, at: int) -> int:
    """Where a part begins from which on all its words follow each other; -1 if nowhere."""
    words = words_of(part)
    first = text.find(words[0], at)
    while first >= 0:
        end = first
        for word in words:
            found = text.find(word, end)
            if not 0 <= found - end <= FURTHEST:
                break
            end = found + len(word)
        else:
            return first
        first = text.find(words[0], first + 1)
    return -1


def test_arabic_text_is_read_in_order(made: dict[str, Made]) -> None:
    """By paragraph: its words follow each other; and paragraphs begin in their order."""
    brief = made["ar"].brief
    text, word = text_of_pdf_from_right(made["ar"].pdf), text_of_word(made["ar"].word)
    assert squeezed_in_order(squeeze(word), texts(brief))
    at = 0
    arabic = [part for part in texts(brief) if words_of(part)]
    assert len(arabic) > 30
    for part in arabic:
        at = begins(text, part, at)
        assert at >= 0, f"not there, or before what precedes it: {part}"
    longest = max(arabic, key=len)
    seen = " ".join(reversed(text.split(" ")))
    assert begins(seen, longest, 0) < 0, "one order cannot be told from the other"


def squeezed_in_order(text: str, parts: Iterator[str]) -> bool:
    at = 0
    for part in parts:
        found = text.find(squeeze(part), at)
        if found < 0:
            return False
        at = found + len(squeeze(part))
    return True


@pytest.mark.parametrize("code", OTHERS)
def test_the_pdf_says_what_it_is_in_its_language(made: dict[str, Made], code: str) -> None:
    one = made[code]
    reader = pypdf.PdfReader(io.BytesIO(one.pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == code
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None and reader.metadata.title == one.report.about.title
    tags = structure(one.pdf)
    kinds = [kind for kind, _ in tags]
    headings = [part for part in one.brief.parts if isinstance(part, Heading)]
    for level in (1, 2):
        assert kinds.count(f"/H{level}") == sum(each.level == level for each in headings)
    tables = [part for part in one.brief.parts if isinstance(part, Table)]
    assert kinds.count("/Table") == len(tables)
    told = [plain(text) for _, text in tags if text]
    pictures = [part for part in one.brief.parts if isinstance(part, Picture)]
    assert told == [plain(part.pack.alternative_text) for part in pictures] and told
    english = options_pack(report_of(sample(64, years=4, short=True))).alternative_text
    assert plain(english) not in told


@pytest.mark.parametrize("code", OTHERS)
def test_the_word_document_is_of_its_language(made: dict[str, Made], code: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made[code].word)) as archive:
        styles = archive.read("word/styles.xml").decode("utf-8")
        core = archive.read("docProps/core.xml").decode("utf-8")
    normal = re.search(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', styles, re.DOTALL)
    assert normal is not None and f'w:lang w:val="{code}"' in normal.group()
    assert f"<dc:language>{code}</dc:language>" in core
    document = docx.Document(io.BytesIO(made[code].word))
    turned = ["w:bidi" in each._p.xml for each in document.paragraphs]
    assert all(turned) if LANGUAGES[code].direction == "rtl" else not any(turned)
    if LANGUAGES[code].direction == "rtl":
        assert f'w:bidi="{code}"' in styles
    title = re.search(r'<w:style [^>]*w:styleId="Title".*?</w:style>', styles, re.DOTALL)
    assert title is not None and "<w:spacing" not in title.group().partition("<w:rPr>")[2], (
        "letters pulled apart are no longer joined"
    )


@pytest.mark.parametrize("code", OTHERS)
def test_words_of_a_table_are_not_broken_where_they_have_room(
    made: dict[str, Made], code: str
) -> None:
    tables = [part for part in made[code].brief.parts if isinstance(part, Table)]
    for part in tables:
        widths = widths_of(part, 9.0)
        assert sum(widths) == pytest.approx(WIDTH, rel=1e-9) and min(widths) > 0.0
        least = [LETTER * 9.0 * letters + MARGINS_OF_CELL for letters in part.longest_words()]
        if sum(least) < WIDTH:
            assert all(width >= room - 1e-9 for width, room in zip(widths, least, strict=True))


def test_word_documents_open_with_headings_tables_and_alternative_text(
    made: dict[str, Made], tmp_path: Path
) -> None:
    opened = converted([one.word for one in made.values()], "docx", "fodt", tmp_path)
    for one, content in zip(made.values(), opened, strict=True):
        text = content.decode("utf-8")
        headings = re.findall(r'<text:h [^>]*text:outline-level="1"[^>]*>(.*?)</text:h>', text)
        assert [plain(html.unescape(re.sub(r"<[^>]+>", "", each))) for each in headings] == [
            plain(each.text) for each in one.brief.parts
            if isinstance(each, Heading) and each.level == 1
        ]  # fmt: skip
        tables = [part for part in one.brief.parts if isinstance(part, Table)]
        assert text.count("<table:table-header-rows>") == len(tables)
        for part in one.brief.parts:
            if isinstance(part, Picture):
                assert plain(part.pack.alternative_text) in plain(html.unescape(text))


@pytest.mark.parametrize("code", OTHERS)
def test_headline_figures_are_the_same_everywhere(made: dict[str, Made], code: str) -> None:
    one = made[code]
    page = squeeze(html.unescape(re.sub(r"<[^>]+>", " ", one.page)))
    word = squeeze(text_of_word(one.word))
    from_right = LANGUAGES[code].direction == "rtl"
    pdf = squeeze((text_of_pdf_from_right if from_right else text_of_pdf)(one.pdf))
    assert squeeze(one.sentence) in page and squeeze(one.sentence) in word
    if not from_right:
        assert squeeze(one.sentence) in pdf
    shown = [MARKS.sub("", each) for each in one.in_workbook]
    for row in one.table.rows:
        for at, cell in enumerate(row):
            both = MARKS.sub("", plain(" ".join(part for part in (cell.main, cell.below) if part)))
            assert both in shown
            assert squeeze(cell.main) in page and squeeze(cell.below) in page
            if at in (0, 1, 2, 3, 6, 7):
                assert squeeze(cell.main) in word and squeeze(cell.below) in word
            if at in (1, 3, 6) and cell.below:
                for figure in figures(cell.main) + figures(cell.below):
                    assert figure in pdf, (code, cell)


def figures(text: str) -> list[Any]:
    """The numbers in a text, with their signs."""
    return re.findall(r"\u2212?\d[\d.,\u202f]*", squeeze(text))
