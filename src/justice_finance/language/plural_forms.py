"""Which plural form of a PO file a number takes.

Source: the rules of GNU gettext as Babel writes them into a PO file's `Plural-Forms`.
"""

from __future__ import annotations

from functools import lru_cache


def plural_form(code: str, number: float) -> int:
    """Index of the form in a PO file of this language.

    A number that is not whole takes the form of whole numbers of its category (CLDR): French 1.5
    that of one, Arabic 1.5 that of a hundred.
    """
    if number != int(number):
        number = categories(code)[_category(code, number)]
    return int(_rule(code)(int(abs(number))))


@lru_cache(maxsize=8)
def categories(code: str) -> dict[str, int]:
    """The plural categories of CLDR that a language has, each with a whole number that is in it."""
    found = {_category(code, number): number for number in reversed((*range(201), 1_000_000))}
    return {"other": 2} | found


def _category(code: str, number: float) -> str:
    from babel import Locale

    return str(Locale.parse(code).plural_form(abs(number)))


@lru_cache(maxsize=8)
def _plural(code: str):  # type: ignore[no-untyped-def]
    from babel.messages.plurals import get_plural

    return get_plural(code)


@lru_cache(maxsize=8)
def _rule(code: str):  # type: ignore[no-untyped-def]
    from gettext import c2py

    return c2py(_plural(code).plural_expr)
