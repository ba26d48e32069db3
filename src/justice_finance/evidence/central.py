"""The central value of a leaf where it stands on its own, without units being converted.

Used by checks of sums. Formulas and references are left to realisation: they give None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from justice_finance.evidence.leaf import Leaf
from justice_finance.evidence.register import Register

Chosen = Mapping[str, str]


def central_value(leaf: Leaf, chosen: Chosen, register: Register | None) -> float | None:
    """Central value for the members chosen; None if it is calculated elsewhere.

    Parameters
    ----------
    leaf : Leaf
        Any leaf but a remainder.
    chosen : mapping
        One member of each dimension that `by` may name.
    register : Register or None
        For values cited.
    """
    if leaf.number is not None:
        return leaf.number
    if leaf.evidence_id is not None:
        entry = register.values.get(leaf.evidence_id) if register is not None else None
        return None if entry is None else entry.value
    for dimension, members in (leaf.by or {}).items():
        member = members.get(chosen.get(dimension, ""))
        return None if member is None else central_value(member, chosen, register)
    return None


def choices_of(
    leaves: Iterable[Leaf], members: Mapping[str, tuple[str, ...]]
) -> Iterator[dict[str, str]]:
    """Every combination of members that can make a difference to some leaves."""
    used: dict[str, tuple[str, ...]] = {}
    for leaf in leaves:
        _collect(leaf, members, used)
    for combination in product(*used.values()):
        yield dict(zip(used, combination, strict=True))


def _collect(
    leaf: Leaf, members: Mapping[str, tuple[str, ...]], used: dict[str, tuple[str, ...]]
) -> None:
    for dimension, inner in (leaf.by or {}).items():
        known = tuple(inner) if dimension == "year" else members.get(dimension, ())
        merged = dict.fromkeys((*used.get(dimension, ()), *known))
        used[dimension] = tuple(merged)
        for each in inner.values():
            _collect(each, members, used)
