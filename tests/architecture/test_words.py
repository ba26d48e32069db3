"""The project speaks of itself alone: no machine it was made on, no server it was fetched from."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

TEXT = {"", ".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".csv", ".cff", ".ipynb", ".html"}
TEXT |= {".json", ".j2", ".js", ".css", ".svg", ".cfg", ".c", ".h", ".sh"}

# Written in pieces, so that this file does not name them.
HOSTS = ["pyp" + "i.org", "python" + "hosted.org", "npm" + "js.org", "crates" + ".io"]
FOLDERS = ["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "o" + "pt"]
WORD = "sess" + "ion"

MACHINE_PATH = re.compile(rf"(?<![\w.\-/)}}])/(?:{'|'.join(FOLDERS)})/\w")
SERVER = re.compile("|".join(map(re.escape, HOSTS)))
MEETING = re.compile(rf"\b{WORD}s?\b", re.IGNORECASE)
PYTEST_SCOPE = re.compile(rf"""scope\s*=\s*["']{WORD}["']|pytest_{WORD}\w*""")


def project_files() -> list[Path]:
    """Text files of the project that are, or will be, under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode == 0:
        names = [ROOT / name for name in done.stdout.decode("utf-8").split("\0") if name]
    else:  # a copy without version control
        hidden = {".venv", "out", "dist", "build"}
        names = [p for p in ROOT.rglob("*") if not hidden & set(p.relative_to(ROOT).parts)]
    return [path for path in names if path.is_file() and path.suffix in TEXT]


def quotes_sources(shown: str) -> bool:
    """Tables, model files and reports made of them use their sources' words (a mediation's)."""
    folder = shown.split("/", 1)[0]
    return shown.endswith(".csv") or shown == "LICENSE" or folder in {"models", "reports"}


def words_not_ours(text: str, quoting: bool = False) -> list[str]:
    """What a text should not name; machines and servers also where it quotes."""
    found = [match.group() for match in (*MACHINE_PATH.finditer(text), *SERVER.finditer(text))]
    if not quoting:
        found += [match.group() for match in MEETING.finditer(PYTEST_SCOPE.sub("", text))]
    return found


def test_no_file_names_a_machine_or_a_server_it_was_made_with() -> None:
    found = []
    for path in project_files():
        shown = path.relative_to(ROOT).as_posix()
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [f"{shown}: {word}" for word in words_not_ours(text, quotes_sources(shown))]
    assert not found, "\n".join(found)


def test_there_are_files_to_look_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert {"README.md", "Makefile", "src/justice_finance/__init__.py"} <= names


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"see /{FOLDERS[0]}/main", 1),
        (f"open('/{FOLDERS[2]}/ana/x.csv')", 1),
        (f"https://{HOSTS[0]}/simple", 1),
        (f"in this {WORD}", 1),
        (f'@pytest.fixture(scope="{WORD}")', 0),
        (f"https://example.org/{FOLDERS[0]}/paper.pdf", 0),
        (f"{FOLDERS[0]}/home, obsession", 0),
    ],
)
def test_the_words_are_found_where_they_stand(text: str, count: int) -> None:
    assert len(words_not_ours(text)) == count
