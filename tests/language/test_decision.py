"""The decision: no text of the code goes past `say`, in sentences, tables, captions and charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

import justice_finance
from justice_finance.language import speaking
from justice_finance.reporting.content import Report, report_of
from justice_finance.reporting.decided import Decided, decide
from justice_finance.reporting.decision_findings import grouped_findings
from justice_finance.reporting.html import page_of
from justice_finance.reporting.shown_decision import decision_tables
from tests.language.pseudo import CLOSED, OPENED, pseudo

WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def decided() -> Decided:
    study = justice_finance.load_study("scenarios/invented")
    return decide(justice_finance.run(study, draws=64, workers=1))


@pytest.fixture(scope="module")
def report(decided: Decided) -> Report:
    return replace(report_of(decided.decision.framing.results), decision=decided.decision)


def outside(text: str) -> str:
    """What of a text stands in no brackets."""
    depth, found = 0, []
    for sign in text:
        depth += (sign == OPENED) - (sign == CLOSED)
        if not depth and sign != CLOSED:
            found.append(sign)
    return "".join(found)


def own_texts(decided: Decided) -> set[str]:
    """Texts of the study, which no catalogue of ours holds."""
    return {decided.about.currency, decided.about.title, decided.about.run_id}


def missed(texts: Iterator[str], known: set[str]) -> list[str]:
    """Texts with words outside the brackets that are not the study's own."""
    found = []
    for text in texts:
        bare = outside(text)
        for own in known:
            bare = bare.replace(own, "")
        if WORD.search(bare):
            found.append(text)
    return found


def sentences(decided: Decided) -> Iterator[str]:
    for group in grouped_findings(decided.decision):
        yield group.heading
        yield from group.sentences


def cells(report: Report) -> Iterator[str]:
    for table in decision_tables(report).values():
        assert table is not None
        yield from (table.caption, table.note, *table.columns)
        for row in table.rows:
            for cell in row:
                yield from (cell.main, cell.below)


def captions(decided: Decided) -> Iterator[str]:
    for pack in decided.packs():
        yield from (pack.caption.title, pack.caption.subtitle, pack.alternative_text)
        yield from pack.sentences


def test_findings_are_said(decided: Decided) -> None:
    with pseudo():
        texts = list(sentences(decided))
        assert len(texts) > 20
        assert not missed(iter(texts), own_texts(decided))


def test_tables_are_said(report: Report, decided: Decided) -> None:
    with pseudo():
        texts = list(cells(report))
        assert len(texts) > 300
        assert not missed(iter(texts), own_texts(decided))


def test_captions_and_what_is_read_aloud_are_said(decided: Decided) -> None:
    with pseudo():
        texts = list(captions(decided))
        assert len(texts) > 30
        assert not missed(iter(texts), own_texts(decided))


def test_what_a_run_cannot_tell_is_said_where_it_is_read(decided: Decided) -> None:
    english = decided.decision.cannot_tell
    with pseudo():
        spoken = decided.decision.cannot_tell
    assert english and len(spoken) == len(english)
    assert all(OPENED in text for text in spoken)
    assert not any(OPENED in text for text in english)


def test_words_in_charts_are_said(decided: Decided) -> None:
    with pseudo():
        known = own_texts(decided)
        for pack in decided.packs():
            figure = pack.draw(7.0)
            figure.draw_without_rendering()
            labels = [
                text
                for axes in figure.axes
                for text in (axes.get_xlabel(), axes.get_ylabel(),
                             *(tick.get_text() for tick in axes.get_xticklabels()))
            ]  # fmt: skip
            assert not missed(iter(labels), known), pack.name


def test_the_section_of_the_page_is_said(report: Report, decided: Decided) -> None:
    with pseudo():
        page = page_of(report, decided.packs())
    start = page.index('id="decision"')
    section = page[start : page.index("</section>", start)]
    heads = re.findall(r"<(?:summary|h2|h3)[^>]*>([^<]+)<", section)
    assert len(heads) > 5
    assert not missed(iter(heads), own_texts(decided))


def test_figures_take_the_decimal_mark_of_the_language(decided: Decided) -> None:
    with speaking("fr"):
        texts = list(sentences(decided))
    assert texts and not any(re.search(r"\d\.\d", text) for text in texts)


def test_axes_take_the_decimal_mark_of_the_language() -> None:
    from matplotlib.figure import Figure

    from justice_finance.charts.style import place

    def ticks() -> list[str]:
        figure = Figure()
        axes = place(figure, 0.5, 0.5, 0.1, 0.9)
        axes.plot([-1.0, 0.0, 1.0], [0.0, 1500.0, 3000.0])
        axes.set_xticks([-0.5, 0.0, 0.5])
        axes.set_yticks([0.0, 1500.0])
        figure.draw_without_rendering()
        return [
            tick.get_text() for tick in (*axes.get_xticklabels(), *axes.get_yticklabels())
        ]  # fmt: skip

    assert ticks() == ["\u22120.5", "0.0", "0.5", "0", "1,500"]
    with speaking("fr"):
        assert ticks() == ["\u22120,5", "0,0", "0,5", "0", "1\u202f500"]
