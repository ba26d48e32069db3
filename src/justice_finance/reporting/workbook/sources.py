"""Where the value of an input comes from: id, source, place, grade, or the assumption."""

from __future__ import annotations

from collections.abc import Iterable

from justice_finance.language import counted, say
from justice_finance.reporting.content import Report
from justice_finance.reporting.listed_words import origin_words
from justice_finance.reporting.origins import InputRow
from justice_finance.reporting.words import sentence_case

MOST_NAMED = 2


class Sources:
    """Origins of the inputs of one report, as text for a cell."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._evidence = {row.id: row for row in report.evidence}

    def of_setting(self, name: str) -> str:
        """Of one of the settings."""
        if name == "rate":
            return self._report.rate_origin or say("The study.")
        if name == "excess_burden":
            found = [row for row in self._report.inputs if "excess_burden" in row.id]
            return " ".join(self.of_input(row) for row in found) or say("The study's country file.")
        return say("The study.")

    def of_category(self, category: str) -> str:
        """Of the amounts of a ledger category: the values behind its rows, the first few."""
        paths = [
            path for source in self._report.ledger_sources if source.category == category
            for path in source.paths
        ]  # fmt: skip
        rows = [row for row in self._report.inputs if _below(row.id, paths)]
        named = [
            say("{input}: {origin}", input=row.title, origin=self.of_input(row))
            for row in rows[:MOST_NAMED]
        ]
        if len(rows) > MOST_NAMED:
            more = len(rows) - MOST_NAMED
            named.append(counted("And {number} more on the sheet of uncertain inputs.",
                                 "And {number} more on the sheet of uncertain inputs.",
                                 more, number=more))  # fmt: skip
        return " ".join(named) or say(
            "See the sheets of uncertain inputs, assumptions and evidence."
        )

    def of_input(self, row: InputRow) -> str:
        """Of one uncertain input: its value, and its spread where that comes from elsewhere."""
        value = self.words(row.value_origin, row.value_text)
        if row.spread_text and row.spread_text != row.value_text:
            spread = self.words(row.spread_origin, row.spread_text)
            return say("{value} Spread: {spread}", value=value, spread=spread)
        return value

    def words(self, origin: str, text: str) -> str:
        """One origin: `evidence B` with an id, or an assumption with its sentence."""
        found = self._evidence.get(text)
        if found is not None:
            place = ", ".join(part for part in (found.source, found.locator) if part)
            return say("{id} ({place}; grade {grade}).", id=text, place=place, grade=found.grade)
        return say("{origin}: {text}.", origin=sentence_case(origin_words(origin)),
                   text=text.rstrip("."))  # fmt: skip


def _below(name: str, paths: Iterable[str]) -> bool:
    """Whether an input stands at or below one of some paths."""
    return any(name == path or name.startswith(f"{path}.") for path in paths)
