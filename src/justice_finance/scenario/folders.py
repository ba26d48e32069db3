"""Where the files of a study lie: in folders of its own first, else among the shipped models."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from justice_finance.errors import Mistakes, Place, did_you_mean
from justice_finance.shipped_files import shipped_root

TARGETS_FILE = "targets.yaml"
"""What the model of a study must reproduce, where the study states it."""
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")


@dataclass(frozen=True)
class Folders:
    """The `models` folders that a study may draw on, the nearest first."""

    study: Path
    models: tuple[Path, ...]

    def country_file(self, country: str, name: str) -> Path | None:
        """A file of the country's folder."""
        return self._first([f"countries/{country}/{name}"])

    def country_journeys(self, country: str) -> list[Path]:
        """The journeys of a country, in order of name; all from one folder."""
        for root in self.models:
            folder = root / "countries" / country / "journeys"
            if folder.is_dir():
                return sorted(folder.glob("*.yaml"))
        return []

    def named(self, kind: str, country: str | None, name: str) -> Path | None:
        """A journey, intervention or funding file by name: the country's own, else the general."""
        own = [f"countries/{country}/{kind}/{name}.yaml"] if country is not None else []
        return self._first([*own, f"{kind}/{name}.yaml"])

    def known(self, kind: str, country: str | None = None) -> list[str]:
        """Names that `named` finds (for messages); kind `countries` gives countries."""
        found: set[str] = set()
        for root in self.models:
            if kind == "countries":
                found |= {each.parent.name for each in root.glob("countries/*/country.yaml")}
                continue
            found |= {each.stem for each in root.glob(f"{kind}/*.yaml")}
            if country:
                found |= {each.stem for each in root.glob(f"countries/{country}/{kind}/*.yaml")}
        return sorted(found)

    def _first(self, names: list[str]) -> Path | None:
        for root in self.models:
            for name in names:
                if (root / name).is_file():
                    return root / name
        return None


def folders_of(study: Path) -> Folders:
    """The folders of a study: `models` inside it, two folders up, and the shipped ones."""
    here = study.resolve()
    candidates = [here / "models", *(above / "models" for above in list(here.parents)[:2])]
    candidates.append(shipped_root() / "models")
    models: list[Path] = []
    for candidate in candidates:
        if candidate.is_dir() and candidate.resolve() not in models:
            models.append(candidate.resolve())
    return Folders(study, tuple(models))


def name_is_plain(name: str, place: Place, mistakes: Mistakes) -> bool:
    """Whether a name may be part of a path; notes the mistake if not."""
    if PLAIN_NAME.fullmatch(name):
        return True
    if any(mark in name for mark in ("/", "\\", "..", ":", "\0")):
        mistakes.add(
            "path_escapes",
            place,
            found=f"`{ascii(name)[1:-1][:60]}`, a path",
            expected="the name of a file or folder among the models, without its path",
            do="write the name alone",
        )
    else:
        mistakes.add(
            "name_not_plain",
            place,
            found=f"`{ascii(name)[1:-1][:60]}`",
            expected="small letters, digits and underscores, at most 80, a letter first",
            do="rename it",
        )
    return False


def add_unknown_name(
    code: str, name: str, known: list[str], what: str, place: Place, mistakes: Mistakes
) -> None:
    """Note that a name has no file, with the nearest that has."""
    mistakes.add(
        code,
        place,
        found=f"`{name}`",
        expected=f"{what}: " + (", ".join(known) or "there is none yet"),
        do=did_you_mean(name, known),
    )
