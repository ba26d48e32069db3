"""The page: one self-contained file that a browser opens from a memory stick.

No script, no request, no style but the one inside: the content-security policy allows the hash of
that style and pictures inside the page, and nothing else. All text is escaped by the template.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

import jinja2

from justice_finance.appraisal.sensitivity import METHOD
from justice_finance.charts.pack import Pack
from justice_finance.charts.rounding import rate_text
from justice_finance.charts.style import PAGE, PHONE
from justice_finance.reporting import shown, shown_origins
from justice_finance.reporting.captions import citation_of, settings_words
from justice_finance.reporting.caveats import caveats_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.sentences import report_headline
from justice_finance.reporting.wait_pictures import shown_waits
from justice_finance.reporting.words import (
    DEFINITIONS,
    LICENCE,
    WORLD_BANK,
    funder_words,
)
from justice_finance.version import __version__

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class ShownPicture:
    """A picture inside the page, in two layouts."""

    name: str
    title: str
    page: str
    phone: str
    alternative_text: str
    citation: str
    sentence: str


def page_of(report: Report, packs: tuple[Pack, ...]) -> str:
    """The whole page as HTML.

    Parameters
    ----------
    report : Report
    packs : tuple of Pack
        The pictures, each once.

    Returns
    -------
    str
    """
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    about = report.about
    own_tables = {name: table for name, table in _tables(report).items() if table is not None}
    return environment.get_template("index.html.j2").render(
        about=about,
        style=style,
        policy=(
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
            "form-action 'none'"
        ),
        headline=report_headline(report),
        rate=f"{rate_text(about.discount_rate)} a year",
        method=METHOD,
        settings=settings_words(about),
        funder=funder_words(about.funder),
        caveats=caveats_of(report),
        tables=own_tables,
        pictures={pack.name: _picture(pack) for pack in packs},
        report=report,
        definitions=DEFINITIONS,
        licences=_licences(report),
        licence=LICENCE,
        citation=citation_of(about, "Report"),
        version=__version__,
    )


def _tables(report: Report) -> dict[str, shown.ShownTable | None]:
    return {
        "headline": shown.headline_table(report),
        "rates": shown.rates_table(report, False),
        "rates_terminal": shown.rates_table(report, True),
        "plain_counts": shown.plain_counts_table(report),
        "party": shown.party_table(report),
        "group": shown.group_table(report),
        "group_each": shown.group_each_table(report),
        "years": shown.year_table(report),
        "waits": shown_waits(report),
        "validation": shown_origins.validation_table(report) if report.validation else None,
        "variants": shown.variants_table(report),
        "rests": shown_origins.rests_table(report),
        "drivers": shown_origins.drivers_table(report),
        "evidence": shown_origins.evidence_table(report) if report.evidence else None,
        "assumptions": shown_origins.assumptions_table(report) if report.assumptions else None,
        "changes": shown_origins.changes_table(report) if report.changes else None,
    }


def _picture(pack: Pack) -> ShownPicture:
    return ShownPicture(
        name=pack.name,
        title=pack.caption.title,
        page=_data_address(pack.svg(PAGE)),
        phone=_data_address(pack.svg(PHONE)),
        alternative_text=pack.alternative_text,
        citation=pack.citation,
        sentence=pack.sentences[0] if pack.sentences else "",
    )


def _data_address(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def _licences(report: Report) -> tuple[str, ...]:
    """Whose figures stand in the report, as their licences ask."""
    sources = {row.source_id: row for row in report.evidence}
    named = [
        f"{row.source}. {row.licence}." for row in sources.values() if "CC" in row.licence.upper()
    ]
    money = any(row.currency for row in report.evidence)
    return (*([WORLD_BANK] if money else []), *sorted(named))
