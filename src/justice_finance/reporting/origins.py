"""What the figures rest on: evidence, assumptions, changes, and what their spread comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.appraisal.shapley_draws import shapley_shares, varying_together
from justice_finance.language import decimal_text, marked, say, say_as
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.words import sentence_case

if TYPE_CHECKING:
    import xarray as xr

ASSUMPTION = "assumption"
ORIGINS = {
    "evidence A": marked("Evidence of grade A (official statistics, large surveys, trials)"),
    "evidence B": marked("Evidence of grade B (peer-reviewed)"),
    "evidence C": marked("Evidence of grade C (programme evaluations, modelling)"),
    "evidence D": marked("Evidence of grade D (judgement)"),
    ASSUMPTION: marked("Assumptions"),
    "choice": marked("Choices of policy"),
}
IN_SHORT = (
    marked("evidence A"),
    marked("evidence B"),
    marked("evidence C"),
    marked("evidence D"),
    marked("assumption"),
    marked("choice"),
)
IN_A_SENTENCE = {
    "evidence A": marked("evidence of grade A"),
    "evidence B": marked("evidence of grade B"),
    "evidence C": marked("evidence of grade C"),
    "evidence D": marked("evidence of grade D"),
}


@dataclass(frozen=True)
class EvidenceRow:
    """One figure of the register that the study uses."""

    id: str
    quantity: str
    value: float | None
    low: float | None
    high: float | None
    interval_kind: str
    unit: str
    currency: str
    price_year: int | None
    grade: str
    verified: str
    locator: str
    source_id: str
    source: str
    url: str
    licence: str


@dataclass(frozen=True)
class AssumptionRow:
    """One assumption of the study, with its sentence."""

    path: str
    title: str
    assumption: str


@dataclass(frozen=True)
class ChangeRow:
    """One value that an option changes."""

    option: str
    path: str
    old: str
    new: str
    override: str
    title: str = ""
    """The path in words."""


@dataclass(frozen=True)
class InputRow:
    """One uncertain input."""

    id: str
    title: str
    kind: str
    central: float | None
    distribution: str
    value_origin: str
    value_text: str
    spread_origin: str
    spread_text: str


@dataclass(frozen=True)
class LedgerSource:
    """The names of the values behind one kind of row of the ledger."""

    category: str
    payer: str
    payee: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Driver:
    """An input's share in the spread of an option's net present value."""

    option: str
    input: str
    title: str
    origin: str
    text: str
    share: float


def evidence_rows(record: Mapping[str, Any]) -> tuple[EvidenceRow, ...]:
    """Every figure used, in order of id."""
    rows = []
    for name, each in sorted(record.get("evidence", {}).items()):
        source = each.get("source", {})
        year = f" ({source['year']})" if source.get("year") else ""
        parts = [f"{source.get('authors', '')}{year}", source.get("title", "")]
        parts.append(source.get("publisher", ""))
        rows.append(
            EvidenceRow(
                id=name,
                quantity=str(each.get("quantity", "")),
                value=each.get("value"),
                low=each.get("low"),
                high=each.get("high"),
                interval_kind=str(each.get("interval_kind") or "none"),
                unit=str(each.get("unit", "")),
                currency=str(each.get("currency") or ""),
                price_year=each.get("price_year"),
                grade=str(each.get("grade", "")),
                verified=str(each.get("verified", "")),
                locator=str(each.get("locator", "")),
                source_id=str(source.get("source_id", "")),
                source=". ".join(part.strip().rstrip(".") for part in parts if part.strip()),
                url=str(source.get("url", "")),
                licence=str(source.get("licence", "")),
            )
        )
    return tuple(rows)


def assumption_rows(record: Mapping[str, Any]) -> tuple[AssumptionRow, ...]:
    """Every assumption, in order of path."""
    found = sorted((str(e["path"]), str(e["assumption"])) for e in record.get("assumptions", ()))
    return tuple(AssumptionRow(path, input_title(record, path), text) for path, text in found)


def change_rows(record: Mapping[str, Any], variant: str) -> tuple[ChangeRow, ...]:
    """What each option changes, old to new, in the headline variant."""
    rows = []
    for option, each in record.get("scenarios", {}).items():
        changes = each.get("changes", {})
        chosen = changes.get(variant, next(iter(changes.values()), []))
        rows += [
            ChangeRow(option, str(c["path"]), _changed(c, "old"), _changed(c, "new"),
                      str(c.get("override", "")), input_title(record, str(c["path"])))
            for c in chosen
        ]  # fmt: skip
    return tuple(rows)


def _changed(change: Mapping[str, Any], side: str) -> str:
    """The old or the new value; a year without a mark between thousands."""
    text = _plain(change[side])
    if str(change["path"]).rpartition(".")[2] not in ("starts", "ends"):
        return text
    return text.replace(decimal_text(1000)[1:-3], "") if decimal_text(1000)[1:-3] else text


def _plain(value: Any) -> str:
    """A leaf as a person writes it: its number and unit, without what was left empty."""
    if isinstance(value, Mapping):
        return _leaf(value)
    if value is None:
        return say_as("value", "nothing")
    if isinstance(value, bool):
        return say_as("answer", "yes") if value else say_as("answer", "no")
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, (list, tuple)):
        return say(", ").join(_plain(each) for each in value)
    return str(value)


def _leaf(value: Mapping[str, Any]) -> str:
    unit = value.get("unit")
    for key in ("choice", "value", "evidence", "same_as", "formula"):
        if value.get(key) is not None:
            words = " ".join(_plain(each) for each in (value[key], unit) if each is not None)
            if key == "evidence":
                return say("evidence {name}", name=words)
            if key == "same_as":
                return say("same as {name}", name=words)
            return say("formula {formula}", formula=words) if key == "formula" else words
    if "money" in value:
        gaps = {"amount": value["money"], "year": value.get("price_year", "")}
        if value.get("per"):
            return say("{amount} of {year} per {unit}", **gaps, unit=value["per"])
        return say("{amount} of {year}", **gaps).strip()
    parts = (say("{owner}: {what}", owner=key, what=_plain(each)) for key, each in value.items())
    return say(", ").join(parts)


def _number(value: float) -> str:
    """Six digits, all of those before the decimal mark; a hyphen is its minus sign, as in data."""
    if abs(value) >= 1e6:
        digits = decimal_text(value)
    else:
        written, _, power = f"{abs(value):.6g}".partition("e")
        digits = decimal_text(float(written), len(written.partition(".")[2]))
        digits += f"e{power}" if power else ""
    return f"-{digits}" if value < 0.0 else digits


def input_rows(record: Mapping[str, Any]) -> tuple[InputRow, ...]:
    """Every uncertain input, in order of id."""
    rows = []
    for each in sorted(record.get("inputs", ()), key=lambda one: str(one["id"])):
        rows.append(
            InputRow(
                id=str(each["id"]),
                title=input_title(record, str(each["id"])),
                kind=str(each.get("kind", "")),
                central=each.get("central"),
                distribution=_plain(each.get("distribution")),
                value_origin=origin_of(each.get("value_origin", {})),
                value_text=str(each.get("value_origin", {}).get("text", "")),
                spread_origin=origin_of(each.get("spread_origin", {})),
                spread_text=str(each.get("spread_origin", {}).get("text", "")),
            )
        )
    return tuple(rows)


def ledger_source_rows(record: Mapping[str, Any]) -> tuple[LedgerSource, ...]:
    """What the rows of the ledger are made of; none if the run did not note it."""
    return tuple(
        LedgerSource(str(e["category"]), str(e["from"]), str(e["to"]), tuple(map(str, e["paths"])))
        for e in record.get("ledger", ())
    )


def rate_origin_of(record: Mapping[str, Any]) -> str:
    """Why the study discounts at its rate; empty if the run did not note it."""
    leaf = record.get("study", {}).get("discount_rate") or {}
    if leaf.get("assumption"):
        return say("Assumption: {text}", text=leaf["assumption"])
    found = leaf.get("evidence") or (leaf.get("value") or {})
    name = found.get("evidence") if isinstance(found, Mapping) else found
    row = record.get("evidence", {}).get(name)
    if row is not None:
        return say(
            "{name} ({source}, {place}; grade {grade}).",
            name=name,
            source=row["source"].get("title", ""),
            place=row.get("locator", ""),
            grade=row.get("grade", ""),
        )
    return say("A choice of the study.") if "choice" in leaf else ""


def origin_of(origin: Mapping[str, Any]) -> str:
    """`evidence A` to `evidence D`, `assumption` or `choice`."""
    kind = str(origin.get("kind", ASSUMPTION))
    return f"{kind} {origin.get('grade') or 'D'}" if kind == "evidence" else kind


def origin_title(origin: str) -> str:
    """An origin as it stands in a table: `Evidence A`."""
    return sentence_case(say(origin))


def origin_words(origin: str) -> str:
    """An origin inside a sentence: `evidence of grade A`."""
    return say(IN_A_SENTENCE.get(origin, origin))


def drivers_of(
    draws: Any, worth: xr.Dataset, record: Mapping[str, Any], options: Sequence[str]
) -> tuple[Driver, ...]:
    """Share of every input in the variance of each option's worth, largest first.

    Parameters
    ----------
    draws : xarray.Dataset or None
        `value` over draw and input; nothing can be said without it.
    record : mapping
        Inputs, and which of them vary together.

    Notes
    -----
    Shapley effects (`appraisal.shapley_draws`), none below zero.
    """
    known = {row.id: row for row in input_rows(record)}
    if draws is None or not known:
        return ()
    names = [str(name) for name in draws["input"].values if str(name) in known]
    values = draws["value"].sel(input=names).transpose("draw", "input").values
    outcomes = worth["net_present_value"].sel(scenario=list(options)).transpose("draw", ...).values
    scramble = worth["scramble"].values if "scramble" in worth.coords else None
    shares, _ = shapley_shares(
        outcomes, values[: len(outcomes)], names, varying_together(record), scramble
    )
    rows = []
    for option, column in zip(options, np.maximum(shares, 0.0).T, strict=True):
        found = [
            Driver(option, name, known[name].title, known[name].spread_origin,
                   known[name].spread_text, float(share))
            for name, share in zip(names, column, strict=True)
        ]  # fmt: skip
        rows += sorted(found, key=lambda each: (-each.share, each.input))
    return tuple(rows)


def share_on(drivers: Sequence[Driver], option: str, origin: str) -> float | None:
    """Share of an option's spread that rests on an origin; None where it is not known.

    Of what can be told apart: what inputs do only together rests on them alike.
    """
    own = [each for each in drivers if each.option == option]
    if not own or not any(each.share for each in own):
        return None
    told = sum(each.share for each in own)
    return sum(each.share for each in own if each.origin == origin) / told
