"""Shares of one whole that are uncertain together: which they are, and how each spreads alone.

`counted_shares` of a country says how many observations a set of shares is worth. Each of them then
is an uncertain input with a beta distribution about its value; how they are drawn together is in
`joint_draws`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from justice_finance.distributions import Distribution
from justice_finance.errors import Mistakes, Place
from justice_finance.evidence.leaves import FoundLeaf
from justice_finance.scenario.quantities import UNITS, Input, Quantity
from justice_finance.scenario.schema import CountedShares, CountryFile

ALIKE = 1e-9
"""How far shares may be from a sum of one."""


def with_counted_shares(
    country: CountryFile,
    leaves: Mapping[str, FoundLeaf],
    quantities: dict[str, Quantity],
    home: Callable[[str], str],
    places: Callable[[str], Place],
    mistakes: Mistakes,
) -> dict[str, Quantity]:
    """Quantities of which counted shares are uncertain inputs.

    Parameters
    ----------
    country : CountryFile
    leaves, quantities : mapping
        By dotted path.
    home : callable
        Where the leaf at a dotted path was written.
    places : callable
        Place of a dotted path, for messages.
    mistakes : Mistakes
        Gets what is wrong.

    Returns
    -------
    dict
        The same where nothing is counted.
    """
    found = dict(quantities)
    for name, group in country.counted_shares.items():
        at = f"country.counted_shares.{name}"
        if f"{at}.counted" not in quantities:  # numbers of a file beside the model
            continue
        members = _members(group, at, leaves, quantities, home, places, mistakes)
        counted = quantities[f"{at}.counted"]
        if members is None or not _sums_to_one(group, members, at, places, mistakes):
            continue
        if counted.central <= 0.0:
            mistakes.add(
                "value_not_positive", places(f"{at}.counted"), found=f"{counted.central:g}",
                expected="a number above 0", do="write how many observations the shares are worth",
            )  # fmt: skip
            continue
        for path, quantity in members.items():
            mean, size = quantity.central, counted.central
            spread = Distribution("beta", mean * size, (1.0 - mean) * size)
            drawn = Input(home(path), path, "share", mean, spread, quantity.origin, counted.origin,
                          UNITS["share"])  # fmt: skip
            found[path] = replace(quantity, input=drawn)
    return found


def _members(
    group: CountedShares, at: str, leaves: Mapping[str, FoundLeaf],
    quantities: Mapping[str, Quantity], home: Callable[[str], str],
    places: Callable[[str], Place], mistakes: Mistakes,
) -> dict[str, Quantity] | None:  # fmt: skip
    """The quantities that a group names, by path; None where something is wrong with them."""
    found: dict[str, Quantity] = {}
    good = True
    for pattern in group.inputs:
        paths = [
            path for path in quantities
            if fnmatchcase(home(path), pattern) or fnmatchcase(path, pattern)
        ]  # fmt: skip
        if not paths or not all(_is_share(leaves[path], quantities[path]) for path in paths):
            mistakes.add(
                "counted_share_unknown", places(at), found=f"`{pattern}`",
                expected="where a share between 0 and 1 is written with a value of its own",
                do="name the value itself, not one that is calculated from others",
            )  # fmt: skip
            good = False
        for path in paths:
            if quantities[path].input is not None:
                mistakes.add(
                    "counted_share_has_spread", places(at), found=f"a spread at `{path}`",
                    expected="a value alone: how many were counted says how it spreads",
                    do="take the spread out, or the share out of the group",
                )  # fmt: skip
                good = False
            found[path] = quantities[path]
    return found if good else None


def _is_share(leaf: FoundLeaf, quantity: Quantity) -> bool:
    kind = "number" if leaf.slot is None else leaf.slot.kind
    return kind in ("share", "number") and 0.0 < quantity.central < 1.0


def _sums_to_one(
    group: CountedShares, members: Mapping[str, Quantity], at: str,
    places: Callable[[str], Place], mistakes: Mistakes,
) -> bool:  # fmt: skip
    total = sum(each.central for each in members.values())
    rest = 1.0 - total
    if rest > ALIKE if group.remainder else abs(rest) <= ALIKE:
        return True
    mistakes.add(
        "counted_shares_not_one", places(at), found=f"shares that sum to {total:.6g}",
        expected="less than 1, as the rest is a share too" if group.remainder else "shares of 1",
        do="mend the values, or name every share" if group.remainder
        else "mend the values, or write `remainder: true` if another share is the rest",
    )  # fmt: skip
    return False
