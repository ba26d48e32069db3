"""Turns what pydantic says about a file into mistakes with place, expectation and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from justice_finance.errors import Mistake, Place, did_you_mean
from justice_finance.evidence.leaf import Leaf, MoneyUnit
from justice_finance.evidence.leaves import shape_at, shapes_of
from justice_finance.files import KeyPath
from justice_finance.message_codes import CODES

PlaceOf = Callable[[KeyPath], Place]

# Words that pydantic puts into a location to say which member of a union it tried.
_TAGS = frozenset({"float", "str", "MoneyUnit", "EvidenceRef"})

# What was expected and what to do, for the codes that `evidence/leaf.py` gives.
_LEAF_ADVICE: dict[str, tuple[str, str]] = {
    "value_without_origin": (
        '`{evidence: id}` or `{assumption: "why", value: number}`; in scenarios also a `choice`',
        "say where the number comes from",
    ),
    "value_with_two_origins": ("one origin", "take one of them out"),
    "assumption_without_value": ("`value: number` beside the assumption", "add the number"),
    "assumption_without_reason": (
        "a sentence that says why this value and no other",
        "write the reason in at least three words",
    ),
    "formula_without_names": (
        "`formula` with `of`, the values it uses by name",
        "give both, or neither",
    ),
    "spread_incomplete": (
        "`distribution`, `low`, `high`, `interval` and `spread` together, or none of them",
        "add the missing keys, or take the spread out",
    ),
    "spread_reversed": ("`low` below `high`", "swap the two, or mend them"),
    "spread_without_origin": (
        '`spread: {assumption: "why"}` or `spread: {evidence: id}`',
        "say where the spread comes from",
    ),
    "spread_interval_unknown": (
        "90 or 95 per cent between `low` and `high`; 100 for uniform and triangular",
        "write one of these numbers",
    ),
    "value_outside_spread": ("`low` <= value <= `high`", "mend the value or the spread"),
    "spread_without_value": (
        "a spread about a number with an origin",
        "take the spread out; what it refers to has its own",
    ),
    "distribution_cannot_hold_value": (
        "a distribution that can have this value and these bounds",
        "take another distribution, or mend the bounds",
    ),
}


def mistakes_of(
    error: ValidationError, record: type[BaseModel], at: KeyPath, raw: Any, place_of: PlaceOf
) -> Iterator[Mistake]:
    """The mistakes behind one error of pydantic.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    record : type
        The schema that was asked for.
    at : KeyPath
        Path of the record in the tree.
    raw : object
        The plain value.
    place_of : callable
        Place of a path of the tree.

    Yields
    ------
    Mistake
        One for each thing that is wrong; what two members of a union say is said once.
    """
    seen: set[tuple[KeyPath, str]] = set()
    for each in error.errors(include_url=False):
        loc, value = _real_path(each["loc"], raw)
        if _of_other_member(each["loc"], loc, value):
            continue
        mistake = _translate(dict(each), record, (*at, *loc), loc, value, place_of)
        if (loc, mistake.code) not in seen:
            seen.add((loc, mistake.code))
            yield mistake


def _real_path(loc: KeyPath, raw: Any) -> tuple[KeyPath, Any]:
    """The location without the tags of unions, and the plain value there."""
    path: list[str | int] = []
    here = raw
    for number, key in enumerate(loc):
        inside = isinstance(here, dict) and key in here
        if inside or (isinstance(here, list) and isinstance(key, int) and key < len(here)):
            here = here[key]
        elif key in _TAGS or key == "[key]":
            continue
        elif number == len(loc) - 1:
            here = None
        path.append(key)
    return tuple(path), here


def _of_other_member(loc: KeyPath, path: KeyPath, value: Any) -> bool:
    """Whether an error is about the member of a union that was not meant."""
    tags = [key for key in loc if key not in path]
    if not tags:
        return False
    if isinstance(value, dict):
        return tags[-1] in ("float", "str")
    return len(loc) > 0 and loc[-1] in ("MoneyUnit", "EvidenceRef")


def _translate(
    each: dict[str, Any],
    record: type[BaseModel],
    full: KeyPath,
    loc: KeyPath,
    value: Any,
    place_of: PlaceOf,
) -> Mistake:
    kind, place = each["type"], place_of(full)
    if kind in CODES:
        expected, do = _LEAF_ADVICE[kind]
        return Mistake(kind, place, each["msg"], expected, do)
    if kind == "extra_forbidden":
        return _unknown_key(record, loc, place)
    if kind == "missing":
        return _missing_key(loc, place)
    if kind == "literal_error":
        return _unknown_word(each, value, place)
    if kind == "model_type" and (each.get("ctx") or {}).get("class_name") == Leaf.__name__:
        expected, do = _LEAF_ADVICE["value_without_origin"]
        return Mistake("value_without_origin", place, f"the bare {shown(value)}", expected, do)
    expected = each["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    return Mistake(
        "wrong_kind_of_value", place, shown(value), expected, "write it in the kind expected"
    )


def shown(value: Any) -> str:
    """A plain value in a message: short, and on one line."""
    if isinstance(value, dict):
        return "a map of " + (", ".join(f"`{key}`" for key in list(value)[:4]) or "nothing")
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "nothing"
    text = ascii(value)[:60] if not isinstance(value, bool) else str(value).lower()
    return f"`{text}`"


def _keys_of(record: type[BaseModel], loc: KeyPath) -> list[str]:
    shape = shape_at(record, loc)
    if shape is None:
        return list(MoneyUnit.model_fields) if loc[-1:] == ("unit",) else []
    if shape.kind == "leaf":
        return list(Leaf.model_fields)
    return list(shapes_of(shape.record)) if shape.record is not None else []


def _unknown_key(record: type[BaseModel], loc: KeyPath, place: Place) -> Mistake:
    known = _keys_of(record, loc[:-1])
    return Mistake(
        "key_unknown",
        place,
        f"the key `{loc[-1]}`",
        "one of " + ", ".join(known) if known else "none of this name",
        did_you_mean(str(loc[-1]), known),
    )


def _missing_key(loc: KeyPath, place: Place) -> Mistake:
    if loc[-1] == "price_year" and "unit" in loc:
        return Mistake(
            "money_without_price_year",
            place,
            "money without a price year",
            "`unit: {money: currency, price_year: year}`",
            "add the year whose prices the amount is stated in",
        )
    return Mistake(
        "key_missing", place, f"no `{loc[-1]}`", f"the key `{loc[-1]}`", f"add `{loc[-1]}:`"
    )


def _unknown_word(each: dict[str, Any], value: Any, place: Place) -> Mistake:
    expected = str((each.get("ctx") or {}).get("expected", ""))
    known = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
    return Mistake("word_unknown", place, shown(value), expected, did_you_mean(str(value), known))
