"""The charts of a report: which rows each one gets, and the words that go with it."""

from __future__ import annotations

from functools import partial

from justice_finance.charts import options_as_ranges
from justice_finance.charts.options_as_ranges import OptionRange
from justice_finance.charts.pack import Pack
from justice_finance.charts.plain_tables import PlainTable, table_of
from justice_finance.charts.rounding import percent_text, rate_text
from justice_finance.charts.style import Caption
from justice_finance.reporting.content import About, Report
from justice_finance.reporting.sentences import (
    cost_sentence,
    option_sentence,
    quoted,
    range_words,
    report_headline,
)
from justice_finance.reporting.words import LICENCE


def all_packs(report: Report) -> tuple[Pack, ...]:
    """Every chart that the report's figures allow, in the order of the page."""
    packs = [options_pack(report)]
    return tuple(pack for pack in packs if pack is not None)


def caption_of(about: About, title: str, subtitle: str) -> Caption:
    """Title, and the lines that travel with the picture."""
    dated = f", {about.date}" if about.date else ""
    return Caption(
        title=title,
        subtitle=subtitle,
        source=f"justice_finance, study {quoted(about.title)}{dated}",
        money=f"{about.currency}, prices of {about.price_year}",
        run_id=about.run_id,
        licence=LICENCE,
    )


def settings_words(about: About, *, discounted: bool = True) -> str:
    """What every figure is: comparator, years, rate, perspective, variant."""
    rate = f"discounted at {rate_text(about.discount_rate)} a year, " if discounted else ""
    variant = ""
    if about.structural_variant and about.structural_variant != "as_written":
        variant = f", structural variant {quoted(about.variant_words)}"
    return (
        f"against business as usual, {about.first_year} to {about.last_year}, {rate}"
        f"without terminal value{variant}"
    )


def citation_of(about: About, title: str) -> str:
    """How to cite a picture or a table."""
    author = about.author.rstrip(".") or "justice_finance"
    year = f" ({about.date[:4]})" if about.date else ""
    return (
        f"{author}{year}. {title}. In: {about.title.rstrip('.')}. justice_finance, "
        f"run {about.run_id}."
    )


def pack_of(
    report: Report, name: str, caption: Caption, draw: partial[object], table: PlainTable,
    alternative_text: str, sentences: tuple[str, ...],
) -> Pack:  # fmt: skip
    """A pack with what is the same for all charts of a report."""
    about = report.about
    return Pack(
        name=name,
        caption=caption,
        draw=draw,  # type: ignore[arg-type]
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


def options_pack(report: Report) -> Pack:
    """What each headline option is worth."""
    about = report.about
    place = f"{about.country}: net" if about.country else "Net"
    caption = caption_of(
        about,
        "What each option is worth to society",
        f"{place} present value {settings_words(about)}. Line: 90 % range. "
        "Circle: mean gain; square: mean loss",
    )
    rows = [
        OptionRange(e.title, e.net_present_value, percent_text(e.chance_of_loss, about.draws))
        for e in report.headline
    ]
    table = table_of(
        ("option", "title", "mean", "p05", "p95", "chance_of_loss"),
        [
            (e.option, e.title, e.net_present_value.mean, e.net_present_value.p05,
             e.net_present_value.p95, e.chance_of_loss)
            for e in report.headline
        ],
    )  # fmt: skip
    shown = "; ".join(
        f"{e.title}: {range_words(e.net_present_value)}, chance of loss "
        f"{percent_text(e.chance_of_loss, about.draws)}"
        for e in report.headline
    )
    text = (
        f"One line for each of {len(rows)} options shows the 90 % range of its net present value "
        f"in {about.currency}: {shown}."
    )
    sentences = [report_headline(report)]
    for each in report.headline:
        share = report.assumption_share.get(each.option)
        sentences += [f"{option_sentence(each, about, share)} {cost_sentence(each, about)}"]
    return pack_of(
        report, "options_as_ranges", caption,
        partial(options_as_ranges.draw, rows, caption, about.currency), table, text,
        tuple(sentences),
    )  # fmt: skip
