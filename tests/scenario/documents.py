"""Small trees written as YAML, for the tests of merging and overriding."""

from __future__ import annotations

from typing import Any

from justice_finance.errors import Mistakes
from justice_finance.files import KeyPath, parse_yaml
from justice_finance.scenario.merge import merge_chain
from justice_finance.scenario.tree import Origin, Source, Tree


def source(text: str, home: str, scenario_file: bool = False) -> Source:
    """A file of this text; its name is its home."""
    return Source(parse_yaml(text, f"{home}.yaml"), home, scenario_file)


def merged(*texts: str) -> tuple[Tree, Mistakes]:
    """The first text, which extends the second, and so on; homes are `file0`, `file1` ..."""
    mistakes = Mistakes()
    origins: dict[KeyPath, Origin] = {}
    chain = [Origin(source(text, f"file{number}"), ()) for number, text in enumerate(texts)]
    data: dict[str, Any] = merge_chain(chain, (), origins, mistakes)
    return Tree(data, origins), mistakes
