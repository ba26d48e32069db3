"""A catalogue that pretends to be a translation: every text is another, and its gaps stay."""

from __future__ import annotations

import re

from justice_finance.language.catalogues import Catalogue
from justice_finance.language.plural_forms import categories
from tests.language.collecting import collected

ALEF, LETTERS = 0x0627, 25


def pretended(code: str, *, letters: bool = False) -> Catalogue:
    """Each text with a mark, in Arabic letters if asked; each plural form with its number."""
    texts: dict[tuple[str, str], str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in collected():
        if not message.id:
            continue
        context = message.context or ""
        if isinstance(message.id, str):
            texts[context, message.id] = _other(message.id, letters)
        else:
            one, many = message.id
            plurals[context, one] = tuple(
                _other(many, letters) + "*" * form for form in range(len(categories(code)))
            )
    return Catalogue(texts, plurals)


def _other(text: str, letters: bool) -> str:
    if not letters:
        return f"~{text}"
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part.startswith("{") else _arabic(part) for part in parts)


def _arabic(text: str) -> str:
    return "".join(
        chr(ALEF + ord(letter.lower()) % LETTERS) if letter.isalpha() else letter for letter in text
    )
