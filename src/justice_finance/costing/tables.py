"""Needs as tables that a person reads: at the command line and in a notebook.

Made from the record alone, so that a saved record shows the same. Mean over draws in
some years, and the 90 % range of the last; money in millions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from justice_finance.vocabulary import AFFORDABILITY

MILLION = 1e6
Row = tuple[str, ...]
Form = Callable[[float], str]


@dataclass(frozen=True)
class FewLines:
    """A small table: what it shows, heads, and rows of text."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """With columns side by side; the first to the left, the others to the right."""
        every = [self.heads, *self.rows]
        widths = [max(len(row[at]) for row in every) for at in range(len(self.heads))]
        lines = [self.title]
        for row in every:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            lines.append("  ".join(cells).rstrip())
        return "\n".join(lines)

    def as_html(self) -> str:
        """For a notebook."""
        heads = "".join(f"<th>{escape(each)}</th>" for each in self.heads)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        head = f"<thead><tr>{heads}</tr></thead>"
        return f"<p><b>{escape(self.title)}</b></p><table>{head}<tbody>{rows}</tbody></table>"


def lines_of(record: Mapping[str, Any]) -> list[FewLines]:
    """The tables of a record of needs."""
    write = _Writer(record)
    found = [_services(record, write), _cost(record, write), _parties(record, write)]
    if record["affordability"]:
        found.append(_afford(record, write))
    if record["benchmarks"]:
        found.append(_benchmarks(record))
    return found + [_bought(each, write) for each in record["bought"]]


def years_shown(years: Sequence[int]) -> list[int]:
    """Positions of the years that tables show: the first, the last, and some between."""
    step = max(1, (len(years) + 2) // 4)
    return sorted({*range(0, len(years) - 1, step), len(years) - 1})


class _Writer:
    """Rows of means in the years shown, with the range of the last year."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.shown = years_shown(record["years"])
        self.money = f"million {record['currency']} of {record['price_year']}"
        years = [str(record["years"][at]) for at in self.shown]
        self.heads = ("", *years, f"90 % range {years[-1]}")

    def row(self, title: str, by_year: Sequence[Mapping[str, float]], form: Form) -> Row:
        means = (form(by_year[at]["mean"]) for at in self.shown)
        return (title, *means, between(by_year[self.shown[-1]], form))

    def table(self, title: str, rows: Sequence[Row]) -> FewLines:
        return FewLines(title, self.heads, tuple(rows))


def _services(record: Mapping[str, Any], write: _Writer) -> FewLines:
    rows = []
    for each in record["services"]:
        what = "people to be helped" if each["by_coverage"] else "cases to be resolved"
        rows += [
            write.row(f"{each['title']}: {what}", each["cases"], count),
            write.row("  under business as usual", each["cases_anyway"], count),
            write.row("  staff needed", each["staff"], count),
            write.row("  staff there", each["staff_anyway"], count),
        ]
        if each["disposition_time"] is not None:
            rows.append(write.row("  of the cases, sent by advice", each["brought"], count))
            rows.append(write.row("  days to disposition wanted", each["disposition_time"], count))
            days = each["days_without_queue"]
            rows.append(write.row("  days that notice and parties take anyway", days, count))
    return write.table("People, cases and full-time staff", rows)


def _cost(record: Mapping[str, Any], write: _Writer) -> FewLines:
    rows = [
        write.row(words(name), amounts, millions)
        for name, amounts in record["cost_by_function"].items()
    ]
    for title, key in (
        ("all", "total"),
        ("spent anyway", "total_spent_anyway"),
        ("financing gap of public budgets and donors", "financing_gap"),
    ):
        rows.append(write.row(title, record[key], millions))
    return write.table(f"Cost by function, {write.money}", rows)


def _parties(record: Mapping[str, Any], write: _Writer) -> FewLines:
    rows = []
    for party, amounts in record["cost_by_party"].items():
        rows.append(write.row(words(party), amounts, millions))
        rows.append(write.row("  beyond what it bears anyway", record["gap"][party], millions))
    return write.table(f"Cost by who bears it, {write.money}", rows)


def _afford(record: Mapping[str, Any], write: _Writer) -> FewLines:
    rows = []
    for name, values in record["affordability"].items():
        per_person = name == "cost_per_person"
        unit = f" ({record['currency']})" if per_person else ""
        rows.append(
            write.row(AFFORDABILITY[name] + unit, values, count if per_person else per_cent)
        )
    return write.table("Affordability", rows)


def _benchmarks(record: Mapping[str, Any]) -> FewLines:
    rows = []
    for each in record["benchmarks"]:
        form = count if each["measure"] == "cost_per_person" else per_cent
        own = each["last_year"]
        figures = ("not known", "") if own is None else (form(own["mean"]), between(own, form))
        published = form(each["published"])
        rows.append((each["title"], AFFORDABILITY[each["measure"]], published, *figures))
    heads = ("", "measure", "published", f"here, {record['years'][-1]}", "90 % range")
    return FewLines("Beside published figures", heads, tuple(rows))


def _bought(each: Mapping[str, Any], write: _Writer) -> FewLines:
    rows = [
        write.row(title, each[key], form)
        for title, key, form in (
            ("given", "given", millions),
            ("  spent on running it", "recurrent", millions),
            ("  spent on capital", "capital", millions),
            ("  unspent, goes back", "unspent", millions),
            ("further staff", "staff", count),
            ("further staff that the need takes", "needed", count),
            ("further cases", "cases", count),
        )
    ]
    return write.table(f"What the budget buys: {each['title']}, {write.money}", rows)


def between(figure: Mapping[str, float], form: Form) -> str:
    """The 90 % range; nothing where it has no width."""
    low, high = form(figure["p05"]), form(figure["p95"])
    return "" if low == high else f"{low} to {high}"


def count(value: float) -> str:
    """People, staff, days: whole from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:,.1f}"


def millions(value: float) -> str:
    """Money in millions."""
    return f"{value / MILLION:,.0f}" if abs(value) >= 10.0 * MILLION else f"{value / MILLION:,.3f}"


def per_cent(value: float) -> str:
    """A share in per cent."""
    return f"{100.0 * value:.2f} %"


def words(name: str) -> str:
    """A name of the model in plain words."""
    return name.replace("_", " ")
