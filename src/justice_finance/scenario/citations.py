"""What the files of a study cite, and the register that it is found in."""

from __future__ import annotations

from justice_finance.errors import EvidenceError, Mistakes
from justice_finance.evidence.register import Register, load_register
from justice_finance.scenario.folders import Folders
from justice_finance.scenario.read import StudyFiles


def cited_in(files: StudyFiles) -> frozenset[str]:
    """Ids of the register that any file cites, for a value or a spread."""
    return cited_below(*(source.document.data for source in files.sources))


def cited_below(*content: object) -> frozenset[str]:
    """Ids of the register that stand anywhere in the content of files."""
    found: set[str] = set()
    waiting: list[object] = list(content)
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            cited = here.get("evidence")
            if isinstance(cited, str):
                found.add(cited)
            waiting.extend(here.values())
    return frozenset(found)


def read_register(
    folders: Folders, mistakes: Mistakes, only: frozenset[str] | None = None
) -> Register | None:
    """The register among the study's own models, else the shipped one."""
    own = [root / "evidence" for root in folders.models]
    folder = next((each for each in own if (each / "sources.csv").is_file()), None)
    try:
        return load_register(folder, only)
    except EvidenceError as error:
        mistakes.extend(error.mistakes)
        return None
