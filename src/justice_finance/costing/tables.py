"""Needs as tables that a person reads: at the command line and in a notebook.

Made from the record alone, so that a saved record shows the same. Whole numbers of people and
staff; money in millions; mean over draws with the 90 % range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

MILLION = 1e6
MEASURES = {
    "cost_per_person": "cost per person and year",
    "share_of_gross_domestic_product": "share of gross domestic product",
    "share_of_government_expenditure": "share of government expenditure",
    "donor_share_of_aid": "donors' part over all aid received",
}


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
    shown = years_shown(record["years"])
    money = f"million {record['currency']} of {record['price_year']}"
    heads = tuple(str(record["years"][at]) for at in shown)
    found = [_services(record, heads, shown)]
    found.append(_cost(record, heads, shown, money))
    found.append(_parties(record, heads, shown, money))
    if record["affordability"]:
        found.append(_afford(record, heads, shown))
    if record["benchmarks"]:
        found.append(_benchmarks(record))
    found += [_bought(each, heads, shown, money) for each in record["bought"]]
    return found


def years_shown(years: Sequence[int]) -> list[int]:
    """Positions of the years that tables show: the first, the last, and some between."""
    step = max(1, (len(years) + 2) // 4)
    return sorted({*range(0, len(years) - 1, step), len(years) - 1})


def _services(record: Mapping[str, Any], heads: tuple[str, ...], shown: list[int]) -> FewLines:
    rows = []
    for each in record["services"]:
        what = "people to be helped" if each["by_coverage"] else "cases to be resolved"
        for name, key in (
            (f"{each['title']}: {what}", "cases"),
            ("  under business as usual", "cases_anyway"),
            ("  staff needed", "staff"),
            ("  staff there", "staff_anyway"),
        ):
            rows.append((name, *(_count(each[key][at]) for at in shown)))
    return FewLines("People, cases and full-time staff", ("", *heads), tuple(rows))


def _cost(
    record: Mapping[str, Any], heads: tuple[str, ...], shown: list[int], money: str
) -> FewLines:
    rows = [
        (_words(name), *(_money(amounts[at]) for at in shown))
        for name, amounts in record["cost_by_function"].items()
    ]
    for title, key in (
        ("all", "total"),
        ("spent anyway", "total_spent_anyway"),
        ("financing gap", "total_gap"),
    ):
        rows.append((title, *(_money(record[key][at]) for at in shown)))
    return FewLines(f"Cost by function, {money}", ("", *heads), tuple(rows))


def _parties(
    record: Mapping[str, Any], heads: tuple[str, ...], shown: list[int], money: str
) -> FewLines:
    rows = []
    for party, amounts in record["cost_by_party"].items():
        rows.append((_words(party), *(_money(amounts[at]) for at in shown)))
        gap = record["gap"][party]
        rows.append(("  of which not yet financed", *(_money(gap[at]) for at in shown)))
    return FewLines(f"Cost by who bears it, {money}", ("", *heads), tuple(rows))


def _afford(record: Mapping[str, Any], heads: tuple[str, ...], shown: list[int]) -> FewLines:
    rows = []
    for name, values in record["affordability"].items():
        unit = f" ({record['currency']})" if name == "cost_per_person" else ""
        write = _count if name == "cost_per_person" else _share
        rows.append((MEASURES[name] + unit, *(write(values[at]) for at in shown)))
    return FewLines("Affordability", ("", *heads), tuple(rows))


def _benchmarks(record: Mapping[str, Any]) -> FewLines:
    rows = []
    for each in record["benchmarks"]:
        money = each["measure"] == "cost_per_person"
        write = _count if money else _share
        own = "not known" if each["last_year"] is None else write(each["last_year"])
        published = f"{each['published']:,.0f}" if money else f"{100 * each['published']:.2f} %"
        rows.append((each["title"], MEASURES[each["measure"]], published, own))
    heads = ("", "measure", "published", f"here, {record['years'][-1]}")
    return FewLines("Beside published figures", heads, tuple(rows))


def _bought(
    each: Mapping[str, Any], heads: tuple[str, ...], shown: list[int], money: str
) -> FewLines:
    rows = [
        (title, *(write(each[key][at]) for at in shown))
        for title, key, write in (
            ("given", "given", _money),
            ("  spent on running it", "recurrent", _money),
            ("  spent on capital", "capital", _money),
            ("  unspent, goes back", "unspent", _money),
            ("further staff", "staff", _count),
            ("further staff that the need takes", "needed", _count),
            ("further cases", "cases", _count),
        )
    ]
    title = f"What the budget buys: {each['title']}, {money}"
    return FewLines(title, ("", *heads), tuple(rows))


def _range(figure: Mapping[str, float], factor: float, form: str) -> str:
    mean, low, high = (figure[name] * factor for name in ("mean", "p05", "p95"))
    text = f"{mean:{form}}"
    if abs(high - low) <= 1e-9 * max(abs(mean), 1e-12):
        return text
    return f"{text} ({low:{form}} to {high:{form}})"


def _count(figure: Mapping[str, float]) -> str:
    return _range(figure, 1.0, ",.0f" if abs(figure["mean"]) >= 100 else ",.1f")


def _money(figure: Mapping[str, float]) -> str:
    form = ",.0f" if abs(figure["mean"]) >= 10 * MILLION else ",.3f"
    return _range(figure, 1.0 / MILLION, form)


def _share(figure: Mapping[str, float]) -> str:
    return _range(figure, 100.0, ".2f") + " %"


def _words(name: str) -> str:
    return name.replace("_", " ")
