"""The workbook in other languages: its formulas find their words, and give what Python gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from justice_finance.charts.right_to_left import has_arabic
from justice_finance.language import LANGUAGES, say, speaking
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.ledger import EXCESS_BURDEN
from justice_finance.reporting.workbook import workbook_of
from justice_finance.reporting.workbook.names import sheet_name
from justice_finance.reporting.workbook.places import (
    PARTY_ROWS,
    category_title,
    name_titles,
    not_known,
    party_cell,
    scaled_category,
    switched_off,
    switched_on,
)
from justice_finance.reporting.workbook.results import (
    NO_COST,
    NO_RATIO,
    NO_TERMINAL,
    NOT_PAID_BACK,
)
from justice_finance.results.summaries import Results
from justice_finance.vocabulary import COST_CATEGORIES
from tests.reporting.recalculating import (
    CHANGES,
    assert_equals_appraisal,
    changed_cells,
    changed_results,
    wrong_values,
)
from tests.reporting.sample import sample
from tests.reporting.spreadsheet import (
    Cells,
    Inputs,
    cells_of,
    formulas_of,
    opened,
    recalculated_by_formulas,
    recalculated_by_office,
)

OTHERS = tuple(code for code in LANGUAGES if code != "en")
ASKED = ("as shipped", "perspective and terminal value", "everything")
MOST_IN_A_LIST = 255
"""Characters that the choices of a cell may have, commas included."""
MARKS_OF_PATTERNS = set("*?~")
"""MATCH takes these for patterns and not for letters."""


def few() -> Results:
    return sample(16, years=6, short=True, variants=False)


@dataclass(frozen=True)
class Made:
    """A workbook in one language, and the cells that each change enters."""

    code: str
    report: Report
    content: bytes
    inputs: tuple[Inputs, ...]


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    found = {}
    for code in OTHERS:
        with speaking(code):
            report = report_of(few())
            content = workbook_of(report)
            inputs = tuple(changed_cells(content, CHANGES[name][0]).cells for name in ASKED)
            found[code] = Made(code, report, content, inputs)
    return found


Recalculated = Callable[[str, str], list[Cells]]


@pytest.fixture(scope="module")
def recalculated(made: dict[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """What a program makes of the workbook in a language, by change."""
    known: dict[tuple[str, str], list[Cells]] = {}

    def by(program: str, code: str) -> list[Cells]:
        folder = tmp_path_factory.mktemp(program)
        one = made[code]
        if (program, code) in known:
            return known[program, code]
        if program == "formulas":
            known[program, code] = recalculated_by_formulas(one.content, list(one.inputs), folder)
            return known[program, code]
        every = [(each.content, list(each.inputs)) for each in made.values()]
        for each, found in zip(made, recalculated_by_office(every, folder), strict=True):
            known[program, each] = found
        return known[program, code]

    return by


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("program", ["formulas", "LibreOffice"])
def test_in_every_language_every_formula_gives_what_python_gives(
    made: dict[str, Made], recalculated: Recalculated, program: str, code: str
) -> None:
    found = dict(zip(ASKED, recalculated(program, code), strict=True))
    one = made[code]
    wrong = wrong_values(one.content, found["as shipped"])
    assert not wrong, f"{len(wrong)} wrong: {list(wrong.items())[:5]}"
    for name in ASKED:
        changes, asked = CHANGES[name]
        with speaking(code):
            changed = changed_cells(one.content, changes)
            results = changed_results(few(), changed.scales, changed.taxes)
            assert_equals_appraisal(found[name], one.report, results, asked)


def test_a_workbook_differs_between_languages_in_its_words_alone(made: dict[str, Made]) -> None:
    """The same numbers in the same cells, and as many formulas."""
    english = workbook_of(report_of(few()))
    own = numbers_of(english)
    assert len(own) > 300
    for one in made.values():
        assert numbers_of(one.content) == own
        assert len(formulas_of(one.content)) == len(formulas_of(english))


def numbers_of(content: bytes) -> dict[tuple[int, str], float]:
    """By place of the sheet, which is the same in every language, and cell."""
    order = opened(content, False).sheetnames
    return {
        (order.index(sheet), cell): value
        for (sheet, cell), value in cells_of(content).items()
        if isinstance(value, (int, float))
    }


def keys() -> Iterator[tuple[str, list[str]]]:
    """What formulas tell apart by its text: sets of which no two may look alike."""
    yield "parties", [party_cell(name) for name in PARTY_ROWS]
    yield "perspectives and funders", list(name_titles().values())
    yield "categories", [category_title(name) for name in COST_CATEGORIES]
    yield "scales", [say("Scale: {category}", category=scaled_category(name))
                     for name in COST_CATEGORIES]  # fmt: skip
    yield "states of the terminal value", [switched_on(), switched_off(), not_known()]
    yield "refusals", [say(text) for text in (NO_RATIO, NO_COST, NO_TERMINAL, NOT_PAID_BACK)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_texts_that_formulas_look_for_differ_as_spreadsheets_compare_them(code: str) -> None:
    with speaking(code):
        found = dict(keys())
        taxes = category_title(EXCESS_BURDEN)
    for what, texts in found.items():
        # Spreadsheets compare without regard to case; blanks at the ends are easily lost.
        alike = [re.sub(r"\s+", " ", text).strip().casefold() for text in texts]
        assert len(set(alike)) == len(alike), what
        for text in texts:
            assert text == text.strip() and text, what
            assert not set(text) & MARKS_OF_PATTERNS, (what, text)
            assert len(text) < MOST_IN_A_LIST, (what, text)
            assert not text.startswith(("=", "+", "-", "@", "'")), (what, text)
    assert taxes not in found["parties"]
    switches = found["states of the terminal value"][:2]
    assert not any("," in text for text in switches), "a comma parts the choices of a cell"
    assert len(",".join(switches)) < MOST_IN_A_LIST


@pytest.mark.parametrize("code", OTHERS)
def test_formulas_name_sheets_that_are_there(made: dict[str, Made], code: str) -> None:
    content = made[code].content
    names = set(opened(content, False).sheetnames)
    named = set()
    for formula in formulas_of(content).values():
        without_texts = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        named |= set(re.findall(r"'((?:[^']|'')+)'!", without_texts))
        assert "!" not in re.sub(r"'(?:[^']|'')+'!", "", without_texts)
    assert named and named <= names
    with speaking(code):
        assert sheet_name("Inputs") in named and sheet_name("Parties") in named


def test_sheets_read_in_the_direction_of_their_language(made: dict[str, Made]) -> None:
    for code, one in made.items():
        views = [sheet.sheet_view.rightToLeft for sheet in opened(one.content, False).worksheets]
        assert all(bool(each) == (code == "ar") for each in views), code


def test_texts_of_a_cell_run_in_the_direction_of_their_letters(made: dict[str, Made]) -> None:
    """A program that guesses puts the full stop of an Arabic sentence at its beginning."""
    book, formulas = opened(made["ar"].content, True), formulas_of(made["ar"].content)
    seen = {1: 0, 2: 0}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                worked_out = (sheet.title, cell.coordinate) in formulas
                if not isinstance(cell.value, str) or cell.number_format != "General" or worked_out:
                    continue
                order = int(cell.alignment.readingOrder or 0)
                if has_arabic(cell.value):
                    assert order == 2, (sheet.title, cell.coordinate, cell.value)
                seen[order] = seen.get(order, 0) + 1
    assert seen[1] > 10 and seen[2] > 100, "sources stand as they are written, all else turned"
    for code in ("fr", "es"):
        cells = (cell for sheet in opened(made[code].content, True).worksheets
                 for row in sheet.iter_rows() for cell in row)  # fmt: skip
        assert not any(cell.alignment.readingOrder for cell in cells)


@pytest.mark.parametrize("code", OTHERS)
def test_a_footer_holds_the_run_and_the_pages(made: dict[str, Made], code: str) -> None:
    run = made[code].report.about.run_id
    for sheet in opened(made[code].content, False).worksheets:
        assert sheet.oddFooter.left.text.replace("\u200e", "").endswith(run)
        assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text
        assert ("\u200e" + run in sheet.oddFooter.left.text) == (code == "ar")
