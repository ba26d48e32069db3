"""Every text that people read is there in every language, with the same gaps."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from justice_finance.language import LANGUAGES
from tests.language.collecting import SOURCE, catalogue_of, collected

CODES = [code for code in LANGUAGES if code != "en"]
ROOT = Path(__file__).parents[2]
STUDY_FILES = sorted(
    [*ROOT.glob("models/translations/*.po"), *ROOT.glob("scenarios/*/translations/*.po")]
)
ARABIC_FILES = [SOURCE / "language/catalogues/ar.po"]
ARABIC_FILES += [path for path in STUDY_FILES if path.stem == "ar"]
ARABIC = re.compile("[\u0600-\u06ff]")
NOT_TRANSLATED = re.compile(r"[\W\d_]*|(\W|\{\w+\})*(KES|USD|CC\u00a0BY)?(\W|\{\w+\})*")
"""Texts without a word: marks and gaps."""


@lru_cache
def said() -> Catalog:
    return collected()


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated_and_none_is_left_over(code: str) -> None:
    catalogue = catalogue_of(code)
    for message in said():
        if not message.id:
            continue
        found = catalogue.get(message.id, message.context)
        assert found is not None, f"{code} lacks {message.id!r}: make messages"
        assert forms(found.string) and all(forms(found.string)), f"{code}: {message.id!r} is empty"
        assert not found.fuzzy, f"{code}: {message.id!r} is only perhaps right"
    known = {(forms(each.id)[0], each.context) for each in said() if each.id}
    left = [
        each.id for each in catalogue if each.id and (forms(each.id)[0], each.context) not in known
    ]
    assert not left, f"{code}: nobody says {left[:3]} any more"


@pytest.mark.parametrize("code", CODES)
def test_translations_have_the_gaps_of_the_english_text(code: str) -> None:
    for message in catalogue_of(code):
        if message.id:
            wanted = set.union(*map(gaps, forms(message.id)))
            for text in forms(message.string):
                missing = wanted - gaps(text)
                optional = {"number"} if not isinstance(message.id, str) else set()
                assert gaps(text) <= wanted, f"{code}: {text!r} has a gap of its own"
                assert missing <= optional, f"{code}: {text!r} lacks {missing}"


@pytest.mark.parametrize("path", STUDY_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_texts_of_shipped_studies_are_translated(path: Path) -> None:
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    empty = [each.id for each in catalogue if each.id and not each.string]
    assert not empty, f"without translation: {empty[:3]}"
    assert len(catalogue) > 20


@pytest.mark.parametrize("path", ARABIC_FILES, ids=lambda path: path.parent.parent.name)
def test_arabic_is_written_in_arabic(path: Path) -> None:
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    for message in catalogue:
        if message.id and not NOT_TRANSLATED.fullmatch(forms(message.id)[0]):
            for text in forms(message.string):
                assert ARABIC.search(text), f"{message.id!r} became {text!r}"


SAID_ALIKE = {
    ("fr", "which is an assumption ({text})"),
    ("fr", "the other side of the dispute"),
    ("ar", "firms and public bodies"),
    ("ar", "public budgets and donors"),
}
"""Texts of four words or more that a language says as it says another text, and may."""


@pytest.mark.parametrize("code", CODES)
def test_a_text_of_several_words_has_a_translation_of_its_own(code: str) -> None:
    """Else the translation of one text has landed on another."""
    own: dict[str, str] = {}
    for message in catalogue_of(code):
        for text, found in zip(forms(message.id)[:1], forms(message.string)[:1], strict=True):
            plain, other = text.casefold().rstrip("."), own.get(found.casefold().rstrip("."), "")
            if other and other != plain:
                long = max((text, other), key=len)
                known = (code, long.casefold()) in SAID_ALIKE
                assert len(re.sub(r"\{\w+\}", "", long).split()) < 4 or known, (
                    f"{text!r} and {other!r}: {found!r}"
                )
            own[found.casefold().rstrip(".")] = plain
