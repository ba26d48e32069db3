"""Names of the sheets, in the language of now; the code knows each one by its English name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from justice_finance.language import say_as

LONGEST = 31
"""Characters that the name of a sheet may have."""
FORBIDDEN: Final = str.maketrans({**dict.fromkeys("[]:*?/\\", " "), "'": "\u2019"})
LEDGER = "Ledger "

_SAID: dict[str, Callable[[], str]] = {
    "Guide": lambda: say_as("sheet name", "Guide"),
    "Inputs": lambda: say_as("sheet name", "Inputs"),
    "Results": lambda: say_as("sheet name", "Results"),
    "Cash flow": lambda: say_as("sheet name", "Cash flow"),
    "By year": lambda: say_as("sheet name", "By year"),
    "Headline": lambda: say_as("sheet name", "Headline"),
    "Ranges": lambda: say_as("sheet name", "Ranges"),
    "Rates": lambda: say_as("sheet name", "Rates"),
    "Variants": lambda: say_as("sheet name", "Variants"),
    "Levels": lambda: say_as("sheet name", "Levels"),
    "Switching values": lambda: say_as("sheet name", "Switching values"),
    "Needs": lambda: say_as("sheet name", "Needs"),
    "Groups": lambda: say_as("sheet name", "Groups"),
    "Pictures": lambda: say_as("sheet name", "Pictures"),
    "Validation": lambda: say_as("sheet name", "Validation"),
    "Evidence": lambda: say_as("sheet name", "Evidence"),
    "Assumptions": lambda: say_as("sheet name", "Assumptions"),
    "Uncertain inputs": lambda: say_as("sheet name", "Uncertain inputs"),
    "Options": lambda: say_as("sheet name", "Options"),
    "Years": lambda: say_as("sheet name", "Years"),
    "Parties": lambda: say_as("sheet name", "Parties"),
    "Terminal rates": lambda: say_as("sheet name", "Terminal rates"),
    "Tests of ratios": lambda: say_as("sheet name", "Tests of ratios"),
}
SHEETS = tuple(_SAID)
"""The English names, ledgers apart."""


def sheet_name(name: str) -> str:
    """What a sheet is called: fit for a spreadsheet, and for quotes in its formulas."""
    if name.startswith(LEDGER):
        said = say_as("sheet name", "Ledger {number}", number=name.removeprefix(LEDGER))
    else:
        said = _SAID[name]() if name in _SAID else name
    return said.translate(FORBIDDEN)[:LONGEST]
