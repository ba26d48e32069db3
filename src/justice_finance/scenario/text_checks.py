"""Checks of what people typed as names and titles, in any file: bounded, plain, printable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from justice_finance.errors import Mistake, did_you_mean
from justice_finance.files import Document, KeyPath
from justice_finance.scenario.schema import CountryFile

LONGEST_TITLE, LONGEST_TEXT = 160, 4000
SHORT_TEXTS = ("title", "unit", "author", "date", "study", "journey", "intervention", "funding")
TITLES = "quantity_titles"
PLAIN_KEY = re.compile(r"[a-z][a-z0-9_]{0,79}|(19|20|21)[0-9]{2}")
# Control characters, and marks that turn the direction of text or hide in it.
STRANGE = (
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ud800-\\uf8ff\\ufeff\\ufff9-\\ufffb]"
)


@lru_cache(maxsize=4096)
def _is_plain(key: str) -> bool:
    return PLAIN_KEY.fullmatch(key) is not None


def strange_mark(text: str) -> str | None:
    """The first character that cannot be seen or misleads; None in nearly every text."""
    if text.isprintable() or text.replace("\n", " ").isprintable():
        return None
    found = re.search(STRANGE, text)
    return None if found is None else found.group()


def check_texts(document: Document, below: str | None = None) -> Iterator[Mistake]:
    """Everything that is wrong with keys and texts of one file, or below one of its keys."""
    if below is None:
        yield from _walk(document.data, (), document)
    else:
        yield from _walk(document.data[below], (below,), document)


def _walk(value: Any, path: KeyPath, document: Document) -> Iterator[Mistake]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _key_is_not_plain(key, path, document)
            yield from _walk(below, (*path, key), document)
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _walk(below, (*path, number), document)
    elif isinstance(value, str):
        yield from _text_is_wrong(value, path, document)


def _key_is_not_plain(key: str, path: KeyPath, document: Document) -> Iterator[Mistake]:
    dotted_path = len(path) == 2 and path[0] == "overrides"
    parts = key.split(".") if dotted_path else [key]
    if not all(map(_is_plain, parts)):
        shown = ascii(key)[1:-1][:60]
        yield Mistake(
            "name_not_plain",
            document.place((*path, key)),
            f"`{shown}`",
            "small letters, digits and underscores, at most 80, a letter first",
            "rename it",
        )


def _text_is_wrong(text: str, path: KeyPath, document: Document) -> Iterator[Mistake]:
    short = path and (path[-1] in SHORT_TEXTS or TITLES in path)
    limit = LONGEST_TITLE if short else LONGEST_TEXT
    if len(text) > limit:
        yield Mistake(
            "text_too_long",
            document.place(path),
            f"{len(text)} characters",
            f"at most {limit}",
            "shorten it; longer texts belong in README.md",
        )
    strange = strange_mark(text)
    if strange is not None:
        yield Mistake(
            "text_with_control_characters",
            document.place(path),
            f"the character U+{ord(strange):04X}",
            "letters, digits, signs and line ends",
            "type the text again without it",
        )


def check_quantity_titles(country: CountryFile, document: Document) -> Iterator[Mistake]:
    """Titles of quantities that the country does not have."""
    known = list(country.quantities)
    for name in country.quantity_titles:
        if name not in country.quantities:
            yield Mistake(
                "quantity_title_unknown",
                document.place((TITLES, name)),
                f"a title of `{name}`",
                "the name of a quantity of this country",
                did_you_mean(name, known) if known else "leave it out",
            )
