"""Looks up numbers of a study by path: what they are, how sure, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from justice_finance.errors import Mistake, Place, ScenarioError, did_you_mean
from justice_finance.evidence.leaf import Leaf, Slot
from justice_finance.evidence.values import EvidenceValue
from justice_finance.files import shown_path
from justice_finance.scenario.changed import FILE
from justice_finance.scenario.frames import general_frame
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.tree import dotted

if TYPE_CHECKING:
    from justice_finance.scenario.resolve import ResolvedScenario
    from justice_finance.scenario.study import Study

_UNITS = {"time": "days", "rate": "per year", "hours": "hours", "share": "share of 1"}
_UNITS |= {"odds": "odds ratio", "ratio": "factor", "count": "number", "year": "calendar year"}


@dataclass(frozen=True, repr=False)
class StudyNumber:
    """One number of a study.

    Attributes
    ----------
    path : str
        Dotted path.
    value : float or None
        Central value in `unit`; None where it differs between people (see `members`) or follows
        from other shares.
    unit : str
        Unit that the model works in.
    origin : str
        evidence, assumption, choice, formula, same_as, remainder or by.
    text : str
        The sentence of the assumption, the id of the evidence, the formula, or the other path.
    source : EvidenceValue or None
        The published figure behind it, with source, page and grade.
    low, high : float or None
        The spread as written.
    interval : float or None
        Per cent of probability between them.
    spread : str
        Where the spread comes from.
    members : mapping
        Central values by member or year, where they differ; of a formula, by name.
    leaf : mapping
        As the file writes it, ready to be changed and given to `with_assumption`.
    where : str
        File and line.
    """

    path: str
    value: float | None
    unit: str
    origin: str
    text: str
    source: EvidenceValue | None
    low: float | None
    high: float | None
    interval: float | None
    spread: str
    members: Mapping[str, float]
    leaf: Mapping[str, Any]
    where: str

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What is known, as pairs of words."""
        value = "differs" if self.value is None else f"{self.value:,.6g} {self.unit}"
        rows = [("value", value), ("as written", _as_written(self.leaf)), (self.origin, self.text)]
        rows += [(name, f"{each:,.6g}") for name, each in self.members.items()]
        if self.low is not None and self.high is not None:
            rows.append(("spread", f"{self.low:,.6g} to {self.high:,.6g} ({self.interval:g} %)"))
            rows.append(("origin of the spread", self.spread))
        if self.source is not None:
            found = self.source
            rows += [
                ("source", f"{found.source.authors} ({found.source.year}), {found.source.title}"),
                ("place in it", found.locator),
                ("grade", found.grade),
            ]
        rows.append(("written in", self.where))
        return [(name, text) for name, text in rows if text]

    def __repr__(self) -> str:
        return "\n".join([self.path, *(f"  {name}: {text}" for name, text in self.rows)])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th style="text-align:left">{escape(name)}</th>'
            f'<td style="text-align:left">{escape(text)}</td></tr>'
            for name, text in self.rows
        )
        return f"<p><code>{escape(self.path)}</code></p><table>{rows}</table>"


def paths_of(study: Study, pattern: str = "*") -> list[str]:
    """Dotted paths of the values of business as usual that fit a pattern, in the files' order."""
    leaves = next(iter(study.scenarios.values())).leaves
    paths = (dotted(each.path) for each in leaves if each.inside == "")
    return [path for path in paths if fnmatchcase(path, pattern)]


def number_at(study: Study, path: str, scenario: str) -> StudyNumber:
    """One number of one scenario, in the headline structural variant."""
    from justice_finance.scenario.recipes import figures_of, recipe_of

    if scenario not in study.scenarios:
        raise _unknown("scenario_unknown", scenario, list(study.scenarios), study)
    resolved = study.scenarios[scenario]
    recipe = recipe_of(resolved, figures_of(study))
    if path not in recipe.leaves:
        raise _unknown("number_unknown", path, list(recipe.leaves), study)
    found = recipe.leaves[path]
    leaf = found.leaf
    origin, text = _origin(leaf)
    value, members = _central(recipe, path, leaf)
    return StudyNumber(
        path=path,
        value=value,
        unit=_unit(found.slot, study),
        origin=origin,
        text=text,
        source=study.register.value(leaf.evidence_id) if leaf.evidence_id else None,
        low=leaf.low,
        high=leaf.high,
        interval=leaf.interval,
        spread="" if leaf.spread is None else leaf.spread.assumption or leaf.spread.evidence or "",
        members=members,
        leaf=resolved.tree.get(tuple(path.split("."))),
        where=_where(resolved, path),
    )


def _origin(leaf: Leaf) -> tuple[str, str]:
    if leaf.evidence_id is not None:
        return "evidence", leaf.evidence_id
    if leaf.assumption is not None:
        return "assumption", leaf.assumption
    if leaf.choice is not None:
        return "choice", leaf.note or "a policy lever"
    if leaf.formula is not None:
        return "formula", leaf.formula
    if leaf.same_as is not None:
        return "same_as", leaf.same_as
    if leaf.by is not None:
        return "by", ", ".join(leaf.by)
    return "remainder", "what the other shares leave of one"


def _central(recipe: Recipe, path: str, leaf: Leaf) -> tuple[float | None, dict[str, float]]:
    """The central value before interventions, and those of its members where they differ."""
    from justice_finance.scenario.evaluate import Evaluator

    if leaf.remainder:
        return None, {}
    try:
        values = Evaluator(recipe, None).value(path, general_frame(recipe.years))[0, :, 0]
    except ScenarioError:  # it differs between people
        return None, dict(_members(recipe, path, leaf))
    if np.ptp(values) > 0.0:
        years = zip(recipe.years, values, strict=True)
        return None, {str(year): float(each) for year, each in years}
    return float(values[0]), dict(_members(recipe, path, leaf))


def _members(recipe: Recipe, path: str, leaf: Leaf) -> Iterator[tuple[str, float]]:
    names = [("of", name) for name in leaf.of or {}]
    for dimension, members in (leaf.by or {}).items():
        names += [(f"by.{dimension}", name) for name in members]
    for kind, name in names:
        below = f"{path}.{kind}.{name}"
        value, _ = _central(recipe, below, recipe.leaves[below].leaf)
        if value is not None:
            yield name, value


def _unit(slot: Slot | None, study: Study) -> str:
    if slot is None:
        return ""
    if slot.kind == "money":
        return study.money_line + (f", per {slot.per}" if slot.per else "")
    return _UNITS.get(slot.kind, "")


def _as_written(leaf: Any) -> str:
    number = leaf.get("value", leaf.get("choice")) if isinstance(leaf, dict) else None
    if not isinstance(number, (int, float)):
        return ""
    unit = leaf.get("unit", "")
    if isinstance(unit, dict):
        unit = f"{unit['money']} of {unit['price_year']}" + (
            f" per {unit['per']}" if "per" in unit else ""
        )
    return f"{number:,.6g} {unit}".strip()


def _where(resolved: ResolvedScenario, path: str) -> str:
    at = resolved.place(path)
    return f"{at.file}:{at.line}" if at.file not in (None, FILE) else str(at.file)


def _unknown(code: str, name: str, known: list[str], study: Study) -> ScenarioError:
    """A name that is not there, with those that begin like it."""
    beginning = name.rpartition(".")[0]
    near = [each for each in known if beginning and each.startswith(f"{beginning}.")] or known
    shown = ", ".join(near[:12]) + (f" and {len(near) - 12} more" if len(near) > 12 else "")
    place = Place(shown_path(study.folder), path=name)
    return ScenarioError(
        Mistake(code, place, f"`{name}`", f"one of {shown}", did_you_mean(name, known))
    )
