"""Writes the sample report: `python -m reports`. Replaces `reports/kenya`, and nothing else."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import justice_finance as jf

FOLDER = Path(__file__).resolve().parent
STUDY = "scenarios/kenya"
DRAWS, SEED = 1024, 1
LARGEST_BYTES = 2 * 1024**2
KEPT = ("index.html", "data/headline.json", "data/headline.csv", "data/validation.csv")


def write_sample(out: Path, draws: int, scratch: Path) -> int:
    """Run the study, write its report, and keep the small part of it; returns the bytes kept."""
    results = jf.run(jf.load_study(STUDY), draws=draws, seed=SEED, out=scratch / "runs")
    whole = scratch / "kenya"
    jf.report(results, whole)
    small = out.with_name(f".{out.name}.new")
    shutil.rmtree(small, ignore_errors=True)
    small.mkdir(parents=True)
    for name in KEPT:
        if (whole / name).is_file():
            shutil.copyfile(whole / name, small / Path(name).name)
    (small / "README.txt").write_text(
        f"Sample report of {STUDY}: run {results.run_id}, {draws} draws, seed {SEED}, "
        f"justice_finance {jf.__version__}.\n\n"
        "index.html is the report: it opens in any browser and needs no network. The tables\n"
        "beside it hold the headline figures and the validation. The pictures as files and the\n"
        "other tables are left out here; `make demo` writes them all to out/kenya.\n",
        encoding="utf-8",
        newline="\n",
    )
    size = sum(path.stat().st_size for path in small.iterdir())
    if size > LARGEST_BYTES:
        shutil.rmtree(small)
        raise SystemExit(f"the sample has {size:,} bytes, at most {LARGEST_BYTES:,}: not replaced")
    shutil.rmtree(out, ignore_errors=True)
    small.rename(out)
    return size


def main() -> None:
    """Read the options and write the sample."""
    asked = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    asked.add_argument("--draws", type=int, default=DRAWS)
    asked.add_argument("--out", type=Path, default=FOLDER / "kenya")
    given = asked.parse_args()
    size = write_sample(given.out, given.draws, FOLDER.parent / "out" / "sample")
    print(f"wrote {given.out.as_posix()}: {size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
