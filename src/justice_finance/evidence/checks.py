"""Checks every row of the register and says, for each mistake, the line and what to do.

A row with a mistake gives no value, but reading goes on, so that all mistakes come together.
Each rule is a function named after what it checks; they run in the order of `RowChecker.read`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping

from justice_finance.errors import Mistakes, Place, did_you_mean
from justice_finance.evidence.cells import Cells
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
from justice_finance.files.tables import Row
from justice_finance.units.names import Unit, find_unit, nearest_unit

_CODE_OF_THREE = re.compile(r"[A-Z]{3}")
_LOCATOR_MISSING = frozenset({"", "not seen", "unknown", "none", "?"})

# Units in which a survey's prevalence depends on how far back its question looked.
_LOOKS_BACK = frozenset({"share", "people", "problems", "problems_per_person"})

_BOUNDS = {"none": (False, False), "lower_bound": (True, False), "upper_bound": (False, True)}
_BOUNDS_IN_WORDS = {(True, True): "both `low` and `high`", (True, False): "`low` only"}

_CLOSED: tuple[tuple[str, str, Collection[str]], ...] = (
    ("evidence_bad_statistic", "statistic", STATISTICS),
    ("evidence_bad_grade", "grade", GRADES),
    ("evidence_bad_verified", "verified", VERIFIED),
    ("evidence_bad_problem_category", "problem_category", PROBLEM_CATEGORIES),
    ("evidence_bad_counted", "counted", ("", *COUNTED)),
)


class RowChecker:
    """Reads rows of values; one checker for all tables, so that ids are unique among them."""

    def __init__(self, sources: Mapping[str, Source], mistakes: Mistakes) -> None:
        self._sources = sources
        self._mistakes = mistakes
        self._places: dict[str, Place] = {}

    def read(self, row: Row) -> EvidenceValue | None:
        """Check one row; None if it has a mistake."""
        before, cells = len(self._mistakes), Cells(row, self._mistakes)
        self._check_id(cells)
        source = self._source(cells)
        unit = _unit(cells)
        value = cells.number("value", required=True)
        low, high = cells.number("low"), cells.number("high")
        _check_interval(cells, value, low, high)
        if unit is not None:
            _check_share(cells, unit, value, low, high)
            _check_money(cells, unit)
        recall = _recall_window(cells)
        for code, column, known in _CLOSED:
            cells.word(code, column, known)
        _check_geography(cells)
        _check_locator(cells)
        price_year = cells.year("price_year", words=(NOT_STATED,))
        reference_year = cells.year("reference_year")
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
            price_year=price_year,
            reference_year=reference_year,
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

    def _check_id(self, cells: Cells) -> None:
        entry = cells["id"]
        if not cells.plain_id("id"):
            return
        first = self._places.setdefault(entry, cells.row.place("id"))
        if (first.file, first.line) != (cells.row.file, cells.row.line):
            cells.add(
                "evidence_duplicate_id",
                "id",
                found=f"`{entry}` again (first in {first.file} line {first.line})",
                expected="each id once in all tables",
                do="take one of the two rows out, or give the new one an id of its own",
            )

    def _source(self, cells: Cells) -> Source | None:
        source_id = cells["source_id"]
        source = self._sources.get(source_id)
        if source is None:
            cells.add(
                "evidence_unknown_source",
                "source_id",
                found=f"`{source_id}`",
                expected="a source_id of sources.csv",
                do=did_you_mean(source_id, list(self._sources)) + ", or add the source there",
            )
        return source


def _unit(cells: Cells) -> Unit | None:
    name = cells["unit"]
    unit = find_unit(name)
    if unit is None:
        near = nearest_unit(name) if name else None
        cells.add(
            "evidence_unknown_unit",
            "unit",
            found=f"`{name}`",
            expected="a unit of the closed vocabulary, such as `share`, `days`, `money_per_case`",
            do=f"write `{near}`" if near else "keep the source's words in `unit_as_published`",
        )
    return unit


def _check_interval(
    cells: Cells, value: float | None, low: float | None, high: float | None
) -> None:
    kind, shown = cells["interval_kind"], f"low `{cells['low']}`, high `{cells['high']}`"
    if not cells.word("evidence_bad_interval_kind", "interval_kind", INTERVAL_KINDS):
        return
    has, wants = (low is not None, high is not None), _BOUNDS.get(kind, (True, True))
    if kind == "none" and any(has):
        cells.add(
            "evidence_interval_without_kind",
            "interval_kind",
            found=f"{shown}, kind `none`",
            expected="the kind of every interval: " + ", ".join(sorted(INTERVAL_KINDS)),
            do="write `range` if the source does not say what its interval is",
        )
    elif has != wants:
        cells.add(
            "evidence_kind_without_interval",
            "interval_kind",
            found=f"`{kind}` with {shown}",
            expected=_BOUNDS_IN_WORDS.get(wants, "`high` only"),
            do="fill in the bounds, or write `none`, `lower_bound` or `upper_bound`",
        )
    if value is not None and not (
        (low is None or low <= value) and (high is None or value <= high)
    ):
        cells.add(
            "evidence_value_outside_interval",
            "value",
            found=f"value `{cells['value']}`, {shown}",
            expected="low ≤ value ≤ high",
            do="look the three figures up again",
        )


def _check_share(cells: Cells, unit: Unit, *numbers: float | None) -> None:
    if not unit.is_share:
        return
    for column, number in zip(("value", "low", "high"), numbers, strict=True):
        if number is not None and not 0.0 <= number <= 1.0:
            cells.add(
                "evidence_share_out_of_range",
                column,
                found=f"{number:g} as a share",
                expected="a number between 0 and 1",
                do="divide a percentage by 100, or use `relative_change` or `ratio`",
            )


def _check_money(cells: Cells, unit: Unit) -> None:
    currency, price_year = cells["currency"], cells["price_year"]
    if not unit.is_money:
        if currency or price_year:
            cells.add(
                "evidence_currency_without_money",
                "currency" if currency else "price_year",
                found=f"`{currency or price_year}` beside the unit `{unit.name}`",
                expected="currency and price year with money only",
                do="use a unit of money, or `reference_year` for the year a figure describes",
            )
        return
    if not currency:
        cells.add(
            "evidence_money_without_currency",
            "currency",
            found="money without a currency",
            expected="a currency code of three letters",
            do="write the currency the source uses",
        )
    elif not _CODE_OF_THREE.fullmatch(currency):
        cells.add(
            "evidence_bad_currency",
            "currency",
            found=f"`{currency}`",
            expected="a currency code of three capital letters (ISO 4217), such as KES",
            do="write the code",
        )
    if not price_year:
        cells.add(
            "evidence_money_without_price_year",
            "price_year",
            found="money without a price year",
            expected="the year whose prices the figure is in",
            do=f"write the year, or `{NOT_STATED}`: it may then be read but not used",
        )


def _recall_window(cells: Cells) -> float | None:
    text = cells["recall_window_years"]
    if not text and cells["topic"] == "prevalence" and cells["unit"] in _LOOKS_BACK:
        cells.add(
            "evidence_recall_window_missing",
            "recall_window_years",
            found="a prevalence without a recall window",
            expected=f"the years that the question looked back over, or `{NOT_STATED}`",
            do="look the question up in the source",
        )
    if text in ("", NOT_STATED):
        return None
    try:
        window = float(text)
    except ValueError:
        window = math.nan
    if 0.0 < window <= 100.0:
        return window
    cells.add(
        "evidence_bad_recall_window",
        "recall_window_years",
        found=f"`{text}`",
        expected=f"years, more than 0 (1.5 is eighteen months), or `{NOT_STATED}`",
        do="write the window in years",
    )
    return None


def _check_geography(cells: Cells) -> None:
    geography = cells["geography"]
    if geography not in COUNTRY_GROUPS and not _CODE_OF_THREE.fullmatch(geography):
        groups = ", ".join(COUNTRY_GROUPS)
        cells.add(
            "evidence_bad_geography",
            "geography",
            found=f"`{geography}`",
            expected=f"a country code of three capital letters, or one of {groups}",
            do="write the code of the country (ISO 3166), such as KEN",
        )


def _check_locator(cells: Cells) -> None:
    locator = cells["locator"].strip()
    if locator.lower() in _LOCATOR_MISSING and cells["verified"] != "unverified":
        cells.add(
            "evidence_missing_locator",
            "locator",
            found=f"`{locator}`" if locator else "no locator",
            expected="the page, table or section where the figure stands",
            do="look it up, or mark the row `unverified`: it is then no evidence",
        )
