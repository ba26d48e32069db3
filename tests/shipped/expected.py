"""The figures that a shipped study must give, in `expected.csv` beside it.

`python -m tests.shipped.expected` writes them anew, on purpose: after a change that is meant to
move figures. Draws and seed stand in the file, so that it says itself how to make it again.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import justice_finance as jf

ROOT = Path(__file__).resolve().parents[2]
SEED = 1
DRAWS = 16
STANDARD_ERROR = "standard_error"
COLUMNS = ("draws", "seed", "engine", "scenario", "figure", "statistic", "value")

Figures = dict[tuple[str, str, str], float | None]


@dataclass(frozen=True)
class Expected:
    """What one file says: how to run the study, and what must come out."""

    draws: int
    seed: int
    engine: str
    figures: Figures


def studies() -> list[Path]:
    """Every shipped study."""
    return [path.parent for path in sorted((ROOT / "scenarios").glob("*/study.yaml"))]


def figures_of(study: Path, draws: int, seed: int, engine: str) -> Figures:
    """The headline figures of a study, by scenario, figure and statistic; None where undefined."""
    loaded = jf.load_study(study)
    results = jf.run(loaded, draws=draws, seed=seed, engine=engine, workers=1)
    return dict(_flat(jf.appraisal.headline(results)["scenarios"]))


def _flat(scenarios: dict[str, dict[str, object]]) -> Iterator[tuple[tuple[str, str, str], object]]:
    for scenario, figures in scenarios.items():
        for figure, value in figures.items():
            if isinstance(value, dict):
                for statistic, number in value.items():
                    if statistic == STANDARD_ERROR:
                        continue  # how far a figure may be off is no figure of the study
                    yield (scenario, figure, statistic), number
            else:
                yield (scenario, figure, ""), value


def read_expected(study: Path) -> Expected:
    """The file of a study."""
    text = (study / "expected.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    (how,) = {(row["draws"], row["seed"], row["engine"]) for row in rows}
    figures: Figures = {
        (row["scenario"], row["figure"], row["statistic"]): (
            float(row["value"]) if row["value"] else None
        )
        for row in rows
    }
    assert len(figures) == len(rows), "a figure stands twice"
    return Expected(int(how[0]), int(how[1]), how[2], figures)


def write_expected(study: Path) -> None:
    """Run a study and write its file."""
    how = (DRAWS, SEED, "cohort")
    found = figures_of(study, *how)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, value in found.items():
        writer.writerow([*how, *key, "" if value is None else repr(float(value))])
    (study / "expected.csv").write_text(stream.getvalue(), encoding="utf-8", newline="\n")


def main(names: list[str]) -> None:
    """Write the files of the studies named, or of all."""
    unknown = set(names) - {study.name for study in studies()}
    if unknown:
        raise SystemExit(f"no shipped study: {', '.join(sorted(unknown))}")
    for study in studies():
        if not names or study.name in names:
            write_expected(study)
            print(f"wrote {(study / 'expected.csv').relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    main(sys.argv[1:])
