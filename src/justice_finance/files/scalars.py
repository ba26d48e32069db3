"""What a bare word or number of YAML means, where readers of YAML agree; refuses the rest."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import yaml

from justice_finance.errors import Mistakes, Place

MAX_NUMBER = 1e18

Scalar = str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]*)$")
_FLOAT = re.compile(r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?$")
_BOOLEAN = {"true": True, "false": False, "True": True, "False": False}
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{5,}")  # longer than any word with a meaning
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?$")  # read alike by all, and bounded


def plain_scalar(text: str, place_of: Callable[[], Place], mistakes: Mistakes) -> Scalar:
    """The value of an unquoted scalar; None, with the mistake noted, if readers disagree on it.

    Parameters
    ----------
    text : str
        As written.
    place_of : callable
        Gives where it stands; asked only for words and numbers that might be mistaken.
    mistakes : Mistakes
        Filled with words and numbers that YAML readers disagree about, and with numbers that are
        no quantity.
    """
    if _PLAIN_WORD.match(text) or " " in text:
        return text
    if _PLAIN_NUMBER.match(text):
        return float(text) if "." in text else int(text)
    tag = _implicit_tag(text)
    if tag == "null":
        return None
    if tag not in ("bool", "int", "float") and not _looks_like_float(text):
        return text
    place = place_of()
    if tag == "bool":
        return _boolean(text, place, mistakes)
    if tag == "int":
        return _integer(text, place, mistakes)
    return _float(text, place, mistakes)


def _implicit_tag(text: str) -> str:
    """What YAML 1.1 takes an unquoted scalar for."""
    for tag, pattern in _RESOLVERS.get(text[:1], []):
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "str"


def _boolean(text: str, place: Place, mistakes: Mistakes) -> bool | None:
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    mistakes.add(
        "yaml_ambiguous_word",
        place,
        found=f"the bare word `{text}`",
        expected="true, false, or the word in quotes",
        do=f'write "{text}" if the word is meant',
    )
    return None


def _integer(text: str, place: Place, mistakes: Mistakes) -> int | None:
    if not _INTEGER.match(text):
        mistakes.add(
            "yaml_ambiguous_number",
            place,
            found=f"`{text}`",
            expected="a decimal number without leading zeros or colons",
            do="write the number in the usual way, or in quotes if it is text",
        )
        return None
    # As a float first: Python refuses to read an integer of thousands of digits.
    if not _bounded(float(text.replace("_", "")), text, place, mistakes):
        return None
    return int(text.replace("_", ""))


def _float(text: str, place: Place, mistakes: Mistakes) -> float | None:
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        number = math.nan if "nan" in text.lower() else math.inf
    if ":" in text:
        mistakes.add(
            "yaml_ambiguous_number",
            place,
            found=f"`{text}`",
            expected="a decimal number",
            do="write it out plainly",
        )
        return None
    if not math.isfinite(number):
        mistakes.add(
            "number_not_finite",
            place,
            found=f"`{text}`",
            expected="a finite number",
            do="write a number",
        )
        return None
    return number if _bounded(number, text, place, mistakes) else None


def _bounded(number: float, text: str, place: Place, mistakes: Mistakes) -> bool:
    if abs(number) <= MAX_NUMBER:
        return True
    mistakes.add(
        "number_too_large",
        place,
        found=f"`{text[:40]}`",
        expected=f"a number between -{MAX_NUMBER:g} and {MAX_NUMBER:g}",
        do="check the unit and the zeros",
    )
    return False


def _looks_like_float(text: str) -> bool:
    """YAML 1.1 reads 1e6 as text; people mean the number."""
    return bool(text) and text[-1].isdigit() and text not in ("+", "-") and bool(_FLOAT.match(text))
