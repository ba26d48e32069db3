"""`demo`: the Kenya study with uncertainty, from files to a report, in one command."""

from __future__ import annotations

from pathlib import Path

from justice_finance.cli.output import print_json, say
from justice_finance.cli.run import RunRequest, make_run

STUDY = "scenarios/kenya"


def run_demo(
    draws: int | None, seed: int | None, workers: int | None, out: Path, as_json: bool, quiet: bool
) -> int:
    """Run, report, and say what was written."""
    from justice_finance.reporting.folder import report
    from justice_finance.reporting.sentences import headline_sentence

    request = RunRequest(STUDY, draws, seed, None, workers, out.parent / "runs")
    results = make_run(request, quiet or as_json)
    written = report(results, out, lambda text: say(text, quiet or as_json))
    sentence = headline_sentence(results)
    if as_json:
        print_json(
            {
                "run_id": results.run_id,
                "report": out.as_posix(),
                "files": [path.as_posix() for path in written],
                "headline_sentence": sentence,
            }
        )
        return 0
    say(f"wrote {len(written)} files to {out.as_posix()}; open {(out / 'index.html').as_posix()}",
        quiet)  # fmt: skip
    print(sentence)
    return 0
