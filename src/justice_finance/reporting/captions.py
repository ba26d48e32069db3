"""What every chart of a report has: the lines that travel with it, its citation, its JSON."""

from __future__ import annotations

from justice_finance.charts.pack import Drawing, Pack
from justice_finance.charts.plain_tables import PlainTable
from justice_finance.charts.style import Caption
from justice_finance.language import date_text, say
from justice_finance.reporting.about import About
from justice_finance.reporting.content import Report
from justice_finance.reporting.sentences import quoted, rate_words
from justice_finance.reporting.words import LICENCE

ENDS = ("?", "!", ".", "\u061f")
"""What a sentence ends with; the last is the question mark of Arabic."""


def caption_of(about: About, title: str, subtitle: str) -> Caption:
    """Title, and the lines that travel with the picture."""
    study = quoted(about.title)
    if about.date:
        source = say(
            "justice_finance, study {study}, {date}", study=study, date=date_text(about.date)
        )
    else:
        source = say("justice_finance, study {study}", study=study)
    return Caption(
        title=title,
        subtitle=subtitle,
        source=source,
        money=say("{currency}, prices of {year}", currency=about.currency, year=about.price_year),
        run_id=about.run_id,
        licence=say(LICENCE),
    )


def settings_words(about: About, *, discounted: bool = True, compared: bool = True) -> str:
    """What every figure is: comparator, years, rate, perspective, variant."""
    parts = [say("against business as usual")] if compared else []
    parts.append(say("{first} to {last}", first=about.first_year, last=about.last_year))
    parts.append(rate_words(about, discounted))
    if about.structural_variant and about.structural_variant != "as_written":
        parts.append(say("structural variant {variant}", variant=quoted(about.variant_words)))
    return say(", ").join(parts)


def citation_of(about: About, title: str) -> str:
    """How to cite a picture or a table."""
    author = about.author.rstrip(".") or "justice_finance"
    year = f" ({about.date[:4]})" if about.date else ""
    parts = (f"{author}{year}", title, say("In: {title}", title=about.title))
    ended = " ".join(part if part.endswith(ENDS) else f"{part}." for part in parts)
    return say("{work} justice_finance, run {run}.", work=ended, run=about.run_id)


def pack_of(
    report: Report, name: str, caption: Caption, draw: Drawing, table: PlainTable,
    alternative_text: str, sentences: tuple[str, ...],
) -> Pack:  # fmt: skip
    """A pack with what is the same for all charts of a report."""
    return pack_about(report.about, name, caption, draw, table, alternative_text, sentences)


def pack_about(
    about: About, name: str, caption: Caption, draw: Drawing, table: PlainTable,
    alternative_text: str, sentences: tuple[str, ...],
) -> Pack:  # fmt: skip
    """The same from what stands beside every figure, without a whole report."""
    return Pack(
        name=name,
        caption=caption,
        draw=draw,
        table=table,
        alternative_text=alternative_text,
        citation=citation_of(about, caption.title),
        sentences=sentences,
        about={
            "study": about.study,
            "draws": about.draws,
            "engine": about.engine,
            "currency": about.currency,
            "price_year": about.price_year,
            "discount_rate": about.discount_rate,
            "perspective": about.perspective,
            "funder": about.funder,
            "terminal_value": False,
            "structural_variant": about.structural_variant,
            "comparator": "business_as_usual",
        },
    )
