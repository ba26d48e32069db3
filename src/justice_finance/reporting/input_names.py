"""What people read in place of the path of an input: whose it is, and what it is.

A path names a place in the files of a study (`journeys.crime.burden.continuing_loss.person`). Its
owner has a title of the study; what it is follows from the schema, with the names that the study
gave to costs, steps and parts of formulas in its own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from justice_finance.language import marked, say, study_words
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

PHRASES: tuple[tuple[str, str], ...] = (
    ("excess_burden_of_taxation", marked("excess burden of taxation")),
    (
        "half_life_of_continuing_loss",
        marked("time in which a loss halves once people no longer act on it"),
    ),
    ("income_growth", marked("growth of incomes")),
    ("adults_growth", marked("growth of the number of adults")),
    ("income_per_person", marked("income of a person")),
    ("value_of_time", marked("value of an hour of time")),
    ("adults", marked("number of adults")),
    ("arrivals", marked("new problems in a year")),
    ("arrivals_growth", marked("growth of new problems")),
    ("burden.continuing_loss.{party}", marked("yearly loss of {party} while it is open")),
    ("burden.onset_loss.{party}", marked("loss of {party} when it begins")),
    ("burden.withheld_transfer.{name}.amount", marked("money withheld while it is open: {name}")),
    ("moves.{state}.{next}", marked("share that goes on from ‘{state}’ to ‘{next}’")),
    ("states.{state}.time.mean", marked("mean time in ‘{state}’")),
    ("states.{state}.stakes", marked("by how much ‘{state}’ raises the yearly loss")),
    ("states.{state}.remaining_share", marked("share of the loss that stays after ‘{state}’")),
    ("states.{state}.returns.share", marked("share that comes back after ‘{state}’")),
    ("states.{state}.returns.time.mean", marked("time until it comes back after ‘{state}’")),
    (
        "states.{state}.knock_on.share",
        marked("share that sets off another problem after ‘{state}’"),
    ),
    (
        "states.{state}.knock_on.time.mean",
        marked("time until another problem follows ‘{state}’"),
    ),
    ("states.{state}.costs.{name}.amount", marked("amount of the cost ‘{name}’ in ‘{state}’")),
    ("states.{state}.costs.{name}.hours", marked("hours of ‘{name}’ in ‘{state}’")),
    (
        "states.{state}.costs.{name}.share",
        marked("share in ‘{state}’ that has the cost ‘{name}’"),
    ),
    (
        "states.{state}.costs.{name}.paid_by.{party}",
        marked("share of the cost ‘{name}’ in ‘{state}’ that falls on {party}"),
    ),
    ("costs.{name}.amount", marked("amount of the cost ‘{name}’")),
    ("costs.{name}.hours", marked("hours of ‘{name}’")),
    ("costs.{name}.share", marked("share that has the cost ‘{name}’")),
    ("costs.{name}.paid_by.{party}", marked("share of the cost ‘{name}’ that falls on {party}")),
    ("staff", marked("staff")),
    ("productive_hours", marked("productive hours of one staff-year")),
    ("sites", marked("number of offices")),
    ("work.mean", marked("hours of work for one sitting")),
    ("notice_time", marked("time of notice")),
    ("parties_time.mean", marked("mean delay by the parties themselves")),
    ("patience", marked("time until people in the queue give up")),
    ("opening_pending", marked("cases pending at the start")),
    ("sittings.heard", marked("sittings for one case")),
    ("sittings.adjourned_share", marked("share of sittings that are adjourned")),
    (
        "sittings.adjourned_work_share",
        marked("work of an adjourned sitting as a share of a heard one"),
    ),
    ("effects.{name}.people_per_year", marked("people reached in a year")),
    (
        "effects.{name}.resolution_added",
        marked("added chance of a resolution for people reached"),
    ),
    (
        "effects.{name}.drawn_from.{state}",
        marked("share of people reached whose way would have been ‘{state}’"),
    ),
    ("effects.{name}.ratio", marked("size of the effect on ‘{name}’")),
    ("effects.{name}.amount", marked("size of the effect on ‘{name}’")),
    ("effects.{name}.odds", marked("size of the effect on ‘{name}’")),
    (
        "induced_demand.share",
        marked("share of new capacity filled by cases that only it brings out"),
    ),
    (
        "induced_demand.net_value",
        marked("worth to its parties of a case that only new capacity brings out"),
    ),
    ("setup", marked("cost of setting up")),
    ("setup_paid_by.{party}", marked("share of the cost of setting up that falls on {party}")),
    ("ramp_up.year_1", marked("share of its size reached in the first year")),
    ("ramp_up.year_2", marked("share of its size reached in the second year")),
)
"""Where a value stands in the files, below its owner, and what it is."""


def input_title(record: Mapping[str, Any], path: str) -> str:
    """An input of the model from its path: what it belongs to, then what it is."""
    parts = path.split(".")
    if parts[:2] == ["country", "quantities"] and len(parts) > 2:
        return _with_part(title_of(record, "quantity", parts[2]), parts[3:])
    owner, rest = _owner(record, parts)
    what = _what(record, rest) if rest else ""
    if owner and what:
        return say("{owner}: {what}", owner=owner, what=what)
    return sentence_case(owner or what)


def _owner(record: Mapping[str, Any], parts: list[str]) -> tuple[str, list[str]]:
    """Title of what a path belongs to, and the path below it."""
    first = parts[0]
    if first == "country" and len(parts) > 1:
        return _owner(record, parts[1:]) if parts[1] in KINDS else ("", parts[1:])
    if first == "templates":
        return say("Every problem"), parts[2:]
    if first not in KINDS or len(parts) < 2:
        return "", parts
    owner, rest = title_of(record, KINDS[first], parts[1]), parts[2:]
    if len(rest) > 2 and first == "interventions" and rest[0] == "services":
        return say("{owner}: {what}", owner=owner, what=title_of(record, "service", rest[1])), rest[
            2:
        ]
    return owner, rest


def _what(record: Mapping[str, Any], parts: list[str]) -> str:
    """What a value is, by the place where it stands."""
    at = parts.index("of") if "of" in parts else len(parts)
    place, formula = parts[:at], parts[at:]
    for pattern, phrase in PHRASES:
        names = _names(pattern.split("."), place)
        if names is not None:
            gaps = {gap: _said(record, gap, name) for gap, name in names.items()}
            return _with_part(say(phrase, **gaps), formula)
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
    states = record.get("titles", {}).get("state", {})
    return study_words(str(states.get(name) or plain_words(name)))


def _with_part(what: str, formula: Sequence[str]) -> str:
    """What a value is, and the part of its formula that a name stands for."""
    said = [study_words(plain_words(part)) for part in formula if part not in ("of", *EVIDENT)]
    return say("{what} ({part})", what=what, part=say(", ").join(said)) if said else what
