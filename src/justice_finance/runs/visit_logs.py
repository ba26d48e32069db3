"""The visit log of a run: every stay of every person in every state, a Parquet file a scenario.

Of the first draw and the first replication of the headline variant: the very persons that the run
follows there. The log of all draws and replications would be as many times as large.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.engines.steps import Leaving, Origin
from justice_finance.errors import Mistake, Place, RunError
from justice_finance.runs.batches import Batches
from justice_finance.runs.plan import Plan, Request
from justice_finance.runs.reach import plan_within_reach
from justice_finance.runs.record import attributes_of
from justice_finance.runs.reduction import Reduction
from justice_finance.runs.workers import Work
from justice_finance.scenario.recipes import recipes_of

if TYPE_CHECKING:
    from justice_finance.scenario.realised import Axes
    from justice_finance.scenario.study import Study

ENGINE = "compiled"
BYTES_A_ROW = 30
"""About; 25 where most stays are waits."""
MOST_BYTES = 10**9
"""Of all files together, unless --yes is said."""
NAMES = "names.json"


@dataclass(frozen=True)
class VisitLogs:
    """Logs that can be written: checked, and their size estimated from above.

    Attributes
    ----------
    folder : Path
        Receives `<scenario>.parquet`, and `names.json`: what the numbers stand for.
    rows : float
        Of all files together.
    """

    folder: Path
    work: Work
    rows: float

    @property
    def plan(self) -> Plan:
        """What the run of which these are the logs does."""
        return self.work.plan

    def sentence(self) -> str:
        """How many rows are written, and how large they are."""
        size = self.rows * BYTES_A_ROW / 1e6
        return f"visit log: up to {self.rows:,.0f} rows, {size:,.0f} MB, in {self.folder}"

    def write(self, run_id: str) -> dict[str, int]:
        """Follow the persons once more, and write every stay as it ends.

        Parameters
        ----------
        run_id : str
            The run of which these are persons.

        Returns
        -------
        dict
            Rows by scenario; none for a scenario that repeats another.
        """
        from justice_finance.engines.compiled.visit_log import write_visit_log

        self.folder.mkdir(parents=True, exist_ok=True)
        work, variant = self.work, self.plan.headline_variant
        first = work.table.rows(slice(0, 1))
        rows: dict[str, int] = {}
        for realised in work.recipes.realise_all(variant, first, work.bound, repeats=False):
            path = self.folder / f"{realised.name}.parquet"
            rows[realised.name] = write_visit_log(realised, work.settings, path)
            names = _names(run_id, self.plan, realised.axes)
        text = json.dumps(names, ensure_ascii=False, indent=1)
        (self.folder / NAMES).write_text(text + "\n", encoding="utf-8", newline="\n")
        return rows


def visit_logs_of(
    study: Study, asked: Request, folder: Path, even_if_long: bool = False
) -> VisitLogs:
    """Prepare the logs of a run, before it is made.

    Parameters
    ----------
    study : Study
    asked : Request
        What the run is asked for.
    folder : Path
    even_if_long : bool
        However large the logs are, and however long the run takes.

    Raises
    ------
    RunError
        On an engine that writes none, without pyarrow, or if the logs would be too large.
    """
    if asked.engine != ENGINE:
        raise RunError(_misplaced(asked.engine))
    if find_spec("pyarrow") is None:
        raise RunError(
            Mistake(
                "library_missing",
                Place(path="visit_log"),
                found="no library `pyarrow`, which writes Parquet files",
                expected="pyarrow",
                do="pip install 'justice-finance[log]', or leave --visit-log out",
            )
        )
    recipes = recipes_of(study)
    plan, effort = plan_within_reach(study, recipes, asked, even_if_long)
    assert effort is not None  # this engine follows persons
    repeated = sum(variant == plan.headline_variant for variant, _ in recipes.repeats)
    rows = effort.events * plan.fraction * (len(plan.scenarios) - repeated)
    if rows * BYTES_A_ROW > MOST_BYTES and not even_if_long:
        raise RunError(_too_large(rows))
    batches = Batches(plan, recipes, attributes_of(study, plan), Reduction(plan), [])
    return VisitLogs(folder, batches.work(), rows)


def _misplaced(engine: str) -> Mistake:
    persons = engine == "event"
    return Mistake(
        "visit_log_misplaced",
        Place(path="visit_log"),
        found=f"the engine {engine}, which " + ("writes none" if persons else "has no persons"),
        expected=f"the engine {ENGINE}" + (", which follows the same persons" if persons else ""),
        do=f"say --engine {ENGINE}, or leave --visit-log out",
    )


def _too_large(rows: float) -> Mistake:
    return Mistake(
        "visit_log_too_large",
        Place(path="visit_log"),
        found=f"up to {rows:,.0f} rows, {rows * BYTES_A_ROW / 1e9:,.1f} GB",
        expected=f"at most {MOST_BYTES / 1e9:,.0f} GB",
        do="take a smaller --fraction, or say --yes",
    )


def _names(run_id: str, plan: Plan, axes: Axes) -> dict[str, Any]:
    """What the numbers of the columns stand for, and which run it is."""
    cells = zip(axes.class_problem, axes.class_group, axes.class_seriousness, strict=True)
    return {
        "run_id": run_id,
        "draw": 0,
        "replication": 0,
        "fraction": plan.fraction,
        "state": list(axes.states),
        "class": [
            {
                "legal_problem": axes.legal_problems[problem],
                "population_group": axes.population_groups[group],
                "seriousness": axes.seriousness[seriousness],
            }
            for problem, group, seriousness in cells
        ],
        "origin": {each.name.lower(): int(each) for each in Origin},
        "leaving": {each.name.lower(): int(each) for each in Leaving},
        "times": f"days from the beginning of {axes.years[0]}",
    }
