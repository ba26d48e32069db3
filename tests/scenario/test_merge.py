"""What a file inherits by `extends`, and where each part of the result was written."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import Mistakes
from justice_finance.files import Document
from justice_finance.scenario.merge import merge_chain
from justice_finance.scenario.tree import Origin, Source, Tree
from tests.scenario.documents import merged

TEMPLATE = """
title: Template
states:
  problem: {title: Begins, kind: wait}
  end: {title: Ends, kind: resolution}
moves:
  problem:
    end: {assumption: "all of them do", value: 1}
tags: [a, b]
"""


def test_maps_merge_and_what_is_extended_comes_first() -> None:
    tree, mistakes = merged("states:\n  court: {title: Court}\n  end: {title: Over}\n", TEMPLATE)
    assert not list(mistakes)
    assert list(tree.data["states"]) == ["problem", "end", "court"]
    assert tree.data["states"]["end"] == {"title": "Over", "kind": "resolution"}


def test_a_leaf_is_replaced_whole_and_never_merged() -> None:
    text = "moves:\n  problem:\n    end: {evidence: some_row}\n"
    tree, _ = merged(text, TEMPLATE)
    assert tree.data["moves"]["problem"]["end"] == {"evidence": "some_row"}


def test_a_plain_list_is_replaced_whole() -> None:
    tree, _ = merged("tags: [c]\n", TEMPLATE)
    assert tree.data["tags"] == ["c"]


def test_absent_takes_a_key_away_also_over_two_generations() -> None:
    tree, mistakes = merged("title: Child\n", "states:\n  end: absent\n", TEMPLATE)
    assert not list(mistakes)
    assert list(tree.data["states"]) == ["problem"]


def test_absent_for_what_is_not_inherited_is_a_mistake() -> None:
    _, mistakes = merged("states:\n  ending: absent\n", TEMPLATE)
    assert [(each.code, each.place.line) for each in mistakes] == [("absent_of_nothing", 2)]


def test_a_key_may_come_back_after_it_was_taken_away() -> None:
    tree, mistakes = merged(
        "states:\n  end: {title: Again}\n", "states:\n  end: absent\n", TEMPLATE
    )
    assert not list(mistakes)
    assert tree.data["states"]["end"] == {"title": "Again"}, "nothing of the one taken away"


def test_each_part_knows_the_file_and_line_it_was_written_in() -> None:
    tree, _ = merged("states:\n  end:\n    title: Over\n", "title: Middle\n", TEMPLATE)
    places = {
        path: (tree.place(path).file, tree.place(path).line)
        for path in [("states", "end", "title"), ("states", "end", "kind"), ("title",), ("tags",)]
    }
    assert places == {
        ("states", "end", "title"): ("file0.yaml", 3),
        ("states", "end", "kind"): ("file2.yaml", 5),
        ("title",): ("file1.yaml", 1),
        ("tags",): ("file2.yaml", 9),
    }


def test_the_home_of_an_inherited_leaf_is_where_it_was_written() -> None:
    tree, _ = merged("title: Child\n", TEMPLATE)
    assert tree.home(("moves", "problem", "end")) == "file1.moves.problem.end"


KEYS = st.sampled_from(["a", "b", "c"])
DATA = st.dictionaries(
    KEYS,
    st.recursive(st.integers(0, 9), lambda inner: st.dictionaries(KEYS, inner, max_size=3)),
    max_size=3,
)


def _places(data: Any, path: tuple[str, ...] = ()) -> dict[Any, tuple[int, int]]:
    found: dict[Any, tuple[int, int]] = {path: (1, 1)}
    if isinstance(data, dict):
        for key, below in data.items():
            found |= _places(below, (*path, key))
    return found


def _plainly(over: Any, below: Any) -> Any:
    if isinstance(over, dict) and isinstance(below, dict):
        keys = [*below, *(key for key in over if key not in below)]
        return {
            key: _plainly(over[key], below[key])
            if key in over and key in below
            else (over if key in over else below)[key]
            for key in keys
        }
    return over


@given(st.lists(DATA, min_size=1, max_size=4))
def test_a_chain_of_files_is_the_same_as_merging_them_two_by_two(chain: list[Any]) -> None:
    origins: dict[Any, Origin] = {}
    files = [
        Source(Document(f"{number}", data, _places(data)), f"file{number}")
        for number, data in enumerate(chain)
    ]
    mistakes = Mistakes()
    found = merge_chain([Origin(each, ()) for each in files], (), origins, mistakes)
    expected = chain[-1]
    for data in reversed(chain[:-1]):
        expected = _plainly(data, expected)
    assert found == expected
    tree = Tree(found, origins)
    for path in _places(found):  # each plain value stands where its origin says
        value = tree.get(path)
        if not isinstance(value, dict):
            origin = tree.origin(path)
            assert origin is not None
            here: Any = origin.source.document.data
            for key in origin.path:
                here = here[key]
            assert here == value
