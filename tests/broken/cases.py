"""Reads `case.yaml` of each broken case and lays out its broken and its mended form.

case.yaml
  reader: the name in `readers.READERS`
  path: what the reader gets, inside `broken/` and `mended/`; without it the only file there, or
    the folder if there are several. With `patch`, inside the copy; `scenarios/invented` without.
  whole_file: true if the mistake has no line and column
  line, column: where the mistake must be, if the case pins it
  also: other codes that the broken form gives besides its own
  patch: {file, old, new}: instead of folders; `old` becomes `new` once in a copy of the invented
    country and its study, and the shipped files themselves are the mended form
  grow: {file, line, times}: instead of a large file kept here; the mended file, with `line`
    added so many times, is the broken form
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
KEYS = {"reader", "path", "whole_file", "line", "column", "also", "patch", "grow", "why"}
INVENTED = "scenarios/invented"
INVENTED_COUNTRY = "models/countries/invented"


@dataclass(frozen=True)
class Case:
    """One broken case: a code, and how to trigger it."""

    code: str
    settings: dict[str, Any]

    @property
    def folder(self) -> Path:
        return FOLDER / self.code

    def broken(self, empty: Path) -> Path:
        """What the reader gets for the broken form; `empty` is a folder to build it in."""
        if "patch" in self.settings:
            return self._patched(empty)
        if "grow" in self.settings:
            return self._grown(empty)
        return self._inside(self.folder / "broken")

    def mended(self, empty: Path) -> Path:
        """What the reader gets for the mended twin."""
        if "patch" in self.settings:  # the shipped files themselves
            return ROOT / str(self.settings.get("path", INVENTED))
        return self._inside(self.folder / "mended")

    def _inside(self, folder: Path) -> Path:
        assert folder.is_dir(), f"{folder} is missing"
        if "path" in self.settings:
            return folder / str(self.settings["path"])
        files = sorted(folder.iterdir())
        return files[0] if len(files) == 1 and files[0].is_file() else folder

    def _patched(self, empty: Path) -> Path:
        """A copy of the invented country and its study; what it lacks is found as shipped."""
        for folder in (INVENTED_COUNTRY, INVENTED):
            shutil.copytree(ROOT / folder, empty / folder)
        patch = self.settings["patch"]
        target = empty / patch["file"]
        text = target.read_text(encoding="utf-8")
        count = text.count(patch["old"])
        assert count == 1, f"{self.code}: `old` stands {count} times in {patch['file']}"
        target.write_text(text.replace(patch["old"], patch["new"]), encoding="utf-8")
        return empty / str(self.settings.get("path", INVENTED))

    def _grown(self, empty: Path) -> Path:
        grow = self.settings["grow"]
        shutil.copytree(self.folder / "mended", empty / "broken")
        target = empty / "broken" / grow["file"]
        with target.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{grow['line']}\n" * int(grow["times"]))
        return self._inside(empty / "broken")


def read_case(folder: Path) -> Case:
    """One case from its folder; an unknown setting is refused, since it would test nothing."""
    settings = yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))
    unknown = set(settings) - KEYS
    assert not unknown, f"{folder.name}/case.yaml: unknown settings {sorted(unknown)}"
    return Case(folder.name, settings)


def all_cases() -> list[Case]:
    """Every case, in order of code."""
    return [read_case(path.parent) for path in sorted(FOLDER.glob("*/case.yaml"))]
