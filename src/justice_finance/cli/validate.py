"""`validate`: check files without running anything."""

from __future__ import annotations

from pathlib import Path

from justice_finance.cli.output import print_json, show_mistakes


def run_validate(files: list[Path], as_json: bool, quiet: bool) -> int:
    """Report every mistake of every file; say plainly when there is none."""
    import gc
    import os

    gc.disable()  # a short life with much to build: collecting would cost a tenth of it
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
