"""Which plural form of a PO file a number takes.

Source: the rules of GNU gettext as Babel writes them into a PO file's `Plural-Forms`.
"""

from __future__ import annotations

from functools import lru_cache


def plural_form(code: str, number: float) -> int:
    """Index of the form in a PO file of this language; a number that is not whole takes the last.

    French counts from 0 to below 2 as one.
    """
    if code == "fr":
        return int(abs(number) >= 2.0)
    if number != int(number):
        return _forms(code) - 1
    return int(_rule(code)(int(abs(number))))


@lru_cache(maxsize=8)
def _plural(code: str):  # type: ignore[no-untyped-def]
    from babel.messages.plurals import get_plural

    return get_plural(code)


def _forms(code: str) -> int:
    return int(_plural(code).num_plurals)


@lru_cache(maxsize=8)
def _rule(code: str):  # type: ignore[no-untyped-def]
    from gettext import c2py

    return c2py(_plural(code).plural_expr)
