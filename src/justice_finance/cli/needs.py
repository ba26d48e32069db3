"""`needs`: what meeting the needs of a study would cost, and what its budget buys of that."""

from __future__ import annotations

from justice_finance.cli.output import print_json, say


def show_needs(study: str, draws: int | None, seed: int | None, as_json: bool, quiet: bool) -> int:
    """Work the needs out and print them: tables, or one JSON object."""
    from justice_finance.costing.assess import DRAWS, needs
    from justice_finance.scenario.study import load_study

    loaded = load_study(study)
    if loaded.notice:
        say(loaded.notice, quiet)
    found = needs(loaded, DRAWS if draws is None else draws, seed)
    if as_json:
        print_json(found.as_record())
        return 0
    say(found.asked.file.question.strip(), quiet)
    print(found)
    for limit in found.asked.file.limits.values():
        print(f"\nNote: {limit.strip()}")
    return 0
