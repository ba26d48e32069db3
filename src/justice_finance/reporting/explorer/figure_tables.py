"""The tables behind the page's pictures, packed: a page on its own can still hand them out."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable

from justice_finance.charts.pack import Pack


def packed_tables(packs: Iterable[Pack]) -> str:
    """The CSV of each picture by its name: JSON, deflated (RFC 1950), in letters (RFC 4648)."""
    tables = {pack.name: pack.table.as_csv().decode("utf-8") for pack in packs}
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
