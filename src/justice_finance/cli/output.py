"""How commands speak: figures to standard output; messages and progress to standard error."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from justice_finance.errors import JusticeFinanceError, Mistake, Place

if TYPE_CHECKING:
    import typer


def show_mistakes(mistakes: Iterable[Mistake], as_json: bool, text: str | None = None) -> int:
    """Print mistakes in their four parts (or as JSON) and return the exit code of a mistake."""
    mistakes = tuple(mistakes)
    if as_json:
        print_json({"error": [mistake.as_record() for mistake in mistakes]})
    print(text or str(JusticeFinanceError(mistakes)), file=sys.stderr)
    return 2


def usage_mistake(error: typer.TyperException) -> Mistake:
    """A wrong option or argument, in the same four parts."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "justice-finance"
    names: list[str] = []
    if context is not None:
        names += getattr(context.command, "commands", {})
        names += [word for parameter in context.command.params for word in parameter.opts]
    return Mistake(
        "command_option",
        Place(path=command),
        found=error.format_message().rstrip("."),
        expected="one of " + ", ".join(names) if names else "a command and its options",
        do=f"see `{command} --help`",
    )


def fault_of_ours(error: Exception, as_json: bool) -> int:
    """Say that the fault is ours and what to send; the traceback only where it is asked for."""
    what = f"{type(error).__name__}: {error}"
    if as_json:
        print_json({"fault": what})
    print(
        f"A fault of justice-finance, not of your files: {what}\n"
        "Set JUSTICE_FINANCE_TRACE=1, run the command again and send us what it prints.",
        file=sys.stderr,
    )
    if os.environ.get("JUSTICE_FINANCE_TRACE"):
        traceback.print_exception(error)
    return 1


def print_json(record: Any) -> None:
    """Print one JSON object, numbers finite or null."""
    print(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False))


def say(text: str, quiet: bool = False) -> None:
    """A line for the person at the terminal."""
    if not quiet:
        print(text, file=sys.stderr)


class ProgressLine:
    """Shows the share done and the time left: one living line at a terminal, else every tenth."""

    def __init__(self, title: str, quiet: bool = False) -> None:
        self._title = title
        self._quiet = quiet
        self._began = time.monotonic()
        self._living = sys.stderr.isatty()
        self._last_tenth = 0

    def __call__(self, share: float) -> None:
        """Take the share done, 0..1."""
        if self._quiet:
            return
        spent = time.monotonic() - self._began
        left = f", about {spent / share - spent:.0f} s left" if 0.02 < share < 1 else ""
        text = f"{self._title}: {share:4.0%} in {spent:.0f} s{left}"
        if self._living:
            end = "\n" if share >= 1 else ""
            print(f"\r\x1b[K{text}", end=end, file=sys.stderr, flush=True)
        elif int(share * 10) > self._last_tenth:
            self._last_tenth = int(share * 10)
            print(text, file=sys.stderr, flush=True)
