"""`evidence list`, `show`, `check`: the register at the command line."""

from __future__ import annotations

from pathlib import Path

from justice_finance.cli.output import print_json


def list_entries(
    geography: str | None, topic: str | None, grade: str | None, text: str | None, as_json: bool
) -> int:
    """One line for each entry that fits."""
    from justice_finance.evidence.query import list_values

    records = list_values(geography=geography, topic=topic, grade=grade, text=text)
    if as_json:
        print_json({"entries": records})
        return 0
    for record in records:
        print(
            f"{record['id']:<36} {record['value']!s:>14}  {record['unit']:<24} "
            f"{record['grade']}  {record['quantity']}"
        )
    print(f"{len(records)} entries")
    return 0


def show_entry(entry: str, as_json: bool) -> int:
    """Everything the register knows of one entry."""
    from justice_finance.evidence.query import show_value

    record = show_value(entry)
    if as_json:
        print_json(record)
        return 0
    for name, content in record.items():
        if isinstance(content, dict):
            for part, inner in content.items():
                _line(part if part.startswith(name) else f"{name} {part}", inner)
        elif isinstance(content, list):
            _line(name, ", ".join(map(str, content)))
        else:
            _line(name, content)
    return 0


def _line(name: str, content: object) -> None:
    if content not in (None, ""):
        print(f"{name.replace('_', ' '):<20} {content}")


def check_register(folder: Path | None, as_json: bool) -> int:
    """Check a register; raises with every mistake."""
    from justice_finance.evidence.query import check

    counts = check(folder)
    if as_json:
        print_json({"valid": True, **counts})
    else:
        print(", ".join(f"{count} {name}" for name, count in counts.items()) + ", no mistakes")
    return 0
