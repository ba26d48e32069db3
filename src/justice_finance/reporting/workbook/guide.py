"""The first sheet: what the workbook says, where things are, and what to know before quoting."""

from __future__ import annotations

import io
from collections.abc import Sequence

from justice_finance.charts.pack import Pack
from justice_finance.language import decimal_text, marked, say
from justice_finance.reporting.captions import citation_of, settings_words
from justice_finance.reporting.caveats import caveats_of
from justice_finance.reporting.content import Report
from justice_finance.reporting.sentences import report_headline
from justice_finance.reporting.words import LICENCE, definitions
from justice_finance.reporting.workbook.names import sheet_name
from justice_finance.reporting.workbook.page import FIRST_ROW, Page, elsewhere
from justice_finance.version import __version__

GUIDE_COLUMNS = ((marked("Topic"), 30.0), (marked("What to know"), 130.0))
PICTURES = ("options_as_ranges", "who_pays_and_gains")
PICTURE_WIDTH = 900
"""Pixels on the sheet."""

HOW_TO = (
    (
        marked("How to use it"),
        marked(
            "On the sheet of inputs, change a yellow cell: results, cash flows and the "
            "years follow at once. Ranges (5 % and 95 % quantiles) and chances of loss are those "
            "of the "
            "run, at the study's own rate; they do not follow, because a range needs all draws."
        ),
    ),
    (
        marked("Where figures come from"),
        marked(
            "Each ledger sheet holds the differences between one option and "
            "business as usual, by kind of row and year: means over the draws of the run. "
            "Formulas weigh "
            "them by year, choose the rows that count, and add up."
        ),
    ),
    (
        marked("Ratio of means"),
        marked(
            "The benefit-cost ratio here is a mean over a mean: the expected effect of "
            "what is expected to be spent. The mean of the ratios of single draws is "
            "another figure."
        ),
    ),
    (
        marked("When there is no ratio"),
        marked(
            "If the outlay is not above zero in more than 1 % of the run's "
            "draws, or on average with the inputs chosen, the cell says so and gives no number."
        ),
    ),
    (
        marked("Scales"),
        marked(
            "A scale multiplies all amounts of one category, in the option and in business as "
            "usual alike. The cost of raising taxes follows what government pays, draw by draw."
        ),
    ),
    (
        marked("Protection"),
        marked(
            "Sheets are protected without a password, so that nothing is changed by "
            "accident. There are no macros and no links to other files."
        ),
    ),
)


def write_guide(page: Page, report: Report, sheets: Sequence[tuple[str, str]]) -> None:
    """Title, answer, caveats, how to use it, every sheet, definitions, citation."""
    about = report.about
    page.open(about.title, say("A workbook to look into the study and to try other inputs."), about)
    rows = [(say("The answer"), report_headline(report))]
    rows += [(say("Before you quote a figure"), text) for text in caveats_of(report)]
    rows += [(say(topic), say(text)) for topic, text in HOW_TO]
    rows.append((
        say("Every figure"),
        say("{settings}; society's point of view unless another is chosen; {currency} at prices "
            "of {price_year}; {draws} draws.", settings=settings_words(about),
            currency=about.currency, price_year=about.price_year,
            draws=decimal_text(about.draws)),
    ))  # fmt: skip
    for text_row, (topic, text) in enumerate(rows, start=FIRST_ROW):
        page.text(text_row, 0, topic, page.styles(bold=True, text_wrap=True))
        page.text(text_row, 1, text)
    row = FIRST_ROW + len(rows)
    link = page.styles(font_color="#0000C0", underline=1)
    for name, meaning in sheets:
        page.sheet.write_url(row, 0, f"internal:{elsewhere(name, 'A1')}", link,
                             say("Sheet: {name}", name=sheet_name(name)))  # fmt: skip
        page.text(row, 1, meaning)
        row += 1
    last = [*definitions(), (say("How to cite"), citation_of(about, say("Workbook"))),
            (say("Licence"), say(LICENCE)),
            (say("Run"), say("{run}, engine {engine}, seed {seed}, justice_finance {version}",
                             run=about.run_id, engine=about.engine, seed=about.seed,
                             version=__version__))]  # fmt: skip
    for topic, text in last:
        page.text(row, 0, topic, page.styles(bold=True, text_wrap=True))
        page.text(row, 1, text)
        row += 1


CHART_COLUMNS = ((marked("Picture"), 14.0), (marked("What it shows"), 120.0))


def write_pictures(page: Page, report: Report, packs: Sequence[Pack]) -> None:
    """Pictures of the report with their alternative text."""
    page.open(
        say("Pictures of the report"),
        say(
            "As run; they do not follow the inputs. The rows beside "
            "say in words what each one shows."
        ),
        report.about,
    )
    chosen = [pack for pack in packs if pack.name in PICTURES]
    for at, pack in enumerate(chosen):
        page.text(FIRST_ROW + at, 0, say("Picture {number}", number=at + 1))
        page.text(FIRST_ROW + at, 1, say("{title}. {text}", title=pack.caption.title,
                                             text=pack.alternative_text))  # fmt: skip
    row = FIRST_ROW + len(chosen) + 1
    for pack in chosen:
        content = pack.png()
        width, height = png_size(content)
        scale = PICTURE_WIDTH / width
        # 300 dots per inch are stored in the file; a sheet counts 96 to the inch.
        page.sheet.insert_image(row, 0, f"{pack.name}.png", {
            "image_data": io.BytesIO(content), "x_scale": scale * 300 / 96,
            "y_scale": scale * 300 / 96, "description": pack.alternative_text,
            "object_position": 2,
        })  # fmt: skip
        row += 2 + int(height * scale / 20)


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, from its header."""
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
