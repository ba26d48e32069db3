"""Where machine code is kept between runs: a folder named by all it is made of.

numba looks only at the file of the function that is asked for, and would silently give old code if
a function that it calls had changed in another file. The folder's name is therefore a hash of every
source, of the versions and of the processor's name.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

FOLDER_VARIABLE = "JUSTICE_FINANCE_CACHE"


def cache_folder(modules: Iterable[ModuleType]) -> Path | None:
    """The folder for machine code made of some modules; None if it cannot be written to."""
    folder = _caches() / f"kernel-{_made_of(modules)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder


def _caches() -> Path:
    """The user's folder for what can be made again."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        place = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        place = Path.home() / "Library" / "Caches"
    else:
        place = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return place / "justice_finance"


def _made_of(modules: Iterable[ModuleType]) -> str:
    from llvmlite import __version__ as llvmlite_version
    from numba import __version__ as numba_version
    from numpy import __version__ as numpy_version

    made = hashlib.sha256()
    for part in (numba_version, llvmlite_version, numpy_version, sys.version, platform.machine()):
        made.update(part.encode())
    for module in modules:
        made.update(Path(str(module.__file__)).read_bytes())
    return made.hexdigest()[:24]
