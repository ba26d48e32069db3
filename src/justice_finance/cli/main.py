"""The entry point: builds the commands, and turns every way to fail into a message and a code.

Exit codes: 0 done, 2 a person's mistake (in four parts, all together), 1 a fault of ours.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from justice_finance.cli.output import fault_of_ours, show_mistakes, usage_mistake
from justice_finance.cli.validate import plain_request, run_validate
from justice_finance.errors import JusticeFinanceError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    as_json = "--json" in words
    try:
        request = plain_request(words)
        if request is not None:
            return run_validate(request.files, request.as_json, request.quiet)
        return _run_any_command(words, as_json)
    except JusticeFinanceError as error:
        return show_mistakes(error.mistakes, as_json, str(error))
    except KeyboardInterrupt:
        return _stopped()
    except BrokenPipeError:
        return 0
    except Exception as error:  # the last line of defence: a fault of ours is said to be one
        return fault_of_ours(error, as_json)


def _run_any_command(words: Sequence[str], as_json: bool) -> int:
    """Build the whole command line and let it read the words."""
    import typer

    from justice_finance.cli.commands import application

    try:
        code = application()(args=list(words), prog_name="justice-finance", standalone_mode=False)
        return int(code or 0)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message())
            return 2
        return show_mistakes([usage_mistake(error)], as_json)
    except typer.Abort:
        return _stopped()


def _stopped() -> int:
    print("stopped; finished pieces of a run with --out are kept", file=sys.stderr)
    return 130


def run() -> None:
    """Console script."""
    sys.exit(main())
