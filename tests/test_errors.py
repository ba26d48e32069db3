"""A mistake says where it stands, what was found, what was expected, and what to do."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import justice_finance
from justice_finance import errors
from justice_finance.errors import (
    MOST_SHOWN,
    JusticeFinanceError,
    Mistake,
    Mistakes,
    Place,
    ScenarioError,
    did_you_mean,
    said_once,
)
from justice_finance.message_codes import CODES


def mistake(file: str | None = "a.yaml", line: int | None = 3, code: str = "not_a_map") -> Mistake:
    """One mistake; only its place matters."""
    return Mistake(
        code, Place(file, line, 2, "moves.advice"), "a list", "a map", "begin with a key"
    )


def test_a_message_shows_its_four_parts_and_its_code() -> None:
    assert str(ScenarioError(mistake())) == (
        "ScenarioError: 1 problem in a.yaml\n"
        "\n"
        "  line 3 column 2  moves.advice  [not_a_map]\n"
        "    found     a list\n"
        "    expected  a map\n"
        "    do        begin with a key"
    )


def test_mistakes_are_shown_by_file_and_counted() -> None:
    text = str(ScenarioError([mistake("a.yaml", 1), mistake("b.yaml", 9), mistake("a.yaml", 7)]))
    assert text.startswith("3 problems in 2 files")
    assert "ScenarioError: 2 problems in a.yaml" in text
    assert "ScenarioError: 1 problem in b.yaml" in text


def test_a_place_without_line_is_the_whole_file() -> None:
    assert str(Place("a.yaml")) == "the whole file"


@given(
    st.lists(
        st.builds(
            mistake,
            st.sampled_from(["a.yaml", "b.yaml", None]),
            st.none() | st.integers(1, 99),
            st.sampled_from(sorted(CODES)),
        ),
        min_size=1,
    )
)
def test_every_mistake_noted_is_raised_once_in_the_order_of_files_and_lines(
    noted: list[Mistake],
) -> None:
    mistakes = Mistakes()
    mistakes.extend(noted)
    with pytest.raises(ScenarioError) as caught:
        mistakes.raise_if_any(ScenarioError)
    raised = caught.value.mistakes
    assert sorted(map(repr, raised)) == sorted(map(repr, noted))
    order = [(each.place.file or "", each.place.line or 0) for each in raised]
    assert order == sorted(order)
    assert str(caught.value).count("    do ") == min(len(noted), MOST_SHOWN)


@pytest.mark.parametrize("more", [0, 1, 70])
def test_a_long_text_says_how_many_more_there_are_and_none_is_lost(more: int) -> None:
    files = [mistake(file, line) for file in ("a.yaml", "b.yaml") for line in range(1, 26)]
    noted = files + [mistake("c.yaml", line) for line in range(1, more + 1)]
    error = ScenarioError(noted)
    text = str(error)
    assert text.count("    do ") == MOST_SHOWN == 50
    assert text.startswith(f"{len(noted)} problems in {3 if more else 2} files")
    assert (f"and {more} more that are not shown here; `--json` lists all" in text) == (more > 0)
    assert error.mistakes == tuple(noted)


def of_journey(
    name: str, found: str = "1.6", line: int | None = 4, rest: str = "shares.mild"
) -> Mistake:
    """A mistake on one line of a template, in a journey that extends it."""
    place = Place("template.yaml", line, 3, f"journeys.{name}.{rest}")
    return Mistake("share_out_of_range", place, found, "a share", "mend it")


def test_what_is_inherited_from_one_line_is_said_once_with_all_its_paths() -> None:
    (one,) = said_once([of_journey("land"), of_journey("debt"), of_journey("debt")])
    assert one.place.path == "journeys.land.shares.mild"
    assert one.inherited_by == ("journeys.debt.shares.mild",)
    assert "journeys.land.shares.mild, inherited by 1 more  [share_out_of_range]" in str(one)
    assert said_once([one, of_journey("debt")]) == [one]


def test_a_text_that_names_its_own_journey_is_the_same_mistake() -> None:
    said = [of_journey(name, f"journeys.{name}.start uses itself") for name in ("land", "debt")]
    assert len(said_once(said)) == 1


def test_different_mistakes_on_one_line_are_all_said() -> None:
    different = [
        of_journey("land"),
        of_journey("land", found="1.7"),
        of_journey("debt", rest="shares.grave"),
        of_journey("debt", line=5),
        of_journey("debt", line=None),
        of_journey("land", line=None),
    ]
    assert said_once(different) == different


def test_nothing_noted_raises_nothing() -> None:
    mistakes = Mistakes()
    mistakes.raise_if_any(ScenarioError)
    assert len(mistakes) == 0


def test_a_code_that_is_not_listed_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError, match="no_such_code"):
        mistake(code="no_such_code")


def test_a_mistake_as_record_can_be_written_as_json() -> None:
    record = json.loads(json.dumps(mistake().as_record()))
    assert record["line"] == 3
    parts = {"code", "file", "line", "column", "path", "found", "expected", "do"}
    assert set(record) == parts | {"inherited_by"}


def test_every_error_of_ours_can_be_caught_at_once_and_is_public() -> None:
    family = {name: kind for name, kind in vars(errors).items() if name.endswith("Error")}
    assert {"EvidenceError", "UnitError", "ModelFileError", "ScenarioError"} < set(family)
    for name, kind in family.items():
        assert issubclass(kind, JusticeFinanceError)
        assert getattr(justice_finance, name) is kind


def test_a_near_name_is_suggested_and_a_far_one_is_not() -> None:
    known = ["funding.government", "funding.donor"]
    assert did_you_mean("funding.goverment", known) == "write `funding.government`"
    assert "`" not in did_you_mean("zzz", known)


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_a_suggestion_is_always_a_known_name(name: str, known: list[str]) -> None:
    said = did_you_mean(name, known)
    assert said == "take one of the expected names" or said.removeprefix("write ")[1:-1] in known


def test_codes_are_words_and_say_what_they_name() -> None:
    for code, meaning in CODES.items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", code), code
        assert meaning and not meaning.endswith("."), code
    assert len(set(CODES.values())) == len(CODES), "two codes say the same"
