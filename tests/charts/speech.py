"""Made-up languages: words 40 % longer with accents, and words in Arabic letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from unittest.mock import patch

from justice_finance.language import speaking
from justice_finance.language.catalogues import Catalogue

ACCENTS = str.maketrans("aeioucn", "áêïôûçñ")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدعفغهيجكلمنوبقرستوفوزيز")
_GAP = re.compile(r"(\{[a-z_]+\})")
_WORD = re.compile(r"[A-Za-z]{2,}")


def longer(word: str) -> str:
    """A word of 40 % more letters, with accents."""
    more = word[-1] * max(1, round(0.4 * len(word)))
    return word.translate(ACCENTS) + more.translate(ACCENTS)


def arabic(word: str) -> str:
    """A word in Arabic letters that means nothing."""
    return word.lower().translate(ARABIC)


class _Texts(dict[tuple[str, str], str]):
    """Every text there is, word by word, its gaps kept."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self.change = change

    def get(self, key: tuple[str, str], default: object = None) -> str:  # type: ignore[override]
        parts = _GAP.split(key[1])
        return "".join(
            part if _GAP.fullmatch(part) else _WORD.sub(lambda word: self.change(word[0]), part)
            for part in parts
        )


class _Plurals(dict[tuple[str, str], tuple[str, ...]]):
    def __init__(self, texts: _Texts) -> None:
        self.texts = texts

    def get(self, key: tuple[str, str], default: object = None) -> tuple[str, ...]:  # type: ignore[override]
        return (self.texts.get(key),)


MADE_UP: dict[str, tuple[str, Callable[[str], str]]] = {
    "longer": ("fr", longer),
    "arabic": ("ar", arabic),
}


@contextmanager
def speaking_made_up(name: str) -> Iterator[None]:
    """Let everything inside be said in a made-up language."""
    code, change = MADE_UP[name]
    texts = _Texts(change)
    made_up = Catalogue(texts, _Plurals(texts))
    module = import_module("justice_finance.language.speaking")
    with patch.object(module, "shipped_catalogue", lambda _: made_up), speaking(code):
        yield
