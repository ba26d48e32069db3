"""What every picture of a decision has: title, caption, table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from justice_finance.appraisal.decision.decide import Decision
from justice_finance.appraisal.decision.framing import DecisionTable, plain_rows
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import caption_of, pack_about


def plain_table(table: DecisionTable) -> PlainTable:
    """A table of a decision as CSV holds it."""
    rows = plain_rows(table.frame)
    columns = [str(name) for name in table.frame.columns]
    return table_of(columns, [[row[name] for name in columns] for row in rows])


def decision_pack(
    decision: Decision, about: About, name: str, table: str, subtitle: str,
    draw: Callable[..., Any], text: str, sentences: tuple[str, ...],
) -> Pack:  # fmt: skip
    """A picture of a decision with the words and the table that go with it."""
    source = decision.tables[table]
    caption = caption_of(about, source.said_title, subtitle)

    def drawing(width: float) -> Any:
        return draw(caption=caption, width=width)

    return pack_about(about, name, caption, drawing, plain_table(source), text, sentences)
