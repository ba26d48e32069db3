"""What people read in place of the path of an input: whose it is, and what it is.

A path names a place in the files of a study (`journeys.crime.burden.continuing_loss.person`). Its
owner has a title of the study; what it is follows from the schema, with the names that the study
gave to costs, steps and parts of formulas in its own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from justice_finance.language import say, study_words
from justice_finance.reporting.input_phrases import PHRASES
from justice_finance.reporting.words import funder_words, plain_words, sentence_case, title_of

KINDS = {
    "interventions": "intervention",
    "journeys": "legal_problem",
    "services": "service",
    "population_groups": "population_group",
}
EVIDENT = ("loss", "value")
"""Parts of formulas that say no more than the whole."""
NOT_SAID = ("states", "value", "of", "effects", "moves", "amount", "mean")
"""Steps of a path that say nothing, where no phrase of the table fits."""


def input_title(record: Mapping[str, Any], path: str) -> str:
    """An input of the model from its path: what it belongs to, then what it is."""
    parts = path.split(".")
    if parts[:2] == ["country", "quantities"] and len(parts) > 2:
        return _with_part(record, title_of(record, "quantity", parts[2]), parts[3:])
    owner, rest = _owner(record, parts)
    what = _what(record, rest) if rest else ""
    if owner and what:
        return say("{owner}: {what}", owner=owner, what=what)
    return sentence_case(owner or what)


def _owner(record: Mapping[str, Any], parts: list[str]) -> tuple[str, list[str]]:
    """Title of what a path belongs to, and the path below it."""
    first, rest = parts[0], parts[1:]
    if first == "country" and rest:
        return _owner(record, rest) if rest[0] in KINDS else ("", rest)
    if first == "templates":
        return say("Every problem"), parts[2:]
    if first == "needs" and rest:
        return _within(record, say("Meeting the need"), rest)
    if first == "overrides" and len(rest) > 1:
        return _within(record, study_words(sentence_case(plain_words(rest[0]))), rest[1:])
    if first == "funding" and len(parts) > 3:
        return title_of(record, "funding_source", f"{parts[1]}.{parts[3]}"), parts[4:]
    if first == "surveys" and rest:
        return _of_surveys(record, rest)
    if first not in KINDS or len(parts) < 2:
        return "", parts
    owner, rest = title_of(record, KINDS[first], parts[1]), parts[2:]
    if len(rest) > 2 and first == "interventions" and rest[0] == "services":
        return _within(record, owner, rest)
    return owner, rest


def _within(record: Mapping[str, Any], whole: str, parts: list[str]) -> tuple[str, list[str]]:
    """A path below something larger that has a title of its own."""
    owner, rest = _owner(record, parts)
    return (say("{owner}: {what}", owner=whole, what=owner) if owner else whole), rest


def _of_surveys(record: Mapping[str, Any], parts: list[str]) -> tuple[str, list[str]]:
    """Title of a possible survey; what is said of all of them has no owner."""
    if parts[0] != "surveys" or len(parts) < 2:
        return "", parts
    every = (record.get("surveys") or {}).get("surveys", ())
    titles = {each["id"]: each["title"] for each in every}
    return study_words(titles.get(parts[1], sentence_case(plain_words(parts[1])))), parts[2:]


def _what(record: Mapping[str, Any], parts: list[str]) -> str:
    """What a value is, by the place where it stands."""
    at = min([parts.index(each) for each in ("of", "by") if each in parts], default=len(parts))
    place, formula = parts[:at], parts[at:]
    for pattern, phrase in PHRASES:
        names = _names(pattern.split("."), place)
        if names is not None:
            gaps = {gap: _said(record, gap, name) for gap, name in names.items()}
            return _with_part(record, say(phrase, **gaps), formula)
    return _listed_steps(record, parts)


def _listed_steps(record: Mapping[str, Any], parts: Sequence[str]) -> str:
    """The steps of a path for which there is no phrase, in plain words."""
    states = record.get("titles", {}).get("state", {})
    said = (study_words(states.get(e, plain_words(e))) for e in parts if e not in NOT_SAID)
    return say(", ").join(said)


def _names(pattern: Sequence[str], place: Sequence[str]) -> dict[str, str] | None:
    """What stands in the gaps of a pattern; None if it does not fit."""
    if len(pattern) != len(place):
        return None
    found: dict[str, str] = {}
    for expected, step in zip(pattern, place, strict=True):
        if expected.startswith("{"):
            found[expected[1:-1]] = step
        elif expected != step:
            return None
    return found


def _said(record: Mapping[str, Any], gap: str, name: str) -> str:
    if gap == "party":
        return funder_words(name)
    kind = gap if gap == "seriousness" else "state"
    titles = record.get("titles", {}).get(kind, {})
    return study_words(str(titles.get(name) or plain_words(name)))


def _with_part(record: Mapping[str, Any], what: str, formula: Sequence[str]) -> str:
    """What a value is, and the part of its formula, or the people, that a name stands for."""
    said: list[str] = []
    steps = iter(formula)
    for step in steps:
        if step == "by":
            dimension = next(steps, "")
            member = next(steps, "")
            said.append(title_of(record, dimension, member) if member else "")
        elif step not in ("of", *EVIDENT):
            said.append(study_words(plain_words(step)))
    said = [each for each in said if each]
    return say("{what} ({part})", what=what, part=say(", ").join(said)) if said else what
