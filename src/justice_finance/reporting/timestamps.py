"""The only moment that a file of a report may hold: the study's date."""

from __future__ import annotations

import datetime

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""On every file of an archive: the earliest date that it can hold."""
WITHOUT_DATE = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


def moment_of(date: str) -> datetime.datetime:
    """Midnight, universal time, of a date written year first; a fixed day where there is none."""
    try:
        return datetime.datetime.strptime(date, "%Y-%m-%d").replace(tzinfo=datetime.UTC)
    except ValueError:
        return WITHOUT_DATE
