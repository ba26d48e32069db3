"""A decision as people see it: sentences, tables and charts; in a notebook, or as a folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from justice_finance.appraisal.decision.decide import Decision, decision_of
from justice_finance.appraisal.decision.framing import DecisionTable, plain_rows
from justice_finance.charts.pack import Pack, write_pack
from justice_finance.reporting.about import About, about_of
from justice_finance.reporting.decision_findings import FindingGroup, grouped_findings
from justice_finance.reporting.decision_pack import plain_table
from justice_finance.reporting.decision_pictures import decision_packs
from justice_finance.reporting.decision_wording import number, table_word
from justice_finance.reporting.folder import LIST, MADE_BY, refuse_what_is_not_ours

if TYPE_CHECKING:
    from justice_finance.results.summaries import Results

IN_NOTEBOOK = ("sureness", "surveys_ranked", "portfolios", "cost_ladder", "variants")


@dataclass(frozen=True, repr=False)
class Decided:
    """A decision with its words and pictures.

    Attributes
    ----------
    decision : Decision
        Every table in full precision (`.frame(name)`).
    about : About
        Study, run and money.
    groups : tuple of FindingGroup
        The findings in plain sentences, under short headings.
    """

    decision: Decision
    about: About
    groups: tuple[FindingGroup, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings without headings, the choice first."""
        return tuple(text for group in self.groups for text in group.sentences)

    def table(self, name: str) -> Any:
        """A table as a pandas.DataFrame; `.tables` lists the names."""
        return self.decision.tables[name].frame

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(self.decision.tables)

    def packs(self) -> tuple[Pack, ...]:
        """Every chart, with its words and its data."""
        return decision_packs(self.decision, self.about)

    def __repr__(self) -> str:
        return "\n\n".join(
            "\n".join((group.heading, *(f"- {text}" for text in group.sentences)))
            for group in self.groups
        )

    def _repr_html_(self) -> str:
        said = "".join(
            f"<h4>{escape(group.heading)}</h4><ul>"
            + "".join(f"<li>{escape(text)}</li>" for text in group.sentences)
            + "</ul>"
            for group in self.groups
        )
        shown = [self.decision.tables[name] for name in IN_NOTEBOOK if name in self.tables]
        tables = "".join(_html_of(each) for each in shown)
        return f"<h3>{escape(self.about.title)}</h3>{said}{tables}"

    def as_record(self) -> dict[str, Any]:
        """Findings and every table, for JSON."""
        return {"findings": list(self.findings), **self.decision.as_record()}

    def write(self, out: str | os.PathLike[str]) -> list[Path]:
        """Write tables (CSV), charts and `decision.json` to a folder.

        Raises
        ------
        ReportError
            If the folder holds files that nothing of ours wrote.
        """
        folder = Path(out)
        refuse_what_is_not_ours(folder)
        written = []
        for name in ("data", "figures"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, table in self.decision.tables.items():
            path = folder / "data" / f"{name}.csv"
            path.write_bytes(plain_table(table).as_csv())
            written.append(path)
        for pack in self.packs():
            written += write_pack(pack, folder / "figures")
        text = json.dumps(self.as_record(), ensure_ascii=False, indent=1, allow_nan=False)
        path = folder / "decision.json"
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        written.append(path)
        names = {each.relative_to(folder).as_posix(): "" for each in written}
        content = {"made_by": MADE_BY, "run_id": self.about.run_id, "files": names}
        (folder / LIST).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return [path, *written[:-1]]


def decide(
    results: Results,
    perspective: str = "society",
    discount_rate: float | str | None = None,
    plan: Mapping[str, Any] | None = None,
) -> Decided:
    """Which option to choose, how sure that is, and which survey to fund first.

    Parameters
    ----------
    results : Results
        Of a run with at least one option.
    perspective : str
        As in `appraise`.
    discount_rate : float or str, optional
        As in `appraise`; the study's own if not given.
    plan : mapping, optional
        Surveys and weights of the structural variants; those of the run's study if not given.

    Returns
    -------
    Decided
        Shows itself in a notebook; `.table(name)`, `.packs()`, `.write(folder)`.

    Raises
    ------
    AppraisalError
        As `appraise`, or if the run has no options.
    """
    decision = decision_of(results, perspective, discount_rate, plan)
    about = about_of(results.dataset, results.record)
    rate = decision.framing.worth.attrs["discount_rate"]
    about = replace(
        about,
        perspective=perspective,
        discount_rate=rate if isinstance(rate, str) else float(rate),
    )
    return Decided(decision, about, grouped_findings(decision))


def _html_of(table: DecisionTable) -> str:
    columns = [str(name) for name in table.frame.columns]
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(row[name]))}</td>" for name in columns) + "</tr>"
        for row in plain_rows(table.frame)
    )
    return (
        f"<h4>{escape(table.said_title)}</h4><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table><p>{escape(table.said_note)}</p>"
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return table_word("yes" if value else "no")
    if not isinstance(value, (int, float)):
        return str(value)
    return number(value)
