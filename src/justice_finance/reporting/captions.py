"""What every chart of a report has: the lines that travel with it, its citation, its JSON."""

from __future__ import annotations

from justice_finance.charts.pack import Drawing, Pack
from justice_finance.charts.plain_tables import PlainTable
from justice_finance.charts.rounding import rate_text
from justice_finance.charts.style import Caption
from justice_finance.language import say
from justice_finance.reporting.content import About, Report
from justice_finance.reporting.sentences import quoted
from justice_finance.reporting.words import LICENCE


def caption_of(about: About, title: str, subtitle: str) -> Caption:
    """Title, and the lines that travel with the picture."""
    dated = f", {about.date}" if about.date else ""
    return Caption(
        title=title,
        subtitle=subtitle,
        source=f"justice_finance, study {quoted(about.title)}{dated}",
        money=f"{about.currency}, prices of {about.price_year}",
        run_id=about.run_id,
        licence=say(LICENCE),
    )


def settings_words(about: About, *, discounted: bool = True, compared: bool = True) -> str:
    """What every figure is: comparator, years, rate, perspective, variant."""
    against = "against business as usual, " if compared else ""
    rate = "not discounted"
    if discounted:
        rate = f"discounted at {rate_text(about.discount_rate)} a year, without terminal value"
    variant = ""
    if about.structural_variant and about.structural_variant != "as_written":
        variant = f", structural variant {quoted(about.variant_words)}"
    return f"{against}{about.first_year} to {about.last_year}, {rate}{variant}"


def citation_of(about: About, title: str) -> str:
    """How to cite a picture or a table."""
    author = about.author.rstrip(".") or "justice_finance"
    year = f" ({about.date[:4]})" if about.date else ""
    parts = (f"{author}{year}", title, f"In: {about.title}")
    ended = " ".join(part if part.endswith(("?", "!", ".")) else f"{part}." for part in parts)
    return f"{ended} justice_finance, run {about.run_id}."


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
