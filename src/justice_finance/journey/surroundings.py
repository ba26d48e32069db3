"""What a check of a journey or service needs to know of the rest of the country."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from justice_finance.errors import Mistake, Place, did_you_mean
from justice_finance.evidence.leaves import LeafPath
from justice_finance.evidence.register import Register
from justice_finance.journey.schema import JourneyFile, ServiceFile


@dataclass(frozen=True)
class Surroundings:
    """Names that may be used, and where paths stand.

    `journeys` and `services` are None where a file is checked alone: names of others are then
    taken on trust.
    """

    place: Callable[[LeafPath], Place]
    members: Mapping[str, tuple[str, ...]]
    """Members of each dimension, `seriousness` among them."""
    journeys: Mapping[str, JourneyFile] | None = None
    services: Mapping[str, ServiceFile] | None = None
    register: Register | None = None
    years: tuple[int, ...] = ()
    """Years of the study; empty if it is not known which study asks."""
    intervention_states: frozenset[str] = field(default_factory=frozenset)

    def unknown(self, code: str, name: str, known: list[str], what: str, path: LeafPath) -> Mistake:
        """A name that is not defined, with the nearest one that is."""
        return Mistake(
            code,
            self.place(path),
            f"`{name}`",
            f"{what}: " + (", ".join(known[:15]) or "there is none"),
            did_you_mean(name, known),
        )
