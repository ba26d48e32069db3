"""Reads the register of evidence: every table of `models/evidence/` into one frozen object.

A folder holds `sources.csv` and any number of further tables of one schema. Loading checks every
cell (`checks.py`) and reports all mistakes together. Uses of a value are checked in `uses.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from justice_finance.errors import EvidenceError, Mistakes, Place, did_you_mean
from justice_finance.evidence.checks import RowChecker
from justice_finance.evidence.source_checks import SourceChecker
from justice_finance.evidence.uses import Refusal, refusals
from justice_finance.evidence.values import EvidenceValue, Source
from justice_finance.files.tables import read_csv
from justice_finance.files.text import shown_path
from justice_finance.shipped_files import find_shipped

VALUE_COLUMNS = tuple(
    "id topic quantity statistic value low high interval_kind unit unit_as_published currency "
    "price_year reference_year recall_window_years counted geography population problem_category "
    "source_id locator verified grade note".split()
)
SOURCE_COLUMNS = tuple("source_id authors year title publisher url licence note".split())


@dataclass(frozen=True)
class Register:
    """All values and sources, by id. Ids are stable: what cites one today finds it tomorrow."""

    values: Mapping[str, EvidenceValue]
    sources: Mapping[str, Source]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[EvidenceValue]:
        return iter(self.values.values())

    def __contains__(self, evidence_id: object) -> bool:
        return evidence_id in self.values

    def value(self, evidence_id: str, place: Place | None = None) -> EvidenceValue:
        """Find one entry.

        Parameters
        ----------
        evidence_id : str
            Id of the entry.
        place : Place, optional
            Where the id was written, for the message.

        Returns
        -------
        EvidenceValue
            The figure with its unit, interval, grade and source.

        Raises
        ------
        EvidenceError
            If the register has no such entry; names the nearest one.
        """
        found = self.values.get(evidence_id)
        if found is None:
            mistakes = Mistakes()
            code, found_text, expected, do = self._unknown(evidence_id)
            mistakes.add(
                code, place or Place(path=evidence_id), found=found_text, expected=expected, do=do
            )
            mistakes.raise_if_any(EvidenceError)
            raise AssertionError("unreachable")
        return found

    def refusals_for_use(
        self,
        evidence_id: str,
        *,
        as_unit: str | None = None,
        needs_recall_window: bool = False,
        needs_interval: bool = False,
    ) -> list[Refusal]:
        """Why an entry may not stand where somebody wants to use it.

        Parameters
        ----------
        evidence_id : str
            Id of the entry.
        as_unit : str, optional
            Unit that the place of use expects, of `units.names`.
        needs_recall_window : bool
            Whether the value goes through the converter from prevalence to incidence.
        needs_interval : bool
            Whether the spread is to be taken from the entry as well.

        Returns
        -------
        list of (code, found, expected, do)
            Empty if the use is right. The caller adds the place in its own file.
        """
        value = self.values.get(evidence_id)
        if value is None:
            return [self._unknown(evidence_id)]
        return refusals(
            value,
            as_unit=as_unit,
            needs_recall_window=needs_recall_window,
            needs_interval=needs_interval,
        )

    def _unknown(self, evidence_id: str) -> Refusal:
        return (
            "evidence_unknown_id",
            f"`{evidence_id}`",
            "an id of the evidence register",
            did_you_mean(evidence_id, list(self.values))
            + ", or write an `assumption` with its reason",
        )


def load_register(folder: Path | None = None, only: frozenset[str] | None = None) -> Register:
    """Read and check the register.

    Parameters
    ----------
    folder : Path, optional
        A folder with `sources.csv` and tables of values; the shipped `models/evidence` if absent.
    only : frozenset of str, optional
        Ids of the entries to read and check; all of them if absent, or if one is not there.

    Returns
    -------
    Register
        Frozen; values in the order of files and lines.

    Raises
    ------
    EvidenceError
        With every mistake of every table.
    """
    folder = folder or find_shipped("models/evidence", EvidenceError)[0]
    mistakes = Mistakes()
    sources = _read_sources(folder / "sources.csv", mistakes)
    checker = RowChecker(sources, mistakes)
    values: dict[str, EvidenceValue] = {}
    tables = [path for path in sorted(folder.glob("*.csv")) if path.name != "sources.csv"]
    if not tables:
        mistakes.add(
            "evidence_no_tables",
            Place(shown_path(folder)),
            found="no table of values",
            expected="at least one CSV file beside sources.csv",
            do="add a table with the columns of the register",
        )
    for path in tables:
        try:
            rows = list(read_csv(path, VALUE_COLUMNS, EvidenceError))
        except EvidenceError as error:
            mistakes.extend(error.mistakes)
            continue
        for row in rows:
            if only is not None and row.cells["id"] not in only:
                continue
            value = checker.read(row)
            if value is not None:
                values[value.id] = value
    mistakes.raise_if_any(EvidenceError)
    if only is not None and not only <= values.keys():
        return load_register(folder)  # so that the message can name the nearest id there is
    return Register(MappingProxyType(values), MappingProxyType(sources))


def _read_sources(path: Path, mistakes: Mistakes) -> dict[str, Source]:
    """Sources by id; mistakes are noted and the rest is read on."""
    checker = SourceChecker(mistakes)
    try:
        rows = list(read_csv(path, SOURCE_COLUMNS, EvidenceError))
    except EvidenceError as error:
        mistakes.extend(error.mistakes)
        mistakes.raise_if_any(EvidenceError)
    for row in rows:
        checker.read(row)
    return checker.sources
