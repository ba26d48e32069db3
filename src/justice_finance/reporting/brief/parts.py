"""What a brief is made of: headings, paragraphs, lists, tables, pictures, as plain data."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import sqrt

from justice_finance.charts.pack import Pack
from justice_finance.charts.rounding import MINUS
from justice_finance.language import LANGUAGES, LEFT_TO_RIGHT, say
from justice_finance.reporting.shown import ShownTable

MOST_ROWS_TOGETHER = 12
LONGEST_WORD = 16
"""A longer word, such as an address, may be broken."""
LONGEST_RANGE = 20
BEFORE_PER_CENT = re.compile(r"(?<=\d) (?=%)")
MARGINS = 3
"""Of a cell, in letters: what its longest word needs besides."""


@dataclass(frozen=True)
class Heading:
    """A heading of the first level, or below it."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text; `strong` for the answer, `small` for notes."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; `wide` where it needs a small type."""

    shown: ShownTable

    @property
    def wide(self) -> bool:
        """Whether it has more columns than a page of text holds easily."""
        return len(self.shown.columns) > 5

    @property
    def heads(self) -> tuple[str, ...]:
        """Headings; a column without one is named, for those who have it read to them."""
        return tuple(head or say("What") for head in self.shown.columns)

    @property
    def kept_together(self) -> bool:
        """Whether it is short enough to stand on one page."""
        return len(self.shown.rows) <= MOST_ROWS_TOGETHER

    def weights(self) -> tuple[float, ...]:
        """How wide each column should be beside the others, by what stands in it."""
        return tuple(
            max(_weight(texts), _figures(texts)) if numbers else _weight(texts)
            for texts, numbers in zip(self._columns(), self.holds_numbers(), strict=True)
        )

    def longest_words(self) -> tuple[float, ...]:
        """Letters of the longest word of each column that may not be broken."""
        return tuple(min(_longest_word(texts), LONGEST_WORD) for texts in self._columns())

    def holds_numbers(self) -> tuple[bool, ...]:
        """Which columns hold figures; the first one holds names."""
        return tuple(at > 0 and _are_numbers(texts[1:]) for at, texts in
                     enumerate(self._columns()))  # fmt: skip

    def _columns(self) -> list[list[str]]:
        """Texts of each column, heading first."""
        heads = [[head] for head in self.heads]
        for row in self.shown.rows:
            for texts, cell in zip(heads, row, strict=True):
                texts.append(f"{cell.main}\n{cell.below}" if cell.below else cell.main)
        return heads


@dataclass(frozen=True)
class Picture:
    """A picture with what it shows in words."""

    pack: Pack
    number: int = 0

    @property
    def caption(self) -> str:
        """What stands below it; the picture says itself what its figures are."""
        return say("Figure {number}. {title}", number=self.number, title=self.pack.caption.title)


Part = Heading | Paragraph | Bullets | Terms | Table | Picture


@dataclass(frozen=True)
class Brief:
    """A whole brief.

    Attributes
    ----------
    date : str
        The study's, year first; empty where it has none.
    language : str
        Two letters, of ISO 639-1.
    footer : str
        What stands on every page: study, run, money.
    """

    title: str
    place: str
    author: str
    date: str
    language: str
    footer: str
    citation: str
    parts: tuple[Part, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return LANGUAGES[self.language].right_to_left

    def headings(self) -> tuple[str, ...]:
        """Texts of the headings in reading order."""
        return tuple(part.text for part in self.parts if isinstance(part, Heading))


def clean(text: str) -> str:
    """Text without control characters, which no document may hold; `90 %` stays on one line."""
    kept = "".join(mark for mark in text if mark in "\t\n" or unicodedata.category(mark) != "Cc")
    return BEFORE_PER_CENT.sub("\u00a0", kept)


def _weight(texts: list[str]) -> float:
    """Room for the longest word or figure, more for long texts, less than in proportion."""
    lines = [line for text in texts for line in text.split("\n")]
    whole = max(len(line) for line in lines[1:] or lines)
    word = min(_longest_word(texts), LONGEST_WORD)
    return max(9.0, word + MARGINS, 3.2 * sqrt(min(whole, 400)))


def _figures(texts: list[str]) -> float:
    """Room for the longest range, `510,960 to 521,282`, on one line of smaller letters."""
    below = [len(line) for text in texts[1:] for line in text.split("\n")[1:]]
    return MARGINS + 0.85 * min(max(below, default=0), LONGEST_RANGE)


def _longest_word(texts: list[str]) -> float:
    """In letters of the middle width; capitals are wider."""
    return max(len(word) + 0.35 * sum(map(str.isupper, word))
               for text in texts for word in text.replace("\n", " ").split(" "))  # fmt: skip


def _are_numbers(texts: list[str]) -> bool:
    """Whether most cells begin with a figure, or say why there is none."""
    given = [text for text in texts if text]
    return sum(map(_is_number, given)) > 0.7 * len(given) and bool(given)


def _is_number(text: str) -> bool:
    """Whether a cell begins with a figure, or says why there is none."""
    text = text.lstrip(f"{LEFT_TO_RIGHT}{MINUS}-")
    refusals = (say("none"), say("unclear"))
    if text[:1].isdigit() or text.split("\u00a0")[0] in refusals:
        return True
    limits = (say("under\u00a0{share}"), say("over\u00a0{share}"))
    return any(bool(words) and text.startswith(words)
               for words in (limit.partition("{share}")[0] for limit in limits))  # fmt: skip
