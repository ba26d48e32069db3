"""The decision in words, pictures, page and folder: what is said is what the tables hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

import justice_finance
from justice_finance.errors import ReportError
from justice_finance.reporting.content import report_of
from justice_finance.reporting.decided import decide
from justice_finance.reporting.decision_futures import two_way_pack
from justice_finance.reporting.decision_wording import amount
from justice_finance.reporting.html import page_of
from justice_finance.reporting.shown_decision import NOT_IN_THE_PAGE, decision_tables


@pytest.fixture(scope="module")
def run():
    return justice_finance.run(
        justice_finance.load_study("scenarios/invented"), draws=64, workers=1
    )


@pytest.fixture(scope="module")
def decided(run):
    return decide(run)


def test_the_first_sentence_names_the_option_with_the_largest_mean(decided) -> None:
    table = decided.table("sureness")
    best = table.loc[table["net_present_value"].idxmax()]
    if best["name"] == "business_as_usual":
        assert "no option is worth more" in decided.findings[0]
    else:
        assert best["title"] in decided.findings[0]


def test_the_survey_to_fund_first_is_worth_its_cost(decided) -> None:
    ranked = decided.table("surveys_ranked")
    text = " ".join(decided.findings)
    for reading, words in (
        ("all variants", "Over all structural variants"),
        ("headline variant", "If the headline structural variant holds"),
    ):
        first = ranked[ranked["reading"] == reading].iloc[0]
        said = f"{words}, with the weights of the study, " if "all" in reading else f"{words}, "
        if first["worth_paying_for"] == "yes":
            assert f"{said}the survey to fund first is: “{first['title']}”" in text
            assert first["net_gain"] > 2.0 * first["standard_error"]
        elif (ranked[ranked["reading"] == reading]["worth_paying_for"] == "no").all():
            assert f"{said}no survey is worth its cost" in text
        else:
            assert f"{said}it is not settled that any survey is worth its cost" in text


def test_a_plan_of_dear_surveys_says_that_none_is_worth_it(run) -> None:
    plan = json.loads(json.dumps(run.record["surveys"]))
    for survey in plan["surveys"]:
        survey["fixed_cost"] = 1e15
    text = " ".join(decide(run, plan=plan).findings)
    assert "no survey is worth its cost." in text
    assert "fund first" not in text


def test_report_and_decision_tell_the_same_shares_of_inputs(run, decided) -> None:
    """Else a caveat would name one input as the first and a finding another."""
    framing = decided.decision.framing
    option = framing.options[framing.today or framing.runner_up]
    report = report_of(run)
    told = {each.input: each.share for each in report.drivers if each.option == option}
    table = decided.table("shapley").set_index("name")["share"]
    assert told.keys() == set(table.index)
    for name, share in told.items():
        assert share == pytest.approx(max(0.0, table[name]), abs=1e-9)
    first = next(each for each in report.drivers if each.option == option)
    assert first.input == table.idxmax()


def test_money_is_rounded_as_its_error_allows() -> None:
    assert amount(852.0e6, 133.0e6, "KES").replace("\u00a0", " ") == (
        "KES 900 million (standard error KES 133 million)"
    )
    assert "standard error" not in amount(1.0e6, float("nan"), "KES")
    assert "standard error" not in amount(106.0, 1.85e-14, "KES")
    assert amount(999.7e6, float("nan"), "KES").replace("\u00a0", " ") == "KES 1.00 billion"
    assert amount(3.0e6, 70.1e6, "KES").startswith("KES\u00a00 (")
    assert amount(-999.9e6, 23.1e6, "KES").startswith("KES\u00a0\u22121.00\u00a0billion")


def test_every_picture_has_words_and_its_table(decided) -> None:
    packs = decided.packs()
    names = {pack.name for pack in packs}
    assert {"surveys", "tornado", "cost_ladder", "acceptability", "budget_frontier"} <= names
    for pack in packs:
        assert pack.alternative_text and pack.sentences and pack.table.rows
        assert len(pack.svg()) > 2000
        assert pack.svg() == type(pack)(**{**vars(pack), "_drawn": {}}).svg()


def test_a_square_says_who_leads_only_where_the_draws_tell(run, decided) -> None:
    known = decided.decision.tables["two_way"]
    frame = known.frame.dropna(subset=["lead"]).reset_index(drop=True)
    frame["lead_error"] = [lead / (1.9, 2.1)[at % 2] for at, lead in enumerate(frame["lead"])]
    tables = {**decided.decision.tables, "two_way": replace(known, frame=frame)}
    pack = two_way_pack(replace(decided.decision, tables=tables), report_of(run).about)
    assert len(pack.sentences) == len(frame) > 1
    for at, text in enumerate(pack.sentences):
        said = "is worth most." if at % 2 else "is ahead, but not surely."
        assert text.endswith(f"“{frame['best_title'][at]}” {said}")


def test_the_sign_of_an_error_is_explained_below_every_table_that_has_one(run, decided) -> None:
    tables = decision_tables(replace(report_of(run), decision=decided.decision))
    for table in tables.values():
        signs = "±" in "".join(cell.below for row in table.rows for cell in row)
        assert signs == ("±: standard error" in table.note)
    assert "±" in tables["sureness"].note and "±" not in tables["regret"].note


def test_the_folder_holds_every_table_and_is_replaced_only_if_ours(decided, tmp_path) -> None:
    out = tmp_path / "decision"
    written = decided.write(out)
    assert written[0].name == "decision.json"
    record = json.loads(written[0].read_text(encoding="utf-8"))
    assert record["findings"] == list(decided.findings)
    assert {path.stem for path in (out / "data").iterdir()} == set(decided.tables)
    decided.write(out)
    (out / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(ReportError):
        decided.write(out)


def test_the_page_shows_what_was_found_and_asks_for_nothing(run, decided) -> None:
    report = replace(report_of(run), decision=decided.decision)
    packs = decided.packs()
    page = page_of(report, packs)
    assert 'id="decision"' in page and "figure-surveys" in page and "table-surveys_ranked" in page
    assert not [name for name in NOT_IN_THE_PAGE if f"figure-{name}" in page]
    assert "<script" not in page
    bare = page_of(report_of(run), ())
    assert 'id="decision"' not in bare and "#decision" not in bare


def test_a_notebook_shows_findings_and_tables(decided) -> None:
    shown = decided._repr_html_()
    assert shown.count("<table>") >= 4
    assert len(re.findall("<li>", shown)) == len(decided.findings)
