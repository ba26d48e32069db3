"""The tables behind the page's pictures, packed: a page on its own can still hand them out."""

from __future__ import annotations

from collections.abc import Iterable

from justice_finance.charts.pack import Pack
from justice_finance.reporting.explorer.packing import packed_json


def packed_tables(packs: Iterable[Pack]) -> str:
    """The CSV of each picture by its name: JSON, deflated (RFC 1950), in letters (RFC 4648)."""
    tables = {pack.name: pack.table.as_csv().decode("utf-8") for pack in packs}
    return packed_json(tables)
