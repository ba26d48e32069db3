"""The catalogues call the terms of the field what GLOSSARY.md calls them, in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from justice_finance.language import LANGUAGES
from tests.language.collecting import FOLDER
from tests.language.test_catalogues import STUDY_FILES, forms

ROOT = Path(__file__).parents[2]
CODES = [code for code in LANGUAGES if code != "en"]
NOT_THE_TERM = ("Too few to draw: {boxes}.",)
"""English texts that hold the letters of a term and mean something else."""
NOT_WORDS = re.compile(r"\{\w+\}|\w+\.(?:csv|json|xlsx|yaml)")
"""Gaps, and names of files."""


@lru_cache
def terms() -> tuple[dict[str, str], ...]:
    """Rows of the table of terms, by language; `en` holds the term."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    table = text.split("## Terms in other languages", 1)[1].split("\n## ", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|")
    ]
    heads = ["en", *rows[0][1:]]
    return tuple(dict(zip(heads, row, strict=True)) for row in rows[2:])


def bare(text: str) -> str:
    """Small letters without marks, and without gaps and names of files."""
    spread = unicodedata.normalize("NFD", NOT_WORDS.sub(" ", text).casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def stems(words: str, code: str) -> list[str]:
    """What stays of the words of a term in every number and gender."""
    found = re.findall(r"\w+", bare(words.replace("’", " ")))
    if code == "ar":
        found = [word.removeprefix("ال") for word in found]
        return [word[:-1] if len(word) > 3 else word for word in found if len(word) > 1]
    return [word[: max(4, len(word) - 3)] for word in found if len(word) > 2]


def uses(text: str, cell: str, code: str) -> bool:
    """Whether a translation holds every word of one of the ways to say a term."""
    plain = bare(text)
    return any(all(stem in plain for stem in stems(way, code)) for way in cell.split(" / "))


@lru_cache
def messages(code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """English and translated forms of every text in a language, of the package and of studies."""
    found = []
    for path in (FOLDER / f"{code}.po", *STUDY_FILES):
        if path.stem == code:
            with path.open("rb") as stream:
                for message in read_po(stream, locale=code):
                    if message.id and forms(message.id)[0] not in NOT_THE_TERM:
                        found.append((forms(message.id)[-1], tuple(forms(message.string))))
    return tuple(found)


def other_words(code: str) -> Iterator[str]:
    """Every text in which a term is not called what the table calls it."""
    for row in terms():
        term = re.compile(rf"\b{re.escape(row['en'])}s?\b", re.IGNORECASE)
        for english, translated in messages(code):
            if term.search(NOT_WORDS.sub(" ", english)):
                for text in translated:
                    if not uses(text, row[code], code):
                        yield f"{row['en']} ({row[code]}): {english!r} is {text!r}"


@pytest.mark.parametrize("code", CODES)
def test_terms_are_called_what_the_glossary_calls_them(code: str) -> None:
    found = list(other_words(code))
    assert not found, "\n".join(found[:5])


@pytest.mark.parametrize("code", CODES)
def test_every_term_is_named_in_every_language(code: str) -> None:
    assert len(terms()) > 50
    for row in terms():
        assert all(stems(way, code) for way in row[code].split(" / ")), row["en"]


def test_another_word_is_noticed() -> None:
    assert uses("la valeur actuelle nette moyenne", "valeur actuelle nette", "fr")
    assert not uses("la valeur nette moyenne", "valeur actuelle nette", "fr")
    assert uses("متوسط صافي قيمته الحالية", "صافي القيمة الحالية", "ar")
    assert not uses("متوسط صافي العائد", "صافي القيمة الحالية", "ar")
