"""`same_as` and formulas lead to numbers in the end, or are refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import Place
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.scenario.references import check_references


def place(path: tuple[str | int, ...]) -> Place:
    return Place("file.yaml", 1, 1, ".".join(map(str, path)))


def leaves(points_at: dict[str, str | None]) -> dict[str, FoundLeaf]:
    """Leaves that each point at another one, or hold a number."""
    return {
        name: FoundLeaf(
            (name,),
            Leaf.model_validate(
                {"assumption": "for the sake of the test", "value": 1}
                if other is None
                else {"same_as": other}
            ),
            None,
        )
        for name, other in points_at.items()
    }


NAMES = ["a", "b", "c", "d", "e"]


@given(st.fixed_dictionaries({n: st.none() | st.sampled_from(NAMES) for n in NAMES}))
def test_every_circle_is_found_once_and_nothing_else(points_at: dict[str, str | None]) -> None:
    circles = set()
    for start in NAMES:
        trail: list[str] = []
        here: str | None = start
        while here is not None and here not in trail:
            trail.append(here)
            here = points_at[here]
        if here is not None:
            circles.add(frozenset(trail[trail.index(here) :]))
    all_leaves = leaves(points_at)
    found = [each for each in check_references(all_leaves, all_leaves, place)]
    assert [each.code for each in found] == ["formula_cycle"] * len(circles)
    assert {frozenset(each.found.split(" uses ")) for each in found} == circles


def test_a_circle_through_the_names_of_a_formula_is_found() -> None:
    inner = Leaf.model_validate({"same_as": "total"})
    total = Leaf.model_validate({"formula": "2 * part", "of": {"part": {"same_as": "total"}}})
    all_leaves = {
        "total": FoundLeaf(("total",), total, None),
        "total.of.part": FoundLeaf(("total", "of", "part"), inner, None, "of"),
    }
    found = list(check_references(all_leaves, all_leaves, place))
    assert [each.code for each in found] == ["formula_cycle"]


def test_the_nearest_path_is_suggested() -> None:
    all_leaves = leaves({"services_court_staff": None, "b": "services_court_stafff"})
    found = list(check_references(all_leaves, all_leaves, place))
    assert [(each.code, each.do) for each in found] == [
        ("same_as_unknown", "write `services_court_staff`")
    ]
