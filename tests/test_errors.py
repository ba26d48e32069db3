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
    JusticeFinanceError,
    Mistake,
    Mistakes,
    Place,
    ScenarioError,
    did_you_mean,
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
    assert str(caught.value).count("    do ") == len(noted)


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
    assert set(record) == {"code", "file", "line", "column", "path", "found", "expected", "do"}


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
