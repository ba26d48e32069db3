"""How a study shows itself: at a prompt, and in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from justice_finance.scenario.study import Study


def text_of(study: Study) -> str:
    """A study in a few lines."""
    last = study.file.base_year + study.file.horizon_years - 1
    lines = [
        f"Study {study.name}: {study.title}",
        f"  {study.scenarios_line}",
        f"  {study.file.base_year} to {last}, {study.money_line}, "
        f"discount rate {study.file.discount_rate.number}",
    ]
    lines += [f"  {name}: {each.title}" for name, each in study.scenarios.items()]
    return "\n".join([*lines, *(f"  {each}" for each in study.changes.sentences)])


def html_of(study: Study) -> str:
    """A study as a short table; everything that people typed is escaped."""
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(each.title)}</td>"
        f"<td>{len(each.changes)}</td></tr>"
        for name, each in study.scenarios.items()
    )
    said = (*study.changes.sentences, *([study.notice] if study.notice else []))
    notes = "".join(f"<p>{escape(each)}</p>" for each in said)
    return (
        f"<h4>{escape(study.title)}</h4><p>{escape(study.description)}</p>"
        f"<p>{escape(study.money_line)}; {escape(study.scenarios_line)}</p>{notes}"
        "<table><thead><tr><th>scenario</th><th>title</th><th>changes</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
