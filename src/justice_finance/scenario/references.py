"""Checks of leaves that point at others: `same_as` and `formula`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from justice_finance.errors import Mistake, Place
from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.files import KeyPath
from justice_finance.scenario.tree import dotted

PlaceOf = Callable[[KeyPath], Place]


def check_references(
    some: Mapping[str, FoundLeaf],
    leaves: Mapping[str, FoundLeaf],
    place_of: PlaceOf,
    clear: set[str] | None = None,
) -> Iterator[Mistake]:
    """Everything that is wrong with `same_as` and formulas of some leaves.

    Parameters
    ----------
    some : mapping
        The leaves to look at, by dotted path.
    leaves : mapping
        Every leaf of the tree by dotted path.
    place_of : callable
        Place of a path of the tree.
    clear : set of str, optional
        Paths known to lead to numbers in the end; filled with those found.
    """
    clear = set() if clear is None else clear
    for path, found in some.items():
        if found.leaf.same_as is not None:
            yield from _same_as_leads_nowhere(found, leaves, place_of)
        elif found.leaf.formula is not None:
            yield from _formula_is_wrong(found, place_of)
        else:
            continue
        if path not in clear and _refers(found.leaf):
            yield from _references_go_round(path, leaves, clear, place_of)


def _refers(leaf: Leaf) -> bool:
    """Whether a leaf, or one inside it, is the value of another."""
    if leaf.same_as is not None:
        return True
    inner = list((leaf.of or {}).values())
    inner += [each for members in (leaf.by or {}).values() for each in members.values()]
    return any(_refers(each) for each in inner)


def _same_as_leads_nowhere(
    found: FoundLeaf, leaves: Mapping[str, FoundLeaf], place_of: PlaceOf
) -> Iterator[Mistake]:
    target = found.leaf.same_as
    assert target is not None
    other = leaves.get(target)
    if other is None:
        place = place_of((*found.path, "same_as"))
        near = nearest_paths(target, leaves)
        yield Mistake(
            "same_as_unknown",
            place,
            f"`{target}`",
            "the dotted path of a value" + (": " + ", ".join(near) if near else ""),
            f"write `{near[0]}`" if near else "write the path from the root of the tree",
        )
    elif other.slot and found.slot and other.slot.kind != found.slot.kind:
        kinds = {other.slot.kind, found.slot.kind}
        if "number" not in kinds:
            yield Mistake(
                "same_as_other_kind",
                place_of((*found.path, "same_as")),
                f"`{target}`, a {other.slot.kind}",
                f"a {found.slot.kind}",
                "point at a value of the same kind, or use a `formula`",
            )


def nearest_paths(target: str, leaves: Mapping[str, FoundLeaf]) -> list[str]:
    """Paths of leaves that resemble one that is not there, the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(target, list(leaves), n=3, cutoff=0.8)


def _formula_is_wrong(found: FoundLeaf, place_of: PlaceOf) -> Iterator[Mistake]:
    from justice_finance.scenario.arithmetic import FormulaError, names_of

    text, given = found.leaf.formula or "", found.leaf.of or {}
    place = place_of((*found.path, "formula"))
    try:
        used = names_of(text)
    except FormulaError as error:
        yield Mistake(
            "formula_not_arithmetic",
            place,
            str(error),
            "numbers, the names in `of`, + - * / ( ), and min, max, exp, log, sqrt",
            "write it with these alone",
        )
        return
    unknown = sorted(used - set(given))
    if unknown:
        yield Mistake(
            "formula_name_unknown",
            place,
            ", ".join(f"`{name}`" for name in unknown),
            "the names in `of`: " + ", ".join(given),
            "add the name to `of`, or mend it",
        )
    for name in given:
        if name not in used:
            yield Mistake(
                "formula_name_unused",
                place_of((*found.path, "of", name)),
                f"`{name}`, which the formula does not use",
                "only names that the formula uses",
                "take it out, or mend the formula",
            )


def _points_at(path: str, leaves: Mapping[str, FoundLeaf]) -> list[str]:
    found = leaves.get(path)
    if found is None:
        return []
    if found.leaf.same_as is not None:
        return [found.leaf.same_as]
    inner = [dotted((*found.path, "of", name)) for name in found.leaf.of or {}]
    for dimension, members in (found.leaf.by or {}).items():
        inner += [dotted((*found.path, "by", dimension, member)) for member in members]
    return inner


def _references_go_round(
    start: str, leaves: Mapping[str, FoundLeaf], clear: set[str], place_of: PlaceOf
) -> Iterator[Mistake]:
    """Follow all that a leaf refers to; a circle is reported at one of its paths only."""
    trail: list[str] = []
    waiting: list[list[str]] = [[start]]
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            if trail:
                clear.add(trail.pop())
            continue
        path = waiting[-1].pop()
        if path in trail:
            yield _circle(trail[trail.index(path) :], leaves, place_of)
        elif path not in clear:
            trail.append(path)
            waiting.append(_points_at(path, leaves))


def _circle(paths: list[str], leaves: Mapping[str, FoundLeaf], place_of: PlaceOf) -> Mistake:
    first = min(path for path in paths if leaves[path].leaf.same_as or leaves[path].leaf.formula)
    turned = paths[paths.index(first) :] + paths[: paths.index(first)]
    return Mistake(
        "formula_cycle",
        place_of(leaves[first].path),
        " uses ".join([*turned, first]),
        "values that lead to a number in the end",
        "give one of them a number with an origin",
    )
