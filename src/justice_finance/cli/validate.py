"""`validate`: check files without running anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from justice_finance.cli.output import print_json, show_mistakes


class ValidateRequest(NamedTuple):
    """What was asked for on the command line."""

    files: list[Path]
    as_json: bool
    quiet: bool


def plain_request(words: Sequence[str]) -> ValidateRequest | None:
    """What `validate` is asked, if its words need no reading; None for anything else.

    Editors and hooks call `validate` often: building the whole command line would double its cost.
    """
    options = {"--json", "--quiet"}.intersection(words)
    files = [word for word in words[1:] if word not in options]
    if list(words[:1]) != ["validate"] or not files or any(word[:1] in ("-", "") for word in files):
        return None
    return ValidateRequest(
        [Path(word) for word in files], "--json" in options, "--quiet" in options
    )


def run_validate(files: list[Path], as_json: bool, quiet: bool) -> int:
    """Report every mistake of every file; say plainly when there is none."""
    import atexit
    import gc
    import os

    gc.disable()  # a short life with much to build: collecting would cost a tenth of it
    atexit.register(gc.freeze)  # nor at its end
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes time
    from justice_finance.scenario.validate import validate

    mistakes = validate(files)
    gc.enable()
    if mistakes:
        return show_mistakes(mistakes, as_json)
    if as_json:
        print_json({"valid": True, "files": [path.as_posix() for path in files]})
    elif not quiet:
        print(f"no mistakes in {', '.join(path.as_posix() for path in files)}")
    return 0
