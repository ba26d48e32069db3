"""The numbers behind the figures of the page, each once, with where the page says what it rests on.

Rows of the register and reasons of assumptions stand in tables of the page already; here are their
ids only, and the page's script shows the row itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.explored import KIND_OF_CATEGORY
from justice_finance.reporting.input_names import input_title
from justice_finance.reporting.shown import observed_text

if TYPE_CHECKING:
    from justice_finance.reporting.content import Report

MOST_LETTERS = 150_000
"""Of all parameters together: what a page has room for."""


def parameters_of(
    report: Report, record: Mapping[str, Any], series: Iterable[Mapping[str, str]]
) -> dict[str, Any]:
    """What stands behind each series, and behind each uncertain input.

    Parameters
    ----------
    report : Report
    record : mapping
        Of the run; `values` holds every number with its origin.
    series : iterable of mapping
        `payer`, `payee` and `kind` of what the page carries.

    Returns
    -------
    dict
        `rows`: title, central value, kind of origin and id (of evidence, or the path of an
        assumption) of each number, once; `of_series`: for each series the places of its rows;
        `of_input`: by id of an input the place of its row. Numbers beyond the bound are left out.
    """
    values: Mapping[str, Any] = record.get("values", {})
    rows: list[list[str]] = []
    places: dict[str, int] = {}
    letters = 0

    def place(path: str) -> int | None:
        nonlocal letters
        value = values.get(path)
        if value is None:
            return None
        if path not in places:
            kind = str(value["kind"])
            ref = str(value["text"]) if kind == "evidence" else path
            central = value.get("central")
            shown = "" if central is None else observed_text(float(central))
            row = [input_title(record, path), shown, kind, ref]
            letters += sum(len(each) for each in row)
            if letters > MOST_LETTERS:
                return None
            places[path] = len(rows)
            rows.append(row)
        return places[path]

    def known(paths: Iterable[str]) -> list[int]:
        return [at for path in paths if (at := place(path)) is not None]

    drivers = dict.fromkeys(each.input for each in report.drivers)
    of_input = {name: at for name in drivers if (at := place(name)) is not None}
    behind: dict[tuple[str, str, str], dict[str, None]] = {}
    for source in report.ledger_sources:
        key = (source.payer, source.payee, KIND_OF_CATEGORY[source.category])
        behind.setdefault(key, {}).update(dict.fromkeys(source.paths))
    of_series = [
        known(behind.get((each["payer"], each["payee"], each["kind"]), ())) for each in series
    ]
    return {"rows": rows, "of_series": of_series, "of_input": of_input}
