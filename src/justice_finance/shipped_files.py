"""Where a study or model folder lies: the path given, or the copy that came with the package.

The wheel carries `models/`, `scenarios/` and `notebooks/` in `justice_finance/shipped/`. In an
editable install they lie at the top of the checkout, two folders above the package.
"""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from justice_finance.errors import (
    JusticeFinanceError,
    Mistake,
    Place,
    ScenarioError,
    did_you_mean,
)

SHIPPED_FOLDERS = ("models", "scenarios", "notebooks")

_PACKAGE = Path(__file__).resolve().parent


def shipped_root() -> Path:
    """The folder that holds the shipped `models/`, `scenarios/` and `notebooks/`.

    Raises
    ------
    ScenarioError
        If neither the installed copy nor the checkout has them: the installation is not whole.
    """
    for root in (_PACKAGE / "shipped", _PACKAGE.parents[1]):
        if (root / "models").is_dir() and (root / "scenarios").is_dir():
            return root
    raise _missing("models", "the folders that come with the package", "install the package again")


def find_shipped(
    name: str | Path, kind: type[JusticeFinanceError] = ScenarioError
) -> tuple[Path, str | None]:
    """Find a file or folder: a path that exists first, else the shipped copy of that name.

    Parameters
    ----------
    name : str or Path
        Such as `scenarios/kenya`; `kenya` alone is looked for among the shipped studies too.
    kind : type
        The error to raise, of the part that asks.

    Returns
    -------
    tuple
        The path, and a notice to show if it is the shipped copy (else None).

    Raises
    ------
    JusticeFinanceError
        Of `kind`, if there is neither; the shipped names stand in the message. A shipped name may
        not lead out of the shipped folders.
    """
    given = Path(name)
    if _exists(given):
        return given, None
    root = shipped_root()
    for inside in (given, Path("scenarios") / given):
        if _may_be_shipped(inside) and _lies_in(root / inside, root):
            return root / inside, f"{given.as_posix()} is not here; using the copy shipped with it"
    raise _unknown(given.as_posix(), root, kind)


def shipped_studies() -> list[str]:
    """The names of the shipped studies, such as `scenarios/kenya`."""
    return _studies(shipped_root())


def _studies(root: Path) -> list[str]:
    return [f"scenarios/{path.parent.name}" for path in sorted(root.glob("scenarios/*/study.yaml"))]


def _may_be_shipped(inside: Path) -> bool:
    """Only plain names below a shipped folder: no root, no drive, no way up."""
    if inside.is_absolute() or PureWindowsPath(inside).drive or PureWindowsPath(inside).root:
        return False
    parts = PureWindowsPath(inside).parts
    return ".." not in parts and bool(parts) and parts[0] in SHIPPED_FOLDERS


def _lies_in(path: Path, root: Path) -> bool:
    """Whether a path exists and, links followed, still lies below a shipped folder."""
    if not _exists(path):
        return False
    real = path.resolve()
    return any(real.is_relative_to((root / folder).resolve()) for folder in SHIPPED_FOLDERS)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file system can hold
        return False


def _unknown(shown: str, root: Path, kind: type[JusticeFinanceError]) -> JusticeFinanceError:
    known = _studies(root)
    expected = "a path that exists, or a shipped study: " + (", ".join(known) or "none is here")
    return _missing(shown, expected, did_you_mean(shown, known), kind)


def _missing(
    shown: str, expected: str, do: str, kind: type[JusticeFinanceError] = ScenarioError
) -> JusticeFinanceError:
    mistake = Mistake(
        "file_missing",
        Place(shown),
        found="no file or folder of this name",
        expected=expected,
        do=do,
    )
    return kind(mistake)
