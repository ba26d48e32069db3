"""What a run will do, before it does it: its tasks in a fixed order, and the id that names it.

The id is the hash of everything that makes the figures (parsed content of the files, the register
rows used, package version, seed, engine, draws) and of nothing else, so that the same question has
the same id on any day and a cited number can be found again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from justice_finance.version import __version__

CHUNK = 128  # draws in a task; fixed, so that sums are reduced in the same order everywhere


@dataclass(frozen=True)
class Task:
    """One structural variant and one chunk of draws; all its scenarios share starts and opening."""

    number: int
    variant: str
    first: int
    last: int
    """Draws first .. last - 1."""


@dataclass(frozen=True)
class Plan:
    """Everything that fixes the figures of a run."""

    run_id: str
    study: str
    engine: str
    draws: int
    seed: int
    step_days: float
    fraction: float
    variants: tuple[str, ...]
    headline_variant: str
    scenarios: tuple[str, ...]
    content: Mapping[str, Any]
    """The parsed content that the id is made of."""

    def tasks(self) -> tuple[Task, ...]:
        """All tasks, the headline variant first."""
        order = (self.headline_variant, *(v for v in self.variants if v != self.headline_variant))
        starts = range(0, self.draws, CHUNK)
        pairs = [(variant, first) for variant in order for first in starts]
        return tuple(
            Task(number, variant, first, min(first + CHUNK, self.draws))
            for number, (variant, first) in enumerate(pairs)
        )


def canonical(content: Any) -> str:
    """One text for one content, whatever the order of keys."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def run_id_of(content: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that name the content and the package version."""
    text = canonical({"content": content, "version": __version__})
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
