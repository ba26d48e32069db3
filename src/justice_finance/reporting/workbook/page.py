"""Styles, and a sheet that is written one table at a time.

Text is always written as text: nothing that begins with `=`, `+`, `-` or `@` becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, isfinite, log10
from typing import Any

from justice_finance.charts.right_to_left import has_arabic
from justice_finance.language import LEFT_TO_RIGHT, say, spoken
from justice_finance.reporting.about import About
from justice_finance.reporting.workbook.names import sheet_name

HEADER_ROW = 3
FIRST_ROW = 4
"""Rows from 0: title, note, link to the guide, header; then the table."""
BLUE = "#0B3C5D"
INPUT_FILL = "#FFF2CC"
LONGEST_TEXT = 32_000
"""A cell holds 32,767 characters."""

PAGE_WIDTH = 255
"""Characters across a printed page that can still be read."""
LINES_OF_REFUSAL = 3
FROM_LEFT, FROM_RIGHT = 1, 2
"""Directions of a cell; programs that guess it take the wrong one for a sentence with a figure."""
LINE_HEIGHT, HIGHEST_ROW = 13.0, 400.0
"""Points; a row has at most 409."""

Number = float | int
Value = str | float | int | None


def column_name(column: int) -> str:
    """A column as letters: 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(row: int, column: int, *, fixed: bool = True) -> str:
    """A cell as `$B$5`; `fixed=False`: `B5`."""
    mark = "$" if fixed else ""
    return f"{mark}{column_name(column)}{mark}{row + 1}"


def span(first: tuple[int, int], last: tuple[int, int]) -> str:
    """A range as `$B$5:$C$9`."""
    return f"{cell(*first)}:{cell(*last)}"


def elsewhere(sheet: str, what: str) -> str:
    """A cell or range of another sheet."""
    return f"'{sheet_name(sheet)}'!{what}"


def in_formula(text: str) -> str:
    """A text inside a formula."""
    return '"{}"'.format(text.replace('"', '""'))


class Styles:
    """The formats of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **settings: Any) -> Any:
        every = {"valign": "top", "font_name": "Arial", "font_size": 10, **settings}
        if spoken().right_to_left and "num_format" not in every:
            every.setdefault("reading_order", FROM_RIGHT)
        key = tuple(sorted(every.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(every)
        return self._made[key]

    @property
    def title(self) -> Any:
        return self(bold=True, font_size=14, font_color=BLUE)

    @property
    def header(self) -> Any:
        return self(bold=True, text_wrap=True, bg_color=BLUE, font_color="#FFFFFF", border=1)

    @property
    def text(self) -> Any:
        return self(text_wrap=True)

    def text_of(self, text: str) -> Any:
        """Text in the direction of its letters: names of sources stay as they are written."""
        if spoken().right_to_left and not has_arabic(text):
            return self(text_wrap=True, reading_order=FROM_LEFT, align="right")
        return self.text

    @property
    def note(self) -> Any:
        return self(font_color="#404040")

    def number(self, form: str, *, bold: bool = False) -> Any:
        """A number in a format of the spreadsheet."""
        return self(num_format=form, bold=bold) if bold else self(num_format=form)

    def entered(self, form: str) -> Any:
        """A cell that a person may change."""
        return self(
            num_format=form, bg_color=INPUT_FILL, font_color="#0000C0", border=2, locked=False,
            align="right",
        )  # fmt: skip


MONEY = "#,##0;-#,##0;0"
COUNT = "#,##0;-#,##0;0"
RATIO = "0.00;-0.00;0.00"
PER_CENT = "0.0%"
FACTOR = "0.000000"
PLAIN = "General"
SMALLEST_IN_FULL = 1e-3


def form_of(value: Number) -> str:
    """A format for a number of any size: four digits, and no thousands in a year or a count."""
    size = abs(value)
    if value == round(value) or size < SMALLEST_IN_FULL:
        return PLAIN
    if size >= 1000.0:
        return "#,##0"
    return "0." + "0" * (3 - floor(log10(max(size, 0.1))))


@dataclass
class Page:
    """One sheet: title, note, then one table with one header row."""

    sheet: Any
    name: str
    styles: Styles
    columns: Sequence[tuple[str, float]]
    """Heading and width in characters of each column."""
    rows: int = field(default=0)
    _lines: dict[int, int] = field(default_factory=dict)

    def open(self, title: str, note: str, about: About, frozen_columns: int = 1) -> None:
        """Title, note, header, widths, frozen panes, print setup."""
        sheet, styles = self.sheet, self.styles
        sheet.write_string(0, 0, title[:LONGEST_TEXT], styles.title)
        sheet.write_string(1, 0, note[:LONGEST_TEXT], styles.note)
        if self.name != "Guide":
            sheet.write_url(
                2,
                0,
                f"internal:{elsewhere('Guide', 'A1')}",
                styles(font_color="#0000C0", underline=1),
                say("Back to the guide"),
            )
        for column, (heading, width) in enumerate(self.columns):
            sheet.write_string(HEADER_ROW, column, heading, styles.header)
            sheet.set_column(column, column, width)
            self._grow(HEADER_ROW, heading, 0.85 * width)
        sheet.freeze_panes(FIRST_ROW, frozen_columns)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(ceil(sum(w for _, w in self.columns) / PAGE_WIDTH), 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.repeat_columns(0, frozen_columns - 1)
        sheet.set_footer(footer_of(about))

    def text(self, row: int, column: int, text: str, style: Any = None) -> None:
        """Text, never a formula."""
        self.rows = max(self.rows, row + 1)
        chosen = self.styles.text_of(text) if style is None else style
        self._grow(row, text, self.columns[column][1] if column < len(self.columns) else 100.0)
        self.sheet.write_string(row, column, text[:LONGEST_TEXT], chosen)

    def _grow(self, row: int, text: str, width: float) -> None:
        """Count the lines that wrapped text takes: not every program finds the height itself."""
        lines = sum(max(1, ceil(0.92 * len(part) / width)) for part in text.split("\n"))
        self._lines[row] = max(self._lines.get(row, 1), lines)

    def number(
        self, row: int, column: int, value: Number | None, form: str, *, bold: bool = False
    ) -> None:
        """A number; nothing where there is none."""
        self.rows = max(self.rows, row + 1)
        if value is not None and isfinite(value):
            shown = form_of(value) if form == PLAIN else form
            self.sheet.write_number(row, column, value, self.styles.number(shown, bold=bold))

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: Value,
        form: str,
        *,
        bold: bool = False,
        wrapped: bool = False,
    ) -> None:
        """A formula with the value that it has now; `wrapped`: its value may be a sentence."""
        self.rows = max(self.rows, row + 1)
        style = self.styles.number(form, bold=bold)
        if wrapped:
            style = self.styles(num_format=form, text_wrap=True, align="right")
            self._lines[row] = max(self._lines.get(row, 1), LINES_OF_REFUSAL)
        self.sheet.write_formula(row, column, f"={formula}", style, value)

    def line(
        self, row: int, values: Iterable[Value], forms: Sequence[str], *, bold: bool = False
    ) -> None:
        """One row of plain values; a format for each number."""
        style = self.styles(text_wrap=True, bold=True) if bold else None
        for column, (value, form) in enumerate(zip(values, forms, strict=True)):
            if isinstance(value, str):
                self.text(row, column, value, style)
            else:
                self.number(row, column, value, form, bold=bold)

    def close(self, protect: bool = True) -> str:
        """Filter over the table and protection without password; returns the table's range."""
        last = (max(self.rows, FIRST_ROW + 1) - 1, len(self.columns) - 1)
        for row, lines in self._lines.items():
            if lines > 1:
                self.sheet.set_row(row, min(HIGHEST_ROW, 3.0 + LINE_HEIGHT * lines))
        self.sheet.autofilter(HEADER_ROW, 0, *last)
        if protect:
            allowed = {"autofilter": True, "format_columns": True, "format_rows": True}
            self.sheet.protect("", allowed)
        return span((HEADER_ROW, 0), last)


def footer_of(about: About) -> str:
    """Study and run, page, sheet."""
    # Programs write footers from the left: without the mark an id that begins with a digit parts.
    mark = LEFT_TO_RIGHT if spoken().right_to_left else ""
    run = say("{study}, run {run}", study=about.study, run=mark + about.run_id)
    # The marks of a footer come after its own text is made harmless.
    pages = header_text(say("Page {page} of {pages}", page="\x01", pages="\x02"))
    return f"&L{header_text(run)}&C{pages}&R&A".replace("\x01", "&P").replace("\x02", "&N")


def header_text(text: str) -> str:
    """Text in a page footer: its own marks made harmless."""
    return text.replace("&", "&&")


def money_head(what: str, about: About) -> str:
    """A heading with currency and price year."""
    return say("{what}, {money}", what=what, money=money_words(about))


def said(columns: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Headings that are `marked`, in the language of now."""
    return tuple((say(heading), width) for heading, width in columns)


def money_words(about: About) -> str:
    """Currency and price year."""
    return say("{currency} of {price_year}", currency=about.currency, price_year=about.price_year)
