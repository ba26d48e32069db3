"""The validation table of a study: target, source, model, inside or outside, and why."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from justice_finance.calibration.bench import Bench
from justice_finance.calibration.measures import MEASURES
from justice_finance.calibration.reading import read_targets
from justice_finance.calibration.targets import (
    Target,
    TargetsFile,
    leaf_value,
    sources_of,
)
from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.recipes import figures_of
from justice_finance.scenario.study import Study


@dataclass(frozen=True)
class Row:
    """One target held against the model.

    Attributes
    ----------
    id, title, role : str
    sources : tuple of str
        Ids of the register, or `assumption`.
    target, low, high, model : float
        The figure, the bounds of its tolerance, and what the model says.
    reason : str
        Why it lies outside, or why it is no target of its own.
    """

    id: str
    title: str
    role: str
    sources: tuple[str, ...]
    target: float
    low: float
    high: float
    model: float
    reason: str

    @property
    def inside(self) -> bool:
        """Whether the model lies within the tolerance."""
        return self.low <= self.model <= self.high

    @property
    def words(self) -> str:
        """inside or outside."""
        return "inside" if self.inside else "outside"


@dataclass(frozen=True)
class Validation:
    """All targets of a study, in one structural variant."""

    variant: str | None
    rows: tuple[Row, ...]

    @property
    def fitted_are_inside(self) -> bool:
        """Whether every fitted target holds."""
        return all(row.inside for row in self.rows if row.role == "fitted")

    def __getitem__(self, name: str) -> Row:
        return next(row for row in self.rows if row.id == name)

    def as_records(self) -> list[dict[str, object]]:
        """Plain values, a map for each target."""
        return [
            {
                "id": row.id, "title": row.title, "role": row.role, "sources": list(row.sources),
                "target": row.target, "low": row.low, "high": row.high, "model": row.model,
                "inside": row.inside, "reason": row.reason,
            }
            for row in self.rows
        ]  # fmt: skip

    def as_markdown(self) -> str:
        """A table for a README."""
        lines = [
            "| target | role | source | figure | model | |",
            "| --- | --- | --- | --: | --: | --- |",
        ]
        lines += [
            f"| {row.title} | {row.role.replace('_', ' ')} | {', '.join(row.sources)} | "
            f"{shown(row.target)} | {shown(row.model)} | {row.words} |"
            for row in self.rows
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><td>{escape(row.title)}</td><td>{row.role}</td><td>{shown(row.target)}</td>"
            f"<td>{shown(row.model)}</td><td>{row.words}</td></tr>"
            for row in self.rows
        )
        head = "<tr><th>target</th><th>role</th><th>figure</th><th>model</th><th></th></tr>"
        return f"<table><thead>{head}</thead><tbody>{cells}</tbody></table>"


def shown(value: float) -> str:
    """A figure with as many digits as it can bear."""
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def validate_model(
    study: Study, variant: str | None = None, targets: TargetsFile | None = None
) -> Validation:
    """Hold a study against its targets, at central values.

    Parameters
    ----------
    study : Study
    variant : str, optional
        Structural variant; the headline one if absent.
    targets : TargetsFile, optional
        `targets.yaml` of the study if absent.

    Returns
    -------
    Validation
    """
    targets = targets or read_targets(study.folder)
    figures = figures_of(study)
    bench = Bench(study, variant, courts=targets.courts, figures=figures)
    rows = tuple(row_of(name, each, bench, figures) for name, each in targets.targets.items())
    return Validation(variant if variant is not None else study.variants[0], rows)


def row_of(name: str, target: Target, bench: Bench, figures: Figures) -> Row:
    """One target held against the model."""
    value = leaf_value(target.value, figures, f"targets.{name}.value")
    tolerance = leaf_value(target.tolerance, figures, f"targets.{name}.tolerance")
    width = tolerance if target.absolute else tolerance * abs(value)
    model = MEASURES[target.measure](bench, target.where)
    return Row(
        name, target.title, target.role, sources_of(target.value), value, value - width,
        value + width, model, (target.reason or "").strip(),
    )  # fmt: skip
