"""Which uncertain inputs a pattern names, and that each is in one group of joint draws at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Protocol

from justice_finance.errors import Mistakes, Place


class Named(Protocol):
    """An uncertain input, as far as it can be named."""

    @property
    def id(self) -> str: ...

    @property
    def path(self) -> str: ...


class Naming:
    """Inputs that may be named, those that are in a group, and what is wrong so far.

    Parameters
    ----------
    inputs : sequence of Named
        Every uncertain input.
    """

    def __init__(self, inputs: Sequence[Named]) -> None:
        self._inputs = inputs
        self._taken: dict[str, str] = {}
        self.mistakes = Mistakes()

    def named(self, pattern: str, place: Place) -> list[str]:
        """Ids that a pattern fits; a mistake if there is none."""
        found = [
            each.id for each in self._inputs
            if fnmatchcase(each.id, pattern) or fnmatchcase(each.path, pattern)
        ]  # fmt: skip
        if not found:
            self.mistakes.add(
                "correlation_matches_nothing", place,
                found=f"`{pattern}`, which fits no uncertain input",
                expected="a pattern of paths of values that have a spread",
                do="mend the pattern, or give the values a spread",
            )  # fmt: skip
        return found

    def group(self, patterns: Iterable[str], group: str, place: Place) -> tuple[str, ...]:
        """Put all that some patterns fit into a group."""
        members = [each for pattern in patterns for each in self.named(pattern, place)]
        return self.take(members, group, place)

    def take(self, names: Iterable[str], group: str, place: Place) -> tuple[str, ...]:
        """Put inputs into a group; a mistake if one is in another already."""
        taken = tuple(dict.fromkeys(names))
        for each in taken:
            if each in self._taken:
                self.mistakes.add(
                    "correlation_twice", place,
                    found=f"`{each}` in `{self._taken[each]}` and `{group}`",
                    expected="each input in one group at most", do="narrow one of the patterns",
                )  # fmt: skip
            self._taken[each] = group
        return taken
