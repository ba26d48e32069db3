"""Where the register that ships with the package lies."""

from __future__ import annotations

from pathlib import Path


def shipped_evidence() -> Path:
    """The folder `models/evidence`: inside an installed package, or of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "shipped" / "models" / "evidence"
    return installed if installed.is_dir() else package.parents[1] / "models" / "evidence"
