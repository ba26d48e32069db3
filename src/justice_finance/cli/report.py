"""`report`: the report folder of a run made earlier."""

from __future__ import annotations

from pathlib import Path

from justice_finance.cli.output import print_json, say


def write_report(folder: Path, out: Path, language: str, as_json: bool, quiet: bool) -> int:
    """Read a run folder and write its report."""
    from justice_finance.language import speaking
    from justice_finance.reporting.folder import report, translations_of
    from justice_finance.reporting.sentences import headline_sentence
    from justice_finance.runs.folder import read_run

    results = read_run(folder)
    written = report(results, out, lambda text: say(text, quiet), language)
    if as_json:
        print_json({"run_id": results.run_id, "files": [path.as_posix() for path in written]})
        return 0
    say(f"wrote {len(written)} files to {out.as_posix()}", quiet)
    with speaking(language, translations_of(results.record, language)):
        print(headline_sentence(results))
    return 0
