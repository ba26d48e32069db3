"""YAML that people write is read as they mean it, or refused with every mistake in its place."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from justice_finance.errors import JusticeFinanceError, ModelFileError
from justice_finance.files import Document, parse_yaml, read_yaml


def codes_of(text: str) -> list[str]:
    """The codes of all mistakes in a text, in the order they are shown."""
    with pytest.raises(JusticeFinanceError) as caught:
        parse_yaml(text, "a.yaml")
    return [mistake.code for mistake in caught.value.mistakes]


# Pieces from which YAML trouble is made; plain random text rarely gets past the first line.
PIECES = st.sampled_from(
    "a: b: - [ ] { } , & * ! !!int | > ' \" # % @ ` ? : << ~ yes no 0x1 1:2 010 .inf -.nan e5 1e9 "
    "1e999 9999999999999999999999 2024-01-01 --- ... \\".split()
) | st.sampled_from(["\n", "\n  ", "\t", " ", "\ufeff", "\u2028", "é"])


@given(st.text())
@example("a: " + "9" * 5000)
@example("a: 1" + "0" * 400)
@example("[" * 100_000)
@example("{a: " * 100_000)
@example("- " * 5_000)
@example("? " * 5_000)
@example("a: e5")
@example("a: !")
@example("\0")
@example("a: \x07")
@example("%YAML 9.9\n---\na: 1")
def test_any_text_is_a_document_or_is_refused(text: str) -> None:
    _read_or_refuse(text)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_mixture_of_yaml_signs_is_a_document_or_is_refused(text: str) -> None:
    _read_or_refuse(text)


def _read_or_refuse(text: str) -> None:
    try:
        document = parse_yaml(text, "a.yaml")
    except JusticeFinanceError as error:
        for mistake in error.mistakes:
            assert mistake.found and mistake.expected and mistake.do
            assert mistake.place.file == "a.yaml"
        return
    _check_plain(document.data)


def _check_plain(value: Any) -> None:
    """Nothing but maps keyed by words, lists, words, finite numbers, true, false and nothing."""
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        for child in value.values():
            _check_plain(child)
    elif isinstance(value, list):
        for child in value:
            _check_plain(child)
    elif isinstance(value, float):
        assert math.isfinite(value)
    else:
        assert value is None or isinstance(value, str | bool | int)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_are_refused(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(content)
        try:
            assert isinstance(read_yaml(path, ModelFileError), Document)
        except ModelFileError as error:
            assert error.mistakes


LEAVES = (
    st.integers(-(10**15), 10**15)
    | st.floats(-1e15, 1e15)
    | st.booleans()
    | st.none()
    | st.from_regex(r"[a-z][a-z_ ]{0,10}[a-z]", fullmatch=True)
)
TREES = st.dictionaries(
    st.from_regex(r"[a-z][a-z_]{1,8}", fullmatch=True),
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.from_regex(r"[a-z][a-z_]{1,8}", fullmatch=True), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@given(TREES)
def test_what_is_written_as_yaml_is_read_back(tree: dict[str, Any]) -> None:
    import yaml

    text = yaml.safe_dump(tree, allow_unicode=True)
    try:
        document = parse_yaml(text, "a.yaml")
    except JusticeFinanceError as error:
        # `safe_dump` writes a list that stands twice as an alias, which is refused.
        assert {mistake.code for mistake in error.mistakes} <= {"yaml_alias"}
        return
    assert document.data == tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12_000_000", 12_000_000),
        ("1e6", 1e6),
        ("-2.5E-3", -0.0025),
        (".5", 0.5),
        ("5.", 5.0),
        ("1_000.5", 1000.5),
        ("true", True),
        ("~", None),
        ('"010"', "010"),
        ("e5", "e5"),
        ("E12", "E12"),
        ("2024-01-01", "2024-01-01"),
        ("a1", "a1"),
        ("v1.2.3", "v1.2.3"),
    ],
)
def test_a_scalar_means_what_it_says(text: str, value: object) -> None:
    read = parse_yaml(f"key: {text}\n", "a.yaml").data["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["yes", "No", "on", "OFF", "TRUE"])
def test_a_word_that_readers_disagree_about_is_refused(text: str) -> None:
    assert codes_of(f"key: {text}\n") == ["yaml_ambiguous_word"]
    assert parse_yaml(f"key: '{text}'\n", "a.yaml").data == {"key": text}


@pytest.mark.parametrize("text", ["010", "0x1F", "1:30", "1:30.5", "0b11"])
def test_a_number_that_readers_disagree_about_is_refused(text: str) -> None:
    assert codes_of(f"key: {text}\n") == ["yaml_ambiguous_number"]


def test_all_mistakes_of_a_file_come_together_in_the_order_of_lines() -> None:
    text = "a: yes\nb: 010\nc: .nan\nd: 1e99\na: 3\n"
    assert codes_of(text) == [
        "yaml_ambiguous_word",
        "yaml_ambiguous_number",
        "number_not_finite",
        "number_too_large",
        "yaml_duplicate_key",
    ]


def test_an_alias_is_refused_before_anything_grows_from_it() -> None:
    layers = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 20))
    assert set(codes_of(f"l0: &l0 [x]\n{layers}")) == {"yaml_alias"}


@given(st.integers(0, 30), st.integers(0, 6))
def test_a_value_is_found_where_it_stands(lines: int, indent: int) -> None:
    pad = " " * (indent + 1)
    text = "# line\n" * lines + f"moves:\n{pad}advice: 0.4\n{pad}court: yes\n"
    with pytest.raises(JusticeFinanceError) as caught:
        parse_yaml(text, "a.yaml")
    place = caught.value.mistakes[0].place
    assert (place.line, place.column) == (lines + 3, len(pad) + len("court: ") + 1)
    assert place.path == "moves.court"


def test_the_place_of_an_absent_key_is_that_of_the_map_it_should_stand_in() -> None:
    document = parse_yaml("states:\n  advice:\n    kind: service\n", "a.yaml")
    place = document.place(("states", "advice", "time"))
    assert (place.line, place.column, place.path) == (2, 3, "states.advice.time")
    assert document.place(("nothing",)).line == 1
