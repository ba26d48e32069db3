"""For whom a value is asked: the classes and years along which a leaf with `by` may differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.scenario.schema import Group

FloatArray = NDArray[np.float64]

ORGANISATIONS = "organisations"
"""Name of the group of cases that do not come from surveyed people."""
NOT_GRADED = "not_graded"
"""Their class of seriousness, where their file gives no shares."""


@dataclass(frozen=True)
class Frame:
    """Classes along the last axis of a value.

    Attributes
    ----------
    years : tuple of int
        Model years along the second axis.
    members : mapping
        For each dimension or group attribute, the member that each class belongs to.
    size : int
        Number of classes K.
    general : bool
        True: the one "class" stands for no one in particular (staff of a service, say).
    """

    years: tuple[int, ...]
    members: Mapping[str, tuple[str, ...]]
    size: int
    general: bool = False

    def among(self, dimension: str, chosen: tuple[str, ...] | None) -> NDArray[np.bool_]:
        """Which classes belong to the chosen members; all of them if none are named."""
        if chosen is None or self.general:
            return np.ones(self.size, dtype=np.bool_)
        return np.array([each in chosen for each in self.members[dimension]], dtype=np.bool_)


def general_frame(years: tuple[int, ...]) -> Frame:
    """A frame for values that differ by year at most."""
    return Frame(years, {}, 1, general=True)


def class_frame(
    years: tuple[int, ...],
    problems: tuple[str, ...],
    groups: tuple[str, ...],
    seriousness: tuple[str, ...],
    known_groups: Mapping[str, Group],
) -> Frame:
    """A frame of classes, each given by problem, group and seriousness."""
    members: dict[str, tuple[str, ...]] = {
        "legal_problem": problems,
        "population_group": groups,
        "seriousness": seriousness,
    }
    for attribute in ("sex", "residence", "income"):
        members[attribute] = tuple(
            str(getattr(known_groups[each], attribute)) if each in known_groups else each
            for each in groups
        )
    return Frame(years, members, len(problems))
