"""Overrides: paths, conflicts, and what they do to a tree."""

from __future__ import annotations

from itertools import permutations

import pytest

from justice_finance.errors import Mistakes
from justice_finance.scenario.overrides import (
    Setting,
    add_conflicts,
    add_path_mistakes,
    apply,
    settings_of,
)
from justice_finance.scenario.tree import Origin, Source, Tree
from tests.scenario.documents import source

TREE = """
services:
  court:
    title: Court
    limited: true
    staff: {assumption: "as counted last year", value: 5}
    productive_hours:
      by:
        year:
          2025: {assumption: "as in the budget", value: 1000}
    costs:
      salaries: {title: Pay}
interventions:
  mediation:
    title: Mediation
"""


def tree() -> Tree:
    files = source(TREE, "models")
    return Tree(files.document.data, {(): Origin(files, ())})


def settings(text: str, name: str = "change") -> tuple[list[Setting], Source]:
    options = source(text, "", True)
    return settings_of(name, options.document.data["overrides"][name], options, tree()), options


def codes(text: str) -> list[str]:
    found = Mistakes()
    add_path_mistakes(settings(text)[0], tree(), found)
    return [each.code for each in found]


@pytest.mark.parametrize(
    "line",
    [
        "services.court.staff: {choice: 6}",
        "services.court.queue_limit: {choice: 100}",
        "services.court.costs.rent: {title: Rent}",
        "services.court.productive_hours.by.year.2027: {choice: 900}",
        "interventions.mediation.scale: {choice: 2}",
        "services.court.costs.salaries: absent",
        "services.court: {staff: {choice: 6}, limited: false}",
    ],
)
def test_a_path_of_the_tree_or_of_the_schemas_may_be_set(line: str) -> None:
    assert codes(f"overrides:\n  change:\n    {line}\n") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("services.cuort.staff: {choice: 6}", "override_path_unknown"),
        ("services.court.stafff: {choice: 6}", "override_path_unknown"),
        ("services.police: {title: Police}", "override_path_unknown"),
        ("services.court.costs.rent: absent", "override_path_unknown"),
        ("services.court.staff.value: 6", "override_inside_leaf"),
        ("services.court.staff.choice: 6", "override_inside_leaf"),
        ("nothing.at.all: 6", "override_path_unknown"),
    ],
)
def test_any_other_path_is_refused(line: str, code: str) -> None:
    assert codes(f"overrides:\n  change:\n    {line}\n") == [code]


def test_an_unknown_path_comes_with_the_nearest_name_and_its_line() -> None:
    found = Mistakes()
    add_path_mistakes(
        settings("overrides:\n  change:\n    services.cuort.staff: {choice: 6}\n")[0], tree(), found
    )
    mistake = next(iter(found))
    assert mistake.do == "write `court`"
    assert (mistake.place.line, mistake.place.column) == (3, 5)


def test_a_map_is_taken_apart_so_that_the_rest_of_it_stays() -> None:
    chosen, _ = settings("overrides:\n  change:\n    services.court: {staff: {choice: 6}}\n")
    changed, changes = apply(tree(), chosen)
    assert changed.data["services"]["court"]["staff"] == {"choice": 6}
    assert changed.data["services"]["court"]["title"] == "Court"
    assert [(each.path, each.new) for each in changes] == [("services.court.staff", {"choice": 6})]


def test_each_change_is_recorded_from_old_to_new_with_its_place() -> None:
    chosen, _ = settings("overrides:\n  change:\n    services.court.staff: {choice: 6}\n")
    _, (change,) = apply(tree(), chosen)
    assert change.old == {"assumption": "as counted last year", "value": 5}
    assert change.new == {"choice": 6}
    assert (change.override, change.where) == ("change", ".yaml:3")


def test_the_tree_that_is_changed_stays_as_it_was_and_shares_the_rest() -> None:
    base = tree()
    chosen, _ = settings("overrides:\n  change:\n    services.court.staff: {choice: 6}\n")
    changed, _ = apply(base, chosen)
    assert base.data["services"]["court"]["staff"]["value"] == 5
    assert changed.data["interventions"] is base.data["interventions"]
    assert changed.data["services"]["court"]["costs"] is base.data["services"]["court"]["costs"]


def test_the_origin_of_what_an_override_sets_is_the_override() -> None:
    chosen, options = settings("overrides:\n  change:\n    services.court.staff: {choice: 6}\n")
    changed, _ = apply(tree(), chosen)
    path = ("services", "court", "staff")
    assert changed.home(path) == "overrides.change.services.court.staff"
    assert changed.place((*path, "choice")).line == 3
    origin = changed.origin(path)
    assert origin is not None and origin.source is options
    assert changed.home(("services", "court", "title")) == "models.services.court.title"


TWO = """
overrides:
  one:
    services.court.staff: {choice: 6}
  two:
    services.court.FIRST
scenarios: {}
"""


@pytest.mark.parametrize(
    ("second", "conflict"),
    [
        ("staff: {choice: 7}", True),
        ("limited: false", False),
        ("productive_hours.by.year.2027: {choice: 7}", False),
    ],
)
def test_two_overrides_that_set_one_value_are_refused(second: str, conflict: bool) -> None:
    options = source(TWO.replace("FIRST", second), "", True)
    blocks = options.document.data["overrides"]
    chosen = [each for name in blocks for each in settings_of(name, blocks[name], options, tree())]
    for order in permutations(chosen):
        found = Mistakes()
        add_conflicts("both", order, Origin(options, ("scenarios",)), found)
        assert [each.code for each in found] == ["override_conflict"] * conflict


def test_one_override_may_not_set_what_another_sets_inside() -> None:
    text = """
overrides:
  whole:
    services.court.productive_hours: {choice: 900}
  one_year:
    services.court.productive_hours.by.year.2027: {choice: 800}
scenarios: {}
"""
    options = source(text, "", True)
    blocks = options.document.data["overrides"]
    chosen = [each for name in blocks for each in settings_of(name, blocks[name], options, tree())]
    found = Mistakes()
    add_conflicts("both", chosen, Origin(options, ("scenarios",)), found)
    assert [each.code for each in found] == ["override_conflict"]


def test_the_order_of_overrides_changes_nothing() -> None:
    text = """
overrides:
  a: {services.court.staff: {choice: 6}}
  b: {services.court.limited: false}
  c: {interventions.mediation.scale: {choice: 1}}
scenarios: {}
"""
    options = source(text, "", True)
    blocks = options.document.data["overrides"]
    results = []
    for order in permutations(blocks):
        chosen = [
            each for name in order for each in settings_of(name, blocks[name], options, tree())
        ]
        results.append(apply(tree(), chosen)[0].data)
    assert all(each == results[0] for each in results)
