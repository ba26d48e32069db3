"""Checks every cell of the register and says, for each mistake, the line and what to do.

A row with a mistake gives no value, but reading goes on, so that all mistakes come together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping

from justice_finance.errors import Mistakes, Place, did_you_mean
from justice_finance.evidence.values import (
    COUNTED,
    COUNTRY_GROUPS,
    GRADES,
    INTERVAL_KINDS,
    NOT_STATED,
    PROBLEM_CATEGORIES,
    STATISTICS,
    VERIFIED,
    EvidenceValue,
    Source,
)
from justice_finance.files.documents import MAX_NUMBER
from justice_finance.files.tables import Row
from justice_finance.units.names import Unit, find_unit, nearest_unit

_ID = re.compile(r"[a-z][a-z0-9_]*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LOCATOR_MISSING = frozenset({"", "not seen", "unknown", "none", "?"})

# Units in which a survey's prevalence depends on how far back its question looked.
_LOOKS_BACK = frozenset({"share", "people", "problems", "problems_per_person"})


class SourceChecker:
    """Reads rows of `sources.csv`."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.sources: dict[str, Source] = {}
        self._mistakes = mistakes
        self._lines: dict[str, int] = {}

    def read(self, row: Row) -> None:
        """Check one source and keep it."""
        cells = row.cells
        source_id, year = cells["source_id"], None
        if not _ID.fullmatch(source_id):
            self._add("evidence_bad_id", row, "source_id", f"`{source_id}`", *_ID_RULE)
        elif source_id in self.sources:
            self._add(
                "evidence_duplicate_source",
                row,
                "source_id",
                f"`{source_id}` again (first on line {self._lines[source_id]})",
                "each source once",
                "merge the two rows, or give one of them an id of its own",
            )
        if not cells["title"].strip():
            self._add(
                "evidence_source_without_title",
                row,
                "title",
                "no title",
                "the title that a report cites",
                "write the title of the document",
            )
        if cells["year"]:
            year = _year(cells["year"])
            if year is None:
                self._add("evidence_bad_year", row, "year", f"`{cells['year']}`", *_YEAR_RULE)
        self._lines.setdefault(source_id, row.line)
        self.sources.setdefault(
            source_id,
            Source(
                source_id,
                cells["authors"],
                year,
                cells["title"],
                cells["publisher"],
                cells["url"],
                cells["licence"],
                cells["note"],
            ),
        )

    def _add(self, code: str, row: Row, column: str, found: str, expected: str, do: str) -> None:
        self._mistakes.add(code, row.place(column), found=found, expected=expected, do=do)


_ID_RULE = (
    "small letters, digits and `_`, beginning with a letter",
    "give it an id of this form and never change it again",
)
_YEAR_RULE = (f"a year from {_FIRST_YEAR} to {_LAST_YEAR}", "write the year in four digits")


class RowChecker:
    """Reads rows of values; one checker for all tables, so that ids are unique among them."""

    def __init__(self, sources: Mapping[str, Source], mistakes: Mistakes) -> None:
        self._sources = sources
        self._mistakes = mistakes
        self._places: dict[str, Place] = {}
        self._row: Row

    def read(self, row: Row) -> EvidenceValue | None:
        """Check one row; None if it has a mistake."""
        before, self._row, cells = len(self._mistakes), row, row.cells
        self._check_id()
        source = self._source()
        unit = self._unit()
        value = self._number("value", required=True)
        low, high = self._number("low"), self._number("high")
        if value is not None:
            self._check_interval(value, low, high)
        if unit is not None:
            self._check_share(unit, value, low, high)
            self._check_money(unit)
        recall = self._recall_window()
        self._check_words()
        self._check_locator()
        years = {name: self._year_or_none(name) for name in ("price_year", "reference_year")}
        if len(self._mistakes) > before or value is None or source is None:
            return None
        return EvidenceValue(
            id=cells["id"],
            topic=cells["topic"],
            quantity=cells["quantity"],
            statistic=cells["statistic"],
            value=value,
            low=low,
            high=high,
            interval_kind=cells["interval_kind"],
            unit=cells["unit"],
            unit_as_published=cells["unit_as_published"],
            currency=cells["currency"] or None,
            price_year=years["price_year"],
            reference_year=years["reference_year"],
            recall_window_years=recall,
            counted=cells["counted"] or None,
            geography=cells["geography"],
            population=cells["population"],
            problem_category=cells["problem_category"],
            source=source,
            locator=cells["locator"],
            verified=cells["verified"],
            grade=cells["grade"],
            note=cells["note"],
            file=row.file,
            line=row.line,
        )

    def _add(self, code: str, column: str, found: str, expected: str, do: str) -> None:
        self._mistakes.add(code, self._row.place(column), found=found, expected=expected, do=do)

    def _check_id(self) -> None:
        entry = self._row.cells["id"]
        if not _ID.fullmatch(entry):
            self._add("evidence_bad_id", "id", f"`{entry}`", *_ID_RULE)
        elif entry in self._places:
            first = self._places[entry]
            self._add(
                "evidence_duplicate_id",
                "id",
                f"`{entry}` again (first in {first.file} line {first.line})",
                "each id once in all tables",
                "take one of the two rows out, or give the new one an id of its own",
            )
        else:
            self._places[entry] = self._row.place("id")

    def _source(self) -> Source | None:
        source_id = self._row.cells["source_id"]
        source = self._sources.get(source_id)
        if source is None:
            self._add(
                "evidence_unknown_source",
                "source_id",
                f"`{source_id}`",
                "a source_id of sources.csv",
                did_you_mean(source_id, list(self._sources)) + ", or add the source there",
            )
        return source

    def _unit(self) -> Unit | None:
        name = self._row.cells["unit"]
        unit = find_unit(name)
        if unit is None:
            near = nearest_unit(name) if name else None
            self._add(
                "evidence_unknown_unit",
                "unit",
                f"`{name}`",
                "a unit of the closed vocabulary, such as `share`, `days` or `money_per_case`",
                f"write `{near}`" if near else "keep the source's words in `unit_as_published`",
            )
        return unit

    def _number(self, column: str, *, required: bool = False) -> float | None:
        text = self._row.cells[column]
        if not text and not required:
            return None
        try:
            number = float(text)
        except ValueError:
            self._add(
                "evidence_bad_number",
                column,
                f"`{text}`" if text else "no number",
                "a number with a decimal point and no other signs",
                "write the figure without thousands separators, percent signs or words",
            )
            return None
        if not math.isfinite(number):
            self._add("number_not_finite", column, f"`{text}`", "a finite number", "write a number")
        elif abs(number) > MAX_NUMBER:
            expected = f"a number between -{MAX_NUMBER:g} and {MAX_NUMBER:g}"
            self._add(
                "number_too_large", column, f"`{text}`", expected, "check the unit and the zeros"
            )
        else:
            return number
        return None

    def _check_interval(self, value: float, low: float | None, high: float | None) -> None:
        kind = self._row.cells["interval_kind"]
        if kind not in INTERVAL_KINDS:
            self._unknown("evidence_bad_interval_kind", "interval_kind", INTERVAL_KINDS)
            return
        has = (low is not None, high is not None)
        wants = {
            "none": (False, False),
            "lower_bound": (True, False),
            "upper_bound": (False, True),
        }.get(kind, (True, True))
        if kind == "none" and any(has):
            self._add(
                "evidence_interval_without_kind",
                "interval_kind",
                f"low `{self._row.cells['low']}`, high `{self._row.cells['high']}`, kind `none`",
                "the kind of every interval: " + ", ".join(sorted(INTERVAL_KINDS)),
                "write `range` if the source does not say what its interval is",
            )
        elif has != wants and kind != "none":
            need = {(True, True): "both `low` and `high`", (True, False): "`low` only"}
            self._add(
                "evidence_kind_without_interval",
                "interval_kind",
                f"`{kind}` with low `{self._row.cells['low']}`, high `{self._row.cells['high']}`",
                need.get(wants, "`high` only"),
                "fill in the bounds, or write `none`, `lower_bound` or `upper_bound`",
            )
        if (low is not None and value < low) or (high is not None and value > high):
            self._add(
                "evidence_value_outside_interval",
                "value",
                f"value {value:g}, low {low}, high {high}",
                "low ≤ value ≤ high",
                "look the three figures up again",
            )

    def _check_share(self, unit: Unit, *numbers: float | None) -> None:
        if not unit.is_share:
            return
        for column, number in zip(("value", "low", "high"), numbers, strict=True):
            if number is not None and not 0.0 <= number <= 1.0:
                self._add(
                    "evidence_share_out_of_range",
                    column,
                    f"{number:g} as a share",
                    "a number between 0 and 1",
                    "divide a percentage by 100, or use `relative_change` or `ratio`",
                )

    def _check_money(self, unit: Unit) -> None:
        currency, price_year = self._row.cells["currency"], self._row.cells["price_year"]
        if not unit.is_money:
            if currency or price_year:
                self._add(
                    "evidence_currency_without_money",
                    "currency" if currency else "price_year",
                    f"`{currency or price_year}` beside the unit `{unit.name}`",
                    "currency and price year with money only",
                    "use a unit of money, or `reference_year` for the year a figure describes",
                )
            return
        if not currency:
            self._add(
                "evidence_money_without_currency",
                "currency",
                "money without a currency",
                "a currency code of three letters",
                "write the currency the source uses",
            )
        elif not _CURRENCY.fullmatch(currency):
            self._add(
                "evidence_bad_currency",
                "currency",
                f"`{currency}`",
                "a currency code of three capital letters (ISO 4217), such as KES",
                "write the code",
            )
        if not price_year:
            self._add(
                "evidence_money_without_price_year",
                "price_year",
                "money without a price year",
                "the year whose prices the figure is in",
                f"write the year, or `{NOT_STATED}`: it may then be read but not used",
            )

    def _recall_window(self) -> float | None:
        cells = self._row.cells
        text = cells["recall_window_years"]
        if not text:
            if cells["topic"] == "prevalence" and cells["unit"] in _LOOKS_BACK:
                self._add(
                    "evidence_recall_window_missing",
                    "recall_window_years",
                    "a prevalence without a recall window",
                    f"the years that the question looked back over, or `{NOT_STATED}`",
                    "look the question up in the source",
                )
            return None
        if text == NOT_STATED:
            return None
        try:
            window = float(text)
        except ValueError:
            window = math.nan
        if not 0.0 < window <= 100.0:
            self._add(
                "evidence_bad_recall_window",
                "recall_window_years",
                f"`{text}`",
                f"years, more than 0 (1.5 is eighteen months), or `{NOT_STATED}`",
                "write the window in years",
            )
            return None
        return window

    def _check_words(self) -> None:
        cells = self._row.cells
        for code, column, known in _CLOSED:
            if cells[column] not in known:
                self._unknown(code, column, known)
        if cells["counted"] and cells["counted"] not in COUNTED:
            self._unknown("evidence_bad_counted", "counted", COUNTED)
        geography = cells["geography"]
        if geography not in COUNTRY_GROUPS and not _COUNTRY.fullmatch(geography):
            groups = ", ".join(COUNTRY_GROUPS)
            self._add(
                "evidence_bad_geography",
                "geography",
                f"`{geography}`",
                f"a country code of three capital letters, or one of {groups}",
                "write the code of the country (ISO 3166), such as KEN",
            )

    def _unknown(self, code: str, column: str, known: Collection[str]) -> None:
        word = self._row.cells[column]
        names = sorted(known)
        self._add(
            code, column, f"`{word}`", "one of " + ", ".join(names), did_you_mean(word, names)
        )

    def _check_locator(self) -> None:
        cells = self._row.cells
        locator = cells["locator"].strip().lower()
        if locator in _LOCATOR_MISSING and cells["verified"] != "unverified":
            self._add(
                "evidence_missing_locator",
                "locator",
                f"`{locator}`" if locator else "no locator",
                "the page, table or section where the figure stands",
                "look it up, or mark the row `unverified`: it is then no evidence",
            )

    def _year_or_none(self, column: str) -> int | None:
        text = self._row.cells[column]
        if not text or (text == NOT_STATED and column == "price_year"):
            return None
        year = _year(text)
        if year is None:
            self._add("evidence_bad_year", column, f"`{text}`", *_YEAR_RULE)
        return year


_CLOSED: tuple[tuple[str, str, Collection[str]], ...] = (
    ("evidence_bad_statistic", "statistic", STATISTICS),
    ("evidence_bad_grade", "grade", GRADES),
    ("evidence_bad_verified", "verified", VERIFIED),
    ("evidence_bad_problem_category", "problem_category", PROBLEM_CATEGORIES),
)


def _year(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{4}", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    return None
