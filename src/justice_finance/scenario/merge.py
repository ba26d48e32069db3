"""Merges files: what a file inherits by `extends`, and the whole tree of a study.

Maps merge; leaves, plain lists and plain values are replaced whole; `absent` takes a key away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from justice_finance.errors import Mistakes
from justice_finance.files import KeyPath
from justice_finance.scenario.tree import ABSENT, Origin, is_leaf

# What says which file this is, and is never inherited.
OWN_KEYS = ("journey", "extends", "template")

Holder = tuple[Origin, dict[str, Any]]


def merge_chain(
    chain: Sequence[Origin],
    at: KeyPath,
    origins: dict[KeyPath, Origin],
    mistakes: Mistakes,
) -> dict[str, Any]:
    """Merge a file with those it extends.

    Parameters
    ----------
    chain : sequence of Origin
        Roots of the files, the one that extends first, then what it extends, and so on.
    at : KeyPath
        Path in the tree that the result is put at.
    origins : dict
        Filled with the origin of every part.
    mistakes : Mistakes
        Filled with removals of what is not there.

    Returns
    -------
    dict
        Plain maps. Keys of what is extended come first, in its order.
    """
    holders: list[Holder] = []
    for number, origin in enumerate(chain):
        data = origin.source.document.data
        if number:
            data = {key: value for key, value in data.items() if key not in OWN_KEYS}
        holders.append((origin, data))
    origins[at] = chain[0]
    return _merge(holders, at, chain[0], origins, mistakes)


def _merge(
    holders: list[Holder],
    at: KeyPath,
    assumed: Origin,
    origins: dict[KeyPath, Origin],
    mistakes: Mistakes,
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    keys = dict.fromkeys(key for _, data in reversed(holders) for key in data)
    for key in keys:
        having = [(origin.below((key,)), data[key]) for origin, data in holders if key in data]
        origin, value = having[0]
        if value == ABSENT:
            _check_removal(having, origin, mistakes)
            continue
        here, expected = (*at, key), assumed.below((key,))
        if origin != expected:
            origins[here] = origin
        if isinstance(value, dict) and not is_leaf(value):
            below = []
            for each_origin, each in having:
                if not isinstance(each, dict) or is_leaf(each):
                    break
                below.append((each_origin, each))
            result[key] = _merge(below, here, origin, origins, mistakes)
        else:
            result[key] = value
    return result


def _check_removal(having: list[tuple[Origin, Any]], origin: Origin, mistakes: Mistakes) -> None:
    if len(having) == 1 or having[1][1] == ABSENT:
        mistakes.add(
            "absent_of_nothing",
            origin.place,
            found=f"`absent` for `{origin.path[-1]}`, which is not inherited",
            expected="a key that the extended file has",
            do="take the line out, or mend the name",
        )
