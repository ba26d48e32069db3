"""`compare`: which inputs differ between two runs, and what that did to the headline figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from justice_finance.cli.explain import figure_text, plain_number
from justice_finance.cli.output import print_json

MOST_SHOWN = 30


def compare_runs(first: Path, second: Path, other_study: bool, as_json: bool) -> int:
    """Read two run folders and say what tells them apart."""
    from justice_finance.inspect.compare import compare
    from justice_finance.runs.folder import read_run

    results = read_run(first), read_run(second)
    found = compare(*results, other_study=other_study)
    if as_json:
        print_json(found)
        return 0
    titles = {**results[1].record, **results[0].record}
    settings = {
        "currency": results[0].dataset.attrs["currency"],
        "price_year": int(results[0].dataset.attrs["price_year"]),
        "draws": min(int(each.dataset.sizes["draw"]) for each in results),
    }
    print("\n".join(lines_of(found, titles, settings)))
    return 0


def lines_of(
    found: Mapping[str, Any], record: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[str]:
    """The comparison as text."""
    yield f"Run {found['runs'][0]} -> run {found['runs'][1]}"
    if found["runs"][0] == found["runs"][1]:
        yield "The same run: nothing differs."
        return
    yield from _settings(found)
    yield from _inputs(found, record)
    yield from _others(found)
    yield from _figures(found, record, settings)


def _settings(found: Mapping[str, Any]) -> Iterator[str]:
    if found["settings"]:
        yield ""
        yield "Settings:"
    for each in found["settings"]:
        yield f"  {each['name'].replace('_', ' ')}: {each['old']} -> {each['new']}"


def _inputs(found: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    from justice_finance.reporting.input_names import input_title

    yield ""
    if not found["inputs"]:
        yield "Inputs: no value differs."
        return
    yield "Inputs, largest estimated effect first:"
    for each in found["inputs"][:MOST_SHOWN]:
        old, new = each["old"], each["new"]
        yield f"  {input_title(record, each['name'])}: {_side(old)} -> {_side(new)}"
        yield f"    {each['name']}"
        if old is not None and new is not None:
            for part in ("origin", "distribution", "spread_origin"):
                if old.get(part) != new.get(part):
                    label = part.replace("_", " ")
                    yield f"    {label}: {_words(old.get(part))} -> {_words(new.get(part))}"
        for option, effect in each["effect"].items():
            change = _change(effect["mean"], effect["error"])
            yield f"    about {change} of the net present value of {option}"
    if len(found["inputs"]) > MOST_SHOWN:
        yield f"  and {len(found['inputs']) - MOST_SHOWN} more (--json)"
    if any(each["effect"] for each in found["inputs"]):
        yield f"  Effects are {found['effect_method']}."


def _side(side: Mapping[str, Any] | None) -> str:
    return "not there" if side is None else plain_number(side.get("central"))


def _words(part: Any) -> str:
    if part is None:
        return "none"
    if "kind" in part and "text" in part:
        grade = f" {part['grade']}" if part.get("grade") else ""
        return f"{part['kind']}{grade} ({part['text']})"
    return ", ".join(f"{name} {value}" for name, value in part.items() if name != "kind")


def _others(found: Mapping[str, Any]) -> Iterator[str]:
    for title, rows in (("Evidence", found["evidence"]), ("What options set", found["options"])):
        if rows:
            yield ""
            yield f"{title}:"
        for each in rows:
            name = each.get("name") or f"{each['option']}: {each['path']}"
            old, new = (_value(each[side]) for side in ("old", "new"))
            yield f"  {name}: {old} -> {new}"


def _value(side: Any) -> str:
    if isinstance(side, dict):
        inner = next((side[key] for key in ("value", "choice") if side.get(key) is not None), None)
        return plain_number(inner) if isinstance(inner, (int, float)) else str(side)
    return "not set" if side is None else str(side)


def _figures(
    found: Mapping[str, Any], record: Mapping[str, Any], settings: Mapping[str, Any]
) -> Iterator[str]:
    from justice_finance.reporting.words import scenario_title

    yield ""
    pairing = "draw by draw" if found["paired"] else "of two independent sets of draws"
    yield f"Headline figures (error of a difference: Monte Carlo, {pairing}):"
    for option, figures in found["figures"].items():
        yield f"  {scenario_title(record, option)}"
        for name, each in figures.items():
            sides = [figure_text(name, each[side], settings) for side in ("old", "new")]
            yield f"    {name.replace('_', ' ')}: {sides[0]}"
            yield f"      -> {sides[1]}"
            if each["difference"] is not None:
                yield f"      difference {_change(each['difference'], each['error'])}"
    for run, names in found["only_in"].items():
        if names:
            yield f"  Only in run {run}: {', '.join(names)}"


def _change(difference: float, error: float | None) -> str:
    """A difference with its error, and whether it is more than the error may be."""
    form = ",.0f" if max(abs(difference), error or 0.0) >= 100.0 else ".3g"
    if error is None:
        return f"{difference:+{form}} (error not known)"
    clear = abs(difference) > 2.0 * error or not difference
    words = "" if clear else " (not clear: within two errors of none)"
    return f"{difference:+{form}} ± {error:{form}}{words}"
