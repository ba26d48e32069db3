"""`explain`: from a figure to its ledger rows, the values behind them, and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from justice_finance.cli.output import print_json

MOST_ROWS, MOST_VALUES, MOST_INPUTS = 8, 3, 10
SMALLEST_SHARE = 0.01
SMALLEST_ERROR = 1e-9


def explain_number(folder: Path, number: str | None, as_json: bool) -> int:
    """List the figures of a run, or explain one."""
    from justice_finance.inspect.explain import explain
    from justice_finance.inspect.figures import numbers_of
    from justice_finance.runs.folder import read_run

    results = read_run(folder)
    if number is None:
        names = numbers_of(results)
        if as_json:
            print_json({"run_id": results.run_id, "numbers": names})
        else:
            print("\n".join(names))
        return 0
    found = explain(results, number)
    if as_json:
        print_json(found)
        return 0
    print("\n".join(lines_of(found, results.record)))
    return 0


def lines_of(found: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    """The explanation as text."""
    yield from _figure(found)
    yield from _rows(found, record)
    yield from _inputs(found, record)


def _figure(found: Mapping[str, Any]) -> Iterator[str]:
    from justice_finance.charts.rounding import rate_text

    settings = found["settings"]
    figure = found["number"].split(".", 1)[1].replace("_", " ").replace(".", " of ")
    yield f"{found['option']}: {figure}"
    yield f"  {figure_text(found['number'], found['figure'], settings)}"
    yield f"  = {found['formula'].replace('_', ' ')}"
    variant = str(settings["structural_variant"]).replace("_", " ")
    yield (
        f"  {rate_text(settings['discount_rate'])} a year, {settings['horizon']} years from "
        f"{settings['base_year']}, no terminal value, structural variant {variant}, "
        f"{settings['draws']:,} draws, run {found['run_id']}"
    )


def figure_text(number: str, figure: Mapping[str, Any] | None, settings: Mapping[str, Any]) -> str:
    """A figure with its range and its Monte Carlo error, rounded as they allow."""
    from justice_finance.charts.rounding import (
        Estimate,
        Scale,
        mean_text,
        percent_text,
        range_text,
        scale_for,
    )

    if figure is None:
        return "none: what it divides by may not be above zero"
    if "p05" not in figure:
        share = percent_text(figure["mean"], settings["draws"])
        return f"{share} ({_error_text(figure['error'], Scale(0.01, 'points'))})"
    error = float("nan") if figure["error"] is None else figure["error"]
    estimate = Estimate(figure["mean"], figure["p05"], figure["p95"], error)
    scale = scale_for(estimate)
    is_money = not any(word in number for word in ("ratio", "problems_resolved"))
    unit = f"{settings['currency']} of {settings['price_year']}: " if is_money else ""
    word = f" {scale.word}" if scale.word else ""
    return (
        f"{unit}{mean_text(estimate)}{word} (90 % range {range_text(estimate)}{word}; "
        f"{_error_text(figure['error'], scale)})"
    )


def _error_text(error: float | None, scale: Any) -> str:
    """A Monte Carlo error in two digits."""
    from math import floor, log10

    from justice_finance.charts.rounding import number_text

    if not error or error < SMALLEST_ERROR:
        return "Monte Carlo error not known" if error is None else "no Monte Carlo error"
    text = number_text(error, 10.0 ** (floor(log10(error)) - 1), scale)
    return f"Monte Carlo error {text} {scale.word}".rstrip()


def _rows(found: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    from justice_finance.reporting.words import title_of

    whole = sum(abs(row["adds"]) for row in found["rows"])
    own = found["sum_of"].replace("_", " ")
    yield ""
    yield f"Rows that add up to {own} (discounted, mean over draws, against business as usual):"
    shown = [row for row in found["rows"] if abs(row["adds"]) >= SMALLEST_SHARE * whole]
    shown = shown[:MOST_ROWS]
    for row in shown:
        if "legal_problem" in row:
            title = title_of(record, "legal_problem", row["legal_problem"])
            yield f"  {row['adds']:>+18,.0f}  {title}"
            continue
        words = row["category"].replace("_", " ")
        yield f"  {row['adds']:>+18,.0f}  {words}: {row['from']} -> {row['to']}"
        yield from _values(row["values"], found, record)
    rest = found["rows"][len(shown) :]
    if rest:
        yield f"  {sum(row['adds'] for row in rest):>+18,.0f}  {len(rest)} smaller rows (--json)"


def _values(names: list[str], found: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    """The first values behind a row: uncertain ones by their share, then the others."""
    from justice_finance.reporting.input_names import input_title

    shares = {each["id"]: each["share"] for each in found["inputs"]}
    known = [name for name in names if name in found["values"]]
    known.sort(key=lambda n: (-shares.get(n, 0.0), not found["values"][n].get("uncertain"), n))
    for name in known[:MOST_VALUES]:
        value = found["values"][name]
        yield f"{'':22}{input_title(record, name)} = {plain_number(value.get('central'))}"
        yield f"{'':24}{origin_text(value, found['evidence'])}"
    if len(known) > MOST_VALUES:
        yield f"{'':22}and {len(known) - MOST_VALUES} more values (--json)"


def _inputs(found: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[str]:
    from justice_finance.reporting.input_names import input_title

    yield ""
    if not found["inputs"]:
        yield "What its spread depends on is not known: the run kept no inputs by draw."
        return
    yield f"What its spread depends on ({found['share_method']}):"
    for each in found["inputs"][:MOST_INPUTS]:
        central = plain_number(each["central"])
        yield f"  {100 * each['share']:4.0f} %  {input_title(record, each['id'])} = {central}"
        yield f"{'':10}value: {origin_text(each['value_origin'], found['evidence'])}"
        yield f"{'':10}spread: {origin_text(each['spread_origin'], found['evidence'])}"
        yield f"{'':10}{each['id']}"
    rest = found["inputs"][MOST_INPUTS:]
    if rest:
        yield f"  {100 * sum(each['share'] for each in rest):4.0f} %  {len(rest)} others (--json)"


def origin_text(origin: Mapping[str, Any], evidence: Mapping[str, Any]) -> str:
    """An origin: source, place, grade and interval of evidence, or an assumption's sentence."""
    text = str(origin.get("text", ""))
    row = evidence.get(text) if origin.get("kind") == "evidence" else None
    if row is None:
        return f"{origin.get('kind', 'not on record')}: {text}"
    source = row["source"]
    year = f" ({source['year']})" if source.get("year") else ""
    interval = ""
    if row.get("low") is not None and row.get("high") is not None:
        kind = str(row.get("interval_kind") or "").replace("_", " ")
        interval = f", {plain_number(row['low'])} to {plain_number(row['high'])} ({kind})"
    parts = (f"{source.get('authors', '')}{year}", source.get("title", ""), row.get("locator", ""))
    where = ", ".join(part for part in parts if part)
    value = plain_number(row.get("value"))
    return f"evidence {text} = {value}{interval}: {where}; grade {row['grade']}"


def plain_number(value: float | None) -> str:
    """A number in four digits, whole where it is large."""
    if value is None:
        return "no number"
    return f"{value:,.0f}" if abs(value) >= 10000.0 else f"{value:.4g}"
