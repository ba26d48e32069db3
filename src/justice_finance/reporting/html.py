"""The page: one self-contained file that a browser opens from a memory stick.

No request, no style and no script but those inside: the content-security policy allows their hashes
and a font inside the page, and nothing else. All text is escaped by the template. With scripts off
everything but the interactive part is there.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from justice_finance.appraisal.shapley_draws import METHOD
from justice_finance.charts.inline_svg import STYLE, letters_font, letters_of
from justice_finance.charts.pack import Pack
from justice_finance.charts.rounding import rate_text
from justice_finance.charts.style import PAGE, PHONE
from justice_finance.language import LEFT_TO_RIGHT, date_text, decimal_text, say, spoken
from justice_finance.reporting import shown, shown_decision, shown_needs, shown_origins
from justice_finance.reporting.about import About
from justice_finance.reporting.captions import citation_of, settings_words
from justice_finance.reporting.caveats import caveats_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.explorer.content import Explorer
from justice_finance.reporting.explorer.figure_forms import figure_forms
from justice_finance.reporting.explorer.figure_tables import packed_tables
from justice_finance.reporting.sentences import as_written, report_headline
from justice_finance.reporting.shown import observed_text
from justice_finance.reporting.wait_pictures import shown_waits
from justice_finance.reporting.words import (
    LICENCE,
    WORLD_BANK,
    definitions,
    funder_words,
)
from justice_finance.version import __version__

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = (
    "arithmetic", "numbers", "pictures", "controls", "view", "files", "evidence", "explore",
)  # fmt: skip


@dataclass(frozen=True)
class ShownPicture:
    """A picture inside the page, in two layouts."""

    name: str
    title: str
    alternative_text: str
    page: Markup
    phone: Markup
    citation: str
    sentence: str


def page_of(report: Report, packs: tuple[Pack, ...], explorer: Explorer | None = None) -> str:
    """The whole page as HTML.

    Parameters
    ----------
    report : Report
    packs : tuple of Pack
        The pictures, each once.
    explorer : Explorer, optional
        The interactive part; the page is whole without it.

    Returns
    -------
    str
    """
    packs = tuple(pack for pack in packs if pack.name not in shown_decision.NOT_IN_THE_PAGE)
    pictures = {pack.name: _picture(pack) for pack in packs}
    own_tables = {name: table for name, table in _tables(report).items() if table is not None}
    style = _style(pictures.values(), own_tables.values(), explorer)
    script = script_of(explorer) if explorer is not None else ""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"say": say, "decimal_text": decimal_text, "plain": observed_text}
    environment.globals["file_names"] = _file_names
    about = report.about
    return environment.get_template("index.html.j2").render(
        about=about,
        language=spoken(),
        style=style,
        policy=_policy(style, script),
        script=Markup(script),
        explorer=explorer.record if explorer else None,
        figure_tables=packed_tables(packs) if explorer else "",
        explorer_json=Markup(explorer.as_json()) if explorer else "",
        words=explorer.words if explorer else {},
        headline=report_headline(report),
        rate=say("{rate} a year", rate=rate_text(about.discount_rate)),
        method=say(METHOD),
        settings=settings_words(about),
        funder=funder_words(about.funder),
        caveats=[_marked_as_english(text, report) for text in caveats_of(report)],
        first_sentences=shown_decision.first_sentences(report),
        decision_sentences=shown_decision.decision_sentences(report),
        need_sentences=shown_needs.need_sentences(report),
        tables=own_tables,
        pictures=pictures,
        report=report,
        definitions=definitions(),
        licences=_licences(report),
        licence=say(LICENCE),
        citation=citation_of(about, say("Report")),
        version=__version__,
        made=_made(about),
        as_written=Markup("" if spoken().code == "en" else ' lang="en" dir="ltr"'),
    )


def _marked_as_english(text: str, report: Report) -> Markup:
    """A text in which sentences of the study that are told as written say their language."""
    found = escape(text)
    if spoken().code == "en":
        return found
    told = {each.text for each in report.drivers}
    told |= {row.reason for row in report.validation if row.as_written}
    for sentence in sorted(one.rstrip(".") for one in told if one):
        as_told = escape(as_written(sentence))
        found = found.replace(as_told, Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(as_told))
    return found


def _file_names(name: str) -> str:
    """The files of a picture, each from left to right."""
    mark = LEFT_TO_RIGHT if spoken().right_to_left else ""
    return say(", ").join(mark + one for one in (f"figures/{name}.svg", ".png", ".csv"))


def _made(about: About) -> str:
    """Run, version, date and author, for the foot of the page."""
    gaps = {
        "run": about.run_id,
        "version": __version__,
        "date": date_text(about.date),
        "author": about.author,
    }
    if about.date and about.author:
        return say(
            "Run {run}, made with justice_finance {version}; study of {date}, {author}.", **gaps
        )
    if about.date:
        return say("Run {run}, made with justice_finance {version}; study of {date}.", **gaps)
    if about.author:
        return say("Run {run}, made with justice_finance {version}, {author}.", **gaps)
    return say("Run {run}, made with justice_finance {version}.", **gaps)


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
        **shown_needs.need_tables(report),
        **shown_decision.decision_tables(report),
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
        alternative_text=pack.alternative_text,
        page=Markup(pack.inline_svg(PAGE)),
        phone=Markup(pack.inline_svg(PHONE)),
        citation=pack.citation,
        sentence=pack.sentences[0] if pack.sentences else "",
    )


def _policy(style: str, script: str) -> str:
    """What the page may do: its own style, its own script, the font inside; no request at all."""
    allowed = f"; script-src '{_hash(script)}'" if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'{allowed}; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def script_of(explorer: Explorer) -> str:
    """The page's script, its texts at its head."""
    words = json.dumps(explorer.words, ensure_ascii=True).replace("<", "\\u003c")
    forms = json.dumps(figure_forms(), ensure_ascii=True).replace("<", "\\u003c")
    language = spoken().for_the_browser
    head = f'const LANGUAGE = "{language}", FIGURES = {forms}, WORDS = {words};'
    return "\n".join([head, *(_text(f"explorer/{name}.js") for name in SCRIPTS)])


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


def _style(
    pictures: Iterable[ShownPicture],
    tables: Iterable[shown.ShownTable],
    explorer: Explorer | None,
) -> str:
    """The page's style, heads of columns for telephones, and the letters of its pictures."""
    own, letters = (
        _text("style.css") + "\n" + _heads_on_a_phone(tables),
        letters_of("".join(one.page + one.phone for one in pictures)),
    )
    if explorer is not None:
        own += "\n" + _text("explorer/explore.css")
        drawn = _letters_drawn(explorer)
        letters = {weight: "".join(sorted(drawn.union(used))) for weight, used in letters.items()}
    return "\n".join((own, STYLE, letters_font(letters))).strip()


def _heads_on_a_phone(tables: Iterable[shown.ShownTable]) -> str:
    """On a narrow screen each cell stands below the other, its column's head before it."""
    rules = [
        f'#table-{table.name} td:nth-of-type({at})::before{{content:"{_in_style(head)}"}}'
        for table in tables
        for at, head in enumerate(table.columns[1:], 1)
    ]
    return "@media (max-width: 640px) {\n" + "\n".join(rules) + "\n}"


def _in_style(text: str) -> str:
    """A text inside quotation marks of a style sheet: nothing in it can end them."""
    return "".join(f"\\{ord(c):x} " if c in "\\\"'<>&\n\r\f" else c for c in text)


def _letters_drawn(explorer: Explorer) -> set[str]:
    """The letters that pictures of the page's script may need."""
    record = explorer.record
    titles = (*record["titles"], *record["party_titles"].values())
    return set("".join((*explorer.words.values(), *titles, "0123456789")))


def _licences(report: Report) -> tuple[shown.Cell, ...]:
    """Whose figures stand in the report, as their licences ask."""
    every = {row.source_id: row for row in report.evidence}
    named = [
        f"{row.source}. {row.licence}." for row in every.values() if "CC" in row.licence.upper()
    ]
    money = any(row.currency for row in report.evidence)
    sources = (shown.Cell(text, untranslated="main") for text in sorted(named))
    return (*([shown.Cell(say(WORLD_BANK))] if money else []), *sources)
