"""What a person's mistake looks like: where, what was found, what was expected, what to do.

Every reason to refuse an input has a *code*. `CODES` is the only list of them; each stands in
`tests/broken/` with a file that gives it and a mended twin that does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from justice_finance.message_codes import CODES

LONGEST_SHOWN = 600
MOST_SHOWN = 50
"""Mistakes that the text of one error shows; `mistakes` and `--json` have all of them."""


def printable(text: str) -> str:
    """Text that people typed, safe to show in a terminal: no control characters, not too long."""
    if len(text) > LONGEST_SHOWN:
        text = f"{text[:LONGEST_SHOWN]} ..."
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text)


@dataclass(frozen=True)
class Place:
    """Where something stands: file, line and column (from 1), and the dotted path of the key."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        spot = f"line {self.line}" if self.line is not None else ""
        if self.column is not None:
            spot += f" column {self.column}"
        return "  ".join(part for part in (spot, printable(self.path)) if part) or "the whole file"


@dataclass(frozen=True)
class Mistake:
    """One mistake in its four parts, with the code that names its kind."""

    code: str
    place: Place
    found: str
    expected: str
    do: str
    inherited_by: tuple[str, ...] = ()
    """Other paths that have the same line by `extends`."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"message code {self.code!r} is not in message_codes.CODES")

    def __str__(self) -> str:
        count = len(self.inherited_by)
        heirs = f", inherited by {count} more" if count else ""
        return (
            f"  {self.place}{heirs}  [{self.code}]\n"
            f"    found     {printable(self.found)}\n"
            f"    expected  {printable(self.expected)}\n"
            f"    do        {printable(self.do)}"
        )

    def as_record(self) -> dict[str, object]:
        """The same as plain values, for `--json`."""
        place = self.place
        return {
            "code": self.code,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "path": place.path,
            "inherited_by": list(self.inherited_by),
            "found": self.found,
            "expected": self.expected,
            "do": self.do,
        }


class JusticeFinanceError(Exception):
    """Base of every error that this package raises on purpose; carries all mistakes found."""

    def __init__(self, mistakes: Mistake | Iterable[Mistake]) -> None:
        self.mistakes: tuple[Mistake, ...] = (
            (mistakes,) if isinstance(mistakes, Mistake) else tuple(mistakes)
        )
        super().__init__(self._text())

    def __reduce__(self) -> tuple[type[JusticeFinanceError], tuple[tuple[Mistake, ...]]]:
        return type(self), (self.mistakes,)

    def _text(self) -> str:
        by_file: dict[str, list[Mistake]] = {}
        for mistake in self.mistakes:
            by_file.setdefault(mistake.place.file or "", []).append(mistake)
        blocks, left = [], MOST_SHOWN
        for file, mistakes in by_file.items():
            if not left:
                break
            head = f"{self._kind()}{_problems(len(mistakes))}"
            head += f" in {file}" if file else ""
            blocks.append("\n\n".join([head, *map(str, mistakes[:left])]))
            left -= len(mistakes[:left])
        if len(by_file) > 1:
            blocks.insert(0, f"{_problems(len(self.mistakes))} in {len(by_file)} files")
        if (hidden := len(self.mistakes) - MOST_SHOWN) > 0:
            blocks.append(f"and {hidden} more that are not shown here; `--json` lists all")
        return "\n\n".join(blocks)

    def _kind(self) -> str:
        """The kind of error; nothing where mistakes of several kinds stand together."""
        return "" if type(self) is JusticeFinanceError else f"{type(self).__name__}: "


def _problems(count: int) -> str:
    return "1 problem" if count == 1 else f"{count} problems"


class EvidenceError(JusticeFinanceError):
    """The evidence register, or a use of it, is wrong."""


class UnitError(JusticeFinanceError):
    """A unit, currency or price year is missing, unknown or does not fit."""


class ModelFileError(JusticeFinanceError):
    """A file in `models/` is wrong."""


class ScenarioError(JusticeFinanceError):
    """A file in `scenarios/` is wrong, or cannot be resolved."""


class EngineError(JusticeFinanceError):
    """An engine cannot run what it was given."""


class RunError(JusticeFinanceError):
    """A run was asked for that cannot be made, or a run folder is not whole."""


class AppraisalError(JusticeFinanceError):
    """A measure of worth was asked for that the figures do not give."""


class ReportError(JusticeFinanceError):
    """A report was asked for that cannot be written."""


class Mistakes:
    """Collects mistakes so that a person sees all of them at once."""

    def __init__(self) -> None:
        self._found: list[Mistake] = []

    def add(self, code: str, place: Place, *, found: str, expected: str, do: str) -> None:
        """Note one mistake."""
        self._found.append(Mistake(code, place, found, expected, do))

    def extend(self, others: Iterable[Mistake]) -> None:
        """Note mistakes found elsewhere."""
        self._found.extend(others)

    def raise_if_any(self, kind: type[JusticeFinanceError]) -> None:
        """Raise `kind` with every mistake noted, in the order of files and lines."""
        if self._found:
            raise kind(sorted(self._found, key=_reading_order))

    def __iter__(self) -> Iterator[Mistake]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _reading_order(mistake: Mistake) -> tuple[str, int, int, str]:
    place = mistake.place
    return (place.file or "", place.line or 0, place.column or 0, mistake.code)


def said_once(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes in their order, what several parts inherit from one line said once.

    A wrong line of a template is as wrong in each journey that extends it. The first path is named,
    and the others are kept in `inherited_by`.
    """
    first: dict[object, Mistake] = {}
    heirs: dict[object, dict[str, None]] = {}
    for each in mistakes:
        key = _apart_from_name(each)
        path = first.setdefault(key, each).place.path
        others = [other for other in (each.place.path, *each.inherited_by) if other != path]
        heirs.setdefault(key, {}).update(dict.fromkeys(others))
    return [
        replace(each, inherited_by=tuple(heirs[key])) if heirs[key] else each
        for key, each in first.items()
    ]


def _apart_from_name(mistake: Mistake) -> object:
    """What a mistake says, but for the name of the part of the tree that it is found in."""
    kind, _, below = mistake.place.path.partition(".")
    name, _, rest = below.partition(".")
    place = mistake.place
    if place.line is None or not rest:
        return mistake
    texts = (mistake.found, mistake.expected, mistake.do)
    return (
        (place.file, place.line, place.column, mistake.code, kind, rest),
        tuple(text.replace(f"{kind}.{name}.", f"{kind}.") for text in texts),
    )


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """What to do about an unknown name: the nearest known one, or the list."""
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"write `{near[0]}`"
    return "take one of the expected names"


class JusticeFinanceWarning(UserWarning):
    """Something that can be computed but may mislead; its text has the same four parts."""
